"""Every page measured: processor time, bytes, requests, statements, and what hinders somebody.

    python -m benchmarks.bench_pages [--large | --nation] [--quick] [--only weeks] [--write]

Opens the pages of ``tests/api/pages/shown.py`` in a house of 40 workers and 300 clients
(``--quick``: 6 and 30, each page once; ``--large``: 150 workers and 3,000 meetings a week), or
with ``--nation`` those of a month of 260,000 rows, priced, billed and compared (``--quick``:
2,000). The goal of these is 100 ms, and what is kept of the month is kept from page to page.
``cpu_ms`` is the server's processor time for a page looked at again, the least of some looks;
``cold_ms`` that of the first look, when nothing of the page is kept. ``kilobytes`` and
``requests`` are those of a real browser that has never been there, ``statements`` those that the
database is sent for a look, the record of acts included, ``axe`` what axe finds in light and dark.
The last line is one JSON object: the page that is nearest to its goals or beyond them. ``--write``
adds it to ``results/pages.csv``.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

from fastapi import FastAPI
from playwright.sync_api import Browser, Response
from sqlalchemy import event

from api.pages import memory
from api.pages.months import look
from api.pages.weeks import grid
from api.sample import Size
from api.security.rights import Role
from benchmarks.bench_week import keep
from benchmarks.nation_month import ROWS
from benchmarks.pages_house import (
    LINE,
    PagesHouse,
    Scale,
    on_loopback,
    open_browser,
    open_house,
    open_nation,
)
from tests.api.pages.looking import THEMES, find_faults, sizes_of
from tests.api.pages.shown import IN_MONTH, MONTH, SHOWN, Shown

RESULTS = Path(__file__).parent / "results" / "pages.csv"
COOKIE = "tugiplaan"
LOOKS = 7
GOALS = {"cpu_ms": 40.0, "kilobytes": 60.0, "requests": 4.0, "statements": 6.0}
NATION_MS = 100.0
LAST = 100_000
"""A page so far behind that the last one is shown."""
OF_NATION: tuple[Shown, ...] = (
    Shown("/months", Role.FINANCE),
    *(
        Shown(MONTH, Role.FINANCE, f"{IN_MONTH}{more}")
        for more in ("", f"?page={LAST}", "?programme=IS", "?kind=P03", "?tab=solved")
    ),
    *(
        Shown(f"{MONTH}/rows", Role.AUDITOR, f"{IN_MONTH}/rows{more}")
        for more in (
            "", f"?page={LAST}", "?sort=-difference", f"?sort=-expected&page={LAST}",
            "?county=Harju", "?kind=P03&sort=-expected", "?state=waits", "?client=C000007",
        )
    ),
    Shown(f"{MONTH}/line", Role.FINANCE, f"{IN_MONTH}/line?line={LINE}"),
    Shown(f"{MONTH}/caps", Role.FINANCE, f"{IN_MONTH}/caps"),
    Shown(f"{MONTH}/caps", Role.FINANCE, f"{IN_MONTH}/caps?page={LAST}"),
    Shown(f"{MONTH}/import", Role.FINANCE, f"{IN_MONTH}/import"),
    Shown(f"{MONTH}/close", Role.FINANCE, f"{IN_MONTH}/close"),
    Shown(f"{MONTH}/papers", Role.FINANCE, f"{IN_MONTH}/papers"),
)  # fmt: skip
QUICK_ROWS = 2_000
BESIDE = {"cold_ms", "is_right", "goal_ms"}
"""Figures that have no goal."""
TRIES = {"/status": 2}
"""Statements more of a page that tries what it tells of."""
SILENT = ("BEGIN", "PRAGMA")


@dataclass
class Figures:
    """What a page takes."""

    page: str
    cpu_ms: float = 0.0
    kilobytes: float = 0.0
    requests: int = 0
    statements: int = 0
    axe: int = 0
    cold_ms: float = 0.0
    goal_ms: float = GOALS["cpu_ms"]
    is_right: bool = True
    """Whether it is answered as the table says."""

    @property
    def beyond(self) -> tuple[float, float]:
        """Its worst figure as a share of the goal, then all of them; faults are beyond any goal."""
        more = TRIES.get(self.page, 0)
        goals = GOALS | {"cpu_ms": self.goal_ms, "statements": GOALS["statements"] + more}
        shares = [float(getattr(self, name)) / goal for name, goal in goals.items()]
        worst = max(*shares, 1000.0 * self.axe, 0.0 if self.is_right else 1_000_000.0)
        return worst, sum(shares)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    size = asked.add_mutually_exclusive_group()
    size.add_argument("--large", action="store_true")
    size.add_argument("--nation", action="store_true")
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--only", default="", help="pages in whose address this stands")
    given = asked.parse_args()
    scale: Scale | None = "large" if given.large else "small" if given.quick else "provider"
    scale = None if given.nation else scale
    shown = [one for one in (OF_NATION if given.nation else SHOWN) if given.only in one.address]
    once = given.quick and not given.nation
    rows = QUICK_ROWS if given.quick else ROWS
    pages = measure(scale, _once_each(shown) if once else shown, rows)
    worst = max(pages, key=lambda one: one.beyond)
    told = {name: value for name, value in asdict(worst).items() if name not in BESIDE}
    if given.write:
        beyond = sum(one.beyond[0] > 1 for one in pages)
        load = round(os.getloadavg()[0], 1)
        keep(
            {
                "size": scale or "nation",
                **told,
                "pages": len(pages),
                "beyond": beyond,
                "load": load,
            },
            RESULTS,
        )
    print(json.dumps(told))
    if not all(one.is_right for one in pages):
        sys.exit(1)


def measure(scale: Scale | None, shown: Sequence[Shown], rows: int = ROWS) -> list[Figures]:
    """What each page takes, printed as it is found; no scale: in the nation's month of ``rows``."""
    with _open(scale, rows) as house:
        _forget()
        pages = [_served(house, one, forget=scale is not None) for one in shown]
        if scale is None:
            for figures in pages:
                figures.goal_ms = NATION_MS
        with open_browser() as browser, on_loopback(house) as address:
            print("  cpu  cold    kB  requests  statements  axe  page")
            for figures, one in zip(pages, shown, strict=True):
                _seen(figures, browser, house, address, one)
                print(
                    f"{figures.cpu_ms:5.1f} {figures.cold_ms:5.0f} {figures.kilobytes:5.1f}"
                    f" {figures.requests:9} {figures.statements:11} {figures.axe:4}"
                    f"  {figures.page}{' <' if figures.beyond[0] > 1 else ''}"
                )
    return pages


