"""Where the next page of a list begins: a mark that programs hand back as it was given."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from api.routes.problems import Refused
from domain.finding import Finding, Where


def write_cursor(after: tuple[int, str]) -> str:
    """Position and id of the last record of a page, as programs hand it back."""
    return urlsafe_b64encode(json.dumps(after).encode()).decode()


def read_cursor(text: str | None) -> tuple[int, str] | None:
    """Where a page begins; Refused (422) where it is no cursor of ours."""
    if text is None:
        return None
    try:
        position, one = json.loads(urlsafe_b64decode(text.encode()))
    except (ValueError, TypeError):
        position, one = None, None
    if type(position) is not int or abs(position) >= 2**31 or not isinstance(one, str):
        position = None
    if position is None or "\0" in one or not one.isprintable():
        where = Where("", "", None, "after")
        facts = {"field": "after", "expected": "-"}
        raise Refused(422, "faults", [Finding("request.invalid", "after", facts, where=where)])
    return position, one
