"""A month's files call funders as people do; the books keep the names they have."""

import pytest

from api.exports.month_claims import claim_report
from api.exports.month_result import leaves_of
from api.workbook.column import LANGUAGES, Language
from billing.grants import all_grants
from billing.split import claims
from domain.funders import funder_name, funders, read_funder
from tests.api.exports.test_month_result import PROGRAMMES, RESULT

KEPT = RESULT.split["funder"].astype("str").tolist()


def test_some_of_them_have_names_and_some_are_known_to_the_data_alone() -> None:
    assert set(KEPT) & set(funders())
    assert set(KEPT) - set(funders())


@pytest.mark.parametrize("language", LANGUAGES)
def test_shares_are_told_with_names_that_lead_back_to_the_books(language: Language) -> None:
    told = leaves_of(RESULT, language)[3].columns
    assert told["funder"] == [funder_name(one, language) for one in KEPT]
    assert [read_funder(str(one)) for one in told["funder"]] == KEPT
    assert told["cents"] == RESULT.split["cents"].tolist()


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_are_told_with_names_beside_the_same_cents(language: Language) -> None:
    grants = all_grants(PROGRAMMES.values())
    asked = claims(RESULT.split, grants)
    told = claim_report(asked, grants, RESULT.split, language).columns
    pairs = sorted(zip(map(str, told["funder"]), told["cents"], strict=True))
    assert pairs == sorted((funder_name(one.funder, language), one.cents) for one in asked)
