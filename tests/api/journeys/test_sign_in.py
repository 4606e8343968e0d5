"""Signing in: who gets in, who must wait, when a login is over; on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from api.journeys.accounts import add_member, change_roles, disable_account, reset_password
from api.journeys.own_account import change_password
from api.journeys.sign_in import OVER, WRONG, accept_invitation, enter_code, sign_in
from api.journeys.who_is_it import choose_provider, sign_out, sweep_access, who_is_it
from api.security.rights import Caller, Right, Role
from api.security.tokens import digest, is_forgery_word
from api.store.failures import FREE_OF_ACCOUNT, LONGEST_WAIT, wait_after
from api.store.logins import Stage
from api.store.schema import AUDIT, FAILURE, LOGIN
from api.store.unit import Actor, Store
from domain.finding import Finding
from tests.api.journeys.access import (
    ADDRESS,
    ADMIN,
    AT,
    OTHER_ADMIN,
    OTHER_PASSWORD,
    PASSWORD,
    Hashes,
    come_in,
    hashes,
    invite,
    later,
    rules,
    sign_in_again,
)

__all__ = ["hashes"]
MARI = "mari@naidis.ee"


def acts(store: Store, tenant: int = 1) -> list[tuple[str, str]]:
    with store.read(Actor(tenant, "test"), AT) as unit:
        rows = unit.connection.execute(
            sa.select(AUDIT.c.action, AUDIT.c.actor)
            .where(AUDIT.c.tenant == tenant)
            .order_by(AUDIT.c.number)
        ).all()
    return [(row.action, row.actor) for row in rows]


def test_with_real_hashes_a_coordinator_signs_in_and_is_known(store: Store) -> None:
    mari = come_in(store, " Mari@Naidis.EE ", Role.COORDINATOR)
    signed, findings = sign_in(store, later(hours=1), MARI, PASSWORD, ADDRESS)
    assert signed is not None, findings
    known = who_is_it(store, later(hours=1), signed.cookie)
    assert known is not None
    assert known.caller == Caller(1, mari.account, frozenset({Role.COORDINATOR}))
    assert known.caller.may(Right.WEEK_CHANGE)
    assert (known.stage, known.login, known.second_factor) == (Stage.OPEN, MARI, False)
    assert is_forgery_word(signed.cookie, known.forgery_word)
    assert ("sign in", mari.account) in acts(store)


def test_no_secret_stands_in_the_database(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.ADMINISTRATOR)
    with store.door() as connection:
        rows = connection.execute(sa.select(LOGIN)).all()
        told = repr(rows)
    assert digest(mari.cookie) in told
    assert mari.cookie not in told
    assert hashes.tried == 0


@pytest.mark.parametrize("known", [True, False])
def test_wrong_unknown_and_disabled_are_answered_alike_after_one_hash(
    store: Store,
    hashes: Hashes,
    known: bool,  # noqa: FBT001
) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    if known:
        assert sign_in(store, AT, MARI, "wrong password 1", ADDRESS) == (None, [WRONG])
        assert disable_account(store, ADMIN, AT, mari.account) == []
        assert sign_in(store, AT, MARI, PASSWORD, ADDRESS) == (None, [WRONG])
        assert hashes.tried == 2
    else:
        assert sign_in(store, AT, "nobody@naidis.ee", PASSWORD, ADDRESS) == (None, [WRONG])
        assert hashes.tried == 1


def test_a_known_and_an_unknown_account_take_the_same_statements(
    store: Store, hashes: Hashes
) -> None:
    come_in(store, MARI, Role.COORDINATOR)
    with statements(store) as known:
        sign_in(store, AT, MARI, "wrong password 1", ADDRESS)
    with statements(store) as unknown:
        sign_in(store, AT, "nobody@naidis.ee", "wrong password 1", ADDRESS)
    assert known == unknown
    assert hashes.tried == 2


def test_a_thousand_wrong_passwords_of_one_account_cost_few_hashes(
    store: Store, hashes: Hashes
) -> None:
    come_in(store, MARI, Role.COORDINATOR)
    for number in range(1000):
        at = AT + timedelta(milliseconds=60 * number)
        sign_in(store, at, MARI, f"wrong password {number}", f"198.51.100.{number}")
    assert FREE_OF_ACCOUNT <= hashes.tried <= 20


def test_a_thousand_accounts_tried_from_one_address_cost_few_hashes(
    store: Store, hashes: Hashes
) -> None:
    for number in range(1000):
        at = AT + timedelta(milliseconds=60 * number)
        sign_in(store, at, f"nobody{number}@naidis.ee", PASSWORD, ADDRESS)
    assert hashes.tried <= 20


def test_the_right_password_must_wait_too_and_then_lets_in(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    for _ in range(FREE_OF_ACCOUNT):
        assert sign_in(store, AT, MARI, "wrong password 1", ADDRESS) == (None, [WRONG])
    wait = Finding("sign_in.wait", "", {"seconds": 2})
    assert sign_in(store, AT, MARI, PASSWORD, ADDRESS) == (None, [wait])
    assert sign_in(store, later(seconds=1), MARI, PASSWORD, ADDRESS)[1] == [
        replace(wait, facts={"seconds": 1})
    ]
    signed, _ = sign_in(store, later(seconds=2), MARI, PASSWORD, ADDRESS)
    assert signed is not None
    assert signed.failed_before == FREE_OF_ACCOUNT
    assert sign_in_again(store, mari, later(seconds=3)).failed_before == 0
    assert hashes.tried == FREE_OF_ACCOUNT + 2


def test_knocking_while_one_must_wait_does_not_lengthen_the_wait(
    store: Store, hashes: Hashes
) -> None:
    come_in(store, MARI, Role.COORDINATOR)
    for number in range(100):
        sign_in(store, AT, MARI, "wrong password 1", f"198.51.100.{number}")
    assert sign_in(store, later(seconds=2), MARI, PASSWORD, ADDRESS)[0] is not None
    assert hashes.tried == FREE_OF_ACCOUNT + 1


def test_many_at_once_get_no_more_tries_than_one_after_the_other(
    store: Store, hashes: Hashes
) -> None:
    come_in(store, MARI, Role.COORDINATOR)
    threads = [
        Thread(target=sign_in, args=(store, AT, MARI, "wrong password 1", f"198.51.100.{number}"))
        for number in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert hashes.tried == FREE_OF_ACCOUNT
    with store.door() as connection:
        assert connection.execute(sa.select(sa.func.max(FAILURE.c.count))).scalar() == 5


def test_a_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(count, 5).total_seconds() for count in range(4, 9)]
    assert waits == [0, 2, 4, 8, 16]
    assert wait_after(10_000, 5) == LONGEST_WAIT


def test_a_clock_that_was_set_back_locks_nobody_out_for_long(store: Store, hashes: Hashes) -> None:
    come_in(store, MARI, Role.COORDINATOR)
    for _ in range(FREE_OF_ACCOUNT):
        sign_in(store, later(hours=5), MARI, "wrong password 1", ADDRESS)
    assert sign_in(store, AT, MARI, PASSWORD, ADDRESS)[0] is not None
    assert hashes.tried


def test_a_cookie_that_somebody_planted_is_void_after_signing_in(
    store: Store, hashes: Hashes
) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    before = sign_in_again(store, mari, AT).cookie
    signed, _ = sign_in(store, AT, MARI, PASSWORD, ADDRESS, cookie=before)
    assert signed is not None
    assert signed.cookie != before
    assert who_is_it(store, AT, before) is None
    assert sign_in(store, AT, MARI, PASSWORD, ADDRESS, cookie="planted")[0] is not None
    assert who_is_it(store, AT, "planted") is None
    assert hashes.tried


def test_the_cookie_changes_again_with_the_second_factor(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    half, _ = sign_in(store, later(minutes=1), MARI, PASSWORD, ADDRESS)
    assert half is not None
    assert half.stage is Stage.CODE
    known = who_is_it(store, later(minutes=1), half.cookie)
    assert known is not None
    assert not known.caller.rights
    code = mari.code(later(minutes=1))
    whole, _ = enter_code(store, later(minutes=1), half.cookie, code, ADDRESS)
    assert whole is not None
    assert whole.cookie != half.cookie
    assert who_is_it(store, later(minutes=1), half.cookie) is None
    assert enter_code(store, later(minutes=1), half.cookie, code, ADDRESS) == (None, [OVER])
    assert hashes.tried


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    other = sign_in_again(store, mari, AT).cookie
    assert sign_out(store, AT, mari.cookie)
    assert who_is_it(store, AT, mari.cookie) is None
    assert who_is_it(store, AT, other) is not None
    assert not sign_out(store, AT, mari.cookie)
    assert sign_out(store, AT, other, everywhere=True)
    assert who_is_it(store, AT, other) is None
    assert [action for action, _ in acts(store)][-2:] == ["sign out", "sign out everywhere"]
    assert hashes.tried


def test_signing_out_everywhere_ends_every_login(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    cookies = [sign_in_again(store, mari, AT).cookie for _ in range(3)]
    sign_out(store, AT, mari.cookie, everywhere=True)
    assert not any(who_is_it(store, AT, cookie) for cookie in cookies)
    assert hashes.tried


def test_a_login_ends_half_an_hour_after_it_was_last_seen(store: Store, hashes: Hashes) -> None:
    cookie = come_in(store, MARI, Role.COORDINATOR).cookie
    assert who_is_it(store, later(minutes=29), cookie) is not None
    assert who_is_it(store, later(minutes=58), cookie) is not None
    assert who_is_it(store, later(minutes=88), cookie) is None
    assert hashes.tried == 0


def test_a_login_ends_after_twelve_hours_however_busy(store: Store, hashes: Hashes) -> None:
    cookie = come_in(store, MARI, Role.COORDINATOR).cookie
    for minutes in range(0, 12 * 60, 20):
        assert who_is_it(store, later(minutes=minutes), cookie) is not None
    assert who_is_it(store, later(hours=12), cookie) is None
    assert hashes.tried == 0


def test_being_there_is_written_down_once_a_minute(store: Store, hashes: Hashes) -> None:
    cookie = come_in(store, MARI, Role.COORDINATOR).cookie
    with statements(store) as sent:
        who_is_it(store, later(seconds=59), cookie)
    assert sum("login" in one for one in sent) == 1
    with statements(store) as sent:
        who_is_it(store, later(seconds=60), cookie)
    assert sum("login" in one for one in sent) == 2
    assert hashes.tried == 0


def test_whoever_has_other_roles_signs_in_anew(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    with store.write(ADMIN, AT) as unit:
        assert change_roles(unit, mari.account, {Role.COORDINATOR, Role.FINANCE}) == []
    assert who_is_it(store, AT, mari.cookie) is None
    signed, _ = sign_in(store, AT, MARI, PASSWORD, ADDRESS)
    assert signed is not None
    assert signed.stage is Stage.SET_UP
    assert ("change roles", "command") in acts(store)
    assert hashes.tried


def test_another_password_ends_every_login_but_the_new_one(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    stolen = sign_in_again(store, mari, AT).cookie
    asked = (store, AT, mari.cookie)
    assert rules(change_password(*asked, "wrong password 1", OTHER_PASSWORD, ADDRESS)[1]) == [
        "password.wrong"
    ]
    assert rules(change_password(*asked, PASSWORD, "short", ADDRESS)[1]) == ["password.short"]
    signed, _ = change_password(*asked, PASSWORD, OTHER_PASSWORD, ADDRESS)
    assert signed is not None
    known = who_is_it(store, AT, signed.cookie)
    assert known is not None
    assert known.caller.tenant == 1
    assert who_is_it(store, AT, stolen) is None
    assert who_is_it(store, AT, mari.cookie) is None
    assert sign_in(store, AT, MARI, PASSWORD, ADDRESS) == (None, [WRONG])
    assert sign_in(store, AT, MARI, OTHER_PASSWORD, ADDRESS)[0] is not None
    assert ("change password", mari.account) in acts(store)
    assert hashes.tried


def test_guessing_the_current_password_must_wait_as_signing_in_does(
    store: Store, hashes: Hashes
) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    asked = (store, AT, mari.cookie, "wrong password 1", OTHER_PASSWORD, ADDRESS)
    answers = [rules(change_password(*asked)[1]) for _ in range(FREE_OF_ACCOUNT + 1)]
    assert answers == [["password.wrong"]] * FREE_OF_ACCOUNT + [["sign_in.wait"]]
    assert hashes.tried == FREE_OF_ACCOUNT


def test_an_invitation_serves_once_and_for_a_day(store: Store, hashes: Hashes) -> None:
    _, secret = invite(store, MARI, Role.COORDINATOR)
    assert who_is_it(store, AT, secret) is None
    assert rules(accept_invitation(store, AT, secret, "x", ADDRESS)[1]) == ["password.short"]
    assert accept_invitation(store, later(hours=24), secret, PASSWORD, ADDRESS) == (None, [OVER])
    signed, _ = accept_invitation(store, later(hours=23), secret, PASSWORD, ADDRESS)
    assert signed is not None
    assert accept_invitation(store, AT, secret, PASSWORD, ADDRESS) == (None, [OVER])
    assert accept_invitation(store, AT, signed.cookie, PASSWORD, ADDRESS) == (None, [OVER])
    assert hashes.tried == 0


def test_a_reset_password_ends_all_and_leaves_the_second_factor(
    store: Store, hashes: Hashes
) -> None:
    mari = come_in(store, MARI, Role.FINANCE)
    invited, _ = reset_password(store, ADMIN, AT, mari.account)
    assert invited is not None
    assert who_is_it(store, AT, mari.cookie) is None
    assert sign_in(store, AT, MARI, PASSWORD, ADDRESS) == (None, [WRONG])
    signed, _ = accept_invitation(store, AT, invited.secret, OTHER_PASSWORD, ADDRESS)
    assert signed is not None
    assert signed.stage is Stage.CODE
    assert hashes.tried == 1


def test_whoever_works_for_two_providers_chooses_one_and_may_there_what_they_are_there(
    store: Store, hashes: Hashes
) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    invited, findings = add_member(
        store, OTHER_ADMIN, AT, MARI, "Mari", {Role.PLANNER}, everywhere=True
    )
    assert invited is not None, findings
    assert invited.secret == ""
    signed = sign_in_again(store, mari, AT)
    assert signed.tenant is None
    known = who_is_it(store, AT, signed.cookie)
    assert known is not None
    assert not known.caller.rights
    chosen, _ = choose_provider(store, AT, signed.cookie, 2)
    assert chosen is not None
    assert (chosen.caller.tenant, chosen.caller.roles) == (2, frozenset({Role.PLANNER}))
    assert ("sign in", mari.account) in acts(store, 2)
    assert rules(choose_provider(store, AT, signed.cookie, 3)[1]) == ["access.no_member"]
    with store.write(OTHER_ADMIN, AT) as unit:
        assert change_roles(unit, mari.account, ()) == []
    assert who_is_it(store, AT, signed.cookie) is None
    assert hashes.tried


def test_a_worker_is_the_person_that_stands_beside_the_role(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.WORKER, person="W1")
    known = who_is_it(store, AT, mari.cookie)
    assert known is not None
    assert (known.caller.person, known.caller.rights) == ("W1", frozenset({Right.CALENDAR_OWN}))
    assert hashes.tried == 0


def test_what_is_over_is_swept_away(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    sign_in(store, AT, MARI, "wrong password 1", ADDRESS)
    assert sweep_access(store, later(minutes=20)) == 0
    assert sweep_access(store, later(minutes=30)) == 1
    assert sweep_access(store, later(hours=25)) == 2
    assert who_is_it(store, AT, mari.cookie) is None
    assert hashes.tried == 1


@pytest.mark.parametrize("cookie", ["", "x", "tpk_x", "\udc80", "a" * 100_000])
def test_any_text_may_come_as_a_cookie(store: Store, cookie: str) -> None:
    assert who_is_it(store, datetime(2026, 1, 1, tzinfo=UTC), cookie) is None
    assert not sign_out(store, AT, cookie)


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    sent: list[str] = []

    def keep(*told: object) -> None:
        sent.append(str(told[2]))

    event.listen(store.engine, "before_cursor_execute", keep)
    yield sent
    event.remove(store.engine, "before_cursor_execute", keep)
