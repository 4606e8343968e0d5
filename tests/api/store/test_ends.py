"""What begins and ends does so at its very moment and place: keys, logins, answers, lists."""

from datetime import timedelta

from api.security.rights import Right
from api.security.tokens import digest
from api.store.accounts import add_account
from api.store.api_keys import find_api_key, keep_api_key, revoke_api_key
from api.store.kinds import CLIENT
from api.store.listing import Chosen, list_page
from api.store.logins import Stage, browser_id, end_browser, find_login, open_login
from api.store.operations import KEPT, Answer, forget_answers, once
from api.store.repository import Repository
from api.store.unit import Store
from domain.people import Client
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


def test_records_are_listed_in_the_order_in_which_they_came_in(store: Store) -> None:
    with store.write(ONE, AT) as unit:
        Repository[Client](unit, CLIENT).put([_client("C9")])
    with store.write(ONE, LATER) as unit:
        repository = Repository[Client](unit, CLIENT)
        put = repository.put([_client("C8"), _client("C1")])
        assert list(repository.all()) == ["C9", "C8", "C1"]
        assert dict(put.new) == repository.some(["C8", "C1"])
        pages = [list_page(unit, CLIENT, Chosen(most=2))]
        pages.append(list_page(unit, CLIENT, Chosen(pages[0].next, most=2)))
        assert [[one.id for one in page.items] for page in pages] == [["C9", "C8"], ["C1"]]
        assert pages[1].next is None
        whole = list_page(unit, CLIENT, Chosen(most=3))
        assert (len(whole.items), whole.next) == (3, None)


def test_what_was_changed_at_the_very_moment_is_listed(store: Store) -> None:
    with store.write(ONE, AT) as unit:
        Repository[Client](unit, CLIENT).put([_client("C1")])
        assert len(list_page(unit, CLIENT, Chosen(since=AT)).items) == 1
        assert list_page(unit, CLIENT, Chosen(since=AT + MOMENT)).items == ()


def test_a_record_that_comes_back_goes_on_from_its_last_revision(store: Store) -> None:
    with store.write(ONE, AT) as unit:
        repository = Repository[Client](unit, CLIENT)
        repository.put([_client("C1")])
        repository.take_away(["C1"])
        put = repository.put([_client("C1")])
        assert put.new["C1"].revision == 2
        found = repository.get("C1")
        assert found is not None
        assert found == put.new["C1"]


def _client(one: str) -> Client:
    return Client(one, "Mari", "tartu", ("et",))


def test_an_answer_is_kept_for_its_whole_month(store: Store) -> None:
    once(store, ONE, AT, "key", b"asked", lambda _: Answer(200, b"{}"))
    with store.write(ONE, AT + KEPT) as unit:
        assert forget_answers(unit) == 0
    with store.write(ONE, AT + KEPT + MOMENT) as unit:
        assert forget_answers(unit) == 1
