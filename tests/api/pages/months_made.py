"""Two months for the pages: one closed and billed, one with findings that wait."""

from datetime import date
from pathlib import Path

from api.journeys.month_close import close_month
from api.journeys.month_decide import ALL, AtOnce
from api.journeys.month_invoice import issue_invoices
from api.journeys.month_reconcile import reconcile_month
from api.journeys.month_sample import make_month
from api.sample import Size
from api.store.unit import Actor, Store
from billing.decisions import Verdict
from tests.api.store.places import AT

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
BY, ON = "Maarika Rüütel", date(2026, 11, 3)
DISPUTED = AtOnce(ALL, Verdict.DISPUTED, "Partner parandab arve", BY, ON)


def put_months(store: Store, desk: Path, size: Size = "small") -> None:
    """October, closed with its invoices, and November with findings of which nobody has decided."""
    make_month(desk / "10", size, OCTOBER, 1, "et")
    with store.write(Actor(1, "test"), AT) as unit:
        reconcile_month(
            desk / "10" / "month.xlsx", invoices(desk / "10"), unit, OCTOBER, at_once=[DISPUTED]
        )
        closed, found = close_month(unit, OCTOBER, ON, BY)
        assert closed is not None, found
        issued, found = issue_invoices(unit, OCTOBER, desk / "10" / "contracts.xlsx", ON)
        assert issued is not None, found
    put_november(store, desk / "11", size)


def put_november(store: Store, desk: Path, size: Size) -> None:
    """November, with findings of which nobody has decided."""
    make_month(desk, size, NOVEMBER, 1, "et")
    with store.write(Actor(1, "test"), AT) as unit:
        seen, found = reconcile_month(desk / "month.xlsx", invoices(desk), unit, NOVEMBER)
        assert seen is not None, found
        assert seen.undecided


def invoices(folder: Path) -> list[Path]:
    """The invoices that a partner sent."""
    return sorted(one for one in (folder / "invoices").iterdir() if one.is_file())
