"""The jobs of a month: handed in, compared, closed; too long for a request where it is large.

Each reads the books at once, works on them outside of any transaction, and keeps what came of it
with its own end; where somebody changed the books meanwhile nothing is kept, and that is told.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
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
    by: str = ""
    """Who closes, by the name that people know; empty: whoever asked."""


def hand_on(parts: Iterable[Part]) -> tuple[Handed, ...]:
    """Files that were handed in, as the queue keeps them."""
    return tuple(Handed(one.field, one.name, b64encode(one.content).decode()) for one in parts)


def hold_again(files: Iterable[Handed]) -> list[Part]:
    """The same files, as they were handed in."""
    return [Part(one.field, one.name, b64decode(one.content)) for one in files]


@dataclass(frozen=True)
class Done:
    """What is to be kept, and what is told of it."""

    books: Books | None
    """None: it was looked at only."""
    told: dict[str, Any]
    act: str
    about: str
    findings: list[Finding]
    """What is told beside it, and keeps nobody from it."""
    facts: Mapping[str, int] = field(default_factory=dict)
    """Beside the act, on the record."""


def _run_deliver(task: Task[DeliverAsked]) -> Ended:
    asked = task.asked

    def work(books: Books, step: Step) -> Done | list[Finding]:
        with lay_out(hold_again(asked.files)) as files:
            found, findings = prepare_month(
                files["month"][0], books, asked.month, _first(files, "people"), step
            )
        if found is None:
            return findings
        priced, told = found.priced, delivered_document(found, asked.language)
        return Done(priced.books, told, "deliver", f"{priced.opened.month}", _told(findings))

    return run_on_books(task, work)


def _run_reconcile(task: Task[ReconcileAsked]) -> Ended:
    asked = task.asked

    def work(books: Books, step: Step) -> Done | list[Finding]:
        with lay_out(hold_again(asked.files)) as files:
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
        return Done(found.books, told, "reconcile", f"{month}", _told(findings))

    return run_on_books(task, work)


def _run_close(task: Task[CloseMonthAsked]) -> Ended:
    asked = task.asked

    def work(books: Books, step: Step) -> Done | list[Finding]:
        closed, findings = prepare_close(
            books, asked.month, asked.on, asked.by or task.lease.by, early=asked.early, step=step
        )
        if closed is None:
            return findings
        told = closed_document(closed)
        return Done(closed.books, told, "close", f"{asked.month}", _told(findings))

    return run_on_books(task, work)


def run_on_books(
    task: Task[Any],
    work: Callable[[Books, Step], Done | list[Finding]],
    after: Callable[[Unit], None] = lambda _: None,
) -> Ended:
    """Work on the books as they stand; kept with its end, and ``after`` what else goes with that.

    Work that comes to findings keeps nothing, and so does one that is called off.
    """

    def step(name: str) -> None:
        if task.stop():
            raise StoppedError
        task.tell({"status": name})

    try:
        step("reading")
        with task.store.read(task.actor, task.clock()) as unit:
            shelf = carry_sealed(unit)
        done = work(read_books(shelf), step)
        if isinstance(done, Done) and done.books is not None:
            step("writing")
    except DamagedError as fault:
        return refused([Finding("books.damaged", fault.name, {"folder": f"{task.actor.tenant}"})])
    except StoppedError:
        return Ended(reason=STOPPED)
    if isinstance(done, list):
        return refused(in_words(done))
    answer = {**done.told, "findings": tell_findings(in_words(done.findings))}
    books = done.books
    if books is None:
        return Ended(answer)

    def keep_all(unit: Unit) -> dict[str, Any]:
        faults = keep(books, unit)
        if faults:
            raise RefusedError(in_words(faults))
        unit.note(done.act, done.about, **done.facts)
        after(unit)
        return answer

    return Ended(keep=keep_all)


def _told(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if is_warning(one) or one.rule == "close.early"]


def _first(files: Files, field: str) -> Any:
    found = files.get(field)
    return found[0] if found else None


DELIVER_MONTH = JobKind("deliver_month", DeliverAsked, lambda _: LONGEST, _run_deliver)
RECONCILE_MONTH = JobKind("reconcile_month", ReconcileAsked, lambda _: LONGEST, _run_reconcile)
CLOSE_MONTH = JobKind("close_month", CloseMonthAsked, lambda _: LONGEST, _run_close)
