"""Where long work is done: in so many processes of this machine, or (scenarios alone) on a cluster.

Setting ``TUGIPLAAN_EXECUTOR``, read as ``scenarios.executor`` reads an engine's URL: ``serial:``,
``processes:2``, ``dask://localhost:8786`` or ``tls+dask://host:8786``.
"""

from dataclasses import dataclass, field

from domain.finding import Finding
from scenarios.executor import Engine, read_engine


@dataclass(frozen=True, slots=True)
class Executor:
    """How many jobs are done at once, and where parts of a scenario go."""

    processes: int = 1
    engine: Engine = field(default_factory=Engine)
    """Of a scenario's parts."""


def read_executor(text: str) -> tuple[Executor | None, list[Finding]]:
    """What a setting says; None, and why, where it cannot be."""
    engine, findings = read_engine(text)
    return (None if engine is None else Executor(max(engine.processes, 1), engine)), findings
