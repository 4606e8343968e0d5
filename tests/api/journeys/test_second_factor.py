"""The second factor in use: set up, asked for, never twice; on both databases."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pyotp
import pytest
import sqlalchemy as sa

from api.journeys.accounts import reset_second_factor
from api.journeys.own_account import begin_second_factor, confirm_second_factor
from api.journeys.sign_in import OVER, SignedIn, accept_invitation, enter_code, sign_in
from api.journeys.who_is_it import who_is_it
from api.security.rights import ASKED_OF, OF_A_PERSON, Role
from api.store.failures import FREE_OF_ACCOUNT
from api.store.logins import Stage
from api.store.schema import ACCOUNT, LOGIN
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
    invite,
    later,
    rules,
    set_up,
)

__all__ = ["hashes"]
MARI = "mari@naidis.ee"


def half(store: Store, minutes: int) -> SignedIn:
    signed, findings = sign_in(store, later(minutes=minutes), MARI, PASSWORD, ADDRESS)
    assert signed is not None, findings
    assert signed.stage is Stage.CODE
    return signed


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.FINANCE])
def test_strong_roles_may_nothing_until_a_telephone_is_set_up(
    store: Store, hashes: Hashes, role: Role
) -> None:
    account, secret = invite(store, MARI, role)
    signed, _ = accept_invitation(store, AT, secret, PASSWORD, ADDRESS)
    assert signed is not None
    assert signed.stage is Stage.SET_UP
    known = who_is_it(store, AT, signed.cookie)
    assert known is not None
    assert not known.caller.rights
    mari = set_up(store, MARI, account, signed.cookie, AT)
    assert who_is_it(store, AT, signed.cookie) is None
    known = who_is_it(store, AT, mari.cookie)
    assert known is not None
    assert (known.caller.roles, known.second_factor) == (frozenset({role}), True)
    assert hashes.tried == 0


def test_a_code_never_works_twice(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    at = later(minutes=5)
    code = mari.code(at)
    first, second = half(store, 5), half(store, 5)
    assert enter_code(store, at, first.cookie, code, ADDRESS)[0] is not None
    assert rules(enter_code(store, at, second.cookie, code, ADDRESS)[1]) == ["sign_in.code"]
    earlier = mari.code(at - timedelta(seconds=30))
    assert rules(enter_code(store, at, second.cookie, earlier, ADDRESS)[1]) == ["sign_in.code"]
    at += timedelta(seconds=30)
    assert enter_code(store, at, second.cookie, mari.code(at), ADDRESS)[0] is not None
    assert hashes.tried == 2


def test_the_code_that_set_a_telephone_up_is_used(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    signed = half(store, 0)
    again = enter_code(store, AT, signed.cookie, mari.code(AT), ADDRESS)
    assert rules(again[1]) == ["sign_in.code"]
    assert hashes.tried == 1


def test_one_code_at_the_same_moment_lets_in_once(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    at = later(minutes=5)
    cookies = [half(store, 5).cookie for _ in range(4)]
    answers: list[SignedIn | None] = []

    def enter(cookie: str, address: str) -> None:
        answers.append(enter_code(store, at, cookie, mari.code(at), address)[0])

    threads = [
        Thread(target=enter, args=(cookie, f"198.51.100.{number}"))
        for number, cookie in enumerate(cookies)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert sum(one is not None for one in answers) == 1
    assert hashes.tried == 4


def test_guessed_codes_must_wait_and_the_password_alone_forgives_nothing(
    store: Store, hashes: Hashes
) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    signed = half(store, 5)
    at = later(minutes=5)
    wrong = "000000" if mari.code(at) != "000000" else "000001"
    answers = [
        rules(enter_code(store, at, signed.cookie, wrong, f"198.51.100.{number}")[1])
        for number in range(100)
    ]
    assert answers.count(["sign_in.code"]) == FREE_OF_ACCOUNT - 1
    assert answers.count(["sign_in.wait"]) == 101 - FREE_OF_ACCOUNT
    assert rules(sign_in(store, at, MARI, PASSWORD, ADDRESS)[1]) == ["sign_in.wait"]
    assert hashes.tried == 1


def test_half_a_way_in_ends_after_ten_minutes(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    signed = half(store, 5)
    at = later(minutes=15)
    assert enter_code(store, at, signed.cookie, mari.code(at), ADDRESS) == (None, [OVER])
    assert enter_code(store, AT, mari.cookie, mari.code(AT), ADDRESS) == (None, [OVER])
    assert hashes.tried == 1


def test_another_telephone_asks_for_a_code_of_the_one_before(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    at = later(minutes=5)
    begun, _ = begin_second_factor(store, at, mari.cookie)
    assert begun is not None
    code = pyotp.TOTP(begun.secret).at(at)
    asked = (store, at, mari.cookie, begun.ticket, code, ADDRESS)
    assert rules(confirm_second_factor(*asked)[1]) == ["sign_in.code"]
    assert rules(confirm_second_factor(*asked, code)[1]) == ["sign_in.code"]
    signed, _ = confirm_second_factor(*asked, mari.code(at))
    assert signed is not None
    assert who_is_it(store, at, mari.cookie) is None
    fresh = Person(MARI, mari.account, signed.cookie, begun.secret)
    once_more = half(store, 10)
    later_on = later(minutes=10)
    old = enter_code(store, later_on, once_more.cookie, mari.code(later_on), ADDRESS)
    assert rules(old[1]) == ["sign_in.code"]
    new = enter_code(store, later_on, once_more.cookie, fresh.code(later_on), ADDRESS)
    assert new[0] is not None
    assert hashes.tried == 1


def test_a_ticket_is_for_its_account_and_a_quarter_of_an_hour(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    jaan = come_in(store, "jaan@naidis.ee", Role.COORDINATOR)
    begun, _ = begin_second_factor(store, AT, mari.cookie)
    assert begun is not None
    code = pyotp.TOTP(begun.secret).at(AT)
    for ticket in (begun.ticket, "", "x", "õ", begun.ticket[:-4]):
        cookie = jaan.cookie if ticket == begun.ticket else mari.cookie
        assert confirm_second_factor(store, AT, cookie, ticket, code, ADDRESS) == (None, [OVER])
    late = later(minutes=15)
    code = pyotp.TOTP(begun.secret).at(late)
    told = confirm_second_factor(store, late, mari.cookie, begun.ticket, code, ADDRESS)
    assert told == (None, [OVER])
    assert hashes.tried == 0


def test_the_shared_secret_lies_sealed(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    with store.door() as connection:
        row = connection.execute(sa.select(ACCOUNT).where(ACCOUNT.c.id == mari.account)).one()
    assert mari.secret.encode() not in row.second_factor
    assert mari.secret not in repr(row)
    assert hashes.tried == 0


def test_a_lost_telephone_is_forgotten_and_another_set_up(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    assert reset_second_factor(store, ADMIN, AT, mari.account) == []
    with store.door() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(LOGIN)).scalar() == 0
    signed, _ = sign_in(store, AT, MARI, PASSWORD, ADDRESS)
    assert signed is not None
    assert signed.stage is Stage.SET_UP
    assert set_up(store, MARI, mari.account, signed.cookie, AT).secret != mari.secret
    assert hashes.tried == 1


@pytest.mark.parametrize(
    ("asked", "may_without"),
    [
        ("strong", {Role.COORDINATOR, Role.PLANNER, Role.WORKER, Role.CASE_MANAGER, Role.AUDITOR}),
        ("changing", {Role.WORKER, Role.CASE_MANAGER, Role.AUDITOR}),
        ("everybody", set()),
    ],
)
def test_who_is_asked_for_a_telephone_is_set_by_the_operator(
    store: Store, hashes: Hashes, asked: str, may_without: set[Role]
) -> None:
    house = replace(store, asked_twice=ASKED_OF[asked])
    found = set()
    for role in Role:
        person = "W1" if role in OF_A_PERSON else ""
        _, secret = invite(house, f"{role}@naidis.ee", role, person=person)
        signed, _ = accept_invitation(house, AT, secret, PASSWORD, ADDRESS)
        assert signed is not None
        if signed.stage is Stage.OPEN:
            found.add(role)
    assert found == may_without
    assert hashes.tried == 0
