"""A provider's records as a workbook: handed in as a whole or not at all, and taken out."""

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel

from api.exports.packed import ZIP
from api.jobs.import_people import IMPORT_PEOPLE
from api.jobs.import_people import ImportAsked as JobAsked
from api.jobs.kinds import ask_for
from api.journeys.people_files import (
    PutIn,
    against_stored,
    put_people,
    read_people,
    take_out_csv,
    take_out_people,
)
from api.routes.doors import MEGABYTE, Ask, Door, Reply, answer
from api.routes.jobs import JobTold, accepted
from api.routes.models import Day, Loose
from api.routes.problems import FindingTold, Refused, told_finding
from api.security.rights import Right
from api.store.unit import Unit
from domain.clock import monday_of
from domain.finding import Finding
from domain.provider import Provider
from domain.words import Language

HERE = "/api/v1"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 400 * MEGABYTE
AT_ONCE = 300_000
"""Bytes up to which a workbook is read while whoever hands it in waits."""


class ImportAsked(Loose):
    """Whether whoever the file does not name is taken away."""

    whole: bool = False


class ExportAsked(Loose):
    """Language of headings and words, and the week whose rosters come along."""

    language: Language = "et"
    week: Day | None = None


class Imported(BaseModel):
    """What a file changed."""

    added: Mapping[str, int]
    changed: Mapping[str, int]
    same: Mapping[str, int]
    taken_away: int
    warnings: list[FindingTold]


Read = tuple[Provider, list[Finding], str]


def _read(ask: Ask) -> Read | bytes:
    """The provider in the file; Refused, with everything wrong with it, where it has errors.

    A large file is left as it is, for a job.
    """
    if len(ask.body) > AT_ONCE:
        return bytes(ask.body)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "upload.xlsx"
        path.write_bytes(ask.body)
        provider, findings, file_hash = read_people(path)
    if provider is None:
        raise Refused(422, "faults", findings)
    return provider, findings, file_hash


def _import(unit: Unit, ask: Ask) -> Reply:
    if isinstance(ask.body, bytes):
        content = b64encode(ask.body).decode()
        return accepted(ask_for(unit, IMPORT_PEOPLE, JobAsked(content, ask.query.whole)))
    provider, findings, file_hash = ask.body
    against, more = against_stored(unit, provider, whole=ask.query.whole)
    if against:
        raise Refused(422, "faults", against)
    put: PutIn = put_people(unit, provider, file_hash, whole=ask.query.whole)
    return answer(
        Imported(
            added=put.added,
            changed=put.changed,
            same=put.same,
            taken_away=put.taken_away,
            warnings=[
                FindingTold.model_validate(told_finding(ask.language, one))
                for one in (*findings, *more)
            ],
        )
    )


def _export(unit: Unit, ask: Ask) -> Reply:
    day = ask.query.week or ask.at.date()
    found = take_out_people(unit, monday_of(day), ask.query.language)
    return Reply(
        200, found, WORKBOOK, {"Content-Disposition": 'attachment; filename="people.xlsx"'}
    )


def _export_csv(unit: Unit, ask: Ask) -> Reply:
    day = ask.query.week or ask.at.date()
    found = take_out_csv(unit, monday_of(day), ask.query.language)
    return Reply(200, found, ZIP, {"Content-Disposition": 'attachment; filename="people.zip"'})


DOORS: tuple[Door, ...] = (
    Door("POST", f"{HERE}/imports", Right.PEOPLE_CHANGE, _import, "Put a workbook in", "write",
         gives=Imported, accepts=JobTold, uploads=WORKBOOK, prepare=_read, asks=ImportAsked,
         most=MOST),
    Door("GET", f"{HERE}/exports/people.xlsx", Right.PEOPLE_LOOK, _export, "Take a workbook out",
         "read", media=WORKBOOK, asks=ExportAsked),
    Door("GET", f"{HERE}/exports/people.zip", Right.PEOPLE_LOOK, _export_csv,
         "Take a CSV file a sheet out, as an archive", "read", media=ZIP, asks=ExportAsked),
)  # fmt: skip
