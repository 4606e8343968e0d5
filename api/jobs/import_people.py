"""The job of putting a workbook in: all of it, or nothing and everything that is wrong with it."""

from base64 import b64decode
from binascii import Error
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from api.jobs.kind import Ended, JobKind, RefusedError, Task, refused, tell_findings
from api.journeys.people_files import against_stored, put_people, read_people
from api.store.unit import Unit

LONGEST = 300.0
"""Seconds: a workbook of 20,000 rows takes a few."""
BOOK = "people.xlsx"


@dataclass(frozen=True, slots=True)
class ImportAsked:
    """A workbook that was handed in."""

    content: str
    """Its bytes, as base64."""
    whole: bool = False
    """Whether whoever it does not name is taken away."""


def run_import_people(task: Task[ImportAsked]) -> Ended:
    """Read the workbook outside of any transaction, then keep it at once."""
    task.tell({"status": "reading"})
    try:
        content = b64decode(task.asked.content, validate=True)
    except Error:
        content = b""
    with TemporaryDirectory(prefix="tugiplaan-") as folder:
        path = Path(folder) / BOOK
        path.write_bytes(content)
        provider, findings, file_hash = read_people(path)
    if provider is None:
        return refused(findings)
    task.tell({"status": "writing"})

    def keep(unit: Unit) -> dict[str, object]:
        against, warnings = against_stored(unit, provider, whole=task.asked.whole)
        if against:
            raise RefusedError([*findings, *against])
        put = put_people(unit, provider, file_hash, whole=task.asked.whole)
        return {
            **asdict(put),
            "changes": put.changes,
            "sha256": file_hash,
            "findings": tell_findings([*findings, *warnings]),
        }

    return Ended(keep=keep)


IMPORT_PEOPLE = JobKind("import_people", ImportAsked, lambda _: LONGEST, run_import_people)
