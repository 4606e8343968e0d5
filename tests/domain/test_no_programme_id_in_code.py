"""A programme is a file: the code knows kinds of rules, never a programme or a component."""

import re
from pathlib import Path

from domain.programme import components, programmes

HOUSE = Path(__file__).parents[2]
ROOMS = ("domain", "optimizer", "billing", "scenarios", "api")
FEWEST_FILES = 10


def ids_in(text: str) -> set[str]:
    """Programme and component ids that stand in a text as words of their own."""
    ids = "|".join(re.escape(name) for name in (*programmes(), *components()))
    return set(re.findall(rf"(?<![\w-])({ids})(?![\w-])", text))


def test_no_programme_and_no_component_is_named_in_code() -> None:
    files = [file for room in ROOMS for file in (HOUSE / room).rglob("*.py")]
    assert len(files) >= FEWEST_FILES, "the search looks in the wrong place"
    named = {
        str(file.relative_to(HOUSE)): sorted(found)
        for file in files
        if (found := ids_in(file.read_text("utf-8")))
    }
    assert named == {}


def test_the_search_finds_an_id_in_quotes_and_in_a_comment() -> None:
    assert ids_in('if component.id == "is-peer":  # not for am-mentor') == {"is-peer", "am-mentor"}


def test_the_search_does_not_mistake_a_part_of_a_word_for_an_id() -> None:
    assert ids_in("is-peerless, this-is-peer, is-peer-familyname") == set()
