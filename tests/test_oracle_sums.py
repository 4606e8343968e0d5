"""The oracle against figures worked out by hand: sums over a week."""

from typing import Any

import pytest

from domain.people import Cefr, Speaks
from domain.session import Meeting, Need, Use
from optimizer.policy import default_policy
from optimizer.problem import Budget
from tests.optimizer.builders import (
    MON,
    SUN,
    THU,
    TUE,
    WED,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_seat,
    a_worker,
    at,
)
from tests.oracle import judge

POLICY = default_policy()
W = tuple(a_worker(f"w{i}") for i in (1, 2, 3))
C = tuple(a_client(f"c{i}") for i in (1, 2, 3))


def missed_by(rule: str, *held: tuple[Need, int, str], **changes: Any) -> int:
    """Units missed by needs held at a start by workers (names without blanks between)."""
    record: dict[str, Any] = {"workers": W, "clients": C}
    record["needs"] = tuple(need for need, _, _ in held)
    meetings = [Meeting(need.id, start, tuple(who.split())) for need, start, who in held]
    return judge(a_problem(**(record | changes)), POLICY, meetings).missed[rule]


@pytest.mark.parametrize("rule", ["units_left", "euros_left"])
@pytest.mark.parametrize(
    ("left", "days", "missed"),
    [
        (150, 127, 0),
        (149, 127, 1),
        (60, 127, 90),
        (0, 127, 150),
        # Nothing is left of an overspent budget: the meetings' own minutes are over.
        (-40, 127, 150),
        # Only Monday, only Tuesday, only Wednesday.
        (60, 0b1, 40),
        (60, 0b10, 0),
        (0, 0b100, 0),
    ],
)
def test_meetings_take_no_more_of_a_budget_than_is_left(
    rule: str, left: int, days: int, missed: int
) -> None:
    budgets = (Budget("b", rule, "c1", left, days), Budget("other", rule, "c1", 0))
    one, two = a_need("n1", uses=(Use("b", 100),)), a_need("n2", uses=(Use("b", 50),))
    held = ((one, at(MON, 10), "w1"), (two, at(TUE, 10), "w1"))
    assert missed_by(rule, *held, budgets=budgets) == missed
    wrong = {"units_left": "euros_left", "euros_left": "units_left"}[rule]
    assert missed_by(wrong, *held, budgets=budgets) == 0


def test_an_overspent_budget_is_no_fault_of_a_week_without_meetings() -> None:
    problem = a_problem(budgets=(Budget("b", "units_left", "c1", -60),))
    assert judge(problem, POLICY, []).faults == {}


def test_a_client_has_one_meeting_of_a_component_a_day() -> None:
    n1, n2, n3 = a_need("n1"), a_need("n2"), a_need("n3")
    early, noon, late = at(MON, 8), at(MON, 10), at(MON, 13)
    assert missed_by("one_a_day", (n1, early, "w1"), (n2, noon, "w1"), (n3, late, "w2")) == 2
    assert missed_by("one_a_day", (n1, early, "w1"), (n2, at(TUE, 8), "w1")) == 0
    other = a_need("n2", component="support")
    assert missed_by("one_a_day", (n1, early, "w1"), (other, noon, "w1")) == 0
    both, also = a_need("n1", clients=("c1", "c2")), a_need("n2", clients=("c2", "c1"))
    assert missed_by("one_a_day", (both, early, "w1"), (also, noon, "w1")) == 2


@pytest.mark.parametrize(
    ("apart", "days", "missed"),
    [
        (1, (MON, TUE), 0),
        (1, (MON, MON), 1),
        # Two days on end: Monday and Tuesday together, then Tuesday and Wednesday.
        (2, (MON, TUE, WED), 2),
        (2, (MON, WED), 0),
        # Saturday and Sunday alone: no stretch reaches out of the week.
        (2, (SUN, SUN), 1),
        # Three days on end: Mon-Wed has 2, Tue-Thu has 1.
        (3, (MON, WED), 1),
        # Tuesday and Wednesday: Mon-Wed 1 beyond, Tue-Thu 1, Wed-Fri 0.
        (3, (TUE, WED), 2),
        (3, (MON, THU), 0),
        (7, (MON, THU), 1),
        # Longer than the week: the whole week is the stretch.
        (10, (MON, THU), 1),
    ],
)
def test_meetings_of_a_series_are_days_apart(
    apart: int, days: tuple[int, ...], missed: int
) -> None:
    needs = [a_need(f"n{i}", series="s", days_apart=apart) for i in range(len(days))]
    held = [(n, at(d, 8 + 2 * i), "w1") for i, (n, d) in enumerate(zip(needs, days, strict=True))]
    assert missed_by("days_apart", *held) == missed


