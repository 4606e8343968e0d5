"""Ask for the change that serves ``n1``, and see that it does, and that less does not."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from domain.finding import Fact
from domain.session import Meeting, Need
from domain.words import LANGUAGES, say
from optimizer.explain import explain_left_out
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.why import Change
from tests.optimizer.builders import a_client, a_problem
from tests.optimizer.explain.apply import State, applied, serves, steps_of, with_size
from tests.oracle import judge


def a_change(kind: str, size: int = 1, then: Change | None = None, /, **facts: Fact) -> Change:
    """A change of a kind, of a size, with its facts."""
    return Change(f"change.{kind}", facts, size, then)


def state_of(problem: Problem, meetings: Sequence[Meeting] = ()) -> State:
    """A roster under the policy of the house."""
    return problem, default_policy(), tuple(meetings)


def answer(problem: Problem, meetings: Sequence[Meeting] = ()) -> Change:
    """The change for ``n1``, which can be said, and serves what could not be served before."""
    state = state_of(problem, meetings)
    assert judge(*state).faults == {}
    (why,) = explain_left_out(*state, ["n1"])
    assert why.change is not None
    for step, language in product(steps_of(why.change), LANGUAGES):
        assert say(language, step.kind, **step.facts)
    if why.change.kind != "change.none":
        assert not serves(state, "n1")
        assert serves(applied(state, "n1", why.change), "n1")
    return why.change


def is_enough_with_less(problem: Problem, change: Change, meetings: Sequence[Meeting] = ()) -> bool:
    """Whether the change would still serve ``n1`` if it were one unit smaller."""
    state = state_of(problem, meetings)
    assert serves(applied(state, "n1", with_size(change, change.size)), "n1")
    return serves(applied(state, "n1", with_size(change, change.size - 1)), "n1")


def serves_with(problem: Problem, change: Change, **facts: Fact) -> bool:
    """Whether the change would serve ``n1`` with these facts in the place of its own."""
    other = replace(change, facts={**change.facts, **facts}, then=None)
    return serves(applied(state_of(problem), "n1", other), "n1")


def with_others(*needs: Need, **changes: Any) -> Problem:
    """``n1`` and other needs, of clients ``c1`` to ``c3``."""
    clients = changes.pop("clients", tuple(a_client(f"c{i}") for i in (1, 2, 3)))
    return a_problem(clients=clients, needs=needs, **changes)
