"""From a provider's records to the problem of a week: what is wanted, by whom it may be met.

Entitlements are asked of ``domain.entitlement``, the same answer that billing gets, so
that no hour is planned that cannot be billed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from domain.clock import monday_of, public_holidays
from domain.entitlement import History
from domain.finding import Finding
from domain.places import Travel, travel_between
from domain.provider import Provider, PublishedMeeting
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting, Need
from optimizer.groups import need_of_group
from optimizer.needs import Desk, needs_of_item
from optimizer.problem import Problem


def build_problem(
    provider: Provider,
    monday: date,
    travel: Travel | None = None,
) -> tuple[Problem, tuple[Finding, ...]]:
    """The problem of the week that begins on ``monday``, and who was kept out of a group and why.

    ``travel`` replaces the formula of ``domain.places``. Raises ValueError when ``monday``
    is not a Monday and KeyError on ids that an import would have refused.
    """
    if monday != monday_of(monday):
        message = f"a week begins on a Monday, not on {monday}"
        raise ValueError(message)
    desk = Desk.open(provider, monday, History.of(provider.used, provider.referrals))
    needs = [need for item in provider.plan for need in needs_of_item(desk, item)]
    needs += [need for group in provider.groups if (need := need_of_group(desk, group))]
    row = {client.id: k for k, client in enumerate(provider.clients)}
    needs.sort(key=lambda need: (row[need.clients[0]], need.id))
    past = [p for p in provider.published if p.day < monday]
    now = [p for p in provider.published if monday <= p.day < monday + timedelta(days=WEEK_DAYS)]
    published = _match(needs, now, monday)
    staff = {worker.id for worker in provider.workers}
    needs = [_pinned(need, published, staff) for need in needs]
    problem = Problem(
        monday=monday,
        workers=provider.workers,
        clients=provider.clients,
        needs=tuple(needs),
        travel=travel or travel_between(_places(provider, needs)),
        budgets=tuple(desk.budgets.values()),
        absences=provider.absences,
        parallel=provider.parallel,
        holidays=_holidays(needs, monday),
        usual=_usual(past, monday),
        known=frozenset((w, p.client) for p in past for w in p.workers if p.client),
        published={name: meeting for name, (meeting, _) in published.items()},
        last_free=_last_free(past, monday),
        interpreter_minutes=provider.interpreter_minutes,
    )
    return problem, tuple(desk.kept_out)


def _places(provider: Provider, needs: Iterable[Need]) -> list[str]:
    used = {worker.home for worker in provider.workers} | {n.place for n in needs if n.place}
    return sorted(used)


def _holidays(needs: Iterable[Need], monday: date) -> frozenset[date]:
    """Public holidays from the oldest deadline missed until the end of the week."""
    deadlines = [need.deadline for need in needs if need.deadline]
    return public_holidays(min([monday, *deadlines]), monday + timedelta(days=WEEK_DAYS - 1))


def _usual(
    past: Iterable[PublishedMeeting],
    monday: date,
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Workers who came in the week before, by client (or group) and component."""
    workers: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for meeting in past:
        whom = meeting.client or meeting.group
        if whom and monday - meeting.day <= timedelta(days=WEEK_DAYS):
            workers[whom, meeting.component].update(dict.fromkeys(meeting.workers))
    return {key: tuple(names) for key, names in workers.items()}


def _last_free(past: Iterable[PublishedMeeting], monday: date) -> Mapping[str, int]:
    """Minute (before Monday, hence negative) at which each worker's last meeting ended."""
    ends: dict[str, int] = {}
    for meeting in past:
        day = (meeting.day - monday).days
        end = day * DAY_MINUTES + meeting.start + meeting.minutes
        for worker in meeting.workers:
            ends[worker] = max(end, ends.get(worker, end))
    return ends


Published = dict[str, tuple[Meeting, frozenset[str]]]


def _match(needs: Iterable[Need], rows: Iterable[PublishedMeeting], monday: date) -> Published:
    """Published lines of this week, each given to one need of its client (or group), in order."""
    waiting: dict[tuple[str, str], list[Need]] = defaultdict(list)
    for need in needs:
        waiting[need.group or need.clients[0], need.component].append(need)
    found: Published = {}
    for row in sorted(rows, key=lambda r: (r.day, r.start)):
        own = waiting[row.client or row.group or "", row.component]
        if own:
            need = own.pop(0)
            start = (row.day - monday).days * DAY_MINUTES + row.start
            found[need.id] = (Meeting(need.id, start, row.workers), row.keep)
    return found


def _pinned(need: Need, published: Published, staff: Collection[str]) -> Need:
    """The need with the pins that its published line asks to keep; who has left is no pin."""
    meeting, keep = published.get(need.id, (None, frozenset[str]()))
    if meeting is None:
        return need
    if "worker" in keep and len(meeting.workers) == len(need.seats):
        pins = tuple(who if who in staff else None for who in meeting.workers)
        need = replace(need, pinned_workers=pins)
    if "time" in keep:
        need = replace(need, pinned_start=meeting.start)
    return need
