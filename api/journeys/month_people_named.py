"""Who is meant by the ids of a month: names of clients and workers, and where clients live."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.store.kinds import CLIENT, WORKER
from api.store.repository import Repository
from api.store.unit import Unit
from domain.people import Client, Worker
from domain.places import places


@dataclass(frozen=True)
class People:
    """Who is meant by an id, and in which county clients live."""

    clients: Mapping[str, str]
    workers: Mapping[str, str]
    counties: Mapping[str, str]


def read_people(unit: Unit) -> People:
    """Everybody of the unit's provider."""
    clients = Repository[Client](unit, CLIENT).all()
    workers = Repository[Worker](unit, WORKER).all()
    known = places()
    homes = {one: held.record.home for one, held in clients.items()}
    return People(
        {one: held.record.name for one, held in clients.items()},
        {one: held.record.name for one, held in workers.items()},
        {one: known[home].county for one, home in homes.items() if home in known},
    )
