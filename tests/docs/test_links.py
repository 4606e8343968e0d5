"""Every link leads somewhere, and every page can be found from the table of contents."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.pages import DOCS, HOUSE, README, read_anchors, read_links

PAGES = (README, HOUSE / "CHANGELOG.md", *sorted(DOCS.rglob("*.md")))
CONTENTS = DOCS / "index.md"
OUTSIDE = ("http://", "https://", "mailto:")
LARGEST_PICTURE = 200_000


def inside(page: Path) -> list[tuple[Path, str]]:
    """Files and anchors in this house that a page points at."""
    found = []
    for link in read_links(page):
        if not link.startswith(OUTSIDE):
            path, _, anchor = unquote(link).partition("#")
            found.append(((page.parent / path).resolve() if path else page.resolve(), anchor))
    return found


def is_there(file: Path) -> bool:
    """Whether a file is there under exactly this name, also where the system is lenient."""
    return file.exists() and file.name in {other.name for other in file.parent.iterdir()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HOUSE).as_posix())
def test_every_link_of_a_page_leads_to_a_file_of_the_house(page: Path) -> None:
    targets = inside(page)
    assert [str(file) for file, _ in targets if not is_there(file)] == []
    astray = [
        f"{file.name}#{anchor}"
        for file, anchor in targets
        if anchor and file.suffix == ".md" and anchor not in read_anchors(file)
    ]
    assert astray == []


def test_every_page_is_reached_from_the_table_of_contents() -> None:
    reached, ahead = {CONTENTS}, [CONTENTS]
    while ahead:
        for file, _ in inside(ahead.pop()):
            if file.suffix == ".md" and file not in reached:
                reached.add(file)
                ahead.append(file)
    assert set(DOCS.rglob("*.md")) - reached == set()
    assert README in reached


def test_the_table_of_contents_names_every_page_itself() -> None:
    named = {file for file, _ in inside(CONTENTS)}
    assert set(DOCS.rglob("*.md")) - named == {CONTENTS}


def test_the_readme_leads_to_the_table_of_contents_and_the_tutorial() -> None:
    named = {file for file, _ in inside(README)}
    assert {CONTENTS, DOCS / "tutorial" / "first-week.md"} <= named


def test_pictures_are_small_and_all_are_shown() -> None:
    pictures = {file for file in (DOCS / "pictures").iterdir() if file.suffix in {".png", ".svg"}}
    shown = {file for page in PAGES for file, _ in inside(page)}
    assert pictures != set()
    assert pictures - shown == set()
    assert [p.name for p in pictures if p.stat().st_size > LARGEST_PICTURE] == []


def test_anchors_are_made_as_the_readers_of_pages_make_them(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# What it is, and for whom\n\n## On `Windows`\n", "utf-8")
    assert read_anchors(page) == {"what-it-is-and-for-whom", "on-windows"}
