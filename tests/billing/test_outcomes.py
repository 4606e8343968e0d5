"""What may be billed of a meeting by what became of it."""

from datetime import date

import pytest
from pydantic import ValidationError

from billing.outcomes import OutcomeRule, outcome_rules, rule_on
from domain.session import Outcome
from tests.billing.invented import component, met, price, priced, programme, terms_of, told_by

NOW = date(2026, 11, 4)
DAYS = (date(2026, 3, 1), date(2026, 7, 1), NOW)


def own(
    percent: int, since: date, name: str | None = "care", until: date | None = None
) -> OutcomeRule:
    return OutcomeRule(
        outcome=Outcome.NO_SHOW,
        programme=name,
        billable="percent",
        percent=percent,
        pays_worker=True,
        since=since,
        until=until,
        source="invented contract",
    )


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_house_has_a_rule_for_every_outcome_and_bills_what_was_delivered(
    outcome: Outcome,
) -> None:
    rule = rule_on(outcome_rules(), outcome, "any", NOW)
    assert rule is not None
    assert rule.due == (100 if outcome is Outcome.DELIVERED else 0)
    assert rule.pays_worker == (
        outcome in {Outcome.DELIVERED, Outcome.CANCELLED_LATE, Outcome.NO_SHOW}
    )


def test_every_rule_of_the_house_tells_its_source() -> None:
    for rule in outcome_rules():
        assert rule.source.startswith(("[assumption]", "seed", "facts"))


def test_a_programmes_rule_goes_before_a_general_one_and_a_newer_before_an_older() -> None:
    rules = (
        own(10, date(2026, 6, 1), None),
        own(20, date(2026, 1, 1)),
        own(30, date(2026, 5, 1)),
        own(40, NOW, until=NOW),
        *outcome_rules(),
    )
    on = {day: rule_on(rules, "no_show", "care", day) for day in DAYS}
    assert [rule.due for rule in on.values() if rule] == [20, 30, 40]
    other = rule_on(rules, "no_show", "work", NOW)
    assert other is not None
    assert other.due == 10
    assert rule_on(rules, "no_show", "care", date(2015, 1, 1)) is None


def test_a_percent_is_told_where_it_counts_and_nowhere_else() -> None:
    plain = {"outcome": "no_show", "pays_worker": True, "since": NOW, "source": "invented"}
    for wrong in ({"billable": "percent"}, {"billable": "full", "percent": 50}):
        with pytest.raises(ValidationError, match="percent belongs"):
            OutcomeRule.model_validate({**plain, **wrong})


def test_half_a_fee_is_half_the_price_and_takes_all_the_minutes() -> None:
    care = programme("care", [component("talks")])
    month = priced(
        [met("M1/anu", minutes=45, due=50)], terms_of([care], [price("talks", 3_500, 45)])
    )
    (line,) = told_by(month).values()
    assert (line.full, line.granted, line.net) == (1_750, 45, 1_750)
    assert month.priced["percent"].tolist() == [50]


def test_a_no_show_is_billed_only_where_a_contract_says_so() -> None:
    care = programme("care", [component("talks")])
    month = priced([met("M1/anu", due=0)], terms_of([care], [price("talks", 3_500)]))
    (line,) = month.priced.to_dict("records")
    assert (line["price"], line["billable"], line["percent"], line["net"]) == (-1, 0, 0, 0)
