"""A kind of job: what is asked, how long it may take, how it is done, and how it ends."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from api.jobs.clock import Clock
from api.journeys.long_work import HERE
from api.store.leases import Lease
from api.store.unit import Actor, Store, Unit
from domain.finding import Finding

A = TypeVar("A")
REFUSED = "job.refused"
"""What was asked has faults: the answer tells all of them."""
TOO_LARGE = "job.too_large"
OUT_OF_MEMORY = "job.out_of_memory"
OVERTIME = "job.overtime"
FAILED = "job.failed"
"""A fault of the program: the log tells where."""
UNREADABLE = "job.unreadable"
"""A job that another version of the program asked for."""
CHANGED_MEANWHILE = "job.changed_meanwhile"
"""Somebody changed what the job would have replaced."""

_FINDINGS = TypeAdapter(list[Finding])


class RefusedError(Exception):
    """What a job would keep cannot be kept: raised by ``Ended.keep`` with every finding."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(", ".join(one.rule for one in self.findings))


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended."""

    answer: Any = None
    """Anything that JSON can write."""
    reason: str = ""
    """Why it failed; empty: it did not."""
    keep: Callable[[Unit], Any] | None = None
    """What the job changes, and the answer to that: kept together with its end, or not at all.

    May raise RefusedError.
    """


@dataclass(frozen=True)
class Task(Generic[A]):
    """A job as it is done: what is asked and whom to tell."""

    store: Store
    lease: Lease
    asked: A
    clock: Clock
    spent: Callable[[], float]
    """Seconds since it began."""
    tell: Callable[[dict[str, Any]], None]
    """Hand on how far it has come."""
    stop: Callable[[], bool]
    """Whether to end soon and keep the best so far."""
    memory: int
    """Bytes that it may take."""
    parts: str = HERE
    """URL of where parts of it may be done, besides this process."""

    @property
    def actor(self) -> Actor:
        """Whoever asked."""
        return Actor(self.lease.tenant, self.lease.by)


@dataclass(frozen=True)
class JobKind(Generic[A]):
    """One kind of job."""

    name: str
    asked: type[A]
    limit: Callable[[A], float]
    """Seconds after which it is ended from outside, two more granted."""
    run: Callable[[Task[A]], Ended]

    def read(self, told: Any) -> A:
        """What is asked; ValueError where this kind asks for something else."""
        adapter: TypeAdapter[A] = TypeAdapter(self.asked)
        return adapter.validate_python(told)

    def tell(self, asked: A) -> Any:
        """What is asked, as the queue keeps it."""
        return TypeAdapter(self.asked).dump_python(asked, mode="json")


def tell_findings(findings: Iterable[Finding]) -> list[Any]:
    """Findings as an answer carries them."""
    told: list[Any] = _FINDINGS.dump_python(list(findings), mode="json")
    return told


def read_findings(answer: Any) -> list[Finding]:
    """The findings that an answer carries; none where it carries none."""
    told = answer.get("findings", []) if isinstance(answer, dict) else []
    return _FINDINGS.validate_python(told)


def refused(findings: Iterable[Finding], reason: str = REFUSED) -> Ended:
    """A job that ends because of what was asked."""
    return Ended({"findings": tell_findings(findings)}, reason)
