"""What a look at the week costs: few statements however often, and nothing worked out twice."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from api.pages.kept import LASTS, Kept
from api.pages.weeks import grid
from api.security.rights import Role
from api.store.unit import Store
from tests.api.pages.conftest import Served
from tests.api.pages.shown import HERE
from tests.api.store.places import AT, LATER

MOST_STATEMENTS = 6


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """Every statement but those that begin a transaction."""
    said: list[str] = []

    def heard(_c: object, _k: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            said.append(statement)

    sa.event.listen(store.engine, "before_cursor_execute", heard)
    try:
        yield said
    finally:
        sa.event.remove(store.engine, "before_cursor_execute", heard)


@pytest.mark.parametrize(
    "at", [HERE, f"{HERE}?view=clients", f"{HERE}?view=counties", f"{HERE}/preview"]
)
def test_a_week_looked_at_again_takes_six_statements_at_most(served: Served, at: str) -> None:
    client = served.client(Role.COORDINATOR)
    assert client.get(at).status_code == 200
    with statements(served.store) as said:
        assert client.get(at).status_code == 200
    assert len(said) <= MOST_STATEMENTS, said


def test_whoever_is_left_out_is_listed_a_few_more_at_a_time(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "FIRST_MISSING", 0)
    monkeypatch.setattr(grid, "MORE_MISSING", 1)
    client = served.client(Role.COORDINATOR)
    first = client.get(HERE).text
    assert first.count('<details class="item"') == 0
    assert f'href="{HERE}?left=1#left-out"' in first
    assert "Show 1 more" in first
    assert client.get(f"{HERE}?left=1").text.count('<details class="item"') == 1


def test_what_is_kept_is_worked_out_anew_for_another_mark_and_after_a_while() -> None:
    kept, made = Kept(), iter("abcdef")
    tell = [
        kept("week", "1", AT, lambda: next(made)),
        kept("week", "1", LATER.replace(hour=8, minute=5), lambda: next(made)),
        kept("week", "2", LATER.replace(hour=8, minute=6), lambda: next(made)),
        kept("other", "2", LATER.replace(hour=8, minute=6), lambda: next(made)),
        kept("week", "2", LATER + LASTS + LASTS, lambda: next(made)),
    ]
    assert tell == ["a", "a", "b", "c", "d"]
