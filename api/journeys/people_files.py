"""A provider's people between files and the store: a workbook put in, a workbook taken out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from api.exports.packed import pack_files
from api.exports.provider_csv import write_provider_csv
from api.exports.provider_workbook import write_provider
from api.imports.provider_workbook import read_provider
from api.journeys.check_change import faults_of_merge
from api.store.people import PARTS, open_provider, put_provider
from api.store.rosters import newest_number, publish
from api.store.unit import Actor, Store, Unit
from domain.clock import monday_of
from domain.finding import Finding
from domain.provider import Provider, PublishedMeeting
from domain.words import Language


@dataclass(frozen=True, slots=True)
class PutIn:
    """What a file changed, by part (``workers``, ``clients`` and so on)."""

    added: dict[str, int]
    changed: dict[str, int]
    same: dict[str, int]
    taken_away: int
    rosters: tuple[date, ...]
    """Mondays of weeks that had no published roster and now have the one in the file."""

    @property
    def changes(self) -> int:
        """How many records are not as they were."""
        many = sum(self.added.values()) + sum(self.changed.values())
        return many + self.taken_away + len(self.rosters)


def read_people(path: Path) -> tuple[Provider | None, list[Finding], str]:
    """The provider in a file with everything wrong with it, and the hash of the file.

    The reading of a large file takes seconds: no unit of work should wait for it.
    """
    provider, findings = read_provider(path)
    return provider, findings, _hash_of(path)


def erased_in(unit: Unit, provider: Provider) -> list[Finding]:
    """Whoever a file brings back although they were erased: nothing of it may be put in."""
    people = {one.id for one in provider.workers} | {one.id for one in provider.clients}
    return [Finding("privacy.erased", one) for one in sorted(people & unit.keys.erased())]


def against_stored(
    unit: Unit, provider: Provider, *, whole: bool = False
) -> tuple[list[Finding], list[Finding]]:
    """What stands against putting a file in, and warnings: who was erased, what does not fit.

    ``whole``: nothing that the file does not name stays, so nothing can stand against it.
    """
    erased = erased_in(unit, provider)
    if whole or erased:
        return erased, []
    return faults_of_merge(open_provider(unit, monday_of(unit.at.date())), provider)


def put_people(unit: Unit, provider: Provider, file_hash: str, *, whole: bool = False) -> PutIn:
    """Keep what a file holds; the same file again changes nothing.

    ``whole``: whoever the file does not name is taken away. Its published rosters are kept as
    number 1 of weeks that have none, at no cost known; others stay as they were published.
    ``api.store.keys.ErasedError`` where somebody was erased: ask ``against_stored`` first.
    """
    before = _count(unit) if whole else 0
    put = put_provider(unit, provider, whole=whole)
    added = {part: len(one.added) for part, one in put.items() if one.added}
    gone = before + sum(added.values()) - _count(unit) if whole else 0
    mondays = _publish_old(unit, provider.published)
    found = PutIn(
        added=added,
        changed={part: len(one.changed) for part, one in put.items() if one.changed},
        same={part: len(one.same) for part, one in put.items() if one.same},
        taken_away=gone,
        rosters=mondays,
    )
    unit.note("import", "people", file=file_hash, changes=found.changes)
    return found


def take_out_people(unit: Unit, monday: date, language: Language) -> bytes:
    """A provider's records, with what is published of the week and the one before, as a workbook.

    It can be put in again, and changes nothing then.
    """
    provider = open_provider(unit, monday)
    unit.note("export", "people", week=monday.isoformat())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people.xlsx"
        write_provider(path, provider, language)
        return path.read_bytes()


def take_out_csv(unit: Unit, monday: date, language: Language) -> bytes:
    """The same as ``take_out_people``, as an archive of one CSV file a sheet."""
    provider = open_provider(unit, monday)
    unit.note("export", "people", week=monday.isoformat())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people"
        write_provider_csv(path, provider, language)
        return pack_files(sorted(path.iterdir()))


def import_people(
    store: Store, actor: Actor, at: datetime, path: Path, *, whole: bool = False
) -> tuple[PutIn | None, list[Finding]]:
    """Put a workbook or a CSV folder in: all of it, or nothing and everything wrong with it."""
    provider, findings, file_hash = read_people(path)
    if provider is None:
        return None, findings
    with store.write(actor, at) as unit:
        against, warnings = against_stored(unit, provider, whole=whole)
        if against:
            return None, [*findings, *against]
        put = put_people(unit, provider, file_hash, whole=whole)
        return put, [*findings, *warnings]


def _count(unit: Unit) -> int:
    """How many records there are."""
    found = open_provider(unit, monday_of(unit.at.date()))
    return sum(len(getattr(found, part)) for part in PARTS)


def _publish_old(unit: Unit, lines: Iterable[PublishedMeeting]) -> tuple[date, ...]:
    weeks: dict[date, list[PublishedMeeting]] = defaultdict(list)
    for line in lines:
        weeks[monday_of(line.day)].append(line)
    mondays = [monday for monday in sorted(weeks) if not newest_number(unit, monday)]
    for monday in mondays:
        publish(unit, monday, 0, weeks[monday], cost=0, bound=0, left_out=0)
    return tuple(mondays)


def _hash_of(path: Path) -> str:
    """Of a folder: of its files in order of their names."""
    if not path.is_dir():
        return sha256(path.read_bytes()).hexdigest()
    parts = [
        sha256(one.read_bytes()).hexdigest() for one in sorted(path.iterdir()) if one.is_file()
    ]
    return sha256("".join(parts).encode()).hexdigest()
