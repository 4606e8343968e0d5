"""Requests that come twice, at once, or with other words."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from api.store.operations import Answer, OtherRequestError, forget_answers, once
from api.store.rosters import newest_number, publish
from api.store.settings_of import read_setting, write_setting
from api.store.unit import Store, Unit
from tests.api.store.places import AT, MONDAY, ONE, OTHER


def _count(unit: Unit) -> Answer:
    held = read_setting(unit, "count")
    told = write_setting(unit, "count", (held.told if held else 0) + 1).told
    return Answer(201, str(told).encode())


def _publish(unit: Unit) -> Answer:
    after = newest_number(unit, MONDAY)
    roster = publish(unit, MONDAY, after, (), cost=0, bound=0, left_out=0)
    return Answer(201, str(roster.number).encode())


def test_a_request_that_comes_again_is_answered_again_and_not_done_again(store: Store) -> None:
    first = once(store, ONE, AT, "key-1", b"words", _count)
    again = once(store, ONE, AT, "key-1", b"words", _count)
    other = once(store, ONE, AT, "key-2", b"words", _count)
    assert (first, again, other) == (Answer(201, b"1"), Answer(201, b"1"), Answer(201, b"2"))


def test_a_key_with_other_words_is_refused(store: Store) -> None:
    once(store, ONE, AT, "key-1", b"words", _count)
    with pytest.raises(OtherRequestError):
        once(store, ONE, AT, "key-1", b"other words", _count)


def test_a_key_of_another_provider_is_another_key(store: Store) -> None:
    once(store, ONE, AT, "key-1", b"words", _count)
    assert once(store, OTHER, AT, "key-1", b"other words", _count) == Answer(201, b"1")


@pytest.mark.parametrize("work", [_count, _publish])
def test_of_twelve_at_once_one_does_the_work_and_all_have_its_answer(
    store: Store, work: Callable[[Unit], Answer]
) -> None:
    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(lambda _: once(store, ONE, AT, "key", b"", work), range(12)))
    assert found == [Answer(201, b"1")] * 12


def test_work_that_fails_leaves_its_key_free(store: Store) -> None:
    def fail(_unit: Unit) -> Answer:
        message = "no"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="no"):
        once(store, ONE, AT, "key", b"", fail)
    assert once(store, ONE, AT, "key", b"", _count) == Answer(201, b"1")


def test_answers_are_forgotten_after_a_month(store: Store) -> None:
    once(store, ONE, AT, "old", b"", _count)
    with store.write(ONE, AT + timedelta(days=31)) as unit:
        assert forget_answers(unit) == 1
    assert once(store, ONE, AT, "old", b"", _count) == Answer(201, b"2")
