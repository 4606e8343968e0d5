"""Money in whole cents, time in whole minutes, and the one rounding function."""


def price_of(cents_per_unit: int, minutes: int, unit_minutes: int) -> int:
    """Cents for ``minutes`` at ``cents_per_unit`` a unit, rounded half away from zero, once.

    Integer arithmetic throughout, so a reversal is exactly minus the original.
    Raises TypeError on floats (money and time are never floats), ValueError on an
    empty unit.
    """
    for amount in (cents_per_unit, minutes, unit_minutes):
        if type(amount) is not int:
            message = f"whole numbers only, not {amount!r}"
            raise TypeError(message)
    if unit_minutes <= 0:
        message = f"a unit has at least a minute, not {unit_minutes}"
        raise ValueError(message)
    product = cents_per_unit * minutes
    rounded = (2 * abs(product) + unit_minutes) // (2 * unit_minutes)
    return rounded if product >= 0 else -rounded
