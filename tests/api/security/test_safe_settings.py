"""Settings by which somebody could listen are refused, and all of them are told at once."""

from pathlib import Path
from typing import Any

import pytest

from api.jobs.begin import make_worker
from api.journeys.found_house import prepare_house
from api.journeys.open_house import open_house
from api.journeys.safe_settings import judge_settings
from api.security.rights import ASKED_OF, STRONG
from api.settings import Settings

DATABASE, EXECUTOR = "house.open_database", "executor.needs_tls"
SITE, SERVICE = "house.open_site", "house.open_service"


def rules(**told: Any) -> list[str]:
    return [one.rule for one in judge_settings(Settings(**told))]


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:///house.db",
        "postgresql:///house",
        "postgresql://house@localhost/house",
        "postgresql://house@127.0.0.1:5432/house",
        "postgresql://house@[::1]/house",
        "postgresql:///house?host=/run/postgresql",
        "postgresql://house@db.example/house?sslmode=verify-full",
        "postgresql://house@db.example/house?sslmode=verify-full&sslrootcert=root.crt",
    ],
)
def test_a_way_to_the_database_on_which_nobody_listens_is_taken(address: str) -> None:
    assert rules(database_url=address) == []


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://house@db.example/house",
        "postgresql://house@192.0.2.7/house",
        "postgresql://house@[2001:db8::7]/house",
        "postgresql://house@db.example/house?sslmode=require",
        "postgresql://house@db.example/house?sslmode=verify-ca",
        "postgresql://house@db.example/house?sslmode=disable",
        "postgresql:///house?host=db.example",
        "postgresql:///house?host=/run/postgresql,db.example",
        "postgresql:///house?host=/run/postgresql&host=db.example",
        "postgresql://house@localhost/house?hostaddr=192.0.2.7",
        "postgresql:///?service=elsewhere",
    ],
)
def test_an_open_way_to_the_database_is_refused_unless_the_network_is_its_own(address: str) -> None:
    assert rules(database_url=address) == [DATABASE]
    assert rules(database_url=address, own_network=True) == []


def test_work_goes_to_no_other_machine_in_the_open() -> None:
    for own in (False, True):
        assert rules(executor="dask://192.0.2.9:8786", own_network=own) == [EXECUTOR]
        assert rules(executor="dask://planners.example:8786", own_network=own) == [EXECUTOR]
    for safe in ("dask://localhost:8786", "tls+dask://planners.example:8786", "processes:4"):
        assert rules(executor=safe) == []


def test_people_and_signing_in_services_are_never_spoken_to_in_the_open() -> None:
    for own in (False, True):
        assert rules(public_url="http://plaan.example.ee", own_network=own) == [SITE]
        assert rules(oidc_issuer="http://tara.example.ee", own_network=own) == [SERVICE]
    assert rules(public_url="https://plaan.example.ee", oidc_issuer="https://tara.ria.ee") == []
    assert rules(public_url="http://localhost:8000", oidc_issuer="http://127.0.0.1:9") == []


def test_nothing_is_opened_and_no_key_is_made_where_somebody_could_listen(tmp_path: Path) -> None:
    settings = Settings(
        database_url="postgresql://house@192.0.2.7/house",
        key_file=tmp_path / "house.key",
        executor="dask://192.0.2.9:8786",
        public_url="http://plaan.example.ee",
    )
    wanted = [EXECUTOR, DATABASE, SITE]
    store, found = open_house(settings)
    assert (store, [one.rule for one in found]) == (None, wanted)
    store, made, found = prepare_house(settings)
    assert (store, made, [one.rule for one in found]) == (None, False, wanted)
    worker, found = make_worker(settings)
    assert (worker, [one.rule for one in found]) == (None, wanted)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("asked", ["strong", "changing", "everybody"])
def test_a_house_asks_for_a_second_factor_whomever_its_operator_named(
    tmp_path: Path, asked: str
) -> None:
    told: dict[str, Any] = {"second_factor": asked, "key_file": tmp_path / "house.key"}
    store, found = open_house(Settings(database_url=f"sqlite:///{tmp_path / 'house.db'}", **told))
    assert store is not None, found
    store.close()
    assert store.asked_twice == ASKED_OF[asked]
    assert store.asked_twice >= STRONG
