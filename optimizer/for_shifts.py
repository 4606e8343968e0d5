"""What to propose where hours on duty keep a worker from a seat: longer ones, or one day more."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from domain.finding import Fact
from domain.people import Shift, Worker
from domain.session import DAY_MINUTES, Meeting, Need
from optimizer.proposals import Lack, Proposal, change_worker
from optimizer.trial import Week
from optimizer.why import Change


def hours_with(week: Week, need: Need, worker: Worker, start: int) -> tuple[int, int]:
    """Minutes of the day at which the worker leaves home and is back, the need included."""
    day = start // DAY_MINUTES
    stops = [
        (m.start, week.needs[m.need])
        for m in week.by_worker.get(worker.id, ())
        if m.start // DAY_MINUTES == day
    ]
    stops = sorted([*stops, (start, need)], key=lambda stop: stop[0])
    (first, at), (last, until) = stops[0], stops[-1]
    leave = first - week.minutes_between(worker.home, at.place or worker.home)
    back = last + until.minutes + week.minutes_between(until.place or worker.home, worker.home)
    return leave - day * DAY_MINUTES, back - day * DAY_MINUTES


def longer_shift(week: Week, need: Need, lack: Lack) -> Proposal | None:
    """The shift longer by as much as a start asks for; where there is none that day, one."""
    if lack.start is None:
        return _shift_on_day(week, need, lack)
    worker = week.workers[lack.worker]
    own = [shift for shift in worker.shifts if shift.weekday == lack.day][-1]
    leave, back = hours_with(week, need, worker, lack.start)
    if min(own.start, leave) < 0 or max(own.end, back) > DAY_MINUTES:
        return None
    return _shift_of(worker, own, min(own.start, leave), max(own.end, back))


def _shift_of(worker: Worker, own: Shift, start: int, end: int) -> Proposal:
    """One shift of a worker from ``start`` to ``end``, both no narrower than it is."""
    wide = Shift(own.weekday, start, end)
    minutes = own.start - start + end - own.end
    facts: dict[str, Fact] = {"worker": worker.name, "weekday": own.weekday, "minutes": minutes}
    shifts = tuple(wide if shift == own else shift for shift in worker.shifts)

    def less() -> Iterable[Proposal]:
        """A minute less at one end or the other, or all that is left of it at one end."""
        hours = {(start + 1, end), (start, end - 1)}
        hours |= {(own.start - minutes + 1, own.end), (own.start, own.end + minutes - 1)}
        for begins, ends in sorted(hours):
            if minutes > 1 and 0 <= begins <= own.start and own.end <= ends <= DAY_MINUTES:
                yield _shift_of(worker, own, begins, ends)

    return Proposal(
        (Change("change.longer_shift", facts | {"start": start, "end": end}, minutes),),
        change_worker(worker.id, lambda w: replace(w, shifts=shifts)),
        less=less,
    )


def _shift_on_day(week: Week, need: Need, lack: Lack) -> Proposal:
    """Hours on duty from leaving home to being back, for whatever start of the day suits."""
    worker = week.workers[lack.worker]

    def hours(start: int, end: int, settle: Callable[[Meeting], Proposal] | None) -> Proposal:
        shift = Shift(lack.day, max(0, start), min(DAY_MINUTES, end))
        facts: dict[str, Fact] = {"worker": worker.name, "weekday": lack.day}
        facts |= {"start": shift.start, "end": shift.end}
        change = Change("change.shift_on_day", facts, shift.end - shift.start)
        more = change_worker(worker.id, lambda w: replace(w, shifts=(*w.shifts, shift)))

        def less() -> Iterable[Proposal]:
            for begins, ends in ((shift.start + 1, shift.end), (shift.start, shift.end - 1)):
                if settle is None and begins < ends:
                    yield hours(begins, ends, None)

        return Proposal((change,), more, settle, less)

    today = [w for w in need.windows if w.weekday == lack.day]
    starts = [s for w in today for s in (w.start, w.end)]
    starts = starts if need.pinned_start is None else [need.pinned_start]
    earliest, _ = hours_with(week, need, worker, min(starts))
    _, latest = hours_with(week, need, worker, max(starts))
    return hours(earliest, latest, lambda m: hours(*hours_with(week, need, worker, m.start), None))
