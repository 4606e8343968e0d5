"""What would help a whole week: each change is carried out, and serves whom it says."""

from collections import Counter
from dataclasses import replace

from domain.session import Window
from optimizer.choices import meetings_of
from optimizer.construct import construct
from optimizer.helps import what_would_help
from optimizer.policy import default_policy
from tests.optimizer.builders import (
    MON,
    TUE,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_worker,
    at,
)
from tests.optimizer.engines import small_columns
from tests.optimizer.explain.apply import applied, serves, steps_of
from tests.optimizer.explain.ask import a_change
from tests.oracle import judge

HOUSE = default_policy()
DAY = (Window(at(MON, 8), at(MON, 16)), Window(at(TUE, 8), at(TUE, 16)))


def test_one_change_that_serves_two_stands_before_those_that_serve_one() -> None:
    clients = tuple(a_client(f"c{i}", languages=("ru",), interpreter=True) for i in (1, 2, 3))
    needs = (
        *(a_need(f"n{i}", clients=(f"c{i}",), windows=DAY) for i in (1, 2)),
        a_need("n3", clients=("c3",), windows=DAY, place="far"),
    )
    workers = (a_worker(reach_minutes=30),)
    problem = a_problem(
        clients=clients, needs=needs, workers=workers, interpreter_minutes={"ru": 5}
    )
    found = what_would_help(problem, HOUSE, ())
    first = found.together[0]
    assert first.change == a_change("interpreter_minutes", 115, language="ru", minutes=115)
    assert first.needs == ("n1", "n2")
    after = replace(problem, interpreter_minutes={"ru": 120})
    held = (a_meeting("n1", at(MON, 9)), a_meeting("n2", at(MON, 12)))
    assert judge(after, HOUSE, held).faults == {}
    short = replace(problem, interpreter_minutes={"ru": 119})
    assert judge(short, HOUSE, held).faults != {}


def test_a_new_colleague_works_for_more_than_one_meeting() -> None:
    needs = tuple(a_need(f"n{i}", clients=(f"c{i}",), windows=DAY) for i in (1, 2, 3))
    clients = tuple(a_client(f"c{i}") for i in (1, 2, 3))
    found = what_would_help(a_problem(clients=clients, needs=needs, workers=()), HOUSE, ())
    assert [(one.change.kind, one.needs) for one in found.together] == [
        ("change.hire", ("n1", "n2", "n3"))
    ]
    assert [why.need for why in found.whys] == ["n1", "n2", "n3"]


def test_where_nothing_is_left_out_nothing_helps() -> None:
    found = what_would_help(a_problem(), HOUSE, (a_meeting(),))
    assert (found.whys, found.together) == ((), ())


def test_what_could_be_held_at_once_is_counted_under_no_change() -> None:
    needs = (a_need(windows=DAY), a_need("n2", clients=("c2",), place="far", windows=DAY))
    problem = a_problem(clients=(a_client(), a_client("c2")), needs=needs)
    found = what_would_help(problem, HOUSE, ())
    assert found.whys[0].change is None
    assert [one.needs for one in found.together] == [("n2",)]


def test_every_change_of_every_need_serves_it_and_no_kind_stands_twice() -> None:
    tried: Counter[int] = Counter()
    for seed in range(60):
        c = small_columns(seed)
        problem, policy = c.tables.problem, c.tables.policy
        meetings = meetings_of(c, construct(c))
        state = problem, policy, meetings
        if judge(*state).faults:
            continue
        found = what_would_help(problem, policy, meetings)
        for why in found.whys:
            changes = [one for one in (why.change, *why.also) if one is not None]
            if changes and changes[0].kind == "change.none":
                continue
            for change in changes:
                assert serves(applied(state, why.need, change), why.need), (seed, change)
            last = [list(steps_of(change))[-1] for change in changes]
            assert len({one.kind for one in last}) == len(last), (seed, changes)
            tried[len(changes)] += 1
        for one in found.together:
            assert one.needs
            assert {why.need for why in found.whys} >= set(one.needs)
    assert tried[3] > 10
