"""A change is refused for what it breaks elsewhere: in groups, in the plan, under referrals."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.journeys.keep_records import keep_record
from api.routes.examples import examples
from api.store import kinds
from api.store.forms import Kind
from api.store.people import put_provider
from api.store.unit import Store
from domain.people import Client, Contract, Gender, Role, Worker
from domain.programme import programmes
from domain.provider import Provider
from domain.referral import Group, Leading, PlanItem, Referral
from domain.session import Asked
from tests.api.store.places import AT, ONE

PROGRAMME, TOGETHER = examples()["referrals"]["programme"], examples()["groups"]["component"]
PEER = next(
    one.id
    for one in programmes()[PROGRAMME].components
    if any(seat.experience is not Asked.NOBODYS for seat in one.seats)
)
"""A component that asks for somebody with an experience of one's own."""
LADY = Client("C1", "Mari", "tartu", ("et",), frozenset({"depression"}), gender=Gender.FEMALE)
MAN = Client("C2", "Jaan", "tartu", ("et",), frozenset({"depression"}), gender=Gender.MALE)
REFERRAL = Referral("R1", PROGRAMME, "C1", date(2026, 11, 2))
PROVIDER = Provider(
    "",
    workers=(Worker("W1", "Ann", frozenset({Role.PEER_COUNSELLOR}), Contract.EMPLOYEE, "tartu"),),
    clients=(LADY, MAN),
    referrals=(REFERRAL, replace(REFERRAL, id="R2", client="C2")),
    plan=(PlanItem("P1", "R1", PEER, 1, 60, frozenset({0}), 540, 600, pinned_worker="W1"),),
    groups=(
        Group(
            id="G1",
            name="Naised",
            component=TOGETHER,
            theme="depression",
            language="et",
            place="tartu",
            minutes=90,
            weekdays=frozenset({2}),
            earliest=900,
            latest=1000,
            leading=Leading.ALONE,
            smallest=1,
            largest=5,
            referrals=("R1",),
            gender=Gender.FEMALE,
        ),
    ),
)


def _rules(store: Store, kind: Kind[Any], record: Any) -> set[str]:
    with store.write(ONE, AT) as unit:
        put_provider(unit, PROVIDER)
        _, found = keep_record(unit, kind, record, 1)
    return {one.rule for one in found}


@pytest.mark.parametrize(
    ("kind", "record", "rule"),
    [
        (kinds.CLIENT, replace(LADY, gender=Gender.MALE), "import.gender_against_group"),
        (kinds.CLIENT, replace(LADY, refused=frozenset({"W1"})), "import.pinned_refused"),
        (kinds.CLIENT, replace(LADY, themes=frozenset()), "import.warn_no_theme"),
        (kinds.REFERRAL, replace(REFERRAL, client="C2"), "import.gender_against_group"),
        (
            kinds.REFERRAL,
            replace(REFERRAL, programme="ska-support"),
            "import.component_not_of_programme",
        ),
        (kinds.REFERRAL, replace(REFERRAL, client="C9"), "import.unknown_client"),
    ],
)
def test_what_a_change_breaks_elsewhere_is_told(
    store: Store, kind: Kind[Any], record: Any, rule: str
) -> None:
    assert rule in _rules(store, kind, record)


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        (kinds.CLIENT, replace(LADY, name="Mari Uus")),
        (kinds.REFERRAL, replace(REFERRAL, municipality="Tartu linn")),
    ],
)
def test_what_touches_nothing_else_is_kept_without_a_word(
    store: Store, kind: Kind[Any], record: Any
) -> None:
    assert _rules(store, kind, record) == set()
