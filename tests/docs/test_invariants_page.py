"""The page of what always holds in billing names all twenty, and tests that are there."""

import re
from pathlib import Path

from tests.docs.pages import DOCS, HOUSE, read_tables

PAGE = DOCS / "reference" / "invariants-of-billing.md"
COUNT = 20
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def is_there(path: str, name: str) -> bool:
    """Whether a file has a test of this name, a machine of states included."""
    file = HOUSE / path
    if not file.exists():
        return False
    text = file.read_text("utf-8")
    return not name or re.search(rf"^(?:def {name}\(|{name} = )", text, re.MULTILINE) is not None


def missing(page: Path) -> list[tuple[str, str]]:
    """Tests that the page names and nobody has written."""
    named = [(found[1], found[2] or "") for found in NAMED.finditer(page.read_text("utf-8"))]
    assert named
    return [one for one in named if not is_there(*one)]


def test_all_twenty_are_told_in_their_order_each_with_its_tests() -> None:
    rows = [row for table in read_tables(PAGE) for row in table.rows]
    assert [row[0] for row in rows] == [str(number) for number in range(1, COUNT + 1)]
    assert all(row[1].endswith(".") for row in rows)
    assert [row[0] for row in rows if not NAMED.search(row[2])] == []


def test_every_test_that_is_named_is_there() -> None:
    assert missing(PAGE) == []


def test_a_test_that_is_not_there_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "`tests/docs/test_invariants_page.py::test_nothing` `tests/docs/nobody.py`"
        " `tests/docs/test_invariants_page.py`",
        "utf-8",
    )
    found = [("tests/docs/test_invariants_page.py", "test_nothing"), ("tests/docs/nobody.py", "")]
    assert missing(page) == found
