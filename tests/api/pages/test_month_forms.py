"""Forms of a month: what is wrong is told all at once, nothing is kept then; pages are quick."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from api.journeys.month_results import tell_kept
from api.journeys.month_sample import make_month
from api.pages.forms import put_mask
from api.security.rights import Role
from api.security.tokens import forgery_word
from api.store.schema import PROVIDER
from api.store.unit import Actor, Store
from tests.api.clients import TestClient
from tests.api.pages.conftest import Served
from tests.api.pages.months_made import NOVEMBER
from tests.api.store.places import AT

HERE = "/months/2026-11"
ATTENDED = 4
"""Place of the sheet of meetings in the workbook."""
MOST_STATEMENTS = 6
QUICK = ("/months", HERE, f"{HERE}/rows", f"{HERE}/caps", f"{HERE}/close", f"{HERE}/papers",
         f"{HERE}/line?line=M0186/C019")  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("broken")
    make_month(folder, "small", NOVEMBER, 1, "en")
    return folder


def _post(client: TestClient, served: Served, path: str, **asked: Any) -> Any:
    word = put_mask(forgery_word(served.cookies[Role.FINANCE]))
    headers = {"Origin": str(client.base_url).rstrip("/")}
    if "files" in asked:
        parts = [("word", (None, word)), *asked["files"]]
        return client.post(path, files=parts, headers=headers)
    return client.post(path, data={"word": word, **asked}, headers=headers)


def _books(store: Store) -> int:
    with store.read(Actor(1, "test"), AT) as unit:
        order = sa.select(PROVIDER.c.books).where(PROVIDER.c.id == 1)
        return int(unit.connection.execute(order).scalar_one())


def test_every_fault_of_a_workbook_is_told_with_its_place_and_nothing_is_kept(
    served: Served, desk: Path
) -> None:
    book = load_workbook(desk / "month.xlsx")
    sheet = book.worksheets[ATTENDED]
    heads = [str(cell.value).rstrip(" *") for cell in sheet[1]]
    day, component = heads.index("Day") + 1, heads.index("Component") + 1
    first = next(r for r in range(2, 9) if sheet.cell(r, day).value not in (None, ""))
    sheet.cell(first, day).value = "31.02.2026"
    sheet.cell(first + 1, component).value = "no such thing"
    book.save(desk / "broken sheet.xlsx")
    before = _books(served.store)
    client = served.client(Role.FINANCE)
    content = (desk / "broken sheet.xlsx").read_bytes()
    answer = _post(
        client, served, "/months/import", files=[("month", ("broken sheet.xlsx", content))]
    )
    assert answer.status_code == 422
    for told in ("broken sheet.xlsx", sheet.title, f"row {first}", f"row {first + 1}",
                 "31.02.2026", "no such thing"):  # fmt: skip
        assert told in answer.text, told
    assert _books(served.store) == before


def test_a_look_at_files_keeps_nothing(served: Served, desk: Path) -> None:
    before = _books(served.store)
    files = [("month", ("month.xlsx", (desk / "month.xlsx").read_bytes()))]
    answer = _post(served.client(Role.FINANCE), served, "/months/import", files=files)
    assert answer.status_code == 200
    assert "Nothing is kept yet" in answer.text
    assert _books(served.store) == before


def test_a_form_without_files_or_with_files_that_are_gone_says_so(served: Served) -> None:
    client = served.client(Role.FINANCE)
    none = _post(client, served, "/months/import", files=[])
    assert (none.status_code, "Choose at least one file" in none.text) == (422, True)
    gone = _post(client, served, "/months/import/keep", laid="ab", key="k1")
    assert (gone.status_code, "no longer kept" in gone.text) == (422, True)


def _keys(store: Store) -> list[tuple[str, int]]:
    with store.read(Actor(1, "test"), AT) as unit:
        told, _ = tell_kept(unit, NOVEMBER, "en")
    assert told is not None
    return [(one.result.key, one.result.cents) for one in told if one.held is None]


def test_a_decision_wants_a_finding_a_reason_and_the_sum_that_was_shown(served: Served) -> None:
    client = served.client(Role.FINANCE)
    key, cents = _keys(served.store)[0]
    path = f"{HERE}/decide"
    none = _post(client, served, path, verdict="disputed", reason="Why", key="a1")
    assert (none.status_code, "Tick at least one" in none.text) == (422, True)
    bare = _post(client, served, path, verdict="disputed", pick=f"{cents} {key}", key="a2")
    assert (bare.status_code, "Give the reason" in bare.text) == (422, True)
    other = _post(
        client, served, path, verdict="disputed", reason="Why", pick=f"{cents + 1} {key}", key="a3"
    )
    assert other.status_code == 422
    assert (key, cents) in _keys(served.store)
    done = _post(
        client, served, path, verdict="disputed", reason="Why", pick=f"{cents} {key}", key="a4"
    )
    assert done.status_code == 303
    assert (key, cents) not in _keys(served.store)


def test_a_month_with_findings_is_not_closed_and_says_what_is_missing(served: Served) -> None:
    answer = _post(served.client(Role.FINANCE), served, f"{HERE}/close", key="c1")
    assert answer.status_code == 422
    assert "not decided" in answer.text


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("result.xlsx", b"PK"),
        ("report.xlsx", b"PK"),
        ("costs.csv", "\N{ZERO WIDTH NO-BREAK SPACE}".encode()),
        ("journal.csv", "\N{ZERO WIDTH NO-BREAK SPACE}".encode()),
        ("ubl.zip", b"PK"),
        ("earve.zip", b"PK"),
    ],
)
def test_files_of_a_closed_month_are_handed_out(served: Served, name: str, begins: bytes) -> None:
    answer = served.client(Role.AUDITOR).get(f"/months/2026-10/files/{name}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert name in answer.headers["content-disposition"]


def test_a_file_that_nobody_makes_is_not_found(served: Served) -> None:
    client = served.client(Role.AUDITOR)
    assert client.get("/months/2026-10/files/other.exe").status_code == 404
    assert client.get("/months/2031-01").status_code == 404
    assert client.get("/months/2031-13").status_code in {404, 422}
    assert client.get(f"{HERE}/line?line=nothing").status_code == 404


def test_every_sum_opens_rows_that_make_it(served: Served) -> None:
    client = served.client(Role.FINANCE)
    page = client.get(HERE).text
    links = re.findall(rf'href="({HERE}/rows\?of=[^"]*)"', page)
    assert len(links) > 20
    for link in links[:40:7]:
        sums = page.split(f'href="{link}">')[1].split("<")[0]
        assert sums in client.get(link.replace("&amp;", "&")).text, link


@contextmanager
def _counted(store: Store) -> Iterator[list[str]]:
    told: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        told.append(statement)

    sa.event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        sa.event.remove(store.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", QUICK)
def test_a_page_of_a_month_takes_six_statements_at_most(served: Served, path: str) -> None:
    client = served.client(Role.FINANCE)
    assert client.get(path).status_code == 200
    with _counted(served.store) as told:
        client.get(path)
    asked = [one for one in told if not one.startswith(("BEGIN", "PRAGMA", "COMMIT"))]
    assert len(asked) <= MOST_STATEMENTS, asked


def test_a_credit_note_that_is_asked_for_twice_by_one_form_is_written_once(served: Served) -> None:
    client = served.client(Role.FINANCE)
    path, asked = "/months/2026-10/credit", {"number": "TK26-0001", "reason": "Not held"}
    bare = _post(client, served, path, **{**asked, "reason": ""}, key="n0")
    assert (bare.status_code, "Give the reason" in bare.text) == (422, True)
    first = _post(client, served, path, **asked, key="n1")
    again = _post(client, served, path, **asked, key="n1")
    assert (first.status_code, again.status_code) == (303, 303)
    nothing_left = _post(client, served, path, **asked, key="n2")
    assert nothing_left.status_code == 422


def test_an_amendment_wants_a_signed_file_and_is_shown_with_its_reason(served: Served) -> None:
    client = served.client(Role.FINANCE)
    rows = client.get("/months/2026-10/rows?of=expected&programme=ska-components").text
    line = re.findall(r"line=(M\d+%2FC\d+)", rows)[0].replace("%2F", "/")
    path = "/months/2026-10/amend"
    told = [("line", (None, line)), ("euros", (None, "-1,00")), ("reason", (None, "Shorter")),
            ("key", (None, "m1"))]  # fmt: skip
    bare = _post(client, served, path, files=told)
    assert bare.status_code == 422
    told[-1] = ("key", (None, "m2"))
    signed = ("signed", ("agreed.asice", b"PK signed"))
    done = _post(client, served, path, files=[*told, signed])
    assert done.status_code == 303, done.text
    shown = client.get("/months/2026-10/close").text
    assert ("Shorter" in shown, line in shown) == (True, True)
