"""Files of a month's forms, and how a month is refused."""

from collections.abc import Iterable
from pathlib import Path

from api.journeys.handed_in import Files
from api.journeys.month_told import in_words
from api.routes.problems import Refused
from domain.finding import Finding


def one_of(files: Files, field: str) -> Path:
    """The one file of a field; Refused where there is none, or are several."""
    found = files.get(field, [])
    if len(found) != 1:
        facts = {"field": field}
        raise Refused(422, "faults", [Finding("request.missing_field", field, facts)])
    return found[0]


def optional(files: Files, field: str) -> Path | None:
    """The one file of a field; None where there is none."""
    return one_of(files, field) if field in files else None


def refused_month(findings: Iterable[Finding], missing: str = "") -> Refused:
    """Refused with all that stands against it.

    409 where somebody changed the books meanwhile; 404 where a finding of the rule ``missing``
    says that what is asked for is not there.
    """
    found = in_words(findings)
    rules = {one.rule for one in found}
    if missing and missing in rules:
        return Refused(404, findings=found)
    busy = "books.busy" in rules
    return Refused(409 if busy else 422, "conflict" if busy else "faults", found)
