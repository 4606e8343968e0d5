"""What the oracle says of a meeting, and of a need and a day."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from domain.session import Meeting, Need, Window
from tests.oracle.look import WEEK, Look

SATURDAY = 5


def full_team(look: Look, meeting: Meeting) -> int:
    seats = len(look.needs[meeting.need].seats)
    filled = len(meeting.workers)
    repeated = filled - len(set(meeting.workers))
    return abs(seats - filled) + repeated


def _is_inside(windows: Sequence[Window], start: int) -> bool:
    return any(window.start <= start <= window.end for window in windows)


def start_allowed(look: Look, meeting: Meeting) -> int:
    need = look.needs[meeting.need]
    if not 0 <= meeting.start < 7 * 1440:
        return 1
    if need.pinned_start is not None:
        return 0 if meeting.start == need.pinned_start else 1
    if meeting.start % look.policy.grid != 0:
        return 1
    return 0 if _is_inside(need.windows, meeting.start) else 1


def pinned_start(look: Look, meeting: Meeting) -> int:
    pinned = look.needs[meeting.need].pinned_start
    return 1 if pinned is not None and meeting.start != pinned else 0


def within_referral(look: Look, meeting: Meeting) -> int:
    need, day = look.needs[meeting.need], look.day(meeting)
    if need.opens is not None and day < need.opens:
        return 1
    if need.closes is not None and day > need.closes:
        return 1
    return 0


def client_present(look: Look, meeting: Meeting) -> int:
    need, day = look.needs[meeting.need], look.day(meeting)
    if need.group is not None:
        return 0
    return len([c for c in need.clients if look.is_away(c, day)])


def group_size(look: Look, meeting: Meeting) -> int:
    need, day = look.needs[meeting.need], look.day(meeting)
    if need.group is None:
        return 0
    present = len([c for c in need.clients if not look.is_away(c, day)])
    return max(0, need.smallest - present)


def no_parallel_service(look: Look, meeting: Meeting) -> int:
    need, day = look.needs[meeting.need], look.day(meeting)
    clients = set()
    for service in look.problem.parallel:
        runs = service.first <= day and (service.last is None or day <= service.last)
        if runs and service.kind in need.excludes and service.client in need.clients:
            clients.add(service.client)
    return len(clients)


def after_plan(look: Look, meeting: Meeting) -> int:
    need, day = look.needs[meeting.need], look.day(meeting)
    if need.plan_owed:
        return 1
    return 1 if need.planned_from is not None and day < need.planned_from else 0


def public_holiday(look: Look, meeting: Meeting) -> int:
    return 1 if look.day(meeting) in look.problem.holidays else 0


def working_days_late(deadline: date, day: date, holidays: frozenset[date]) -> int:
    """Working days after the deadline, up to the day and with it."""
    late = 0
    passing = deadline
    while passing < day:
        passing += timedelta(days=1)
        if passing.weekday() < SATURDAY and passing not in holidays:
            late += 1
    return late


def first_meeting_in_time(look: Look, meeting: Meeting) -> int:
    need = look.needs[meeting.need]
    if need.deadline is None:
        return 0
    return working_days_late(need.deadline, look.day(meeting), look.problem.holidays)


def liked_time(look: Look, meeting: Meeting) -> int:
    liked = [w for w in look.needs[meeting.need].windows if w.liked]
    return 1 if liked and not _is_inside(liked, meeting.start) else 0


def published_time(look: Look, meeting: Meeting) -> int:
    published = look.problem.published.get(meeting.need)
    return 1 if published is not None and published.start != meeting.start else 0


def weight(look: Look, need: Need) -> int:
    """Ordinary meetings that leaving out a need counts as."""
    found = look.policy.priority_weight[need.priority - 1]
    sunday = look.problem.monday + timedelta(days=WEEK - 1)
    if need.deadline is not None and need.deadline <= sunday:
        found *= look.policy.deadline_weight
    return found


def wanted_meeting(look: Look, meetings: Sequence[Meeting]) -> int:
    served = {meeting.need for meeting in meetings}
    return sum(weight(look, need) for need in look.problem.needs if need.id not in served)


def served_once(look: Look, meetings: Sequence[Meeting]) -> int:
    beyond = 0
    for need in look.problem.needs:
        beyond += max(0, len([m for m in meetings if m.need == need.id]) - 1)
    return beyond


OF_ONE_MEETING: tuple[Callable[[Look, Meeting], int], ...] = (
    full_team,
    start_allowed,
    pinned_start,
    within_referral,
    client_present,
    group_size,
    no_parallel_service,
    after_plan,
    public_holiday,
    first_meeting_in_time,
    liked_time,
    published_time,
)
