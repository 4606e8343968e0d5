"""What is found with a record's neighbours alone is what is found with the whole provider."""

from dataclasses import fields, replace
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from api.journeys import keep_records
from api.journeys.check_change import faults_of_change, faults_of_loss
from api.journeys.keep_records import check_kept, check_loss, keep_record
from api.store import kinds
from api.store.names_anew import misnamed, name_anew
from api.store.people import PARTS, put_provider
from api.store.repository import Repository
from api.store.schema import NAMED
from api.store.unit import Store, Unit
from domain.people import Client
from domain.provider import Provider
from tests.api.journeys.made_up import MADE, provider
from tests.api.store.conftest import address, new_address, store
from tests.api.store.places import AT, ONE

__all__ = ["address", "new_address", "store"]
PROVIDERS, TRIES, ONE_FIELD = 12, 24, 0.8


def _try(unit: Unit, dice: Random, faults: list[bool]) -> None:
    """A made-up change, or the loss of a record, looked at in both ways."""
    part, make, ids = dice.choice(MADE)
    kind: Any = PARTS[part]
    record = make(dice, dice.choice(ids))
    repository = Repository[Any](unit, kind)
    held = repository.get(repository.id_of(record))
    if held is not None and dice.random() < ONE_FIELD:
        names = sorted({one.name for one in fields(record)} - set(kind.key))
        field = dice.choice(names)
        record = replace(held.record, **{field: getattr(record, field)})
    whole, places = keep_records._open(unit)  # noqa: SLF001 - the way that reads everything
    place = places[part].get(held.id) if held else None
    wanted = faults_of_change(whole, part, record, place)
    assert check_kept(unit, kind, held, record) == wanted, (part, record)
    faults.append(bool(wanted[0]))
    if held is not None:
        loss = faults_of_loss(whole, part, places[part][held.id])
        assert check_loss(unit, kind, held) == loss, (part, held.id)
        faults.append(bool(loss))


@pytest.mark.parametrize("seed", range(PROVIDERS))
def test_a_look_at_the_neighbours_finds_what_a_look_at_everything_finds(
    store: Store, seed: int
) -> None:
    dice, faults = Random(seed), list[bool]()  # noqa: S311 - made-up records are no secret
    with store.write(ONE, AT) as unit:
        put_provider(unit, provider(dice))
        for _ in range(TRIES):
            _try(unit, dice, faults)
        assert misnamed(unit) == []
    assert any(faults)
    assert not all(faults)


def test_a_change_takes_as_many_statements_however_many_people_there_are(store: Store) -> None:
    sent: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    lady = Client("C900", "Mari Mustand", "tartu", ("et",), personal_code="38001085718")

    def count(revision: int) -> int:
        begun = len(sent)
        with store.write(ONE, AT) as unit:
            kept, _ = keep_record(
                unit, kinds.CLIENT, replace(lady, name=f"Mari {revision}"), revision
            )
            assert kept is not None
            assert kept.stored.revision == revision + 1
        return len(sent) - begun

    count(0)
    few = count(1)
    others = tuple(replace(lady, id=f"C{one}", personal_code=None) for one in range(300))
    with store.write(ONE, AT) as unit:
        put_provider(unit, Provider("", clients=others))
    assert count(2) == few <= 11


def test_marks_that_do_not_agree_are_told_and_made_anew(store: Store) -> None:
    with store.write(ONE, AT) as unit:
        made = provider(Random(1))  # noqa: S311 - made-up records are no secret
        put_provider(unit, made)
        named = next(one for one in made.families if one.members)
        unit.connection.execute(
            sa.delete(NAMED).where(NAMED.c.tenant == unit.tenant, NAMED.c.id == named.id)
        )
        assert misnamed(unit) == [f"family/{named.id}"]
        name_anew(unit)
        assert misnamed(unit) == []


def test_whoever_goes_is_named_no_more(store: Store) -> None:
    with store.write(ONE, AT) as unit:
        put_provider(unit, provider(Random(2)))  # noqa: S311 - made-up records are no secret
        put_provider(unit, Provider(""), whole=True)
        left = sa.select(sa.func.count()).select_from(NAMED).where(NAMED.c.tenant == unit.tenant)
        assert unit.connection.execute(left).scalar_one() == 0
