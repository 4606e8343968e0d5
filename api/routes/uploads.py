"""Several files in one request, as a form: each with its name."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import PurePosixPath

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Message

from api.journeys.handed_in import FIELD, SAFE, Files, Part, lay_out, suffix_of
from api.routes.problems import Refused

__all__ = ("FIELD", "FORM", "Part", "laid_out", "read_form", "refuse_strange", "said_by")
FORM = "multipart/form-data"
MOST_FILES, MOST_FIELDS = 200, 20


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
def laid_out(parts: tuple[Part, ...], kinds: frozenset[str] = SAFE) -> Iterator[Files]:
    """The files in a folder of their own while the block lasts; Refused (415) where one is strange.

    By the field they came in.
    """
    refuse_strange(parts, kinds)
    with lay_out(parts) as found:
        yield found


def refuse_strange(parts: tuple[Part, ...], kinds: frozenset[str] = SAFE) -> None:
    """Refused (415) where a file is of no kind that is taken."""
    if any(suffix_of(part) not in kinds for part in parts):
        raise Refused(415)
