"""What the oracle says of sums over the meetings of a week."""

from collections.abc import Callable, Sequence

from domain.session import Meeting
from tests.oracle.look import DAY, WEEK, Look
from tests.oracle.pairs import without_words


def _once_a_day(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Sums over needs count a need once a day: of more, ``served_once`` speaks."""
    return list({(m.need, m.start // DAY): m for m in meetings}.values())


def _budgets_over(look: Look, meetings: Sequence[Meeting], rule: str) -> int:
    over = 0
    for budget in look.problem.budgets:
        if budget.rule != rule:
            continue
        counted = [day for day in range(WEEK) if budget.days & (1 << day)]
        taken = 0
        for meeting in _once_a_day(meetings):
            for use in look.needs[meeting.need].uses:
                if use.budget == budget.id and meeting.start // DAY in counted:
                    taken += use.amount
        over += max(0, taken - max(0, budget.left))
    return over


def units_left(look: Look, meetings: Sequence[Meeting]) -> int:
    return _budgets_over(look, meetings, "units_left")


def euros_left(look: Look, meetings: Sequence[Meeting]) -> int:
    return _budgets_over(look, meetings, "euros_left")


def one_a_day(look: Look, meetings: Sequence[Meeting]) -> int:
    seen: set[tuple[str, str, int]] = set()
    beyond = 0
    for meeting in _once_a_day(meetings):
        need = look.needs[meeting.need]
        for client in need.clients:
            key = (client, need.component, meeting.start // DAY)
            beyond += key in seen
            seen.add(key)
    return beyond


def days_apart(look: Look, meetings: Sequence[Meeting]) -> int:
    beyond = 0
    for series in sorted({need.series for need in look.problem.needs if need.series}):
        apart = max(need.days_apart for need in look.problem.needs if need.series == series)
        stretch = min(apart, WEEK)
        once = _once_a_day(meetings)
        held = [m.start // DAY for m in once if look.needs[m.need].series == series]
        for first in range(WEEK - stretch + 1):
            inside = [day for day in held if first <= day < first + stretch]
            beyond += max(0, len(inside) - 1)
    return beyond


def no_included_component(look: Look, meetings: Sequence[Meeting]) -> int:
    found = 0
    for client in look.clients:
        of_client = [m for m in _once_a_day(meetings) if client in look.needs[m.need].clients]
        for meeting in of_client:
            component = look.needs[meeting.need].component
            found += sum(
                other.start // DAY == meeting.start // DAY
                and other.need != meeting.need
                and component in look.needs[other.need].includes
                for other in of_client
            )
    return found


def _minutes(look: Look, meetings: Sequence[Meeting]) -> dict[str, list[int]]:
    """Minutes with clients per worker, one figure a seat."""
    found: dict[str, list[int]] = {worker: [] for worker in look.workers}
    for chair in look.all_chairs(meetings):
        found[chair.worker.id].append(chair.need.minutes)
    return found


def worker_day_minutes(look: Look, meetings: Sequence[Meeting]) -> int:
    over = 0
    for weekday in sorted({m.start // DAY for m in meetings}):
        today = [m for m in meetings if m.start // DAY == weekday]
        for worker, minutes in _minutes(look, today).items():
            over += max(0, sum(minutes) - look.workers[worker].day_minutes)
    return over


def worker_week_minutes(look: Look, meetings: Sequence[Meeting]) -> int:
    found = _minutes(look, meetings)
    return sum(max(0, sum(found[w]) - look.workers[w].week_most) for w in found)


def overtime(look: Look, meetings: Sequence[Meeting]) -> int:
    found = _minutes(look, meetings)
    return sum(max(0, sum(found[w]) - look.workers[w].week_minutes) for w in found)


def even_load(look: Look, meetings: Sequence[Meeting]) -> int:
    over = 0
    for worker, minutes in _minutes(look, meetings).items():
        share = look.workers[worker].week_minutes * look.policy.load_share // 100
        over += max(0, sum(minutes) - share)
    return over


def guaranteed_minutes(look: Look, meetings: Sequence[Meeting]) -> int:
    found = _minutes(look, meetings)
    return sum(max(0, look.workers[w].guaranteed_minutes - sum(found[w])) for w in found)


def worker_days(look: Look, meetings: Sequence[Meeting]) -> int:
    chairs = look.all_chairs(meetings)
    over = 0
    for worker in look.problem.workers:
        days = {c.weekday for c in chairs if c.worker.id == worker.id}
        over += max(0, len(days) - worker.week_days)
    return over


def caseload(look: Look, meetings: Sequence[Meeting]) -> int:
    chairs = look.all_chairs(meetings)
    over = 0
    for worker in look.problem.workers:
        standing = {client for (who, client) in look.problem.known if who == worker.id}
        clients = set(standing)
        for chair in chairs:
            if chair.worker.id == worker.id and chair.need.group is None:
                clients.update(chair.need.clients)
        over += max(0, len(clients) - max(worker.caseload, len(standing)))
    return over


def _supporters(look: Look, meetings: Sequence[Meeting]) -> dict[tuple[str, str], set[str]]:
    """Workers on the lead seat, by first client and component."""
    found: dict[tuple[str, str], set[str]] = {}
    for chair in look.all_chairs(meetings):
        if chair.number == 0 and chair.need.group is None and chair.need.clients:
            key = (chair.need.clients[0], chair.need.component)
            found.setdefault(key, set()).add(chair.worker.id)
    return found


def one_supporter(look: Look, meetings: Sequence[Meeting]) -> int:
    return sum(max(0, len(who) - 1) for who in _supporters(look, meetings).values())


def most_supporters(look: Look, meetings: Sequence[Meeting]) -> int:
    most = look.policy.most_supporters
    return sum(max(0, len(who) - most) for who in _supporters(look, meetings).values())


def interpreter_minutes(look: Look, meetings: Sequence[Meeting]) -> int:
    taken: dict[str, int] = {}
    for chair in look.all_chairs(meetings):
        in_need = without_words(look, chair)
        if in_need and in_need[0].languages:
            language = in_need[0].languages[0]
            taken[language] = taken.get(language, 0) + chair.need.minutes
    at_hand = look.problem.interpreter_minutes
    return sum(max(0, taken[name] - max(0, at_hand.get(name, 0))) for name in taken)


OF_SUMS: tuple[Callable[[Look, Sequence[Meeting]], int], ...] = (
    units_left,
    euros_left,
    one_a_day,
    days_apart,
    no_included_component,
    worker_day_minutes,
    worker_week_minutes,
    overtime,
    even_load,
    guaranteed_minutes,
    worker_days,
    caseload,
    one_supporter,
    most_supporters,
    interpreter_minutes,
)
