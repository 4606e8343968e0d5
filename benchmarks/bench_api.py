"""A hundred people at once at the doors for programs: errors, waiting, processor and statements.

    python -m benchmarks.bench_api [--people 100] [--seconds 30] [--database sqlite] [--write]

A made-up provider of 40 workers and 300 clients lies in a database of its own; one server process
stands before it on loopback. Each of the people does one thing a second: looks at a page of the
clients, at one of them, at the referrals, or changes a client of their own. The last line is one
JSON object. ``cpu_ms`` is processor time of the server for one request, ``page_ms`` and the like
that of one kind of act by itself (twenty of them, the client that asks included), ``statements``
and ``change_statements`` what one request sends to the database at most, who asks and the record
of acts included; all of them hold on a busy machine, the seconds that people wait do not, so
``load`` stands beside them. ``--write`` adds the run to ``results/api.csv``.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import socket
import time
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
import uvicorn
from sqlalchemy import event

from api.app import make_app
from api.sample import sample
from api.security.rights import NOT_FOR_KEYS, Right
from api.settings import Settings
from api.store.api_keys import keep_api_key
from api.store.engine import POSTGRESQL, SQLITE
from api.store.people import put_provider, without_published
from api.store.unit import Actor, open_store
from benchmarks.bench_week import keep
from benchmarks.faults.house import House, build_house
from benchmarks.faults.writer import MASTER
from domain.provider import Provider

RESULTS = Path(__file__).parent / "results" / "api.csv"
HERE = "/api/v1"
MONDAY = date(2026, 11, 23)
LADY: dict[str, Any] = {"name": "Mari Mustand", "home": "tartu", "languages": ["et"]}
WARM, TIMES = 3, 20
"""Acts before one counts, and acts that count, where each kind is measured by itself."""
SHARES = (("page", 45), ("one", 30), ("referrals", 10), ("change", 15))
"""Of a hundred acts, how many are of each kind."""


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=100)
    asked.add_argument("--seconds", type=int, default=30)
    asked.add_argument("--database", choices=(SQLITE, POSTGRESQL), default=SQLITE)
    asked.add_argument("--quick", action="store_true", help="ten people, five seconds")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    people, seconds = (10, 5) if given.quick else (given.people, given.seconds)
    with build_house(given.database) as house:
        figures = measure(house, people, seconds)
    if given.write:
        keep(figures, RESULTS)
    print(json.dumps(figures))


def measure(house: House, people: int, seconds: int) -> dict[str, Any]:
    """What a crowd saw, and what it cost."""
    clients, secrets = _move_in(house, people)
    port = _free_port()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(house.address, port), daemon=True
    )
    server.start()
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        before = _processor_seconds(server.pid)
        crowd = Crowd(address, clients)
        asyncio.run(crowd.come(secrets, seconds))
        used = _processor_seconds(server.pid) - before
    finally:
        server.terminate()
        server.join()
    return {
        "database": house.kind,
        "people": people,
        "seconds": seconds,
        "load": round(os.getloadavg()[0], 1),
        **crowd.figures(),
        "cpu_ms": round(1000 * used / max(crowd.requests, 1), 1),
        **_alone(house, clients, secrets[0]),
    }


class Crowd:
    """People who do one thing a second each."""

    def __init__(self, address: str, clients: list[str]) -> None:
        self._address = address
        self._clients = clients
        self._waited: dict[str, list[float]] = defaultdict(list)
        self._wrong: list[str] = []

    @property
    def requests(self) -> int:
        """Acts in all."""
        return sum(map(len, self._waited.values()))

    async def come(self, secrets: list[str], seconds: int) -> None:
        """All of them, for some seconds."""
        await asyncio.gather(*(self._one(at, key, seconds) for at, key in enumerate(secrets)))

    def figures(self) -> dict[str, Any]:
        """How long they waited, and what went wrong."""
        reads = [one for kind, found in self._waited.items() if kind != "change" for one in found]
        for words in sorted(set(self._wrong))[:5]:
            print(words)
        return {
            "requests": self.requests,
            "errors": len(self._wrong),
            **_spread("read", reads),
            **_spread("write", self._waited["change"]),
        }

    async def _one(self, number: int, key: str, seconds: int) -> None:
        dice = random.Random(number)  # noqa: S311 - who looks at what is no secret
        kinds = [kind for kind, _ in SHARES]
        weights = [share for _, share in SHARES]
        mine = f"{HERE}/clients/MINE{number}"
        headers = {"Authorization": f"Bearer {key}", "Accept-Language": "en"}
        async with httpx.AsyncClient(
            base_url=self._address, headers=headers, timeout=60, trust_env=False
        ) as client:
            await asyncio.sleep(dice.random())
            revision = 0
            for _ in range(seconds):
                begun = time.perf_counter()
                kind: str = dice.choices(kinds, weights)[0]
                if kind == "change":
                    rests = {"If-Match": f'"{revision}"'} if revision else {"If-None-Match": "*"}
                    told = LADY | {"name": f"Mari Mustand {revision}"}
                    request = client.build_request("PUT", mine, json=told, headers=rests)
                else:
                    path = {
                        "page": f"{HERE}/clients?most=100",
                        "one": f"{HERE}/clients/{dice.choice(self._clients)}",
                        "referrals": f"{HERE}/referrals?most=100",
                    }[kind]
                    request = client.build_request("GET", path)
                revision += await self._ask(kind, client, request) and kind == "change"
                await asyncio.sleep(max(0.0, 1 - (time.perf_counter() - begun)))

    async def _ask(self, kind: str, client: httpx.AsyncClient, request: httpx.Request) -> bool:
        """Whether it went well."""
        begun = time.perf_counter()
        try:
            answer = await client.send(request)
            well = answer.status_code == 200  # noqa: PLR2004 - OK
            said = f"{kind}: {answer.status_code} {answer.text[:120]}"
        except httpx.HTTPError as fault:
            well, said = False, f"{kind}: {fault!r}"
        self._waited[kind].append(time.perf_counter() - begun)
        if not well:
            self._wrong.append(said)
        return well


def serve(address: str, port: int) -> None:
    """The server, in a process of its own."""
    app = make_app(open_store(address, MASTER), _settings(address), lambda: datetime.now(UTC))
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, ws="none")


def _settings(address: str) -> Settings:
    # The people of the benchmark come from one address.
    return Settings(database_url=address, requests_a_minute=1_000_000, requests_at_once=1_000_000)


def _move_in(house: House, people: int) -> tuple[list[str], list[str]]:
    """Ids of the clients of a provider, and a key for each of the people."""
    provider: Provider = without_published(sample("provider", MONDAY))
    store = open_store(house.address, MASTER)
    at = datetime.now(UTC)
    with store.write(Actor(1, "bench"), at) as unit:
        put_provider(unit, provider)
        may = frozenset(Right) - NOT_FOR_KEYS
        secrets = [
            keep_api_key(unit, f"bench {number}", may, at + timedelta(days=1))[1]
            for number in range(people)
        ]
    store.close()
    return [client.id for client in provider.clients], secrets


def _alone(house: House, clients: list[str], key: str) -> dict[str, Any]:
    """Processor time and statements of each kind of act, with nobody else in the house."""
    store = open_store(house.address, MASTER)
    sent: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    app = make_app(store, _settings(house.address), lambda: datetime.now(UTC))
    paths = {
        "page": "clients?most=100",
        "one": f"clients/{clients[0]}",
        "referrals": "referrals?most=100",
    }

    async def ask() -> dict[str, Any]:
        found: dict[str, Any] = {}
        most = 0
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://127.0.0.1",
            headers={"Authorization": f"Bearer {key}"},
        ) as client:
            for kind, path in paths.items():
                begun = 0.0
                for at in range(-WARM, TIMES):
                    begun = time.process_time() if at == 0 else begun
                    sent.clear()
                    (await client.get(f"{HERE}/{path}")).raise_for_status()
                found[f"{kind}_ms"] = _each(begun)
                most = max(most, len(sent))
            found["statements"] = most
            for at in range(-WARM, TIMES):
                begun = time.process_time() if at == 0 else begun
                sent.clear()
                told = LADY | {"name": f"Mari Mustand {at}"}
                rests = {"If-None-Match": "*"} if at == -WARM else {"If-Match": "*"}
                kept = await client.put(f"{HERE}/clients/ALONE", json=told, headers=rests)
                kept.raise_for_status()
            return found | {"change_ms": _each(begun), "change_statements": len(sent)}

    figures = asyncio.run(ask())
    store.close()
    return figures


def _each(begun: float) -> float:
    return round(1000 * (time.process_time() - begun) / TIMES, 1)


def _spread(name: str, seconds: list[float]) -> dict[str, float]:
    cuts = quantiles(seconds, n=100) if len(seconds) > 1 else [0.0] * 99
    return {f"p50_{name}_ms": round(1000 * cuts[49]), f"p99_{name}_ms": round(1000 * cuts[98])}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def _wait_for(address: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            httpx.get(f"{address}/livez", trust_env=False).raise_for_status()
        except httpx.HTTPError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


def _processor_seconds(process: int | None) -> float:
    """Processor time of a process so far (Linux)."""
    told = Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
