"""A month compared elsewhere: with whatever the setting names, and the same to the cent."""

from pathlib import Path
from unittest.mock import patch

import pandas as pd
import pytest

from api.journeys import month_reconcile
from api.journeys.month_reconcile import ReconciledMonth, reconcile_month
from api.journeys.month_sample import make_month
from billing.reconcile import run
from domain.finding import Finding
from tests.api.months import NOVEMBER


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    make_month(folder, "small", NOVEMBER, 1, "en")
    return folder


def compared(desk: Path, books: Path, engine: str) -> tuple[ReconciledMonth | None, list[Finding]]:
    """The month, in parts of a few lines."""
    bills = sorted(one for one in (desk / "invoices").iterdir() if one.is_file())
    with patch.object(run, "PART", 5), patch.object(month_reconcile, "PART", 5):
        return reconcile_month(desk / "month.xlsx", bills, books, engine=engine)


@pytest.mark.parametrize("engine", ["serial:", "processes:2"])
def test_a_month_compared_elsewhere_is_the_same_month(
    desk: Path, tmp_path: Path, engine: str
) -> None:
    bills = sorted(one for one in (desk / "invoices").iterdir() if one.is_file())
    plain, _ = reconcile_month(desk / "month.xlsx", bills, tmp_path / "plain")
    other, _ = compared(desk, tmp_path / "other", engine)
    assert plain is not None
    assert other is not None
    for name in ("matches", "results", "totals"):
        pd.testing.assert_frame_equal(getattr(plain.found, name), getattr(other.found, name))
    assert plain.found.identity == other.found.identity
    assert len(plain.found.results) > 1


def test_a_cluster_that_is_not_there_is_told_and_nothing_is_kept(
    desk: Path, tmp_path: Path
) -> None:
    with patch("scenarios.executor.PATIENCE", "1s"):
        found, findings = compared(desk, tmp_path / "books", "dask://127.0.0.1:1")
    assert found is None
    assert "executor.away" in {one.rule for one in findings}


def test_a_small_month_asks_for_no_cluster(desk: Path, tmp_path: Path) -> None:
    bills = sorted(one for one in (desk / "invoices").iterdir() if one.is_file())
    found, _ = reconcile_month(
        desk / "month.xlsx", bills, tmp_path / "books", engine="dask://127.0.0.1:1"
    )
    assert found is not None
