"""Whether the house stands: told to whoever watches it, and to nobody else."""

import pytest
import sqlalchemy as sa

from api.journeys.open_house import open_house
from api.routes.health import has_room
from api.security.rights import Role
from api.settings import Settings
from api.store.health import is_up_to_date, takes_writes
from api.store.jobs import add_job
from api.store.schema import PROVIDER
from api.store.unit import Actor, Store
from tests.api.routes.conftest import House, NewHouse
from tests.api.store.places import AT


def test_a_sound_house_is_ready_and_leaves_no_trace_of_being_asked(house: House) -> None:
    answer = house.nobody().get("/readyz")
    assert answer.status_code == 200, answer.text
    assert answer.json()["ready"] is True
    with house.store.door() as connection:
        books = connection.execute(sa.select(PROVIDER.c.books)).scalars().all()
    assert set(books) == {0}


def test_a_queue_that_waits_is_told_by_its_age(house: House) -> None:
    with house.store.write(Actor(1, "test"), AT) as unit:
        add_job(unit, "solve_week", {})
    house.clock.pass_by(seconds=90)
    told = house.nobody().get("/readyz").json()
    assert (told["waiting_jobs"], told["oldest_job_seconds"]) == (1, 90)


def test_a_database_that_is_away_is_told_with_when_to_come_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = house.by_key()
    signed = house.signed_in(Role.COORDINATOR)

    def away(*_told: object) -> None:
        raise sa.exc.OperationalError("select", {}, Exception("Mari Erakordne"))  # noqa: EM101

    monkeypatch.setattr(sa.Engine, "connect", away)
    for caller in (client, signed):
        answer = caller.get("/api/v1/clients")
        assert answer.status_code == 503
        assert answer.headers["retry-after"].isdecimal()
        assert answer.json()["type"].endswith("away")
        assert "Erakordne" not in answer.text
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["ready"]) == (503, False)
    assert client.get("/livez").status_code == 200


def test_figures_are_read_on_this_machine_or_with_their_own_token(new_house: NewHouse) -> None:
    open_ = new_house().nobody()
    assert open_.get("/metrics").status_code == 200
    assert open_.get("/metrics", headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 403
    closed = new_house(metrics_token="a token").nobody()  # noqa: S106 - of this test alone
    assert closed.get("/metrics").status_code == 403
    wrong = {"Authorization": "Bearer another"}
    assert closed.get("/metrics", headers=wrong).status_code == 403
    right = {"Authorization": "Bearer a token"}
    assert closed.get("/metrics", headers=right).status_code == 200


def test_a_disk_without_room_is_not_ready(new_house: NewHouse, address: str) -> None:
    house = new_house(free_megabytes=10**9)
    assert house.nobody().get("/readyz").status_code == 503
    assert has_room(address, 0)


def test_the_database_stands_at_the_newest_step(store: Store) -> None:
    assert is_up_to_date(store)
    assert takes_writes(store)
    with store.door(writes=True) as connection:
        table = sa.table("alembic_version", sa.column("version_num"))
        if connection.dialect.name == "sqlite":
            connection.execute(sa.update(table).values(version_num="0001"))
    assert is_up_to_date(store) == (store.engine.dialect.name != "sqlite")


def test_a_house_is_opened_with_a_new_key_once_and_then_with_that_one(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("new")
    settings = Settings(
        database_url=f"sqlite:///{folder / 'house.db'}", key_file=folder / "house.key"
    )
    store, found = open_house(settings)
    assert (store is not None, found) == (True, [])
    assert store is not None
    store.close()
    (folder / "house.key").chmod(0o644)
    assert [one.rule for one in open_house(settings)[1]] == ["house.bad_key"]
    (folder / "house.key").unlink()
    assert [one.rule for one in open_house(settings)[1]] == ["house.no_key"]
