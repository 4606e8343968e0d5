"""What ends, ends at its very moment: keys of programs, logins by their ids, kept answers."""

from datetime import timedelta

from api.security.rights import Right
from api.security.tokens import digest
from api.store.accounts import add_account
from api.store.api_keys import find_api_key, keep_api_key, revoke_api_key
from api.store.logins import Stage, browser_id, end_browser, find_login, open_login
from api.store.operations import KEPT, Answer, forget_answers, once
from api.store.unit import Store
from tests.api.store.places import AT, LATER, ONE, OTHER

MOMENT = timedelta(microseconds=1)
HOUR = timedelta(hours=1)


def test_a_key_lets_nobody_in_from_the_moment_of_its_end(store: Store) -> None:
    with store.write(ONE, AT) as unit:
        _, secret = keep_api_key(unit, "reports", [Right.MONTH_LOOK], AT + HOUR)
    with store.door() as connection:
        assert find_api_key(connection, secret, AT + HOUR - MOMENT) is not None
        assert find_api_key(connection, secret, AT + HOUR) is None


def test_a_key_is_revoked_once_and_keeps_that_moment(store: Store) -> None:
    with store.write(ONE, AT) as unit:
        key, secret = keep_api_key(unit, "reports", [Right.MONTH_LOOK], AT + HOUR)
        kept, _ = keep_api_key(unit, "other", [Right.MONTH_LOOK], AT + HOUR)
    with store.write(OTHER, AT) as unit:
        assert not revoke_api_key(unit, key.id)
    with store.write(ONE, AT) as unit:
        assert revoke_api_key(unit, key.id)
    with store.write(ONE, LATER) as unit:
        assert not revoke_api_key(unit, key.id)
        assert revoke_api_key(unit, kept.id)
    with store.door() as connection:
        assert find_api_key(connection, secret, AT) is None


def test_only_an_open_login_of_ones_own_is_ended_by_its_id(store: Store) -> None:
    with store.door(writes=True) as connection:
        mari = add_account(connection, "mari", "Mari", AT)
        jaan = add_account(connection, "jaan", "Jaan", AT)
        half = open_login(connection, mari, Stage.CODE, AT, "password")
        whole = open_login(connection, mari, Stage.OPEN, AT, "password")
        assert not end_browser(connection, mari, browser_id(digest(half)))
        assert not end_browser(connection, jaan, browser_id(digest(whole)))
        assert find_login(connection, whole, AT) is not None
        assert end_browser(connection, mari, browser_id(digest(whole)))
        assert find_login(connection, whole, AT) is None
        assert find_login(connection, half, AT) is not None


def test_an_answer_is_kept_for_its_whole_month(store: Store) -> None:
    once(store, ONE, AT, "key", b"asked", lambda _: Answer(200, b"{}"))
    with store.write(ONE, AT + KEPT) as unit:
        assert forget_answers(unit) == 0
    with store.write(ONE, AT + KEPT + MOMENT) as unit:
        assert forget_answers(unit) == 1
