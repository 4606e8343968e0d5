"""Each of the 115 rules of the source documents has a place in the house, and the place is real.

``seed_rules.csv`` names for every rule its carrier and where it is kept:

- ``value``: paths into the programmes, divided by ``;``. A path with ``=`` is compared; one
  without leads to words, which must be there. In a list a step is a position, or the id, kind,
  name or other word of the one entry meant, narrowed by ``@day`` to what holds on that day.
- ``rule``: rules of the roster, from ``docs/reference/rules.md``.
- ``check``: ``import:name`` for a check on what is read in, ``billed:file/CODE`` for one on what
  was delivered and billed (see below), or the issue that will bring it.
- ``workflow`` and ``scenario``: the issue that will bring it.
- ``out``: out of scope; the note gives the reason.

Beside its place a ``value`` or a ``rule`` may name the check of billing that tells where it was not
kept: ``billed:file/CODE``, a listed file of ``billing/checks`` and a result that it tells.

``python -m tests.domain.test_seed_rules`` prints how many are carried, deferred and out of scope.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from billing.checks import CAUSES, CHECKS, MARKS
from domain.caps import Dated
from domain.programme import programmes

HOUSE = Path(__file__).parents[2]
COLUMNS = ["id", "rule", "carrier", "where", "note"]
RULES_OF_EACH_SEED = {"000": 19, "001": 12, "002": 18, "003": 44, "004": 22}
ISSUES = ("store-and-journeys", "pages", "scenarios")
BILLED = "billed:"
KEPT = ("value", "rule")
MAY_WAIT = ("check", "workflow", "scenario")
CARRIED, DEFERRED, OUT = "carried", "deferred", "out of scope"


@cache
def seed_rules() -> tuple[dict[str, str], ...]:
    """Read the rows of the table, as they stand."""
    with (Path(__file__).parent / "seed_rules.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def roster_rules() -> frozenset[str]:
    """Read the ids of the rules of a roster off their page."""
    text = (HOUSE / "docs" / "reference" / "rules.md").read_text("utf-8")
    return frozenset(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))


@cache
def words() -> frozenset[str]:
    """Read every code that has an English sentence and is no rule of the roster."""
    sections = yaml.safe_load((HOUSE / "domain" / "words" / "en.yaml").read_text("utf-8"))
    return frozenset(code for section in sections.values() for code in section) - roster_rules()


@cache
def billed_checks() -> frozenset[str]:
    """Name every listed check of billing with each result that it tells, as ``coding/C01``."""
    return frozenset(
        f"{one.__module__.rpartition('.')[2]}/{code}"
        for one in (*CAUSES, *MARKS, *CHECKS)
        for code in codes_of(import_module(one.__module__).__doc__ or "")
    )


def codes_of(about: str) -> Iterator[str]:
    """Read the results that the first line of a check names, spans such as E01–E03 included."""
    for first, last in re.findall(r"([A-Z]\d\d)(?:–([A-Z]\d\d))?", about.partition(":")[0]):
        family, begins = first[0], int(first[1:])
        yield from (f"{family}{n:02}" for n in range(begins, int((last or first)[1:]) + 1))


def labels_of(entry: object) -> Iterator[str]:
    """Name an entry of a list by each of its words, or by itself."""
    if isinstance(entry, BaseModel):
        yield from (str(value) for _, value in entry if isinstance(value, str))
    else:
        yield spoken(entry)


def step_into(found: Any, step: str) -> Any:
    """Go one step from a record, a mapping or a list; LookupError where nothing is there."""
    if isinstance(found, BaseModel) and step in type(found).model_fields:
        return getattr(found, step)
    if isinstance(found, Mapping):
        return found[step]
    if isinstance(found, tuple) and step.isdigit():
        return found[int(step)]
    if isinstance(found, tuple):
        word, _, day = step.partition("@")
        meant = [entry for entry in found if word in labels_of(entry)]
        if day:
            meant = [e for e in meant if isinstance(e, Dated) and e.holds_on(_day(day))]
        if word and len({id(entry) for entry in meant}) == 1:
            return meant[0]
        message = f"{step} means {len(meant)} entries"
        raise LookupError(message)
    message = f"{step} leads nowhere"
    raise LookupError(message)


def _day(written: str) -> date:
    return date.fromisoformat(written)


def spoken(value: object) -> str:
    """Write a value as it stands in the table."""
    return str(value.value) if isinstance(value, Enum) else str(value)


def fault_of_path(path: str) -> str:
    """Say why a path into the programmes is not so; empty where it is."""
    trail, compared, expected = path.partition("=")
    found: Any = programmes()
    try:
        for step in trail.split("/"):
            found = step_into(found, step)
    except (LookupError, ValueError) as fault:
        return f"{path}: {fault}"
    if compared:
        return "" if spoken(found) == expected else f"{path}: it is {spoken(found)}"
    return "" if isinstance(found, str) and found else f"{path}: a figure must be compared"


def faults_of(row: Mapping[str, str]) -> Iterator[str]:
    """Say everything that is wrong with a row."""
    carrier, note = row["carrier"], row["note"]
    every = [place.strip() for place in row["where"].split(";")]
    told = [place.removeprefix(BILLED) for place in every if place.startswith(BILLED)]
    places = [place for place in every if not place.startswith(BILLED)]
    yield from (f"{name}: no check of billing" for name in told if name not in billed_checks())
    if not row["rule"]:
        yield "no rule"
    if carrier in KEPT:
        yield from faults_of_places(carrier, places)
    elif carrier == "check" and not places:
        return
    elif carrier == "check" and row["where"].startswith("import:"):
        checks = [place.removeprefix("import:") for place in places]
        yield from (f"{name}: no check has these words" for name in checks if name not in words())
    elif carrier in MAY_WAIT:
        if row["where"] not in ISSUES:
            yield f"{row['where']}: no open issue"
    elif carrier == "out":
        if row["where"] or not note:
            yield "out of scope without a reason, or with a place"
    else:
        yield f"{carrier!r}: no carrier"


def faults_of_places(carrier: str, places: list[str]) -> Iterator[str]:
    """Say which values or rules of the roster are not there."""
    if not places:
        yield "only a check tells of it"
    elif carrier == "value":
        yield from filter(None, map(fault_of_path, places))
    else:
        unknown = [name for name in places if name not in roster_rules()]
        yield from (f"{name}: no rule of the roster" for name in unknown)


def standing_of(row: Mapping[str, str]) -> str:
    """Tell whether a rule is carried now, deferred to an issue or out of scope."""
    if row["carrier"] == "out":
        return OUT
    return DEFERRED if row["where"] in ISSUES else CARRIED


def count_standings() -> dict[str, int]:
    """Count the rules that are carried, deferred and out of scope."""
    counted = Counter(standing_of(row) for row in seed_rules())
    return {standing: counted[standing] for standing in (CARRIED, DEFERRED, OUT)}


def test_the_table_has_exactly_the_rules_of_the_sources() -> None:
    ids = [row["id"] for row in seed_rules()]
    expected = [
        f"{seed}-{n:02}" for seed, most in RULES_OF_EACH_SEED.items() for n in range(1, most + 1)
    ]
    assert ids == expected
    assert len(ids) == 115
    assert list(seed_rules()[0]) == COLUMNS


@pytest.mark.parametrize("row", seed_rules(), ids=lambda row: row["id"])
def test_the_rule_is_kept_where_the_table_says(row: dict[str, str]) -> None:
    assert list(faults_of(row)) == []


def test_most_rules_are_carried_now() -> None:
    counted = count_standings()
    assert sum(counted.values()) == 115
    assert counted[CARRIED] >= 111
    assert counted[OUT] <= 1


@pytest.mark.parametrize(
    "path",
    [
        "tootukassa-peer/caps/units_per_referral/units=11",
        "tootukassa-peer/caps/units_per_referral/units",
        "tootukassa-peer/caps/units_per_moon/units=10",
        "tootukassa-peer/duties/sing",
        "tootukassa-peer/statuses/retired",
        "no-such-programme/since=2016-04-21",
        "ska-components/components/is-worklike/caps/euros_per_calendar_year/month_cents=30500",
        "ska-components/components/is-worklike/caps/euros_per_calendar_year@2025-01-01/month_cents=30500",
        "ska-components/components/is-peer/tariffs/individual@2026-01-01/cents=5500",
        "",
    ],
)
def test_a_path_that_is_not_so_is_found_out(path: str) -> None:
    assert fault_of_path(path)


@pytest.mark.parametrize(
    ("carrier", "where", "note"),
    [
        ("", "", ""),
        ("value", "", ""),
        ("rule", "sing_in_tune", ""),
        ("check", "import:sing_in_tune", ""),
        ("check", "", ""),
        ("check", "billing", ""),
        ("check", "billed:coding/C99", ""),
        ("check", "billed:singing/C01", ""),
        ("check", "billed:coding/C01; some-day", ""),
        ("value", "billed:coding/C01", ""),
        ("rule", "shared_experience; billed:coding/E04", ""),
        ("workflow", "some-day", ""),
        ("value", "billing", ""),
        ("rule", "billing", ""),
        ("out", "", ""),
        ("out", "billing", "a reason"),
    ],
)
def test_a_row_without_a_true_place_is_refused(carrier: str, where: str, note: str) -> None:
    row = {"rule": "a rule", "carrier": carrier, "where": where, "note": note}
    assert list(faults_of(row)) != []


def test_a_check_on_what_is_read_in_may_carry_a_rule() -> None:
    name = min(words())
    row = {"rule": "a rule", "carrier": "check", "where": f"import:{name}", "note": ""}
    assert list(faults_of(row)) == []
    assert standing_of(row) == CARRIED


def test_a_check_of_billing_may_carry_a_rule_or_stand_beside_its_place() -> None:
    for carrier, where in (("check", "billed:coding/C01"), ("rule", "trained; billed:coding/C02")):
        row = {"rule": "a rule", "carrier": carrier, "where": where, "note": ""}
        assert list(faults_of(row)) == []
        assert standing_of(row) == CARRIED


def test_spans_of_results_are_read_off_the_checks() -> None:
    assert list(codes_of("E01–E03, E07: text C05")) == ["E01", "E02", "E03", "E07"]
    assert {"nothing_due/C05", "entitlement/E02", "coding/C03"} <= billed_checks()


if __name__ == "__main__":
    for standing, count in count_standings().items():
        print(f"{standing}: {count}")  # noqa: T201 - the command prints its figures
