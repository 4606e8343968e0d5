"""Stories that a case manager can read: on a day, given this, then that.

One YAML file per programme in ``tests/domain/programmes/``, each a list of stories with
``name / on / given / then``. What may stand under ``given`` are the fields of ``Given``,
what may stand under ``then`` are the names in ``ANSWERS``; ``none`` means that there is
no such thing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from domain.caps import Phase
from domain.clock import months_after
from domain.entitlement import History, answer_deadline, period_of, remaining, start_deadline
from domain.money import price_of
from domain.programme import Component, Programme, SeatAsked, components, programmes
from domain.referral import Extension, InformationRequest, Referral, Used

FOLDER = Path(__file__).parent / "programmes"
FEWEST_STORIES = 4
NONE = "none"


@dataclass(frozen=True)
class Given:
    """What a story starts from."""

    component: str
    referred: date = date(2026, 1, 5)
    status: str = ""
    minutes: int = 60
    group: bool = False
    led_together: bool = False
    for_family: bool = False
    used_minutes: int = 0
    used_euros: Mapping[str, str] = field(default_factory=dict)
    """Month (2024-01) -> euros (900.00)."""
    extended_units: int = 0
    asked_on: date = date(2026, 1, 5)
    parallel: str = ""
    beside: str = ""


@dataclass(frozen=True)
class Case:
    """A story laid out for the questions asked of it."""

    day: date
    given: Given

    @property
    def programme(self) -> Programme:
        return components()[self.given.component][0]

    @property
    def component(self) -> Component:
        return components()[self.given.component][1]

    @property
    def referral(self) -> Referral:
        more = (
            (
                Extension(
                    self.given.extended_units, "justified", "case manager", self.given.referred
                ),
            )
            if self.given.extended_units
            else ()
        )
        return Referral(
            "r1", self.programme.id, "c1", self.given.referred, self.given.status, extensions=more
        )

    @property
    def seats(self) -> tuple[SeatAsked, ...]:
        kind = "group" if self.given.group else "individual"
        return self.component.seats_at(kind, together=self.given.led_together)  # type: ignore[arg-type]

    def used(self) -> tuple[Used, ...]:
        minutes = Used("r1", self.given.component, self.given.referred, self.given.used_minutes, 0)
        euros = (
            Used("r1", self.given.component, date.fromisoformat(f"{month}-01"), 0, cents_of(spent))
            for month, spent in self.given.used_euros.items()
        )
        return (minutes, *euros)

    def left(self, rule: str) -> int | None:
        history = History.of(self.used(), [self.referral])
        found = remaining(
            self.programme, self.component, self.referral, history, self.day, self.day
        )
        return min((pot.left for pot in found if pot.rule == rule), default=None)


def cents_of(euros: str) -> int:
    whole, _, cents = euros.partition(".")
    return 100 * int(whole) + int(cents)


def euros_of(cents: int | None) -> str:
    return NONE if cents is None else f"{cents // 100}.{cents % 100:02}"


def price(case: Case) -> str:
    tariff = case.component.tariff(
        case.day,
        "group" if case.given.group else "individual",
        "family" if case.given.for_family else "person",
    )
    if tariff is None:
        return NONE
    return euros_of(price_of(tariff.cents, case.given.minutes, tariff.unit_minutes))


def usual_now(case: Case) -> bool:
    passed = 0
    while months_after(case.given.referred, passed + 1) <= case.day:
        passed += 1
    phases = [c for c in case.component.caps if isinstance(c, Phase) and c.holds_on(case.day)]
    return all(phase.covers(passed) for phase in phases)


def given_now(case: Case) -> bool:
    since, until = case.component.since, case.component.until
    return (since is None or since <= case.day) and (until is None or case.day <= until)


def payer_open(case: Case) -> str:
    today = [
        hours
        for hours in case.programme.payer_hours
        if hours.holds_on(case.day) and case.day.weekday() in hours.weekdays
    ]
    last = (case.day + timedelta(days=7)).month != case.day.month
    chosen = [h for h in today if h.last_of_month and last] or [
        h for h in today if not h.last_of_month
    ]
    if not chosen:
        return NONE
    (hours,) = chosen
    start, end = divmod(hours.start, 60), divmod(hours.end, 60)
    return f"{start[0]:02}:{start[1]:02}-{end[0]:02}:{end[1]:02}"


def figures(case: Case) -> dict[str, str]:
    return {
        name: f"{figure.value}{'' if figure.most is None else f'-{figure.most}'} {figure.unit}"
        for name, figure in case.programme.parameters.items()
        if figure.holds_on(case.day)
    }


def asked(case: Case) -> InformationRequest:
    return InformationRequest("r1", case.given.asked_on)


ANSWERS: Mapping[str, Callable[[Case], object]] = {
    "answer_by": lambda c: answer_deadline(c.programme, asked(c)),
    "benefits": lambda c: sorted(b for b, s in c.programme.benefits.items() if s == c.given.status),
    "billed": lambda c: c.component.paid,
    "eligible": lambda c: c.given.status in c.programme.statuses,
    "ends_with": lambda c: list(c.programme.closing_reasons),
    "euros_left": lambda c: euros_of(c.left("euros_left")),
    "experience": lambda c: c.seats[0].experience.value,
    "figures": figures,
    "first_meeting_by": lambda c: start_deadline(c.programme, c.component, c.referral) or NONE,
    "for": lambda c: [gender.value for gender in c.component.genders],
    "given_now": given_now,
    "inside": lambda c: c.given.beside in c.component.includes,
    "languages": lambda c: list(c.programme.languages),
    "last_day": lambda c: period_of(c.programme, c.component, c.referral)[1] or NONE,
    "may_run": lambda c: c.given.parallel not in c.programme.excludes,
    "minutes_left": lambda c: c.left("units_left"),
    "modes": lambda c: [mode.value for mode in c.component.modes],
    "only_if_nothing_else_fits": lambda c: c.component.residual,
    "payer_open": payer_open,
    "people": lambda c: [seat.roles[0].value for seat in c.seats],
    "places": lambda c: list(c.component.places),
    "plan": lambda c: c.component.plan,
    "price": price,
    "shares": lambda c: {f.name: f.percent for f in c.programme.funders if f.holds_on(c.day)},
    "three_party": lambda c: c.component.three_party,
    "training": lambda c: c.seats[0].subject,
    "usual_now": usual_now,
}


def read_stories(file: Path) -> list[dict[Any, Any]]:
    stories: list[dict[Any, Any]] = yaml.safe_load(file.read_text("utf-8"))
    for story in stories:
        story["on"] = story.pop(True)  # YAML 1.1 reads the word "on" as yes
    return stories


STORIES = [
    pytest.param(story, id=f"{file.stem}: {story['name']}")
    for file in sorted(FOLDER.glob("*.yaml"))
    for story in read_stories(file)
]


@pytest.mark.parametrize("story", STORIES)
def test_story(story: dict[str, Any]) -> None:
    assert set(story) == {"name", "on", "given", "then"}
    assert story["then"], "a story without an end"
    case = Case(story["on"], Given(**story["given"]))
    answers = {question: ANSWERS[question](case) for question in story["then"]}
    if "figures" in answers:
        told = figures(case)
        answers["figures"] = {name: told[name] for name in story["then"]["figures"]}
    assert answers == story["then"]


def test_every_programme_has_at_least_four_stories_of_its_own() -> None:
    told: dict[str, int] = dict.fromkeys(programmes(), 0)
    for file in FOLDER.glob("*.yaml"):
        owners = {components()[s["given"]["component"]][0].id for s in read_stories(file)}
        assert len(owners) == 1, f"{file.name} tells of several programmes"
        told[owners.pop()] += len(read_stories(file))
    assert min(told.values()) >= FEWEST_STORIES, told


def test_every_question_is_asked_in_some_story() -> None:
    asked_somewhere = {q for f in FOLDER.glob("*.yaml") for s in read_stories(f) for q in s["then"]}
    assert asked_somewhere == set(ANSWERS)