def test_needs_outside_a_series_need_not_be_apart() -> None:
    one, two = a_need("n1", days_apart=3), a_need("n2", days_apart=3)
    assert missed_by("days_apart", (one, at(MON, 8), "w1"), (two, at(MON, 12), "w1")) == 0


def test_respite_includes_the_support_of_others() -> None:
    respite = a_need("r", component="respite", includes=("support", "respite"))
    support, peer = a_need("s", component="support"), a_need("p", component="peer")
    held = ((respite, at(MON, 8), "w1"), (support, at(MON, 12), "w2"), (peer, at(MON, 15), "w2"))
    assert missed_by("no_included_component", *held) == 1
    later = ((respite, at(MON, 8), "w1"), (support, at(TUE, 12), "w2"))
    assert missed_by("no_included_component", *later) == 0
    other = a_need("s", component="support", clients=("c2",))
    assert missed_by("no_included_component", held[0], (other, at(MON, 12), "w2")) == 0


def test_respite_counts_every_meeting_that_it_includes_once_a_respite() -> None:
    one = a_need("r1", component="respite", includes=("support",))
    two = a_need("r2", component="respite", includes=("support",))
    support = [a_need(f"s{i}", component="support") for i in range(2)]
    held = [(n, at(MON, 8 + 2 * i), "w1") for i, n in enumerate((one, two, *support))]
    assert missed_by("no_included_component", *held) == 4


def test_a_need_served_twice_counts_once_a_day_in_sums_over_needs() -> None:
    budget = Budget("b", "units_left", "c1", 100)
    need = a_need(series="s", uses=(Use("b", 100),))
    problem = a_problem(needs=(need,), budgets=(budget,))
    same_day = [a_meeting(start=at(MON, 10)), a_meeting(start=at(MON, 12))]
    rules = ("units_left", "one_a_day", "days_apart", "served_once")
    missed = judge(problem, POLICY, same_day).missed
    assert [missed[rule] for rule in rules] == [0, 0, 0, 1]
    missed = judge(problem, POLICY, [a_meeting(), a_meeting(start=at(TUE, 10))]).missed
    assert [missed[rule] for rule in rules] == [100, 0, 0, 1]


LONG, SHORT = a_need("n1", minutes=100), a_need("n2", minutes=50, clients=("c2",))


def test_minutes_of_a_day_and_of_a_week_are_added_up() -> None:
    worker = a_worker(day_minutes=90, week_minutes=120, week_most=145, guaranteed_minutes=200)
    given: dict[str, Any] = {"workers": (worker, W[1])}
    same_day = ((LONG, at(MON, 8), "w1"), (SHORT, at(MON, 12), "w1"))
    two_days = ((LONG, at(MON, 8), "w1"), (SHORT, at(TUE, 12), "w1"))
    shared = ((LONG, at(MON, 8), "w1"), (SHORT, at(MON, 12), "w2"))
    assert missed_by("worker_day_minutes", *same_day, **given) == 60
    assert missed_by("worker_day_minutes", *two_days, **given) == 10
    assert missed_by("worker_week_minutes", *two_days, **given) == 5
    assert missed_by("worker_week_minutes", *shared, **given) == 0
    assert missed_by("overtime", *two_days, **given) == 30
    assert missed_by("overtime", *shared, **given) == 0
    # 80 percent of 120 is 96.
    assert missed_by("even_load", *two_days, **given) == 54
    assert missed_by("even_load", *shared, **given) == 4
    assert missed_by("guaranteed_minutes", *two_days, **given) == 50
    assert missed_by("guaranteed_minutes", *shared, **given) == 100


def test_the_share_of_the_contract_is_rounded_down() -> None:
    worker = a_worker(week_minutes=124)
    # 80 percent of 124 is 99.2.
    assert missed_by("even_load", (LONG, at(MON, 8), "w1"), workers=(worker,)) == 1


def test_promised_minutes_are_short_without_any_meeting() -> None:
    problem = a_problem(workers=(a_worker(guaranteed_minutes=90),))
    assert judge(problem, POLICY, []).missed["guaranteed_minutes"] == 90


def test_both_seats_of_a_meeting_count_minutes() -> None:
    need = a_need(seats=(a_seat(), a_seat()), minutes=100)
    worker = a_worker(day_minutes=150)
    assert missed_by("worker_day_minutes", (need, at(MON, 8), "w1 w1"), workers=(worker,)) == 50
    assert missed_by("worker_day_minutes", (need, at(MON, 8), "w1 w2")) == 0


