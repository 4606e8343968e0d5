"""Random small weeks with rosters that keep every must."""

from collections.abc import Iterable, Iterator

from optimizer.choices import meetings_of
from optimizer.construct import construct
from tests.optimizer.engines import small_columns
from tests.optimizer.explain.apply import State
from tests.optimizer.problems import small_policy, small_problem
from tests.oracle import judge


def whole_weeks(seeds: Iterable[int]) -> Iterator[State]:
    """Weeks, policies, and a roster of each without a fault."""
    for seed in seeds:
        c = small_columns(seed)
        meetings = meetings_of(c, construct(c))
        if not judge(c.tables.problem, c.tables.policy, meetings).faults:
            yield small_problem(seed), small_policy(seed), meetings
