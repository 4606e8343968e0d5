"""What to propose where nobody who is there can come: a new colleague for one seat."""

from collections.abc import Iterator
from dataclasses import replace

from domain.finding import Fact
from domain.people import (
    Cefr,
    Contract,
    Gender,
    Level,
    LivedExperience,
    Shift,
    Speaks,
    Training,
    Worker,
)
from domain.session import DAY_MINUTES, WEEK_DAYS, Asked, Need, Seat
from optimizer.for_needs import cheapest_budgets
from optimizer.proposals import Proposal
from optimizer.trial import Trial, Week
from optimizer.why import Change

NEWCOMER = "?"


def of_newcomers(week: Week, need: Need) -> Iterator[Proposal]:
    """A new colleague for one seat or another."""
    home = need.place or next(iter(week.problem.travel.ids), None)
    days = sorted({window.weekday for window in need.windows})
    if home is not None and days:
        for seat in dict.fromkeys(need.seats):
            yield _hire(week, need, seat, home).after(cheapest_budgets(week, need, days))


def _hire(week: Week, need: Need, seat: Seat, home: str) -> Proposal:
    """A colleague who lives where the need is and has what a seat asks for."""
    clients = week.clients_of(need)
    asks = seat.experience is not Asked.NOBODYS
    themes = sorted({theme for client in clients for theme in client.themes}) if asks else []
    spoken = [need.language] if need.language else [x for c in clients for x in c.languages[:1]]
    languages = list(dict.fromkeys(spoken if seat.talks else []))
    wishes = [need.gender, *(c.asks_gender for c in clients if need.group is None)]
    gender = next((wish for wish in wishes if wish is not None), None)
    newcomer = Worker(
        id=NEWCOMER,
        name=NEWCOMER,
        roles=seat.roles,
        contract=Contract.MANDATE,
        home=home,
        trainings=(Training(seat.subject, seat.level or Level.BESIDE, week.problem.monday),)
        if seat.subject
        else (),
        experiences=tuple(LivedExperience(theme, severe=True) for theme in themes),
        languages=tuple(Speaks(language, Cefr.C2) for language in languages),
        gender=gender or Gender.OTHER,
        shifts=tuple(Shift(day, 0, DAY_MINUTES) for day in range(WEEK_DAYS)),
        day_minutes=need.minutes,
        week_minutes=need.minutes,
        week_most=need.minutes,
        week_days=1,
        caseload=len(clients),
    )
    facts: dict[str, Fact] = {
        "roles": ",".join(sorted(seat.roles)),
        "place": need.place or "",
        "languages": ",".join(languages),
        "themes": ",".join(themes),
        "gender": gender or "",
    }

    def changed(trial: Trial) -> Trial:
        workers = (*trial.problem.workers, newcomer)
        part = replace(trial.problem, workers=workers)
        return replace(trial, problem=part, may=trial.may | {NEWCOMER})

    return Proposal((Change("change.hire", facts, 1),), changed)
