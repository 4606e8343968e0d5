"""How many referrals a year stand behind a number of clients: Little's law, and its reverse."""

from math import ceil

from optimizer.needs import SHORT_PROCESS
from scenarios.calendar import MONTH_DAYS, YEAR_DAYS
from scenarios.demand import Demand
from scenarios.granting import NO_LIMIT, granted_minutes, part_of, phase_months, rules_of
from scenarios.scenario import Scenario

WHOLE = 100


def phase_days(scenario: Scenario, demand: Demand) -> int:
    """Working days until the first component gives way to what follows; ``NO_LIMIT`` if never."""
    if demand.then is None:
        return NO_LIMIT
    _, component = part_of(rules_of(scenario), demand.component)
    months = demand.then.months or phase_months(component, scenario.begins)
    return NO_LIMIT if months is None else months * MONTH_DAYS


def mean_days(scenario: Scenario, demand: Demand) -> float:
    """Mean working days in the first component, of somebody who is never kept waiting."""
    programme, component = part_of(rules_of(scenario), demand.component)
    upto = min(demand.stay_days or NO_LIMIT, phase_days(scenario, demand))
    short = demand.short_percent / WHOLE
    total = sum(part.weight for part in demand.minutes)
    found = 0.0
    for more in (False, True):
        chance = demand.extended_percent / WHOLE
        chance = chance if more else 1 - chance
        if not chance:
            continue
        units = demand.extended_units if more else 0
        minutes = granted_minutes(programme, component, scenario.begins, units)
        for part in demand.minutes:
            meetings = ceil(minutes / max(part.value, 1))
            long_days = min(meetings * demand.every_days, upto)
            short_days = min(long_days, SHORT_PROCESS * demand.every_days)
            mean = short * short_days + (1 - short) * long_days
            found += chance * part.weight / total * mean
    return found


def referrals_a_year(scenario: Scenario, demand: Demand) -> float:
    """Referrals a year: as they stand, or those that keep so many clients in the service."""
    if demand.referrals is not None:
        return float(demand.referrals)
    again = 1 - demand.returns_percent / WHOLE
    return (demand.clients or 0) / mean_days(scenario, demand) * YEAR_DAYS * max(again, 0.0)
