"""The store of the tests of the store, for journeys too; and one with a week in it."""

import pytest

from api.journeys.people_files import import_people
from api.journeys.week_solve import draft_of
from api.journeys.week_stored import open_stored
from api.store.drafts import save_draft
from api.store.unit import Store
from tests.api.conftest import SmallWeek
from tests.api.store.conftest import address, new_address, store
from tests.api.store.places import AT, MONDAY, ONE

__all__ = ["address", "new_address", "store"]


@pytest.fixture
def planned(store: Store, small_week: SmallWeek) -> Store:
    """A store with a provider and the roster of its week as a draft: revision 1."""
    put, findings = import_people(store, ONE, AT, small_week.workbook)
    assert put is not None, findings
    with store.write(ONE, AT) as unit:
        week = open_stored(unit, MONDAY)
        # The week of the store is that of the workbook, so its roster needs no second search.
        save_draft(unit, MONDAY, draft_of(week, small_week.planned.result, 2), 0)
    return store
