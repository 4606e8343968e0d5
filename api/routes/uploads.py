"""Several files in one request, as a form: each with its name."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Message

from api.routes.problems import Refused

FORM = "multipart/form-data"
MOST_FILES, MOST_FIELDS = 200, 20
FIELD = re.compile(r"[a-z_]{1,40}")
"""Names of fields of a form."""
SAFE = frozenset({".xlsx", ".xml", ".csv"})


@dataclass(frozen=True, slots=True)
class Part:
    """A file that was handed in."""

    field: str
    name: str
    content: bytes


async def read_form(request: Request, body: bytes) -> tuple[Part, ...]:
    """The files of a form; Refused (400) where it is none."""
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    found = []
    try:
        form = await Request(request.scope, receive).form(
            max_files=MOST_FILES, max_fields=MOST_FIELDS
        )
    except Exception as fault:
        # What a form may be wrong in is not listed by the library.
        raise Refused(400) from fault
    try:
        for field, value in form.multi_items():
            if not isinstance(value, UploadFile) or not FIELD.fullmatch(field):
                raise Refused(400)
            name = PurePosixPath(value.filename or "").name
            found.append(Part(field, name, await value.read()))
    finally:
        await form.close()
    return tuple(found)


def said_by(parts: tuple[Part, ...]) -> bytes:
    """What a form says, however its parts are held together."""
    told = (f"{one.field}/{one.name}/{sha256(one.content).hexdigest()}" for one in parts)
    return "\n".join(told).encode()


@contextmanager
def laid_out(parts: tuple[Part, ...]) -> Iterator[dict[str, list[Path]]]:
    """The files in a folder of their own while the block lasts, by the field they came in."""
    with TemporaryDirectory(prefix="tugiplaan-") as name:
        found: dict[str, list[Path]] = {}
        for number, part in enumerate(parts):
            suffix = PurePosixPath(part.name).suffix.lower()
            if suffix not in SAFE:
                raise Refused(415)
            folder = Path(name) / str(number)
            folder.mkdir()
            # No name that somebody sends is ever part of a path: see also ``read_form``.
            path = folder / f"{'file' if not FIELD.fullmatch(part.field) else part.field}{suffix}"
            path.write_bytes(part.content)
            found.setdefault(part.field, []).append(path)
        yield found
