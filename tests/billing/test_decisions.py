from datetime import date

import pytest

from billing.decisions import Standing, Verdict, carry_on, count_open_cents, decide
from billing.evidence import find_evidence, show_sides
from billing.reconcile import Known, reconcile
from domain.finding import Unit
from domain.words import LANGUAGES, say
from tests.billing.builders import a_month, changed, with_totals
from tests.billing.faults.of_money import more_minutes
from tests.billing.faults.of_rows import drop
from tests.billing.mutators import MUTATORS
from tests.billing.reconcile.chaos import shuffled

TODAY = date(2026, 12, 3)


def test_a_decision_survives_another_run_and_another_order() -> None:
    fault = drop(a_month(1, 40), 3)
    assert fault is not None
    found = reconcile(fault.books)
    key = str(found.results["key"][0])
    made = decide(found.results, key, Verdict.DISPUTED, "asked the seller", "Mari Mets", TODAY)
    again = reconcile(shuffled(fault.books, 5)).results
    carried = carry_on([made], again)
    assert carried.standing == {key: Standing.HOLDS}
    assert carried.held == {key: made}
    assert carried.open == ()
    assert count_open_cents(carried, again) == 0


def test_a_result_with_other_cents_is_open_again() -> None:
    fault = more_minutes(a_month(1, 40), 3)
    assert fault is not None
    found = reconcile(fault.books).results
    made = decide(found, str(found["key"][0]), Verdict.ACCEPTED, "agreed", "Mari Mets", TODAY)
    at = int(found["row_at"][0])
    row = fault.books.billed.iloc[at]
    minutes = int(row["minutes"]) + 12
    net = int(row["net"]) + int(row["unit_price"]) * 12 // 6000
    dearer = changed(fault.books, "billed", at, minutes=minutes, quantity=minutes * 10_000, net=net)
    again = reconcile(dearer).results
    carried = carry_on([made], again)
    assert list(carried.standing.values()) == [Standing.CHANGED]
    assert len(carried.open) > 0
    assert count_open_cents(carried, again) == abs(int(again["cents"][again["primary"]].sum()))


def test_a_result_that_is_gone_leaves_its_decision_behind() -> None:
    books = a_month(1, 40)
    fault = drop(books, 3)
    assert fault is not None
    found = reconcile(fault.books).results
    made = decide(found, str(found["key"][0]), Verdict.CORRECTED, "billed now", "Mari Mets", TODAY)
    carried = carry_on([made], reconcile(books).results)
    assert list(carried.standing.values()) == [Standing.GONE]
    assert carried.held == {}


@pytest.mark.parametrize(("reason", "person"), [("", "Mari Mets"), ("agreed", " ")])
def test_a_decision_has_a_reason_and_a_person(reason: str, person: str) -> None:
    fault = drop(a_month(1, 40), 3)
    assert fault is not None
    found = reconcile(fault.books).results
    with pytest.raises(ValueError, match="reason and a person"):
        decide(found, str(found["key"][0]), Verdict.WRITTEN_OFF, reason, person, TODAY)


@pytest.mark.parametrize("key", ["", "P03|nobody||"])
def test_nobody_decides_about_what_is_not_told(key: str) -> None:
    found = reconcile(with_totals(a_month(1, 40))).results
    with pytest.raises(KeyError):
        decide(found, key, Verdict.ACCEPTED, "agreed", "Mari Mets", TODAY)


def test_every_result_of_every_fault_can_be_said_in_three_languages() -> None:
    books = a_month(3, 90)
    for mutator in MUTATORS:
        fault = mutator(books, 3)
        if fault is None:
            continue
        found = reconcile(fault.books, Known(rounding=1) if not fault.known else fault.known)
        for at in range(min(3, len(found.results))):
            finding = find_evidence(found.results, fault.books, at)
            assert finding.amount == found.results["cents"][at]
            assert finding.unit is Unit.CENTS
            for language in LANGUAGES:
                said = say(language, f"result.{finding.rule}", about=finding.about, **finding.facts)
                assert said.startswith(f"{finding.about}: ")


def test_the_evidence_of_wrong_minutes_names_both() -> None:
    fault = more_minutes(a_month(1, 40), 3)
    assert fault is not None
    found = reconcile(fault.books).results
    finding = find_evidence(found, fault.books, 0)
    sides = show_sides(found, fault.books, 0)
    assert finding.facts["found"] == sides["billed"]["minutes"]
    assert finding.facts["wanted"] == sides["attended"]["minutes"]
    assert finding.facts["found"] == int(finding.facts["wanted"]) + 7
    assert sides["price"]["component"] == sides["attended"]["component"]
    assert finding.where is not None
    assert finding.where.file == sides["document"]["file"]
    assert finding.where.row == sides["billed"]["row"]
