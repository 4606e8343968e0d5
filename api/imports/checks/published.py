"""The published roster: who met, once, with nobody in two places."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from api.imports.book import Book, Page, Row
from domain.finding import Finding
from domain.session import DAY_MINUTES


def published_agrees(book: Book) -> Iterator[Finding]:
    """A client or a group, never both or neither; the group's own component; one day; once."""
    groups = book.ids("groups")
    seen: dict[tuple[object, ...], int] = {}
    for page, row in book.rows("published"):
        client, group = row.text("client"), row.text("group")
        if not row.bad & {"client", "group"} and bool(client) == bool(group):
            check = "client_and_group" if client else "client_or_group_missing"
            yield page.finding(row, "client", check)
        component = row.text("component")
        own = groups[group].text("component") if group in groups else ""
        if own and component and own != component:
            yield page.finding(row, "component", "group_has_other_component", own, group=group)
        start, minutes = row.values.get("start"), row.values.get("minutes")
        if isinstance(start, int) and isinstance(minutes, int) and start + minutes > DAY_MINUTES:
            yield page.finding(row, "minutes", "meeting_past_midnight", f"≤ {DAY_MINUTES - start}")
        key = (row.values.get("day"), start, component, client, group)
        if None not in key and component and (client or group):
            if key in seen:
                yield page.finding(row, "day", "published_twice", first_row=seen[key])
            seen.setdefault(key, row.number)
    yield from _double_booked(book)


def _double_booked(book: Book) -> Iterator[Finding]:
    """Warns of workers in two published meetings at the same time."""
    days: defaultdict[tuple[str, date], list[tuple[int, int, Page, Row]]] = defaultdict(list)
    for page, row in book.rows("published"):
        day, start = row.values.get("day"), row.values.get("start")
        minutes, workers = row.values.get("minutes"), row.values.get("workers")
        if (
            isinstance(day, date)
            and isinstance(start, int)
            and isinstance(minutes, int)
            and isinstance(workers, tuple)
        ):
            for worker in workers:
                days[worker, day].append((start, start + minutes, page, row))
    for (worker, _), meetings in days.items():
        meetings.sort(key=lambda one: (one[0], one[3].number))
        until, before = -1, 0
        for start, end, page, row in meetings:
            if start < until:
                yield page.finding(
                    row, "workers", "warn_worker_double_booked", entry=worker, first_row=before
                )
            if end > until:
                until, before = end, row.number
