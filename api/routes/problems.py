"""Whatever a request is refused for, in one form (RFC 9457), with every finding at once.

Titles and findings are said in the caller's language. What went wrong inside is never told: it
stands in the log under the request's number.
"""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import ErrorDetails

from api.exports.phrases import phrase
from api.exports.said_findings import finding_document
from api.imports.misread import shorten
from domain.finding import Finding, Where
from domain.words import LANGUAGES, Language

LOG = logging.getLogger("tugiplaan.request")
MEDIA = "application/problem+json"
TYPE = "urn:tugiplaan:problem:{code}"
SECRET = frozenset(
    {"password", "code", "secret", "new_password", "old_password", "current", "proof"}
)
"""Fields whose values are never said again."""
MOST_FINDINGS = 1000
CODES: Mapping[int, str] = {
    400: "bad_request",
    401: "signed_out",
    403: "not_allowed",
    404: "not_found",
    405: "no_method",
    406: "not_acceptable",
    409: "conflict",
    412: "changed_meanwhile",
    413: "too_large",
    415: "media",
    422: "faults",
    428: "rests_on",
    429: "too_often",
    500: "fault_of_ours",
    503: "away",
}
"""What a status is usually for."""


class FindingTold(BaseModel):
    """One thing that is wrong: which rule, where, and a sentence about it."""

    model_config = ConfigDict(extra="forbid")

    rule: str
    about: str
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    right_would_be: str | int | None = None
    sentence: str


class Problem(BaseModel):
    """Why a request was refused."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(examples=["urn:tugiplaan:problem:changed_meanwhile"])
    title: str
    status: int
    instance: str
    """Number of the request, as it stands in the log."""
    findings: list[FindingTold] = []


class Refused(Exception):  # noqa: N818 - what happens to a request, not an error of the program
    """A request that is not granted; whatever it began is undone."""

    def __init__(
        self,
        status: int,
        code: str = "",
        findings: Iterable[Finding] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.code = code or CODES.get(status, "bad_request")
        self.findings = tuple(findings)
        self.headers = dict(headers or {})
        super().__init__(self.code)


def refuse_faults(findings: Iterable[Finding]) -> None:
    """Refused (422) where there is any fault among them."""
    found = tuple(findings)
    if found:
        raise Refused(422, "faults", found)


def problem_of(refused: Refused, language: Language, number: str) -> Problem:
    """The problem in words."""
    return Problem(
        type=TYPE.format(code=refused.code),
        title=phrase(language, f"problem.{refused.code}"),
        status=refused.status,
        instance=f"urn:uuid:{number}",
        findings=[
            FindingTold.model_validate(told_finding(language, one))
            for one in refused.findings[:MOST_FINDINGS]
        ],
    )


def told_finding(language: Language, finding: Finding) -> dict[str, Any]:
    """A finding as plain data, its sentence included; its rule where nobody wrote a sentence."""
    try:
        return finding_document(language, finding)
    except KeyError:
        LOG.warning("no sentence", extra={"rule": finding.rule})
        return {"rule": finding.rule, "about": finding.about, "sentence": finding.rule}


def findings_of(errors: Iterable[ErrorDetails | Mapping[str, Any]]) -> list[Finding]:
    """What a model refused, as findings about fields."""
    return [_finding(one) for one in errors]


def _finding(error: Mapping[str, Any]) -> Finding:
    parts = [str(part) for part in error["loc"]]
    field = ".".join(parts) or "body"
    value = error.get("input")
    hidden = not SECRET.isdisjoint(parts) or not isinstance(value, (str, int, float))
    where = Where("", "", None, field, "" if hidden else shorten(str(value)))
    facts = {"field": field, "expected": _expected(error)}
    return Finding(f"request.{_kind(str(error['type']))}", field, facts, where=where)


def _kind(refused: str) -> str:
    """The sentence for what a model refused."""
    for kind, beginnings in KINDS_OF_FAULTS:
        if refused.startswith(beginnings):
            return kind
    return "invalid"


def _expected(error: Mapping[str, Any]) -> str:
    context = error.get("ctx") or {}
    names = ("expected", "ge", "gt", "le", "lt", "max_length", "min_length")
    return next((str(context[name]) for name in names if name in context), "-")


KINDS_OF_FAULTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("missing_field", ("missing",)),
    ("unknown_field", ("extra_forbidden",)),
    ("whole", ("int_", "finite_number")),
    ("yes_no", ("bool_",)),
    ("signs", ("string_pattern", "string_unicode")),
    ("at_most", ("string_too_long", "too_long", "less_than")),
    ("at_least", ("string_too_short", "too_short", "greater_than")),
    ("text", ("string_",)),
    ("moment", ("datetime_", "timezone_")),
    ("day", ("date_",)),
    ("several", ("list_", "tuple_", "set_", "frozen_set_")),
    ("word", ("enum", "literal_error")),
    ("object", ("model_", "dict_", "dataclass_")),
    ("no_json", ("json_",)),
)
"""Sentence -> beginnings of the library's names for what it refuses; the first that fits."""


def language_of(header: str) -> Language:
    """The first language that somebody reads and the house speaks; Estonian where none is said."""
    asked: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:500].split(",")):
        tag, _, weight = part.partition(";q=")
        try:
            share = float(weight or 1)
        except ValueError:
            share = 0.0
        asked.append((-share, place, tag.strip().lower().partition("-")[0]))
    for share, _, tag in sorted(asked):
        for language in LANGUAGES:
            if tag == language and share < 0:
                return language
    return "et"
