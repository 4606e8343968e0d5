"""Failed attempts: how long they count, to the second."""

from datetime import timedelta

from api.security.seal import Key
from api.store.failures import (
    FORGOTTEN,
    FREE_OF_ACCOUNT,
    LONGEST_WAIT,
    ask_leave,
    count_account,
    forget_failures,
    must_wait,
    wait_after,
)
from api.store.unit import Store
from tests.api.store.places import AT

SECOND = timedelta(seconds=1)
MARI = count_account(Key(bytes(32)), "mari@naidis.ee")


def _fail(store: Store, times: int) -> None:
    with store.door(writes=True) as connection:
        for _ in range(times):
            assert not ask_leave(connection, [MARI], AT)


def test_waits_double_from_the_first_that_is_not_free_to_the_longest() -> None:
    waits = [wait_after(FREE_OF_ACCOUNT + more, FREE_OF_ACCOUNT) for more in (-1, 0, 1, 2)]
    assert [one.total_seconds() for one in waits] == [0, 2, 4, 8]
    assert wait_after(10_000, FREE_OF_ACCOUNT) == LONGEST_WAIT


def test_failures_are_forgotten_after_a_day_and_not_before(store: Store) -> None:
    _fail(store, FREE_OF_ACCOUNT)
    with store.door(writes=True) as connection:
        assert must_wait(connection, [MARI], AT) == 2 * SECOND
        # A day later to the second they still count: one more makes the next one wait longer.
        assert not ask_leave(connection, [MARI], AT + FORGOTTEN)
        assert must_wait(connection, [MARI], AT + FORGOTTEN) == 4 * SECOND
        after = AT + 2 * FORGOTTEN + SECOND
        for _ in range(FREE_OF_ACCOUNT):
            assert not ask_leave(connection, [MARI], after)
        assert must_wait(connection, [MARI], after) == 2 * SECOND


def test_only_counters_that_count_no_more_are_dropped(store: Store) -> None:
    _fail(store, 1)
    with store.door(writes=True) as connection:
        assert forget_failures(connection, AT + FORGOTTEN) == 0
        assert forget_failures(connection, AT + FORGOTTEN + SECOND) == 1
