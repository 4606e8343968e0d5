"""Roles and rights: the table that people read is the one that the code keeps."""

from pathlib import Path

import pytest

from api.security.rights import (
    NOT_FOR_KEYS,
    OF_A_PERSON,
    RIGHTS,
    STRONG,
    Caller,
    Right,
    Role,
)

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "rights.md"
KEY = "key"


def _table() -> dict[tuple[str, str], bool]:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    heads = cells[0][1:]
    return {
        (row[0].strip("`"), head): {"yes": True, "": False}[cell]
        for row in cells[2:]
        for head, cell in zip(heads, row[1:], strict=True)
    }


def test_the_page_says_what_the_code_keeps() -> None:
    kept = {(right.value, role.value): right in RIGHTS[role] for right in Right for role in Role}
    kept |= {(right.value, KEY): right not in NOT_FOR_KEYS for right in Right}
    assert _table() == kept


def test_every_role_has_rights_and_every_right_somebody() -> None:
    assert set(RIGHTS) == set(Role)
    assert all(RIGHTS.values())
    assert frozenset().union(*RIGHTS.values()) == set(Right)


def test_looking_is_never_changing() -> None:
    looks = {Right.AUDIT_LOOK, *(one for one in Right if one.value.endswith(":look"))}
    assert RIGHTS[Role.AUDITOR] == looks
    assert RIGHTS[Role.CASE_MANAGER] == {Right.CLIENTS_OWN}
    assert RIGHTS[Role.WORKER] == {Right.CALENDAR_OWN}


def test_whoever_changes_a_kind_of_thing_may_look_at_it() -> None:
    for rights in RIGHTS.values():
        changed = {one.value.removesuffix(":change") for one in rights if ":change" in one.value}
        assert {f"{kind}:look" for kind in changed} <= {one.value for one in rights}


def test_rights_over_access_and_money_are_only_in_strong_roles() -> None:
    guarded = {Right.ACCESS_CHANGE, Right.MONTH_CHANGE, Right.PERSON_ERASE, Right.PERSON_EXPORT}
    assert {role for role in Role if RIGHTS[role] & guarded} == STRONG


@pytest.mark.parametrize("role", Role)
def test_a_caller_may_what_the_role_says_and_nothing_else(role: Role) -> None:
    caller = Caller(1, "A1", frozenset({role}))
    assert {right for right in Right if caller.may(right)} == RIGHTS[role]


def test_several_roles_have_the_rights_of_all() -> None:
    caller = Caller(1, "A1", frozenset({Role.COORDINATOR, Role.FINANCE}))
    assert caller.rights == RIGHTS[Role.COORDINATOR] | RIGHTS[Role.FINANCE]


def test_whoever_chose_no_provider_or_has_no_role_may_nothing() -> None:
    assert not Caller(0, "A1", frozenset(Role)).rights
    assert not Caller(1, "A1").rights


def test_a_key_may_what_it_was_given_and_never_what_keys_may_not() -> None:
    key = Caller(1, "key:K1", scopes=frozenset({Right.WEEK_LOOK, Right.ACCESS_CHANGE}))
    assert key.rights == {Right.WEEK_LOOK}
    assert not Caller(1, "key:K2", scopes=frozenset()).rights
    assert not Caller(1, "key:K3", scopes=frozenset(Right)).may(Right.CALENDAR_OWN)


def test_only_workers_and_case_managers_are_somebody_of_the_records() -> None:
    own = {role for role in Role if any(one.value.endswith(":own") for one in RIGHTS[role])}
    assert own == OF_A_PERSON
