"""Random policies for small weeks: prices moved, some wishes musts, some musts wishes."""

from optimizer.policy import Policy, default_policy
from optimizer.rules import ALWAYS_PRICED
from tests.optimizer.dice import Dice


def small_policy(seed: int) -> Policy:
    """The policy of the house, or one with other figures, some wishes musts and musts wishes."""
    dice = Dice(seed, 1)
    house = default_policy()
    if dice.chance(40):
        return house
    prices = dict(house.prices)
    for wish in dice.some(sorted(set(prices) - set(ALWAYS_PRICED)), dice.between(0, 3)):
        del prices[wish]
    musts = ("caseload", "units_left", "one_a_day", "worker_days", "reachable", "client_present")
    for must in dice.some(musts, dice.between(0, 2)):
        prices[must] = dice.one((5, 300))
    return Policy(
        prices=prices,
        grid=dice.one((3, 5, 15)),
        language_level=dice.one((2, 3, 4)),
        most_supporters=dice.one((1, 2)),
        load_share=dice.one((50, 80, 100)),
        break_after=dice.one((180, 360)),
        break_minutes=dice.one((30, 60)),
        weekly_rest=dice.one((2400, 3540)),
    )
