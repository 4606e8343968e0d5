"""The tables of results: what a row is and which columns it has. All of them are tidy.

Whatever is played ends in these; every table bears ``scenario`` and ``replication``, so that two
variants are compared replication by replication. Days are ISO dates as text, empty where there is
none; waiting is counted in working days, money in cents, time in minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

KEYS = ("scenario", "replication")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of results."""

    row: str
    columns: Mapping[str, str]
    """Column and its dtype, after the two keys: ``str``, ``int64`` or ``float64``."""


TABLES: Mapping[str, Table] = {
    "figures": Table(
        "one figure of one replication (see FIGURES)", {"figure": "str", "value": "float64"}
    ),
    "waits": Table(
        "clients whose first meeting was held after so many working days; -1: never",
        {"component": "str", "days": "int64", "clients": "int64"},
    ),
    "weeks": Table(
        "one week: the state on its last working day, and what happened in it",
        {
            "monday": "str",
            "component": "str",
            "came": "int64",
            "started": "int64",
            "gave_up": "int64",
            "waiting": "int64",
            "served": "int64",
        },
    ),
    "work": Table(
        "one week of all workers: minutes at hand and minutes with clients",
        {"monday": "str", "minutes_there": "int64", "minutes_given": "int64"},
    ),
    "cells": Table(
        "one county, language and week: what is asked and what could be given",
        {
            "monday": "str",
            "county": "str",
            "language": "str",
            "came": "int64",
            "in_time": "int64",
            "waiting": "int64",
            "minutes_asked": "int64",
            "minutes_free": "int64",
        },
    ),
    "spending": Table(
        "what one funder pays for the meetings of one week",
        {"monday": "str", "funder": "str", "cents": "int64"},
    ),
    "exhaustion": Table(
        "the day on which a budget is used up; empty: not within the days played",
        {"funder": "str", "day": "str", "cents": "int64", "spent": "int64"},
    ),
    "breaks": Table(
        "the day on which something first fails its promise; empty: it never does",
        {"kind": "str", "name": "str", "day": "str"},
    ),
}
"""``breaks`` knows the kinds hours (all clients together), county, language, experience, component
and budget."""

FIGURES: Mapping[str, str] = {
    "came": "clients referred on days that count",
    "in_time": "of them, those with a first meeting in time",
    "met": "of them, those with any first meeting",
    "gave_up": "of them, those who gave up waiting",
    "waiting": "of them, those who wait at the end",
    "share_in_time": "in_time of came, in percent",
    "share_met": "met of came, in percent",
    "mean_wait": "mean working days until the first meeting, of those met",
    "median_wait": "median working days until the first meeting, of those met",
    "late_wait": "working days within which nineteen of twenty of those met had it",
    "served": "clients in the service, mean over the days that count",
    "queue": "clients waiting, mean over the days that count",
    "minutes_there": "minutes that workers were there for clients",
    "minutes_given": "minutes of them with clients",
    "busy": "minutes_given of minutes_there, in percent",
    "cents": "what funders pay",
    "staff_cents": "what the minutes there cost the provider",
    "provider_cents": "the same with trainings, language courses and interpreters",
}
"""What a figure counts, on days that count."""
