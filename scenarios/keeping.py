"""Outcomes that stay: each in a file under the key of its task, so that a sweep can go on.

The key tells everything the outcome depends on: the scenario as it is played, given workers, the
replication, and the code. A file that cannot be read is as good as none.
"""

import json
import os
import zipfile
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pandas as pd

from scenarios.core.compiled import sources
from scenarios.outcome import Outcome
from scenarios.people import Person
from scenarios.scenario import Scenario
from scenarios.tables import TABLES

FORMAT = 2
"""Changes when outcomes of the same scenario do, beyond the compiled files."""
PLAIN = {"title": "", "question": "", "sources": (), "assumptions": ()}
"""What is only said of a scenario."""


def key_of(scenario: Scenario, given: Iterable[Person], replication: int) -> str:
    """Name of a task: the same for the same outcome."""
    told = scenario.model_copy(update=PLAIN).model_dump_json()
    people = [
        {k: sorted(v) if isinstance(v, frozenset) else v for k, v in asdict(person).items()}
        for person in given
    ]
    whole = json.dumps([FORMAT, sources(), told, people, replication], sort_keys=True)
    return (
        f"{scenario.name}-{replication:05d}-{blake2b(whole.encode(), digest_size=12).hexdigest()}"
    )


def keep(folder: Path, key: str, outcome: Outcome) -> None:
    """Write an outcome: whole, or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {
        f"{name}/{column}": _plain(table[column])
        for name, table in outcome.tables.items()
        for column in table.columns
    }
    unfinished = folder / f"{key}.{os.getpid()}.part"
    with unfinished.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    unfinished.replace(folder / f"{key}.npz")


def kept(folder: Path, key: str, scenario: str, replication: int) -> Outcome | None:
    """Read an outcome; None where there is none, or none that is whole."""
    try:
        with (folder / f"{key}.npz").open("rb") as whole, np.load(whole) as file:
            tables = {
                name: pd.DataFrame(
                    {
                        column: pd.Series(file[f"{name}/{column}"], dtype=dtype)
                        for column, dtype in table.columns.items()
                    }
                )
                for name, table in TABLES.items()
            }
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    return Outcome(scenario, replication, tables)


def _plain(column: pd.Series) -> np.ndarray:
    """A column without objects."""
    return column.to_numpy(dtype="U") if column.dtype == "str" else column.to_numpy()
