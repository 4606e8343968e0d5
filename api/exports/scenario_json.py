"""Scenarios as plain data: a sweep with its differences, and what helps most."""

import math
from pathlib import Path
from typing import Any

from domain.words import Language
from scenarios.intervals import Interval
from scenarios.marginal import Helps
from scenarios.marginal_candidates import write_candidate
from scenarios.report import Report
from scenarios.report_helps import letters_of, write_set
from scenarios.report_values import Row
from scenarios.sweep import Swept


def report_document(report: Report, swept: Swept, files: tuple[Path, ...] = ()) -> dict[str, Any]:
    """A sweep as plain data."""
    return {
        "ok": True,
        "question": report.question,
        "replications": swept.replications,
        "narrow": swept.narrow,
        "scenarios": [
            {"name": one.scenario, "title": one.title, "changes": list(one.operations)}
            for one in report.changes
        ],
        "figures": [_row(row) for row in report.rows],
        "sources": list(report.sources),
        "assumptions": list(report.assumptions),
        "how": list(report.how),
        "files": [str(path) for path in files],
    }


def _row(row: Row) -> dict[str, Any]:
    asked = row.asked.model_dump(exclude_none=True)
    days = dict(zip(("p5", "p50", "p95"), row.day, strict=True)) if row.day else None
    change = interval_document(row.change) if row.change else None
    value = interval_document(row.value) if row.day is None else None
    return {
        "scenario": row.scenario,
        **asked,
        "value": value,
        "change": change,
        "sure": row.sure,
        "days": days,
    }


def interval_document(one: Interval) -> dict[str, Any]:
    """A mean with its interval; what is not finite is null."""
    told = {"mean": one.mean, "half_width": one.half, "low": one.low, "high": one.high}
    return {key: round(x, 6) if math.isfinite(x) else None for key, x in told.items()}


def helps_document(
    language: Language, helps: Helps, files: tuple[Path, ...] = ()
) -> dict[str, Any]:
    """What helps, as plain data."""
    return {
        "ok": True,
        "scenario": helps.base.name,
        "replications": helps.swept.replications,
        "candidates": helps.ranking.candidates,
        "solved": helps.ranking.solved,
        "proven": helps.ranking.proven,
        "pressure_percent": helps.ranking.pressure,
        "proposals": [
            {
                "place": one.place,
                "letter": letters_of(helps)[one.name],
                "kind": one.candidate.kind,
                "words": write_candidate(language, one.candidate),
                "operation": one.candidate.operation.model_dump(mode="json", exclude_defaults=True),
                "share_in_time_change": interval_document(one.change),
                "provider_cents_change": interval_document(one.cents),
                "minutes_a_week": round(one.solved.gain, 3) if one.solved else None,
                "minutes_a_week_most": round(one.solved.bound, 3) if one.solved else None,
            }
            for one in helps.confirmed
        ],
        "together": [
            {
                "scenario": one.name,
                "letters": write_set(language, helps, one),
                "operations": [
                    step.operation.model_dump(mode="json", exclude_defaults=True)
                    for step in one.steps
                ],
                "share_in_time_change": interval_document(one.change),
                "provider_cents_change": interval_document(one.cents),
                "best_for_its_cost": one.best,
                "sure": one.sure,
            }
            for one in helps.together
        ],
        "costs": helps.base.costs.model_dump(),
        "files": [str(path) for path in files],
    }
