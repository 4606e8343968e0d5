"""Stories that every made-up provider has: what is urgent, nearly spent, or cannot be done.

Each story is a function that draws one case; ``STORIES`` names how many of each there are for
300 clients. A story that finds nobody who suits it after many tries is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from api.sample.cases import Case, Desk, book_series, draw_case, dream_series, wishes_of
from api.sample.mix import ReferralMix, Wish, mix
from domain.caps import EurosPerCalendarYear, StartWithin, UnitsPerReferral, WithinMonths
from domain.clock import months_after
from domain.languages import languages
from domain.programme import components, programmes
from domain.referral import Closing, ClosingReason, ParallelService
from domain.themes import kind_of, themes

TRIES = 60
EXTENSION = 5
"""Units granted beyond the ceiling."""

Story = Callable[[Desk, str], Case | None]


def with_cap(kind: type) -> ReferralMix:
    """Find the first programme of the mix that has a cap of a kind."""
    return next(
        of
        for of in mix().referrals
        if any(isinstance(cap, kind) for cap in programmes()[of.programme].caps)
    )


def with_wish(fits: Callable[[Wish], bool]) -> tuple[ReferralMix, Wish]:
    """Find the first wish of the mix that fits, with its programme."""
    return next((of, wish) for of in mix().referrals for wish in of.wishes if fits(wish))


def _served(
    desk: Desk, of: ReferralMix, client: str, *, new: bool = False, wish: Wish | None = None
) -> Case | None:
    """Draw until a case can be booked."""
    for _ in range(TRIES):
        case = draw_case(desk, of, (client,), new=new)
        series = book_series(desk, case, wish or wishes_of(case, of, desk)[0])
        if series is not None:
            case.series.append(series)
            return case
    return None


def _dreamt(desk: Desk, of: ReferralMix, client: str, wish: Wish | None = None) -> Case:
    """Draw a case whose wish is never booked."""
    case = draw_case(desk, of, (client,), new=False)
    _dream(desk, case, wish or of.wishes[0])
    return case


def _dream(desk: Desk, case: Case, wish: Wish) -> None:
    case.series = [dream_series(desk, case, once(wish))]


def once(wish: Wish) -> Wish:
    """Ask for one meeting of the wish."""
    return wish.model_copy(update={"meetings": (1,)})


def urgent(desk: Desk, client: str) -> Case | None:
    """Tell of a referral of last week: the first meeting is due in this one."""
    return _served(desk, with_cap(StartWithin), client, new=True)


def last_days(desk: Desk, client: str) -> Case | None:
    """Tell of a referral in its last month, which ends this week."""
    of = with_cap(WithinMonths)
    case = _served(desk, of, client, wish=of.wishes[0])
    if case is not None:
        latest = max(b.day for series in case.series for b in series.bookings)
        case.on = months_after(desk.monday + timedelta(days=latest + 1), -_months(of))
    return case


def ended(desk: Desk, client: str) -> Case | None:
    """Tell of a referral whose last month is over, though a meeting is still wanted."""
    of = with_cap(WithinMonths)
    case = _dreamt(desk, of, client)
    case.on = months_after(desk.monday - timedelta(days=9), -_months(of))
    return case


def closed(desk: Desk, client: str) -> Case | None:
    """Tell of a referral that was closed last week, though a meeting is still wanted."""
    case = _dreamt(desk, with_cap(WithinMonths), client)
    last_friday = desk.monday - timedelta(days=3)
    case.on = min(case.on, desk.monday - timedelta(days=40))
    case.closing = Closing(ClosingReason.OTHER, last_friday, "Kolis teise riiki.")
    return case


def _months(of: ReferralMix) -> int:
    return next(c.months for c in programmes()[of.programme].caps if isinstance(c, WithinMonths))


def nearly_spent(desk: Desk, client: str) -> Case | None:
    """Tell of academic hours that this week's meetings use up."""
    case = _served(desk, with_cap(UnitsPerReferral), client)
    if case is not None:
        case.left = sum(b.minutes for series in case.series for b in series.bookings)
    return case


def extended(desk: Desk, client: str) -> Case | None:
    """Tell of academic hours that were used up, and of an extension."""
    case = nearly_spent(desk, client)
    if case is not None:
        case.extended = EXTENSION
    return case


def spent(desk: Desk, client: str) -> Case | None:
    """Tell of academic hours that are used up, though a meeting is still wanted."""
    case = _dreamt(desk, with_cap(UnitsPerReferral), client)
    case.left = 0
    return case


