"""Forms as browsers send them: fields and files, the word against forgery, a model for the rest.

A page carries the word of its cookie under a mask that is new each time: answers are packed, and
how well one packs must not tell what stands in it.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_origin
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Message

from api.routes.problems import Refused, findings_of
from api.routes.uploads import FIELD, FORM, MOST_FILES, Part

PLAIN = "application/x-www-form-urlencoded"
MOST_FIELDS = 2000
WORD, KEY = "word", "key"
"""Fields that every form carries: against forgery, and against being done twice."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What a form says."""

    values: Mapping[str, list[str]] = field(default_factory=dict)
    files: tuple[Part, ...] = ()

    def one(self, name: str) -> str:
        """The last value of a field; empty where there is none."""
        return self.values.get(name, [""])[-1]


async def read_fields(request: Request, body: bytes, media: str) -> Fields:
    """The fields of a form, and its files; Refused (400) where it is none."""
    values: dict[str, list[str]] = {}
    if media != FORM:
        try:
            pairs = parse_qsl(
                body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
            )
        except ValueError as fault:
            raise Refused(400) from fault
        for name, value in pairs:
            values.setdefault(name, []).append(value)
        return Fields(values)
    found = []
    for name, part in await _parts(request, body):
        if isinstance(part, Part):
            found.append(part)
        else:
            values.setdefault(name, []).append(part)
    return Fields(values, tuple(found))


async def _parts(request: Request, body: bytes) -> list[tuple[str, str | Part]]:
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        form = await Request(request.scope, receive).form(
            max_files=MOST_FILES, max_fields=MOST_FIELDS
        )
    except Exception as fault:
        # What a form may be wrong in is not listed by the library.
        raise Refused(400) from fault
    found: list[tuple[str, str | Part]] = []
    try:
        for name, value in form.multi_items():
            if not FIELD.fullmatch(name):
                raise Refused(400)
            if isinstance(value, UploadFile):
                if value.filename:
                    found.append((name, Part(name, value.filename, await value.read())))
            else:
                found.append((name, value))
    finally:
        await form.close()
    return found


def read_model(model: type[BaseModel], fields: Fields) -> BaseModel:
    """What a form says, understood; Refused (422) with everything that is wrong with it.

    A field that the model has as a tuple may be there several times, or not at all; of others an
    empty one says nothing.
    """
    told: dict[str, Any] = {}
    for name, values in fields.values.items():
        if name in {WORD, KEY}:
            continue
        known = model.model_fields.get(name)
        several = known is not None and get_origin(known.annotation) is tuple
        if several:
            told[name] = [value for value in values if value]
        elif values[-1] or known is None or known.is_required():
            told[name] = values[-1]
    try:
        return model.model_validate(told)
    except ValidationError as fault:
        raise Refused(422, "faults", findings_of(fault.errors(include_url=False))) from None


def put_mask(word: str) -> str:
    """The word against forgery, under a mask of its own."""
    plain = bytes.fromhex(word)
    mask = secrets.token_bytes(len(plain))
    return (mask + bytes(a ^ b for a, b in zip(mask, plain, strict=True))).hex()


def take_mask(told: str) -> str:
    """The word under a mask; empty where there is none."""
    try:
        both = bytes.fromhex(told[:256])
    except ValueError:
        return ""
    half = len(both) // 2
    return bytes(a ^ b for a, b in zip(both[:half], both[half:], strict=False)).hex()
