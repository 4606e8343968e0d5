"""A mark tells that records are others, however little time lies between two changes."""

from datetime import timedelta

from api.store.kinds import ABSENCE, WORKER
from api.store.mark_of_kinds import mark_of_kinds
from api.store.marks import mark_of_week
from api.store.repository import Repository
from api.store.unit import Store, Unit
from domain.people import Absence
from tests.api.store.places import AT, LATER, MONDAY, ONE, OTHER

LONG = Absence("W02", MONDAY, MONDAY + timedelta(days=4), "")
SHORT = Absence("W02", MONDAY, MONDAY, "")


def marks(unit: Unit) -> tuple[str, str]:
    return mark_of_kinds(unit, (WORKER, ABSENCE)), mark_of_week(unit, MONDAY)


def test_one_record_in_the_place_of_another_makes_another_mark_in_the_same_moment(
    store: Store,
) -> None:
    with store.write(ONE, AT) as unit:
        absences = Repository[Absence](unit, ABSENCE)
        absences.put([LONG])
        before = marks(unit)
        absences.take_away(absences.all())
        absences.put([SHORT])
        assert all(old != new for old, new in zip(before, marks(unit), strict=True))


def test_a_look_later_or_a_change_of_somebody_elses_leaves_the_mark_as_it_is(
    store: Store,
) -> None:
    with store.write(ONE, AT) as unit:
        Repository[Absence](unit, ABSENCE).put([LONG])
        before = marks(unit)
    with store.write(OTHER, LATER) as unit:
        Repository[Absence](unit, ABSENCE).put([SHORT])
    with store.read(ONE, LATER) as unit:
        assert marks(unit) == before
