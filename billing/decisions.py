"""What people decided about results: accepted, disputed, credited, corrected, written off.

A decision names a result by its stable key and the cents that were at stake. When the month is
compared again it holds as long as both are the same; a result that has become dearer or cheaper
is open again, and nobody's decision is lost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd


class Verdict(StrEnum):
    """What was decided."""

    ACCEPTED = "accepted"
    """It is as it is: the invoice is paid so."""
    DISPUTED = "disputed"
    CREDIT_ASKED = "credit_asked"
    """The seller is asked for a credit note."""
    CORRECTED = "corrected"
    """Our own record was wrong and was put right."""
    WRITTEN_OFF = "written_off"


class Standing(StrEnum):
    """Whether a decision still holds after another run."""

    HOLDS = "holds"
    CHANGED = "changed"
    """The result is there with other cents: it has to be decided again."""
    GONE = "gone"
    """Nothing is told of it any more."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about one result."""

    key: str
    """Stable key of the result (see ``billing.results``)."""
    cents: int
    """At stake when it was decided."""
    verdict: Verdict
    reason: str
    person: str
    on: date


@dataclass(frozen=True, slots=True)
class Carried:
    """Decisions after another run."""

    standing: Mapping[str, Standing]
    """Key of each decision -> whether it holds."""
    held: Mapping[str, Decision]
    """Key -> the decision that holds."""
    open: tuple[int, ...]
    """Rows of the results that still ask for a decision."""


def decide(
    results: pd.DataFrame, key: str, verdict: Verdict, reason: str, person: str, on: date
) -> Decision:
    """Decide about a result.

    Raises KeyError where none has the key, ValueError on a decision without a reason or a person.
    """
    if not key or not (results["key"] == key).any():
        message = f"no result has the key {key!r}"
        raise KeyError(message)
    if not reason.strip() or not person.strip():
        message = f"a decision about {key} has a reason and a person"
        raise ValueError(message)
    cents = int(results["cents"][results["key"] == key].iloc[0])
    return Decision(key, cents, verdict, reason.strip(), person.strip(), on)


def carry_on(decisions: Iterable[Decision], results: pd.DataFrame) -> Carried:
    """Carry decisions on to the results of another run; of several about one key the last counts.

    Open are the results that say something is not right (those with a key) and of which no
    decision holds.
    """
    last = {decision.key: decision for decision in decisions}
    keyed = results[results["key"] != ""]
    now = dict(zip(keyed["key"], keyed["cents"].tolist(), strict=True))
    standing = {key: _stands(decision, now) for key, decision in last.items()}
    held = {key: last[key] for key, one in standing.items() if one is Standing.HOLDS}
    waiting = [at for at, key in enumerate(results["key"]) if key and key not in held]
    return Carried(standing, held, tuple(waiting))


def count_open_cents(carried: Carried, results: pd.DataFrame) -> int:
    """Cents of the difference that no decision that holds speaks of; none before a month closes."""
    waiting = results.iloc[list(carried.open)]
    return int(waiting["cents"][waiting["primary"]].abs().sum())


def _stands(decision: Decision, now: Mapping[str, int]) -> Standing:
    if decision.key not in now:
        return Standing.GONE
    return Standing.HOLDS if now[decision.key] == decision.cents else Standing.CHANGED
