from typing import Any

from scenarios.core.days import play
from scenarios.simulate import play_once, set_stage
from scenarios.warm import warm_up
from tests.scenarios.builders import UNITS, scenario


def test_the_days_are_compiled_once_whatever_is_played() -> None:
    warm_up()
    few = {"months": 1, "warm_up_months": 0}
    for clients in (0, 1, 2, 50):
        demand = [{"component": UNITS, "clients": clients}]
        play_once(set_stage(scenario(demand=demand, **few)), 0)
    play_once(set_stage(scenario(staff=[], **few)), 0, log=5)
    compiled: Any = play
    assert len(compiled.signatures) == 1
