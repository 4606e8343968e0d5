"""Compiling the simulation once, after installation: ``python -m scenarios.warm``.

It takes a quarter of a minute; what was compiled is kept on disk, for every process of the machine.
"""

from datetime import date

import numpy as np

from domain.programme import components
from scenarios.demand import Demand
from scenarios.events import serve
from scenarios.scenario import Scenario
from scenarios.simulate import play_once, set_stage


def warm_up() -> None:
    """Play a month in which nobody comes, and serve one client at a moment."""
    nobody = Demand(component=next(iter(components())), clients=0, stay_days=1)
    month = Scenario(
        name="warm-up", begins=date(2027, 1, 1), months=1, warm_up_months=0, demand=(nobody,)
    )
    play_once(set_stage(month), 0)
    serve(np.zeros(1), np.ones(1), 1)


if __name__ == "__main__":
    warm_up()
