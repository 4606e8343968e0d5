"""A small planned week, made once: thirty clients, six workers, a few seconds."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from api.exports.planned_week import PlannedWeek
from api.journeys.make_files import make_sample
from api.journeys.plan_week import PlanAsked, plan_week
from api.journeys.write_week import WrittenWeek, write_week

MONDAY = date(2026, 11, 23)
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class SmallWeek:
    """The workbook, the roster made from it, and the files written."""

    workbook: Path
    planned: PlannedWeek
    written: WrittenWeek


@pytest.fixture(scope="session")
def small_week(tmp_path_factory: pytest.TempPathFactory) -> SmallWeek:
    folder = tmp_path_factory.mktemp("small")
    workbook = folder / "provider.xlsx"
    make_sample(workbook, "small", MONDAY, 1, "et")
    asked = PlanAsked(workbook, MONDAY, TODAY, seconds=2)
    planned, findings = plan_week(asked)
    assert planned is not None, findings
    return SmallWeek(workbook, planned, write_week(planned, "et", folder / "out"))
