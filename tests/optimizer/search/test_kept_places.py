"""The best places kept from before are a saving of time and nothing else."""

from optimizer.columns import Columns
from optimizer.search import at
from optimizer.search.engine import Search, fresh_kinds, iterate
from tests.optimizer.search.larger import days, whole
from tests.optimizer.search.weeks import hard_columns

HEATS = (200.0, 20.0, 2.0)
ITERATIONS, AT_ONCE = 150, 3


def searched(c: Columns, *, forgetful: bool) -> tuple[Search, int]:
    """A search, and how many places it knew from before; a forgetful one is made to forget."""
    search, known = Search(c, 3), 0
    search.fill()
    places = search.week.twos[: int(search.week.num[at.LOG0])]
    kinds = fresh_kinds()
    for heat in HEATS:
        for _ in range(ITERATIONS // AT_ONCE):
            if forgetful:
                places[:] = 0
            iterate(search.week, kinds, AT_ONCE, heat)
            known += int((places != 0).sum())
    return search, known


def test_a_search_that_forgets_its_places_finds_the_same_rosters() -> None:
    remembered = 0
    for c in (whole(), days(), *(hard_columns(seed) for seed in range(10))):
        keeps, many = searched(c, forgetful=False)
        forgets, few = searched(c, forgetful=True)
        remembered += many - few
        assert keeps.week.num[: at.VERSIONS].tolist() == forgets.week.num[: at.VERSIONS].tolist()
        one, other = keeps.choices(), forgets.choices()
        assert one.start.tolist() == other.start.tolist()
        assert one.pair.tolist() == other.pair.tolist()
    assert remembered > 0


def versions(search: Search) -> list[int]:
    """Of every route."""
    found: list[int] = search.week.rows[: int(search.week.num[at.NEEDS0]), at.VERSION].tolist()
    return found


def orders(search: Search) -> list[list[int]]:
    """Seats of every route, in order."""
    sizes = search.week.rows[: int(search.week.num[at.NEEDS0]), at.SIZE].tolist()
    return [search.week.stops[r, :size, at.SEAT].tolist() for r, size in enumerate(sizes)]


def test_a_route_has_a_new_version_where_its_visits_changed_and_seldom_else() -> None:
    search, kinds = Search(whole(), 3), fresh_kinds()
    search.fill()
    changed = renewed = 0
    for _ in range(600):
        version, order = versions(search), orders(search)
        iterate(search.week, kinds, 1, 1.0)
        new = [a != b for a, b in zip(version, versions(search), strict=True)]
        other = [a != b for a, b in zip(order, orders(search), strict=True)]
        assert not any(o and not n for o, n in zip(other, new, strict=True))
        changed += sum(other)
        renewed += sum(new)
    assert 0 < changed <= renewed < 2 * changed
