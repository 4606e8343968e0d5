"""The jobs of a month: handed in, compared, closed; too long for a request where it is large.

Each reads the books at once, works on them outside of any transaction, and keeps what came of it
with its own end; where somebody changed the books meanwhile nothing is kept, and that is told.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.imports.misread import is_warning
from api.jobs.kind import Ended, JobKind, RefusedError, Task, refused, tell_findings
from api.journeys.handed_in import Files, Part, lay_out
from api.journeys.month_close import prepare_close
from api.journeys.month_decide import AtOnce
from api.journeys.month_deliver import keep, prepare_month
from api.journeys.month_json import closed_document, compared_document, delivered_document
from api.journeys.month_reconcile import CompareAsked, prepare_comparison
from api.journeys.month_steps import Step, StoppedError
from api.journeys.month_told import in_words
from api.store import Books, DamagedError, read_books
from api.store.jobs import STOPPED
from api.store.sealed_shelf import carry_sealed
from api.store.unit import Unit
from domain.finding import Finding
from domain.words import Language

LONGEST = 1800.0
"""Seconds. A nation's month takes some of them, most of these to read its workbook."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as the queue keeps it."""

    field: str
    name: str
    content: str
    """Its bytes, as base64."""


@dataclass(frozen=True, slots=True)
class DeliverAsked:
    """A month that is handed in."""

    files: tuple[Handed, ...]
    month: date | None = None
    language: Language = "et"


@dataclass(frozen=True, slots=True)
class ReconcileAsked:
    """A month that is compared with its invoices, and what is decided of it on the way."""

    files: tuple[Handed, ...]
    on: date
    month: date | None = None
    at_once: tuple[AtOnce, ...] = ()
    language: Language = "et"


@dataclass(frozen=True, slots=True)
class CloseMonthAsked:
    """A month that is closed for good."""

    month: date
    on: date
    early: bool = False


def hand_on(parts: Iterable[Part]) -> tuple[Handed, ...]:
    """Files that were handed in, as the queue keeps them."""
    return tuple(Handed(one.field, one.name, b64encode(one.content).decode()) for one in parts)


@dataclass(frozen=True)
class _Done:
    """What is to be kept, and what is told of it."""

    books: Books
    told: dict[str, Any]
    act: str
    month: date
    findings: list[Finding]


def _run_deliver(task: Task[DeliverAsked]) -> Ended:
    asked = task.asked

    def work(books: Books, step: Step) -> _Done | list[Finding]:
        with lay_out(_parts(asked.files)) as files:
            found, findings = prepare_month(
                files["month"][0], books, asked.month, _first(files, "people"), step
            )
        if found is None:
            return findings
        priced, told = found.priced, delivered_document(found, asked.language)
        return _Done(priced.books, told, "deliver", priced.opened.month, findings)

    return _run(task, work)


def _run_reconcile(task: Task[ReconcileAsked]) -> Ended:
    asked = task.asked

    def work(books: Books, step: Step) -> _Done | list[Finding]:
        with lay_out(_parts(asked.files)) as files:
            wanted = CompareAsked(
                files["month"][0],
                files.get("invoice", []),
                asked.month,
                _first(files, "decisions"),
                asked.on,
                asked.at_once,
                _first(files, "people"),
                task.parts,
            )
            found, findings = prepare_comparison(wanted, books, step)
        if found is None:
            return findings
        told = compared_document(found, asked.language)
        month = found.delivered.priced.opened.month
        return _Done(found.books, told, "reconcile", month, findings)

    return _run(task, work)


def _run_close(task: Task[CloseMonthAsked]) -> Ended:
    asked = task.asked

    def work(books: Books, step: Step) -> _Done | list[Finding]:
        closed, findings = prepare_close(
            books, asked.month, asked.on, task.lease.by, early=asked.early, step=step
        )
        if closed is None:
            return findings
        return _Done(closed.books, closed_document(closed), "close", asked.month, findings)

    return _run(task, work)


def _run(task: Task[Any], work: Callable[[Books, Step], _Done | list[Finding]]) -> Ended:
    def step(name: str) -> None:
        if task.stop():
            raise StoppedError
        task.tell({"status": name})

    try:
        step("reading")
        with task.store.read(task.actor, task.clock()) as unit:
            shelf = carry_sealed(unit)
        done = work(read_books(shelf), step)
        step("writing")
    except DamagedError as fault:
        return refused([Finding("books.damaged", fault.name, {"folder": f"{task.actor.tenant}"})])
    except StoppedError:
        return Ended(reason=STOPPED)
    if isinstance(done, list):
        return refused(in_words(done))

    def keep_all(unit: Unit) -> dict[str, Any]:
        faults = keep(done.books, unit)
        if faults:
            raise RefusedError(in_words(faults))
        unit.note(done.act, done.month.isoformat())
        warnings = [one for one in in_words(done.findings) if _is_told(one)]
        return {**done.told, "findings": tell_findings(warnings)}

    return Ended(keep=keep_all)


def _is_told(finding: Finding) -> bool:
    return is_warning(finding) or finding.rule == "close.early"


def _parts(files: Iterable[Handed]) -> list[Part]:
    return [Part(one.field, one.name, b64decode(one.content)) for one in files]


def _first(files: Files, field: str) -> Any:
    found = files.get(field)
    return found[0] if found else None


DELIVER_MONTH = JobKind("deliver_month", DeliverAsked, lambda _: LONGEST, _run_deliver)
RECONCILE_MONTH = JobKind("reconcile_month", ReconcileAsked, lambda _: LONGEST, _run_reconcile)
CLOSE_MONTH = JobKind("close_month", CloseMonthAsked, lambda _: LONGEST, _run_close)
