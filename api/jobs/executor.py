"""Where long work is done: in so many processes of this machine, or its parts on a cluster.

Setting ``TUGIPLAAN_EXECUTOR``, read as ``scenarios.executor`` reads an engine's URL: ``serial:``,
``processes:2``, ``dask://localhost:8786`` or ``tls+dask://host:8786``.
"""

from dataclasses import dataclass, field

from api.journeys.long_work import HERE
from domain.finding import Finding
from scenarios.executor import Engine, read_engine


@dataclass(frozen=True, slots=True)
class Executor:
    """How many jobs are done at once, and where parts of them go."""

    processes: int = 1
    engine: Engine = field(default_factory=Engine)
    """Of scenarios' replications and of large months' providers."""
    parts: str = HERE
    """URL of a cluster; jobs of this machine are one process each, as many as there may be."""


def read_executor(text: str) -> tuple[Executor | None, list[Finding]]:
    """What a setting says; None, and why, where it cannot be."""
    engine, findings = read_engine(text)
    if engine is None:
        return None, findings
    parts = text if engine.cluster else HERE
    return Executor(max(engine.processes, 1), engine, parts), findings
