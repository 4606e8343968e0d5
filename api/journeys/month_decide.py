"""Decisions on results: what people wrote into the workbook of decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from api.imports.one_sheet import read_sheet
from api.workbook.deciding import DECISIONS
from billing.decisions import Decision, Verdict
from domain.finding import Finding

ALL = "all"


@dataclass(frozen=True, slots=True)
class AtOnce:
    """One decision about every result of a kind of which nobody has decided yet."""

    kind: str
    """Code of a result, or ``all``."""
    verdict: Verdict
    reason: str
    person: str
    on: date


def decide_at_once(
    results: pd.DataFrame, waiting: Iterable[int], rules: Iterable[AtOnce]
) -> tuple[Decision, ...]:
    """Decisions about the results (rows) that wait, by their kinds; the first rule that fits."""
    listed = list(rules)
    found = []
    for at in waiting:
        kind = str(results["kind"].iloc[at])
        rule = next((one for one in listed if one.kind in (kind, ALL)), None)
        if rule is not None:
            key, cents = str(results["key"].iloc[at]), int(results["cents"].iloc[at])
            found.append(Decision(key, cents, rule.verdict, rule.reason, rule.person, rule.on))
    return tuple(found)


def read_decisions(path: Path, on: date) -> tuple[tuple[Decision, ...], list[Finding]]:
    """Every row with a decision, of the cents that stand beside it; and what is wrong.

    A row without a decision is passed over; one without a reason or a person is a finding.
    """
    page, findings = read_sheet(path, DECISIONS)
    if page is None:
        return (), findings
    found = []
    for row in page.rows:
        verdict = row.text("verdict")
        if not verdict:
            continue
        lacks = [key for key in ("reason", "person") if not row.text(key).strip()]
        findings += [page.finding(row, key, "decision_bare") for key in lacks]
        cents = row.values.get("cents", 0)
        found.append(
            Decision(
                key=row.text("key"),
                cents=cents if isinstance(cents, int) else 0,
                verdict=Verdict(verdict),
                reason=row.text("reason").strip(),
                person=row.text("person").strip(),
                on=on,
            )
        )
    return tuple(found), findings


def join_decisions(before: Iterable[Decision], now: Iterable[Decision]) -> Mapping[str, Decision]:
    """Decisions by key, the later one of each; one that says the same again keeps its day."""
    found = {one.key: one for one in before}
    for one in now:
        old = found.get(one.key)
        if old is None or replace(old, on=one.on) != one:
            found[one.key] = one
    return found
