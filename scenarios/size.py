"""How much memory a replication takes, told before it is begun."""

from scenarios.arrivals import referrals_a_year
from scenarios.calendar import YEAR_DAYS
from scenarios.names import counties
from scenarios.scenario import Scenario

ROW_BYTES = 220
"""Of one episode of one client: drawn, played and counted."""
WORKER_BYTES = 400
CELL_BYTES = 120
ARC_BYTES = 10
FEW_IN_HUNDRED = 4
"""Workers in a hundred who suit a kind of client, about."""
MEGABYTE = 2**20
BASE = 90 * MEGABYTE
"""The interpreter with its libraries."""
YEAR_MONTHS = 12
WHOLE = 100


def megabytes_of(scenario: Scenario) -> int:
    """Megabytes that one replication takes at its peak, rounded up."""
    months = scenario.months + scenario.warm_up_months
    rows = kinds = 0.0
    for demand in scenario.demand:
        surge = max((s.percent for s in demand.surges), default=WHOLE) / WHOLE
        episodes = 1 + demand.returns_percent / WHOLE + (demand.then is not None)
        year = referrals_a_year(scenario, demand) * max(surge, 1)
        rows += year * months / YEAR_MONTHS * episodes
        kinds += min(year, 600.0) * episodes
    workers = sum(group.count for group in scenario.staff)
    days = months * YEAR_DAYS // YEAR_MONTHS
    found = rows * ROW_BYTES
    found += workers * (days + days // 5 * 8 + WORKER_BYTES)
    found += kinds * workers * FEW_IN_HUNDRED / WHOLE * ARC_BYTES
    found += days // 5 * len(counties()) * 6 * CELL_BYTES
    return int((BASE + found) // MEGABYTE) + 1
