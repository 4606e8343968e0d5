"""Compiling everything once, after installation: ``python -m optimizer.warm``.

The search and the bound are compiled for the processor they run on, which takes a minute;
what was compiled is kept on disk. A week planned before that is planned without them.
"""

from datetime import date

import numpy as np

from domain.people import Client, Contract, Role, Shift, Worker
from domain.places import Travel
from domain.session import Need, Seat, Window
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.solve import solve

HOURS = (8 * 60, 16 * 60)


def warm_up() -> None:
    """Plan a week of one meeting with every engine that is compiled."""
    person = frozenset({Role.SUPPORT_PERSON})
    worker = Worker(
        id="w",
        name="w",
        roles=person,
        contract=Contract.EMPLOYEE,
        home="p",
        shifts=(Shift(0, *HOURS),),
    )
    need = Need(
        id="n",
        component="c",
        clients=("c",),
        minutes=60,
        windows=(Window(*HOURS),),
        place="p",
        seats=(Seat(roles=person),),
    )
    nowhere = np.zeros((1, 1), np.int16)
    problem = Problem(
        monday=date(2026, 1, 5),
        workers=(worker,),
        clients=(Client(id="c", name="c", home="p", languages=("et",)),),
        needs=(need,),
        travel=Travel(("p",), nowhere, nowhere),
    )
    solve(problem, default_policy(), 60, work=1, engine="search")


if __name__ == "__main__":
    warm_up()
