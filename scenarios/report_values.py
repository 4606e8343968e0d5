"""Figures that answer a question, scenario beside scenario: values, differences, sure or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from domain.funders import funder_name
from domain.words import Language, write_day
from scenarios.compare import exhaustion, of_figure
from scenarios.intervals import Interval, interval
from scenarios.library import Asked
from scenarios.sweep import Swept
from scenarios.words import DASH, name_of, tell, write_interval, write_value

WHOLE = 100
USUAL = (
    Asked(figure="share_in_time"),
    Asked(figure="share_met"),
    Asked(figure="late_wait"),
    Asked(figure="queue"),
    Asked(figure="served"),
    Asked(figure="busy"),
    Asked(figure="cents"),
)
"""What is told of scenarios that no question of the library names."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one scenario; days are told as text alone."""

    scenario: str
    asked: Asked
    value: Interval
    change: Interval | None
    """From the base, replication by replication; None: the base itself, or a day."""
    day: tuple[str, str, str] | None = None
    """Earliest, middle and latest day (5, 50 and 95 percent points); empty: it does not come."""

    @property
    def sure(self) -> bool:
        """Whether the difference is more than luck."""
        return self.change is not None and self.change.is_sure


def rows_of(swept: Swept, answers: Sequence[Asked] = USUAL) -> list[Row]:
    """Every figure of every scenario, the first scenario being the base."""
    base = swept.scenarios[0].name
    rows = []
    for asked in answers:
        theirs = values_of(swept, base, asked)
        for scenario in swept.scenarios:
            mine = values_of(swept, scenario.name, asked)
            change = None
            if scenario.name != base and asked.figure != "exhausted_day":
                change = known(mine - theirs)
            day = _days(swept, scenario.name, asked) if asked.figure == "exhausted_day" else None
            rows.append(Row(scenario.name, asked, known(mine), change, day))
    return rows


def known(values: np.ndarray) -> Interval:
    """The interval of those values that there are."""
    left = values[~np.isnan(values)]
    return interval(left) if len(left) else Interval(float("nan"), float("inf"), 0)


def values_of(swept: Swept, scenario: str, asked: Asked) -> np.ndarray:
    """A figure by replication; nan where a replication has none."""
    if asked.funder is not None:
        return _of_funder(swept, scenario, asked)
    if asked.county or asked.language:
        return _of_cell(swept, scenario, asked)
    values: np.ndarray = of_figure(swept, scenario, asked.figure)
    if asked.per is None:
        return values
    return _divided(values, of_figure(swept, scenario, asked.per))


def _of_cell(swept: Swept, scenario: str, asked: Asked) -> np.ndarray:
    rows = _only(swept.tables["cells"], scenario=scenario)
    for column in ("county", "language"):
        wanted = getattr(asked, column)
        rows = rows[rows[column] == wanted] if wanted else rows
    sums = rows.groupby("replication")[["came", "in_time"]].sum()
    sums = sums.reindex(range(swept.replications), fill_value=0)
    if asked.figure != "share_in_time":
        return np.asarray(sums[asked.figure], float)
    share: np.ndarray = WHOLE * _divided(
        np.asarray(sums["in_time"], float), np.asarray(sums["came"], float)
    )
    return share


def _of_funder(swept: Swept, scenario: str, asked: Asked) -> np.ndarray:
    rows = _only(swept.tables["exhaustion"], scenario=scenario, funder=str(asked.funder))
    gone = rows.sort_values("replication")["day"].to_numpy(dtype=str)
    if asked.figure == "exhausted":
        return np.where(gone != "", float(WHOLE), 0.0)
    return np.array([date.fromisoformat(day).toordinal() if day else np.nan for day in gone], float)


def _days(swept: Swept, scenario: str, asked: Asked) -> tuple[str, str, str]:
    rows = _only(exhaustion(swept, scenario), funder=str(asked.funder))
    return (str(rows["p5"].iloc[0]), str(rows["p50"].iloc[0]), str(rows["p95"].iloc[0]))


def _only(table: pd.DataFrame, **equal: str) -> pd.DataFrame:
    for column, value in equal.items():
        table = table[table[column] == value]
    return table


def _divided(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    found = np.full(len(part), np.nan)
    np.divide(part, whole, out=found, where=whole != 0)
    return found


def write_asked(language: Language, asked: Asked) -> str:
    """The name of a figure, with those of whom it is told."""
    name = tell(language, f"figure.{asked.figure}")
    if asked.per is not None:
        name = tell(language, "per", figure=name, per=tell(language, f"figure.{asked.per}"))
    whom = [asked.county, asked.funder and funder_name(asked.funder, language)]
    whom += [name_of(language, "language", asked.language)] if asked.language else []
    told = ", ".join(one for one in whom if one)
    return tell(language, "of", figure=name, whom=told) if told else name


def write_row(language: Language, row: Row) -> str:
    """The value of a row with its interval, or the days."""
    if row.asked.figure == "exhausted":
        many = row.value.replications
        share = write_value(language, "exhausted", row.value.mean)
        gone = round(row.value.mean * many / WHOLE)
        return tell(language, "of_replications", share=share, n=gone, all=many)
    if row.day is None:
        return write_interval(language, row.asked.figure, row.value)
    first, middle, last = (write_last(language, day) for day in row.day)
    if middle == DASH:
        never = tell(language, "never")
        return never if first == DASH else tell(language, "earliest", first=first)
    last = tell(language, "never") if last == DASH else last
    return tell(language, "day_band", middle=middle, first=first, last=last)


def write_last(language: Language, day: str) -> str:
    """A day of a distribution; a dash where it does not come."""
    return write_day(language, date.fromisoformat(day)) if day else DASH


def write_change(language: Language, row: Row) -> str:
    """The difference of a row from the base; a dash where there is none."""
    if row.change is None:
        return DASH
    return write_interval(language, row.asked.figure, row.change, change=True)
