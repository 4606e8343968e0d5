"""Accounts in the store: a step serves once, whoever asks; on both databases."""

from threading import Thread

import pytest

from api.store.accounts import TakenError, account_of_id, add_account, plain_login, use_step
from api.store.unit import Store
from tests.api.store.places import AT


def test_a_step_and_every_earlier_one_serve_once(store: Store) -> None:
    with store.door(writes=True) as connection:
        one = add_account(connection, "mari", "Mari", AT)
        assert use_step(connection, one, 7)
        assert not use_step(connection, one, 7)
        assert not use_step(connection, one, 6)
        assert use_step(connection, one, 8)
        found = account_of_id(connection, one)
    assert found is not None
    assert found.step == 8


def test_of_many_who_use_a_step_at_once_one_does(store: Store) -> None:
    with store.door(writes=True) as connection:
        one = add_account(connection, "mari", "Mari", AT)
    done: list[bool] = []

    def use() -> None:
        with store.door(writes=True) as connection:
            done.append(use_step(connection, one, 7))

    threads = [Thread(target=use) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False] * 5 + [True]


def test_a_login_is_taken_however_it_is_written(store: Store) -> None:
    assert plain_login(" Ｍari@X.ee ") == "mari@x.ee"  # noqa: RUF001 - a wide letter is meant
    with store.door(writes=True) as connection:
        add_account(connection, "Mari@x.ee", "Mari", AT)
    with pytest.raises(TakenError), store.door(writes=True) as connection:
        add_account(connection, " mari@X.EE", "Mari", AT)
