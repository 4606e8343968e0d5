"""Funders are called as people of each language call them; what is written is read back."""

import re
from html import unescape

import pytest

from api.exports.trace_words import account_name
from api.journeys.month_deliver import open_or_tell
from api.journeys.month_explain import explain_cent
from api.pages.months.look import payers_name
from api.security.rights import Role
from api.store.unit import Actor
from domain.funders import funder_name, funders
from domain.programme import programmes
from domain.words import LANGUAGES, Language
from tests.api.pages.conftest import Served
from tests.api.pages.scenarios_made import ANSWERED
from tests.api.pages.shown import IN_MONTH
from tests.api.store.places import AT

HERE = "/months/2026-10"
STATE = "Ministry of the Interior"
PAGES = (
    (Role.FINANCE, HERE),
    (Role.FINANCE, f"{HERE}/rows"),
    (Role.FINANCE, f"{IN_MONTH}/line?line=M0186/C019"),
    (Role.COORDINATOR, "/settings"),
    (Role.PLANNER, f"/scenarios/{ANSWERED}/edit"),
    (Role.PLANNER, f"/scenarios/{ANSWERED}"),
)


def words_of(served: Served, role: Role, at: str, language: Language) -> str:
    """What a page says, without what only addresses and fields hold."""
    answer = served.client(role, language).get(at)
    assert answer.status_code == 200
    return unescape(re.sub(r"<[^>]*>", "\n", answer.text))


@pytest.mark.parametrize("language", ["et", "ru"])
@pytest.mark.parametrize(("role", "at"), PAGES)
def test_no_page_calls_a_funder_by_its_english_name(
    served: Served, role: Role, at: str, language: Language
) -> None:
    told = words_of(served, role, at, language)
    english = [funder for funder in funders() if funder_name(funder, language) != funder]
    assert [one for one in english if one in told] == []
    assert "AMIF" in told or any(funder_name(one, language) in told for one in english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_settings_name_who_pays_for_each_programme(served: Served, language: Language) -> None:
    told = words_of(served, Role.COORDINATOR, "/settings", language)
    for one in programmes().values():
        assert funder_name(one.payer, language) in told


def test_a_facet_tells_apart_who_pays_and_leaves_out_what_stands_in_brackets() -> None:
    board = "Sotsiaalkindlustusamet (Social Insurance Board)"
    through = f"{board}, through the municipality"
    assert payers_name(board, "en") == "Sotsiaalkindlustusamet"
    assert payers_name(through, "en") == through
    assert payers_name(through, "et") == "Sotsiaalkindlustusamet kohaliku omavalitsuse kaudu"
    assert payers_name(f"AMIF + {STATE}", "et") == "AMIF + Siseministeerium"
    assert payers_name("Näidislinn", "ru") == "Näidislinn"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_account_is_explained_under_the_name_that_it_is_told_by(
    served: Served, language: Language
) -> None:
    with served.store.read(Actor(1, "test"), AT) as unit:
        books, _ = open_or_tell(unit)
        assert books is not None
        accounts = {str(one) for one in books.booked.postings["account"]}
        (kept,) = (one for one in accounts if one.endswith(f":{STATE}"))
        told = account_name(kept, language)
        assert told.endswith(f":{funder_name(STATE, language)}")
        same, asked = (explain_cent(unit, one)[0] for one in (kept, told))
        assert same is not None
        assert asked is not None
        assert same.parts == asked.parts != ()
        assert {account_name(one, language) for one in ("claim", "funder:x", "beyond:year")} == {
            "claim", "funder:x", "beyond:year",
        }  # fmt: skip
        assert explain_cent(unit, "funder:x")[0] is None
