"""Files of a month under names that people know, laid out for as long as they are read."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from api.journeys.handed_in import SAFE, Part, suffix_of

MONTH, INVOICE, PEOPLE = "month", "invoice", "people"
"""Fields of a form that files come in."""
CSV = ".csv"
STRANGE = re.compile(r"[^\w .()+-]")
LONGEST_NAME = 100


@dataclass(frozen=True)
class BroughtIn:
    """Files in a folder of their own."""

    month: Path | None = None
    """The workbook, or a folder of CSV, of what was delivered."""
    people: Path | None = None
    invoices: tuple[Path, ...] = ()


@contextmanager
def lay_out_named(parts: Iterable[Part]) -> Iterator[BroughtIn]:
    """Files under names that people know, while the block lasts; CSV of a field in one folder."""
    with TemporaryDirectory(prefix="tugiplaan-") as name:
        found: dict[str, list[Path]] = {}
        for number, part in enumerate(parts):
            loose = suffix_of(part) != CSV
            folder = Path(name) / (str(number) if loose else f"{_field(part)}-csv")
            folder.mkdir(exist_ok=True)
            path = folder / safe_name(part)
            path.write_bytes(part.content)
            here = path if loose else folder
            if here not in found.setdefault(part.field, []):
                found[part.field].append(here)
        yield BroughtIn(
            next(iter(found.get(MONTH, [])), None),
            next(iter(found.get(PEOPLE, [])), None),
            tuple(found.get(INVOICE, [])),
        )


def _field(part: Part) -> str:
    return part.field if part.field in {MONTH, INVOICE, PEOPLE} else INVOICE


def safe_name(part: Part) -> str:
    """The name of a file without anything that could lead out of its folder."""
    suffix = suffix_of(part)
    stem = STRANGE.sub("_", PurePosixPath(part.name).stem).strip(" .")[:LONGEST_NAME]
    return f"{stem or part.field}{suffix if suffix in SAFE else ''}"
