"""One's own logins and codes for emergencies: seen, ended, used once; on both databases."""

from threading import Thread

import pytest
import sqlalchemy as sa

from api.journeys.accounts import reset_second_factor
from api.journeys.own_account import begin_second_factor, confirm_second_factor
from api.journeys.own_logins import end_one_login, list_logins, make_recovery_codes
from api.journeys.sign_in import OVER, SignedIn, enter_code, sign_in
from api.journeys.who_is_it import who_is_it
from api.security.rights import Role
from api.store.failures import FREE_OF_ACCOUNT
from api.store.logins import Stage
from api.store.schema import ACCOUNT
from api.store.unit import Store
from tests.api.journeys.access import (
    ADDRESS,
    ADMIN,
    AT,
    PASSWORD,
    Hashes,
    Person,
    come_in,
    hashes,
    later,
    rules,
    sign_in_again,
)
from tests.api.journeys.test_sign_in import acts

__all__ = ["hashes"]
MARI, JAAN = "mari@naidis.ee", "jaan@naidis.ee"


def half(store: Store, minutes: int) -> SignedIn:
    """Mari, whose password was right."""
    signed, findings = sign_in(store, later(minutes=minutes), MARI, PASSWORD, ADDRESS)
    assert signed is not None, findings
    assert signed.stage is Stage.CODE
    return signed


def codes_of(store: Store, mari: Person) -> tuple[str, ...]:
    """Codes for emergencies that Mari made."""
    made, findings = make_recovery_codes(store, AT, mari.cookie, PASSWORD, ADDRESS)
    assert made is not None, findings
    return made.codes


