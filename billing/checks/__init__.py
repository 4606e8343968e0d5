"""What an invoice may be wrong by: one file per family, each alone, all of them listed here.

``CAUSES`` account for the difference between a line and its row, one after another, each for
what the ones before it left. ``MARKS`` tell what else is not so of such a pair. ``CHECKS`` look
at what was delivered, whether it was billed or not; what they tell is at stake beside the
difference.
"""

from collections.abc import Callable, Iterator

from billing.checks.again import mark_again
from billing.checks.attribution import mark_attribution
from billing.checks.ceilings import account_for_ceilings
from billing.checks.cents import account_for_rounding
from billing.checks.coding import check_coding
from billing.checks.confirmation import check_confirmation
from billing.checks.entitlement import check_entitlement
from billing.checks.funding import check_funding
from billing.checks.kind_of_meeting import account_for_activity
from billing.checks.length import account_for_minutes
from billing.checks.nothing_due import account_for_nothing_due
from billing.checks.on_paper import account_for_paper, mark_paper
from billing.checks.other_component import account_for_component
from billing.checks.overlaps import check_overlaps
from billing.checks.price import account_for_price
from billing.checks.tariff import account_for_tariff
from billing.checks.travel import check_travel
from billing.checks.unit_swap import account_for_units
from billing.checks.vat_category import mark_vat
from billing.checks.vat_inside import account_for_vat
from billing.given import Given
from billing.joining import Ints
from billing.pairs import Pairs, Part
from billing.results import Told

Cause = Callable[[Pairs, Ints], Iterator[Part]]
Mark = Callable[[Pairs], Iterator[Part]]
Check = Callable[[Given], Iterator[Told]]

CAUSES: tuple[Cause, ...] = (
    account_for_paper,
    account_for_nothing_due,
    account_for_component,
    account_for_ceilings,
    account_for_units,
    account_for_vat,
    account_for_activity,
    account_for_minutes,
    account_for_tariff,
    account_for_rounding,
    account_for_price,
)
MARKS: tuple[Mark, ...] = (mark_attribution, mark_paper, mark_vat, mark_again)
CHECKS: tuple[Check, ...] = (
    check_confirmation,
    check_entitlement,
    check_coding,
    check_overlaps,
    check_travel,
    check_funding,
)
