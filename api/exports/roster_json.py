"""A planned week as one JSON object: for programs, and to be read back and checked."""

import json
from collections.abc import Mapping
from typing import Any

from api.exports.planned_week import PlannedWeek
from api.exports.reasons import Reason
from api.exports.roster_view import CostLine, LeftOut, RosterView
from domain.session import DAY_MINUTES
from domain.words import write_time

FORMAT = "tugiplaan roster"
VERSION = 1
Json = dict[str, Any]


def roster_document(week: PlannedWeek, view: RosterView) -> Json:
    """The week as plain data; ids for programs beside names for people.

    ``meetings`` are in order of start; ``start`` is local time of the ``day``.
    """
    result = week.result
    first = {visit.need: visit for visit in reversed(view.visits)}
    return {
        "format": FORMAT,
        "version": VERSION,
        "provider": view.provider,
        "week": week.problem.monday.isoformat(),
        "language": view.language,
        "written_on": week.printed_on.isoformat(),
        "status": str(result.status),
        "served": view.served,
        "wanted": view.wanted,
        "cost": result.cost,
        "bound": result.bound,
        "gap": round(result.gap, 6),
        "left_out_at_least": result.left_out_bound,
        "seconds_asked": week.seconds_asked,
        "seconds": result.seconds,
        "seed": result.seed,
        "engines": [
            {"engine": run.engine, "seconds": run.seconds, "cost": run.cost, "bound": run.bound}
            for run in result.log
        ],
        "policy": week.policy.model_dump(mode="json"),
        "meetings": [
            {
                "need": meeting.need,
                "day": first[meeting.need].day.isoformat(),
                "start": write_time(meeting.start % DAY_MINUTES),
                "minutes": first[meeting.need].end - first[meeting.need].start,
                "workers": list(meeting.workers),
                "programme": first[meeting.need].code,
                "component": first[meeting.need].component,
                "clients": list(first[meeting.need].clients),
                "whom": first[meeting.need].whom,
                "place": first[meeting.need].place,
                "marks": [mark.key for mark in first[meeting.need].marks],
            }
            for meeting in result.roster.meetings
        ],
        "workers": [
            {
                "id": row.id,
                "name": row.name,
                "meetings": row.meetings,
                "minutes": row.minutes,
                "contract": row.contract,
                "travel_minutes": row.travel,
                "days": row.days_worked,
            }
            for row in view.workers
        ],
        "left_out": [left_out_document(one) for one in view.left_out],
        "kept_out": list(view.kept_out),
        "costs": cost_documents(view.costs),
    }


def left_out_document(one: LeftOut) -> Json:
    """A need left out, and why."""
    return {
        "need": one.need,
        "whom": one.whom,
        "clients": list(one.clients),
        "component": one.component,
        "programme": one.code,
        "minutes": one.minutes,
        "priority": one.priority,
        "deadline": one.deadline.isoformat() if one.deadline else None,
        **reason_document(one.reason),
    }


def reason_document(reason: Reason) -> Json:
    """Why a need is left out, in sentences."""
    return {
        "reason": reason.sentence,
        "counts": list(reason.counts),
        "nearest": [
            {
                "who": near.who,
                "day": near.when.isoformat() if near.when else None,
                "start": write_time(near.start) if near.when else None,
                "would_miss": list(near.misses),
            }
            for near in reason.nearest
        ],
        "change": reason.change,
    }


def cost_documents(costs: tuple[CostLine, ...]) -> list[Json]:
    """Costs per rule as plain data."""
    return [
        {"rule": line.rule, "missed": line.missed, "price": line.price, "cost": line.cost}
        for line in costs
    ]


def write_json(document: Mapping[str, Any]) -> str:
    """Plain data as text, letters as they are."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