@contextmanager
def _open(scale: Scale | None, rows: int) -> Iterator[PagesHouse]:
    with TemporaryDirectory(prefix="tugiplaan-pages-") as folder:
        if scale is None:
            with open_nation(Path(folder), rows) as house:
                yield house
        else:
            months: Size = "small" if scale == "small" else "provider"
            with open_house(Path(folder), scale, months=months) as house:
                yield house


def _forget() -> None:
    """Nothing is kept of any page."""
    for kept in (memory.KEPT, look.KEPT, grid.KEPT):
        kept.forget()


def _once_each(shown: Iterable[Shown]) -> list[Shown]:
    """Each page at one of its addresses."""
    return list({one.path: one for one in reversed(tuple(shown))}.values())


def _served(house: PagesHouse, shown: Shown, *, forget: bool) -> Figures:
    """Processor time and statements of looks at a page, nobody else being there."""
    sent: list[str] = []

    def heard(_c: object, _k: object, statement: str, *_more: object) -> None:
        if not statement.startswith(SILENT):
            sent.append(statement)

    address, cookie = house.address_of(shown.address), house.cookies.get(shown.role, "")
    if forget:
        _forget()
    event.listen(house.store.engine, "before_cursor_execute", heard)
    spent = []
    for _ in range(LOOKS):
        sent.clear()
        begun = time.process_time()
        status = asyncio.run(_ask(house.app, address, cookie))
        spent.append(1000 * (time.process_time() - begun))
    event.remove(house.store.engine, "before_cursor_execute", heard)
    figures = Figures(str(shown), round(min(spent), 1), statements=len(sent))
    figures.cold_ms, figures.is_right = round(spent[0], 1), status == shown.status
    return figures


async def _ask(app: FastAPI, address: str, cookie: str) -> int:
    """Look at a page as a server would hand it to the application; the status."""
    path, _, query = address.partition("?")
    told = {
        "host": "127.0.0.1",
        "accept": "text/html",
        "accept-language": "en",
        "accept-encoding": "gzip",
        "cookie": f"{COOKIE}={cookie}" if cookie else "",
    }
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in told.items() if value],
        "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", 80),
    }
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)

    await app(scope, receive, send)
    return status


def _seen(
    figures: Figures, browser: Browser, house: PagesHouse, address: str, shown: Shown
) -> None:
    """What a browser fetches that has never been there, and what axe says."""
    context = browser.new_context(locale="en", viewport={"width": 1440, "height": 900})
    cookie = house.cookies.get(shown.role)
    if cookie:
        context.add_cookies([{"name": COOKIE, "value": cookie, "url": address}])
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it sets marks
    page.goto(address + house.address_of(shown.address), wait_until="load")
    sizes = sizes_of(answers)
    figures.kilobytes, figures.requests = round(sum(sizes) / 1000, 1), len(sizes)
    figures.axe = sum(len(find_faults(page, theme)) for theme in THEMES)
    context.close()


if __name__ == "__main__":
    main()
