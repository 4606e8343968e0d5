"""What the reference tells of a door: its name, its body, every way it may answer."""

import re
from typing import Any

from api.routes.doors import JSON, Door
from api.routes.problems import (
    CODES,
    MEDIA,
    Problem,
)
from api.routes.uploads import FORM
from api.security.rights import Right


def name_of(door: Door) -> str:
    """A name of its own for each door."""
    path = door.path.removeprefix("/api/v1").strip("/")
    words = re.sub(r"[^a-z0-9]+", "_", path.lower()).strip("_")
    return f"{door.method.lower()}_{words}" if words else door.method.lower()


def responses_of(door: Door) -> dict[int | str, dict[str, Any]]:
    """Every status a door may answer, each with its form."""
    statuses = {422, 429, 500, 503, *door.also}
    if isinstance(door.needs, Right):
        statuses |= {401, 403}
    if "{" in door.path:
        statuses |= {404}
    if door.takes is not None or door.uploads:
        statuses |= {413, 415}
    if door.uploads == FORM:
        statuses |= {400}
    if door.rests:
        statuses |= {412, 428}
    if door.method == "POST" and door.keyed:
        statuses |= {409}
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    told: dict[int | str, dict[str, Any]] = {
        status: {"content": {MEDIA: {"schema": schema}}, "description": CODES[status]}
        for status in sorted(statuses)
    }
    if door.accepts is not None:
        told[202] = {"model": door.accepts, "description": "Put into the queue"}
    if door.tagged:
        told[304] = {"description": "The caller has the very same already (If-None-Match)"}
    if door.media != JSON:
        form = {"type": "string", "format": "binary"}
        told[door.status] = {"content": {door.media: {"schema": form}}, "description": door.does}
    return told


def body_of(door: Door) -> dict[str, Any] | None:
    """What is handed in; None where nothing is."""
    if door.uploads:
        form: dict[str, Any] = {"type": "string", "format": "binary"}
        if door.uploads == FORM:
            form = {"type": "object", "additionalProperties": {"type": "array", "items": form}}
        return {"requestBody": {"required": True, "content": {door.uploads: {"schema": form}}}}
    if door.takes is None:
        return None
    ref = {"$ref": f"#/components/schemas/{door.takes.__name__}"}
    content: dict[str, Any] = {"schema": ref}
    if door.example is not None:
        content["example"] = door.example
    return {"requestBody": {"required": True, "content": {JSON: content}}}
