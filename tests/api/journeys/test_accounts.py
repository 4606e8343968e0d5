"""People of a provider, keys and calendar addresses: who may do what to whom, on both databases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from api.journeys.accounts import (
    add_member,
    change_roles,
    disable_account,
    list_members,
    reset_password,
    reset_second_factor,
)
from api.journeys.keys_and_feeds import (
    FEEDS_MOST,
    list_feeds,
    list_keys,
    make_feed,
    make_key,
    revoke_feed,
    revoke_key,
)
from api.journeys.sign_in import WRONG, sign_in
from api.journeys.who_is_it import who_has_key, who_is_it, whose_feed
from api.security.rights import Right, Role
from api.store.audit import broken_at
from api.store.kinds import WORKER
from api.store.repository import Repository
from api.store.schema import API_KEY, AUDIT, FEED, MEMBERSHIP
from api.store.unit import Actor, Store
from domain.people import Contract, Worker
from tests.api.journeys.access import (
    ADDRESS,
    ADMIN,
    AT,
    OTHER_ADMIN,
    PASSWORD,
    Hashes,
    come_in,
    hashes,
    invite,
    later,
    rules,
)

__all__ = ["hashes"]
MARI, JAAN = "mari@naidis.ee", "jaan@naidis.ee"
SCOPES = frozenset({Right.WEEK_LOOK, Right.PEOPLE_LOOK})


def test_a_member_is_listed_with_roles_and_person(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.WORKER, Role.COORDINATOR, person="W1")
    with store.read(ADMIN, AT) as unit:
        (one,) = list_members(unit).values()
    assert (one.account, one.login, one.person) == (mari.account, MARI, "W1")
    assert one.roles == {Role.WORKER, Role.COORDINATOR}
    with store.read(OTHER_ADMIN, AT) as unit:
        assert not list_members(unit)
    assert hashes.tried == 0


@pytest.mark.parametrize(
    ("roles", "person", "said"),
    [
        ((), "", "access.no_role"),
        ((Role.WORKER,), "", "access.person"),
        ((Role.COORDINATOR,), "W1", "access.person"),
        ((Role.WORKER, Role.CASE_MANAGER), "W1", "access.two_persons"),
    ],
)
def test_roles_that_cannot_be_are_refused(
    store: Store, roles: tuple[Role, ...], person: str, said: str
) -> None:
    invited, findings = add_member(store, ADMIN, AT, MARI, "Mari", roles, person)
    assert invited is None
    assert rules(findings) == [said]


@pytest.mark.parametrize(
    ("login", "name", "said"),
    [
        ("", "Mari", ["access.login"]),
        ("ma ri", "Mari", ["access.login"]),
        (MARI, " ", ["access.name"]),
        ("\n", "", ["access.login", "access.name"]),
    ],
)
def test_every_fault_of_an_account_is_told(
    store: Store, login: str, name: str, said: list[str]
) -> None:
    findings = add_member(store, ADMIN, AT, login, name, {Role.PLANNER})[1]
    assert rules(findings) == said


def test_a_login_belongs_to_one_person_however_it_is_written(store: Store) -> None:
    invite(store, MARI, Role.PLANNER)
    again = add_member(store, ADMIN, AT, f" {MARI.upper()} ", "Mari", {Role.FINANCE})
    assert rules(again[1]) == ["access.member_already"]


def test_an_administrator_cannot_take_over_whoever_works_elsewhere(
    store: Store, hashes: Hashes
) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    taken = add_member(store, OTHER_ADMIN, AT, MARI, "Mari", {Role.PLANNER})
    assert rules(taken[1]) == ["access.elsewhere"]
    asked = (store, OTHER_ADMIN, AT, mari.account)
    assert rules(reset_password(*asked)[1]) == ["access.no_member"]
    assert rules(reset_second_factor(*asked)) == ["access.no_member"]
    assert rules(disable_account(*asked)) == ["access.no_member"]
    with store.write(OTHER_ADMIN, AT) as unit:
        assert rules(change_roles(unit, mari.account, {Role.AUDITOR})) == ["access.no_member"]
    assert who_is_it(store, AT, mari.cookie) is not None
    assert hashes.tried == 0


def test_an_account_of_two_providers_is_reset_by_the_operator_alone(
    store: Store, hashes: Hashes
) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    joined, _ = add_member(
        store, OTHER_ADMIN, AT, MARI, "Other name", {Role.PLANNER}, everywhere=True
    )
    assert joined is not None
    assert joined.secret == ""
    for actor in (ADMIN, OTHER_ADMIN):
        asked = (store, actor, AT, mari.account)
        assert rules(reset_password(*asked)[1]) == ["access.elsewhere"]
        assert rules(reset_second_factor(*asked)) == ["access.elsewhere"]
        assert rules(disable_account(*asked)) == ["access.elsewhere"]
    assert reset_password(store, ADMIN, AT, mari.account, everywhere=True)[0] is not None
    with store.read(OTHER_ADMIN, AT) as unit:
        assert [one.name for one in list_members(unit).values()] == ["Mari Maasikas"]
    assert hashes.tried == 0


def test_whoever_left_and_comes_to_another_provider_begins_anew(
    store: Store, hashes: Hashes
) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    with store.write(ADMIN, AT) as unit:
        assert change_roles(unit, mari.account, ()) == []
    account, secret = invite(store, MARI, Role.PLANNER, actor=OTHER_ADMIN)
    assert (account, bool(secret)) == (mari.account, True)
    assert sign_in(store, AT, MARI, PASSWORD, ADDRESS) == (None, [WRONG])
    assert hashes.tried == 1


def test_the_last_administrator_stays(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.ADMINISTRATOR)
    last = ["access.last_administrator"]
    with store.write(ADMIN, AT) as unit:
        assert rules(change_roles(unit, mari.account, {Role.AUDITOR})) == last
        assert rules(change_roles(unit, mari.account, ())) == last
    assert rules(disable_account(store, ADMIN, AT, mari.account)) == last
    jaan = come_in(store, JAAN, Role.ADMINISTRATOR)
    assert disable_account(store, ADMIN, AT, jaan.account) == []
    assert rules(disable_account(store, ADMIN, AT, mari.account)) == last
    assert disable_account(store, ADMIN, AT, jaan.account, disabled=False) == []
    assert disable_account(store, ADMIN, AT, mari.account) == []
    assert who_is_it(store, AT, mari.cookie) is None
    assert hashes.tried == 0


def test_every_act_over_access_is_on_record_and_the_chain_holds(
    store: Store, hashes: Hashes
) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    with store.write(ADMIN, AT) as unit:
        made, _ = make_key(unit, "payroll", SCOPES, later(days=30))
        assert made is not None
        revoke_key(unit, made.key.id)
        change_roles(unit, mari.account, {Role.PLANNER})
    reset_password(store, ADMIN, AT, mari.account)
    reset_second_factor(store, ADMIN, AT, mari.account)
    disable_account(store, ADMIN, AT, mari.account)
    with store.read(ADMIN, AT) as unit:
        rows = unit.connection.execute(
            sa.select(AUDIT.c.action, AUDIT.c.told)
            .where(AUDIT.c.tenant == 1)
            .order_by(AUDIT.c.number)
        ).all()
        assert broken_at(unit.connection, 1, store.audit_key) is None
    assert [row.action for row in rows] == [
        *("found", "add member", "choose a password", "sign in", "make key", "revoke key"),
        *("change roles", "reset password", "reset second factor", "disable"),
    ]
    assert made.secret not in repr(rows)
    assert PASSWORD not in repr(rows)
    assert hashes.tried == 0


def test_a_key_may_what_it_was_given_at_its_provider(store: Store) -> None:
    with store.write(ADMIN, AT) as unit:
        made, _ = make_key(unit, " payroll ", SCOPES, later(days=30))
        assert made is not None
        assert [one.name for one in list_keys(unit)] == ["payroll"]
    caller = who_has_key(store, AT, made.secret)
    assert caller is not None
    assert (caller.tenant, caller.account, caller.rights) == (1, f"key:{made.key.id}", SCOPES)
    assert not caller.may(Right.PEOPLE_CHANGE)
    with store.read(OTHER_ADMIN, AT) as unit:
        assert list_keys(unit) == []
    with store.write(OTHER_ADMIN, AT) as unit:
        assert rules(revoke_key(unit, made.key.id)) == ["key.unknown"]
    assert who_has_key(store, AT, made.secret) is not None


def test_a_key_ends_by_itself_and_when_it_is_revoked(store: Store) -> None:
    with store.write(ADMIN, AT) as unit:
        one, _ = make_key(unit, "one", SCOPES, later(days=30))
        two, _ = make_key(unit, "two", SCOPES, later(days=30))
        assert one is not None
        assert two is not None
    assert who_has_key(store, later(days=30) - timedelta(seconds=1), one.secret) is not None
    assert who_has_key(store, later(days=30), one.secret) is None
    with store.write(ADMIN, AT) as unit:
        assert revoke_key(unit, two.key.id) == []
        assert rules(revoke_key(unit, two.key.id)) == ["key.unknown"]
    assert who_has_key(store, AT, two.secret) is None
    assert who_has_key(store, AT, one.secret) is not None


def test_every_fault_of_a_key_is_told(store: Store) -> None:
    never = {Right.ACCESS_CHANGE, Right.CALENDAR_OWN}
    with store.write(ADMIN, AT) as unit:
        assert rules(make_key(unit, "", never, AT)[1]) == [
            *("key.scope", "key.scope", "key.name", "key.ends")
        ]
        assert rules(make_key(unit, "x", (), later(days=367))[1]) == ["key.no_scope", "key.ends"]
        assert list_keys(unit) == []


def test_only_hashes_of_keys_and_addresses_are_kept(store: Store) -> None:
    with store.write(ADMIN, AT) as unit:
        Repository[Worker](unit, WORKER).put([worker("W1")])
        key, _ = make_key(unit, "one", SCOPES, later(days=1))
        feed, _ = make_feed(unit, "W1")
        told = repr(
            [
                unit.connection.execute(sa.select(table).where(table.c.tenant == 1)).all()
                for table in (API_KEY, FEED, MEMBERSHIP)
            ]
        )
    assert key is not None
    assert feed is not None
    assert key.secret.startswith("tpk_")
    assert feed.secret.startswith("tpf_")
    assert key.secret not in told
    assert feed.secret not in told


def test_a_calendar_address_opens_one_worker_until_it_is_revoked(store: Store) -> None:
    with store.write(ADMIN, AT) as unit:
        Repository[Worker](unit, WORKER).put([worker("W1"), worker("W2")])
        one, _ = make_feed(unit, "W1")
        two, _ = make_feed(unit, "W2")
        assert rules(make_feed(unit, "W3")[1]) == ["feed.no_worker"]
    assert one is not None
    assert two is not None
    found = whose_feed(store, one.secret)
    assert found is not None
    assert (found.tenant, found.worker) == (1, "W1")
    with store.write(ADMIN, AT) as unit:
        assert rules(revoke_feed(unit, "W2", one.feed.id)) == ["feed.unknown"]
        assert revoke_feed(unit, "W1", one.feed.id) == []
        assert rules(revoke_feed(unit, "W1", one.feed.id)) == ["feed.unknown"]
        assert [feed.revoked for feed in list_feeds(unit, "W1")] == [AT]
    assert whose_feed(store, one.secret) is None
    assert whose_feed(store, two.secret) is not None


def test_a_worker_has_a_bounded_number_of_addresses(store: Store) -> None:
    with store.write(ADMIN, AT) as unit:
        Repository[Worker](unit, WORKER).put([worker("W1")])
        made = [make_feed(unit, "W1")[0] for _ in range(FEEDS_MOST)]
        assert all(made)
        assert rules(make_feed(unit, "W1")[1]) == ["feed.too_many"]
        assert made[0] is not None
        revoke_feed(unit, "W1", made[0].feed.id)
        assert make_feed(unit, "W1")[0] is not None


@pytest.mark.parametrize("secret", ["", "tpk_", "tpf_x", "\x00", "\udc80", "tpk_" + "a" * 100_000])
def test_any_text_may_come_as_a_key_or_an_address(store: Store, secret: str) -> None:
    assert who_has_key(store, AT, secret) is None
    assert whose_feed(store, secret) is None


def test_secrets_of_one_kind_open_no_door_of_another(store: Store, hashes: Hashes) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)
    with store.write(Actor(1, mari.account), AT) as unit:
        key, _ = make_key(unit, "one", SCOPES, later(days=1))
    assert key is not None
    assert who_is_it(store, AT, key.secret) is None
    assert whose_feed(store, key.secret) is None
    assert who_has_key(store, AT, mari.cookie) is None
    assert hashes.tried == 0


def worker(one: str) -> Worker:
    return Worker(one, f"Worker {one}", frozenset(), Contract.EMPLOYEE, "tartu")