def test_somebody_sees_where_they_are_in_and_nobody_else_is(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    come_in(store, JAAN, Role.COORDINATOR)
    sign_in_again(store, mari, later(minutes=5))
    found, _ = list_logins(store, later(minutes=10), mari.cookie)
    assert found is not None
    assert [one.seen for one in found.browsers] == [later(minutes=5), AT]
    assert {one.way for one in found.browsers} == {"password"}
    assert found.browsers[1].id == found.here
    assert all(one.id not in mari.cookie for one in found.browsers)
    late, _ = list_logins(store, later(minutes=34), mari.cookie)
    assert late is None
    assert hashes.tried == 1


def test_a_login_elsewhere_is_ended_and_this_one_goes_on(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    lost = sign_in_again(store, mari, later(minutes=1)).cookie
    found, _ = list_logins(store, later(minutes=2), mari.cookie)
    assert found is not None
    (other,) = (one.id for one in found.browsers if one.id != found.here)
    asked = (store, later(minutes=2), mari.cookie)
    assert rules(end_one_login(*asked, other, "not this one", ADDRESS)) == ["password.wrong"]
    assert who_is_it(store, later(minutes=2), lost) is not None
    assert end_one_login(*asked, other, PASSWORD, ADDRESS) == []
    assert who_is_it(store, later(minutes=2), lost) is None
    assert who_is_it(store, later(minutes=2), mari.cookie) is not None
    assert rules(end_one_login(*asked, other, PASSWORD, ADDRESS)) == ["login.unknown"]
    assert ("end login", mari.account) in acts(store)
    assert hashes.tried == 4


def test_nobody_ends_a_login_of_somebody_else(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    jaan = come_in(store, JAAN, Role.COORDINATOR)
    found, _ = list_logins(store, AT, jaan.cookie)
    assert found is not None
    for one in (found.here, "", "%", "0" * 16, found.here[:8]):
        asked = end_one_login(store, AT, mari.cookie, one, PASSWORD, ADDRESS)
        assert rules(asked) == ["login.unknown"], one
    assert who_is_it(store, AT, jaan.cookie) is not None
    assert rules(end_one_login(store, AT, "no cookie", found.here, PASSWORD, ADDRESS)) == [
        OVER.rule
    ]
    assert hashes.tried == 5


def test_showing_who_one_is_by_guessing_must_wait(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    asked = (store, AT, mari.cookie, "0" * 16, "wrong password 1", ADDRESS)
    answers = [rules(end_one_login(*asked)) for _ in range(FREE_OF_ACCOUNT + 1)]
    assert answers == [["password.wrong"]] * FREE_OF_ACCOUNT + [["sign_in.wait"]]
    assert hashes.tried == FREE_OF_ACCOUNT


def test_a_code_of_the_telephone_shows_who_one_is_once(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    at = later(minutes=2)
    asked = (store, at, mari.cookie, mari.code(at), ADDRESS)
    assert make_recovery_codes(*asked)[0] is not None
    assert rules(make_recovery_codes(*asked)[1]) == ["sign_in.code"]
    assert hashes.tried == 0


def test_a_code_for_emergencies_lets_in_once_in_place_of_the_telephone(
    store: Store, hashes: Hashes
) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    codes = codes_of(store, mari)
    at = later(minutes=5)
    typed = codes[3].lower().replace("-", " ")
    signed, findings = enter_code(store, at, half(store, 5).cookie, typed, ADDRESS)
    assert signed is not None, findings
    found, _ = list_logins(store, at, signed.cookie)
    assert found is not None
    assert (found.codes_left, found.browsers[0].way) == (len(codes) - 1, "password recovery")
    again = enter_code(store, at, half(store, 5).cookie, codes[3], ADDRESS)
    assert rules(again[1]) == ["sign_in.code"]
    assert enter_code(store, at, half(store, 5).cookie, codes[4], ADDRESS)[0] is not None
    assert ("make recovery codes", mari.account) in acts(store)
    assert hashes.tried == 4


def test_one_code_for_emergencies_at_the_same_moment_lets_in_once(
    store: Store, hashes: Hashes
) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    code = codes_of(store, mari)[0]
    cookies = [half(store, 5).cookie for _ in range(4)]
    answers: list[SignedIn | None] = []

    def enter(cookie: str, address: str) -> None:
        answers.append(enter_code(store, later(minutes=5), cookie, code, address)[0])

    threads = [
        Thread(target=enter, args=(cookie, f"198.51.100.{number}"))
        for number, cookie in enumerate(cookies)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one is not None for one in answers].count(True) == 1
    assert hashes.tried == 5


def test_new_codes_void_the_old_and_a_forgotten_telephone_all(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    old, new = codes_of(store, mari), codes_of(store, mari)
    refused = enter_code(store, later(minutes=5), half(store, 5).cookie, old[0], ADDRESS)
    assert rules(refused[1]) == ["sign_in.code"]
    assert reset_second_factor(store, ADMIN, AT, mari.account) == []
    with store.door() as connection:
        assert connection.execute(sa.select(ACCOUNT.c.recovery)).scalar_one() is None
    assert len({*old, *new}) == 16
    assert hashes.tried == 3


def test_codes_are_kept_as_hashes_alone(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    codes = codes_of(store, mari)
    with store.door() as connection:
        told = repr(connection.execute(sa.select(ACCOUNT)).all())
    assert not any(code in told or code.replace("-", "") in told for code in codes)
    assert hashes.tried == 1


def test_without_a_telephone_there_are_no_codes(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    made, findings = make_recovery_codes(store, AT, mari.cookie, PASSWORD, ADDRESS)
    assert (made, rules(findings)) == (None, ["sign_in.no_second_factor"])
    assert hashes.tried == 1


@pytest.mark.parametrize("password", ["", "wrong password 1"])
def test_the_first_telephone_of_whoever_is_in_asks_for_the_password(
    store: Store, hashes: Hashes, password: str
) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    begun, _ = begin_second_factor(store, AT, mari.cookie)
    assert begun is not None
    code = Person(MARI, mari.account, mari.cookie, begun.secret).code(AT)
    asked = (store, AT, mari.cookie, begun.ticket, code, ADDRESS)
    refused = confirm_second_factor(*asked, password=password)
    assert rules(refused[1]) == ["password.wrong"]
    assert who_is_it(store, AT, mari.cookie) is not None
    assert confirm_second_factor(*asked, password=PASSWORD)[0] is not None
    assert hashes.tried == 2