def near_ceiling(desk: Desk, client: str) -> Case | None:
    """Tell of a yearly ceiling that just allows this week."""
    of, wish = with_wish(_has_ceiling)
    case = _served(desk, of, client, wish=wish)
    if case is not None:
        case.ceiling = "near"
    return case


def reached_ceiling(desk: Desk, client: str) -> Case | None:
    """Tell of a yearly ceiling that does not allow this week any more."""
    of, wish = with_wish(_has_ceiling)
    case = _dreamt(desk, of, client, wish)
    case.ceiling = "reached"
    return case


def _has_ceiling(wish: Wish) -> bool:
    _, component = components()[wish.component]
    return any(isinstance(cap, EurosPerCalendarYear) for cap in component.caps)


def harmless_parallel(desk: Desk, client: str) -> Case | None:
    """Tell of a service of another system that the programme does not mind."""
    of, minds = _minding()
    case = _served(desk, of, client)
    others = {kind for p in programmes().values() for kind in p.excludes} - set(minds)
    if case is not None:
        first = desk.monday - timedelta(days=30)
        case.parallel = ParallelService(client, min(others), first)
    return case


def forbidden_parallel(desk: Desk, client: str) -> Case | None:
    """Tell of a service of another system beside which the programme may not serve."""
    of, minds = _minding()
    case = _dreamt(desk, of, client)
    last = desk.monday + timedelta(days=40)
    case.parallel = ParallelService(client, minds[0], desk.monday - timedelta(days=30), last)
    return case


def _minding() -> tuple[ReferralMix, tuple[str, ...]]:
    of = next(of for of in mix().referrals if programmes()[of.programme].excludes)
    return of, programmes()[of.programme].excludes


def no_experience(desk: Desk, client: str) -> Case | None:
    """Tell of something that no worker has lived through."""
    of = with_cap(UnitsPerReferral)
    lived = {kind_of(e.theme) for w in desk.diary.workers for e in w.experiences}
    unknown = sorted(theme for theme in themes() if kind_of(theme) not in lived)
    case = _dreamt(desk, of, client)
    case.theme = unknown[0]
    return case if unknown else None


def no_language(desk: Desk, client: str) -> Case | None:
    """Tell of a client whose language no worker speaks, and who wants no interpreter."""
    spoken = {s.language for w in desk.diary.workers for s in w.languages}
    case = _dreamt(desk, with_cap(StartWithin), client)
    case.languages = (next(code for code in reversed(languages()) if code not in spoken),)
    case.interpreter = False
    return case


def interpreted(desk: Desk, client: str) -> Case | None:
    """Tell of a client whom workers in reach can only meet with an interpreter."""
    of = with_cap(StartWithin)
    for _ in range(TRIES):
        case = draw_case(desk, of, (client,), new=False)
        language = next((k for k, left in desk.interpreting.items() if left), "")
        case.languages, case.interpreter = (language,), True
        before = desk.interpreting[language] if language else 0
        series = book_series(desk, case, of.wishes[0])
        if series is not None and desk.interpreting[language] < before:
            case.series.append(series)
            return case
    return None


def crisis(desk: Desk, client: str) -> Case | None:
    """Tell of an unexpected crisis that nobody planned."""
    of, wish = with_wish(lambda wish: components()[wish.component][1].plan == "forbidden")
    return _served(desk, of, client, wish=wish)


def away_all_week(desk: Desk, client: str) -> Case | None:
    """Tell of a client who is away all week, though a meeting is wanted."""
    case = _dreamt(desk, mix().referrals[0], client)
    case.away = True
    return case


def plan_owed(desk: Desk, client: str) -> Case | None:
    """Tell of a component that waits for an action plan which nobody has made."""
    of, wish = with_wish(lambda wish: components()[wish.component][1].plan == "asked")
    case = _dreamt(desk, of, client, wish)
    case.planned = False
    return case


@dataclass(frozen=True, slots=True)
class Told:
    """A story, how often it is told for 300 clients, and whether a small provider has it."""

    story: Story
    times: int
    small: bool = False


STORIES = (
    Told(urgent, 4, small=True),
    Told(last_days, 2),
    Told(ended, 1),
    Told(closed, 1),
    Told(nearly_spent, 3, small=True),
    Told(extended, 1),
    Told(spent, 1, small=True),
    Told(near_ceiling, 2),
    Told(reached_ceiling, 1),
    Told(harmless_parallel, 2),
    Told(forbidden_parallel, 1, small=True),
    Told(no_experience, 2),
    Told(no_language, 1),
    Told(interpreted, 2),
    Told(crisis, 1),
    Told(away_all_week, 1, small=True),
    Told(plan_owed, 1),
)