def test_days_with_meetings_are_counted_once_each() -> None:
    given: dict[str, Any] = {"workers": (a_worker(week_days=1),)}
    n1, n2, n3 = a_need("n1"), a_need("n2"), a_need("n3")
    one_day = ((n1, at(MON, 8), "w1"), (n2, at(MON, 10), "w1"))
    assert missed_by("worker_days", *one_day, **given) == 0
    assert missed_by("worker_days", *one_day, (n3, at(WED, 8), "w1"), **given) == 1


@pytest.mark.parametrize(
    ("limit", "known", "missed"),
    [
        (3, (), 0),
        (2, (), 1),
        (1, (), 2),
        # c1 and a former client stand already: four in all against a limit of three.
        (3, ("c1", "former"), 1),
        # Three bonds stand already, more than the limit: the two that are new are over.
        (1, ("c1", "x", "y"), 2),
        (1, ("c1", "c2", "c3"), 0),
    ],
)
def test_a_caseload_counts_clients_met_and_bonds_that_stand(
    limit: int, known: tuple[str, ...], missed: int
) -> None:
    family = a_need("n1", clients=("c1", "c2"))
    group = a_need("n3", clients=("c1", "c2"), group="g", smallest=1)
    held = (
        (family, at(MON, 8), "w1"),
        (a_need("n2", clients=("c3",)), at(TUE, 8), "w1"),
        (group, at(WED, 8), "w1"),
    )
    given: dict[str, Any] = {
        "workers": (a_worker(caseload=limit),),
        "known": frozenset(("w1", c) for c in known),
    }
    assert missed_by("caseload", *held, **given) == missed


def test_groups_fill_no_caseload() -> None:
    group = a_need("n1", clients=("c1", "c2"), group="g", smallest=1)
    worker = a_worker(caseload=0)
    assert missed_by("caseload", (group, at(MON, 8), "w1"), workers=(worker,)) == 0


def test_supporters_of_a_client_are_counted_on_the_lead_seat() -> None:
    pair = (a_seat(), a_seat())
    n = [a_need(f"n{i}", seats=pair, clients=("c1", "c2")) for i in range(3)]
    days = (at(MON, 8), at(TUE, 8), at(WED, 8))
    one = tuple(zip(n, days, ("w1 w2", "w1 w3", "w1 w2"), strict=True))
    assert missed_by("one_supporter", *one) == 0
    three = tuple(zip(n, days, ("w1 w2", "w2 w3", "w3 w1"), strict=True))
    assert missed_by("one_supporter", *three) == 2
    assert missed_by("most_supporters", *three) == 1
    two = tuple(zip(n, days, ("w1 w2", "w2 w3", "w1 w2"), strict=True))
    assert missed_by("one_supporter", *two) == 1
    assert missed_by("most_supporters", *two) == 0


def test_supporters_of_groups_and_of_other_components_do_not_add_up() -> None:
    need, days = a_need("n1"), (at(MON, 8), at(TUE, 8))
    for other in (
        a_need("n2", component="support"),
        a_need("n2", clients=("c2", "c1")),
        a_need("n2", group="g", smallest=1),
    ):
        assert missed_by("one_supporter", (need, days[0], "w1"), (other, days[1], "w2")) == 0


def test_minutes_of_interpreting_are_taken_once_a_seat() -> None:
    clients = (
        a_client("c1"),
        a_client("c2", languages=("uk", "pl"), interpreter=True),
        a_client("c3", languages=("ru",), interpreter=True),
    )
    family = a_need("n1", clients=("c1", "c2", "c3"), minutes=90, seats=(a_seat(), a_seat()))
    workers = (W[0], a_worker("w2", languages=(Speaks("uk", Cefr.C2), Speaks("et", Cefr.C2))))
    given: dict[str, Any] = {"workers": workers, "clients": clients}
    # w1 needs one in uk (the first client without words); w2 in ru.
    pools = {"uk": 60, "ru": 60}
    held = (family, at(MON, 8), "w1 w2")
    assert missed_by("interpreter_minutes", held, interpreter_minutes=pools, **given) == 60
    assert missed_by("interpreter_minutes", held, **given) == 180
    both = (family, at(MON, 8), "w1 w1")
    assert missed_by("interpreter_minutes", both, interpreter_minutes=pools, **given) == 120


def test_a_default_meeting_needs_no_interpreter() -> None:
    assert judge(a_problem(), POLICY, [a_meeting()]).missed["interpreter_minutes"] == 0
