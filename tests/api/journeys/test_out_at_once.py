"""Whoever is disabled or leaves is out at once; failed attempts are noted without their words."""

import logging

import pytest

from api.journeys.accounts import change_roles, disable_account
from api.journeys.sign_in import sign_in
from api.journeys.who_is_it import who_is_it
from api.security.rights import Role
from api.store.unit import Store
from tests.api.journeys.access import ADDRESS, ADMIN, AT, Hashes, come_in, hashes, sign_in_again

__all__ = ["hashes"]
MARI = "mari@example.ee"


@pytest.mark.parametrize("way", ["disabled", "left"])
def test_every_login_of_whoever_is_let_in_no_more_ends(
    store: Store, hashes: Hashes, way: str
) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    cookies = [mari.cookie, sign_in_again(store, mari, AT).cookie]
    assert all(who_is_it(store, AT, cookie) for cookie in cookies)
    if way == "disabled":
        assert disable_account(store, ADMIN, AT, mari.account) == []
    else:
        with store.write(ADMIN, AT) as unit:
            assert change_roles(unit, mari.account, frozenset()) == []
    assert not any(who_is_it(store, AT, cookie) for cookie in cookies)
    assert hashes.tried == 1


def test_a_failed_attempt_is_noted_by_its_way_and_without_what_was_typed(
    store: Store, hashes: Hashes, caplog: pytest.LogCaptureFixture
) -> None:
    come_in(store, MARI, Role.COORDINATOR)
    typed = "a word that is wrong"
    with caplog.at_level(logging.INFO, "tugiplaan"):
        for login in (MARI, "nobody@example.ee"):
            assert sign_in(store, AT, login, typed, ADDRESS)[0] is None
    noted = [one.__dict__ for one in caplog.records if one.message == "sign-in failed"]
    assert [one["way"] for one in noted] == ["password", "password"]
    assert len({one["about"] for one in noted}) == 2
    for word in (typed, MARI, "nobody@", ADDRESS):
        assert word not in str(noted)
    assert hashes.tried == 2
