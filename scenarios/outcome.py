"""What came of a replication, in the tables of ``scenarios.tables``.

Whoever came so late that the promised days are not over at the end is not judged. Everything else
is counted on the days that count, after the warm-up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.themes import kinds
from scenarios.core.state import GAVE_UP, NEVER, WAITING
from scenarios.costs import steps_cents
from scenarios.names import counties
from scenarios.seen import Seen, look
from scenarios.simulate import Played
from scenarios.spending import Paid, paid_by_funders
from scenarios.tables import FIGURES, TABLES

WHOLE = 100
HOUR = 60
WINDOW = 4
"""Weeks over which a promise is looked at."""
FEWEST = 5
"""Clients who must have come in them."""
Columns = Mapping[str, Sequence[str] | np.ndarray]


@dataclass(frozen=True)
class Outcome:
    """One replication of one scenario."""

    scenario: str
    replication: int
    tables: Mapping[str, pd.DataFrame]
    """By name, without the two keys; columns as ``TABLES`` says."""

    def figure(self, name: str) -> float:
        """One figure; KeyError where there is none such."""
        return float(self.tables["figures"].set_index("figure")["value"][name])


def outcome_of(played: Played) -> Outcome:
    """All tables of a replication."""
    seen, paid = look(played), paid_by_funders(played)
    columns: dict[str, Columns] = {
        "waits": _waits(seen),
        "weeks": _weeks(seen),
        "work": _work(seen),
        "cells": _cells(seen),
        "spending": _spending(seen, paid),
        "exhaustion": _exhaustion(paid),
        "breaks": _breaks(seen, paid),
    }
    columns["figures"] = _figures(seen, columns, paid)
    tables = {name: _frame(name, columns[name]) for name in TABLES}
    return Outcome(played.stage.scenario.name, played.replication, tables)


def _frame(name: str, columns: Columns) -> pd.DataFrame:
    dtypes = TABLES[name].columns
    return pd.DataFrame({key: pd.Series(columns[key], dtype=dtypes[key]) for key in dtypes})


def _waits(seen: Seen) -> Columns:
    known, component = seen.components()
    marks = seen.played.marks
    wait = np.where(marks.met == NEVER, -1, marks.met - marks.came)[seen.judged]
    longest = len(seen.week) + 1
    pairs, many = np.unique(component[seen.judged] * longest + wait + 1, return_counts=True)
    names = [known[pair // longest] for pair in pairs.tolist()]
    return {"component": names, "days": pairs % longest - 1, "clients": many}


def _weeks(seen: Seen) -> Columns:
    known, component = seen.components()
    marks, many = seen.played.marks, len(known)
    every = np.ones(len(component), bool)
    waiting, served = seen.standing(every, component, many, np.ones(len(component)))
    gone = marks.state == GAVE_UP
    came, met, left = (
        seen.by_week(days, mask, component, many)[:, 1:].ravel()
        for days, mask in ((marks.came, every), (marks.met, every), (marks.ended, gone))
    )
    return {
        "monday": seen.mondays * many,
        "component": np.repeat(known, seen.weeks),
        "came": came,
        "started": met,
        "gave_up": left,
        "waiting": waiting.ravel(),
        "served": served.ravel(),
    }


def _work(seen: Seen) -> Columns:
    played, weeks = seen.played, seen.weeks
    return {
        "monday": seen.mondays,
        "minutes_there": played.staffing.there[-weeks:].sum(axis=1),
        "minutes_given": played.flows.given[-weeks:].sum(axis=1),
    }


def _cells(seen: Seen) -> Columns:
    played, marks = seen.played, seen.played.marks
    many = len(counties()) * len(seen.spoken)
    cell = np.maximum(seen.cell, 0)
    known = seen.cell >= 0
    load = played.episodes.nodes.load[played.episodes.rows.node].astype(float)
    waiting, _ = seen.standing(known, cell, many, np.ones(len(cell)))
    asked = seen.standing(known, cell, many, load).sum(axis=0)
    people = played.stage.people
    there = [
        [p.county == county and word in p.languages for p in people]
        for county in counties()
        for word in seen.spoken
    ]
    free = (played.staffing.there - played.flows.given)[-seen.weeks :]
    able = np.array(there, np.int64).reshape(many, len(people))
    return {
        "monday": seen.mondays * many,
        "county": np.repeat(list(counties()), len(seen.spoken) * seen.weeks),
        "language": np.tile(np.repeat(seen.spoken, seen.weeks), len(counties())),
        "came": seen.by_week(marks.came, seen.judged, cell, many)[:, 1:].ravel(),
        "in_time": seen.by_week(marks.came, seen.in_time, cell, many)[:, 1:].ravel(),
        "waiting": waiting.ravel(),
        "minutes_asked": asked.ravel(),
        "minutes_free": (able @ free.T).ravel(),
    }


def _spending(seen: Seen, paid: Paid) -> Columns:
    counted = seen.played.stage.calendar.counted
    week = seen.week[counted:]
    sums = np.zeros((len(paid.funders), seen.weeks), np.int64)
    np.add.at(sums.T, week, paid.cents)
    return {
        "monday": seen.mondays * len(paid.funders),
        "funder": np.repeat(np.array(paid.funders, dtype=object), seen.weeks),
        "cents": sums.ravel(),
    }


def _exhaustion(paid: Paid) -> Columns:
    return {
        "funder": [row.funder for row in paid.budgets],
        "day": [row.day.isoformat() if row.day else "" for row in paid.budgets],
        "cents": np.array([row.cents for row in paid.budgets], np.int64),
        "spent": np.array([row.spent for row in paid.budgets], np.int64),
    }


def _breaks(seen: Seen, paid: Paid) -> Columns:
    """First Monday of four weeks in which a promise is not kept, by what the clients share."""
    services, kind = seen.played.stage.services, seen.played.episodes.kind
    known, component = seen.components()
    of = {
        "hours": (["all"], np.zeros(len(kind), np.int64)),
        "county": (list(counties()), services.county_of(kind)),
        "language": (seen.spoken, services.language_of(kind, seen.spoken)),
        "experience": (list(kinds()), services.theme_of(kind, kinds())),
        "component": (known, component),
    }
    found: list[tuple[str, str, str]] = []
    for what, (names, numbers) in of.items():
        days, here, many = seen.played.marks.came, numbers >= 0, len(names)
        number = np.maximum(numbers, 0)
        came = seen.by_week(days, seen.judged & here, number, many)[:, 1:]
        met = seen.by_week(days, seen.in_time & here, number, many)[:, 1:]
        for name, all_came, all_met in zip(names, came, met, strict=True):
            if all_came.any():
                found.append((what, name, _first_break(seen, all_came, all_met)))
    found += [
        ("budget", row.funder, row.day.isoformat() if row.day else "") for row in paid.budgets
    ]
    columns = ([one[place] for one in found] for place in range(3))
    return dict(zip(("kind", "name", "day"), columns, strict=True))


def _first_break(seen: Seen, came: np.ndarray, in_time: np.ndarray) -> str:
    """First Monday of a window of weeks in which too few were met in time; empty: none."""
    if len(came) < WINDOW:
        return ""
    window = np.ones(WINDOW, np.int64)
    asked, met = np.convolve(came, window, "valid"), np.convolve(in_time, window, "valid")
    percent = seen.played.stage.scenario.target.percent
    broken = np.flatnonzero((asked >= FEWEST) & (met * WHOLE < asked * percent))
    return seen.mondays[int(broken[0])] if len(broken) else ""


def _figures(seen: Seen, columns: Mapping[str, Columns], paid: Paid) -> Columns:
    played, marks, weeks = seen.played, seen.played.marks, seen.weeks
    met = seen.judged & (marks.met != NEVER)
    came, in_time = int(seen.judged.sum()), int(seen.in_time.sum())
    wait = np.sort((marks.met - marks.came)[met])
    there, given = (int(np.sum(columns["work"][n])) for n in ("minutes_there", "minutes_given"))
    wages = np.array([person.cents_an_hour for person in played.stage.people], np.int64)
    at_hand = played.staffing.there[-weeks:].sum(axis=0)
    staff_cents = int((at_hand * wages // HOUR).sum())
    of = played.stage.scenario
    steps = steps_cents(of.costs, of.courses, played.stage.taught, of.interpreters, weeks)
    queue, served = (np.asarray(columns["weeks"][n]).sum() / weeks for n in ("waiting", "served"))
    values = {
        "came": came,
        "in_time": in_time,
        "met": int(met.sum()),
        "gave_up": int((seen.judged & (marks.state == GAVE_UP) & (marks.met == NEVER)).sum()),
        "waiting": int((seen.judged & (marks.state == WAITING) & (marks.met == NEVER)).sum()),
        "share_in_time": _percent(in_time, came),
        "share_met": _percent(int(met.sum()), came),
        "mean_wait": float(wait.mean()) if len(wait) else 0.0,
        "median_wait": float(np.median(wait)) if len(wait) else 0.0,
        "late_wait": float(wait[-(-19 * len(wait) // 20) - 1]) if len(wait) else 0.0,
        "served": float(served),
        "queue": float(queue),
        "minutes_there": there,
        "minutes_given": given,
        "busy": _percent(given, there),
        "cents": int(paid.cents.sum()),
        "staff_cents": staff_cents,
        "provider_cents": staff_cents + steps,
    }
    return {"figure": list(FIGURES), "value": np.array([values[name] for name in FIGURES], float)}


def _percent(part: int, whole: int) -> float:
    return WHOLE * part / whole if whole else float(WHOLE)
