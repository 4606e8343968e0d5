"""What a sent form makes of a scenario: its fields as a file would have them, and what is wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from api.pages.scenarios.form import (
    ASKED,
    CENTS,
    HOUR,
    LEAST_ROWS,
    MOST_LANGUAGES,
    WHOLE,
    Slot,
    Slots,
    counted,
    number_of,
    row_count,
)
from api.pages.sent import Sent
from domain.clock import months_after
from domain.finding import Fact, Finding, Where
from domain.people import Role
from scenarios.examine import IMPOSSIBLE, TOO_LARGE
from scenarios.reading import scenario_from
from scenarios.scenario import Scenario

MOST_CLIENTS = 1_000_000
MOST_PERCENT = 10_000
MOST_WORKERS = 100_000
MOST_EUROS = 1_000_000_000
MOST_HOURS = 48
MOST_MONTHS = 120
MOST_REPLICATIONS = 200
MOST_ROWS = 12
EARLIEST = date(1900, 1, 1)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SPAN = " \N{EN DASH} "
Ops = dict[Slot, dict[str, Any]]


@dataclass(frozen=True)
class Filled:
    """A form that was sent: what it asks for, and everything that is wrong with it."""

    told: Mapping[str, Any]
    scenario: Scenario | None
    """None where it cannot be; ``found`` says why."""
    found: list[Finding]


class _Form:
    """A form while it is read."""

    def __init__(self, base: Scenario, sent: Sent, begins: date, months: int) -> None:
        self.base, self.sent, self.slots = base, sent, Slots(base)
        self.begins, self.months = begins, months

    def number(self, name: str, least: int, most: int) -> int | None:
        """A number that may be left out."""
        return self.sent.number(name, least, most) if self.sent(name) else None

    def percent(self, name: str, op: str) -> dict[str, Any] | None:
        """A change by so many percent; None where nothing changes."""
        told = self.number(name, 0, MOST_PERCENT)
        return None if told in {None, WHOLE} else {"op": op, "percent": told}

    def changes(self) -> tuple[list[dict[str, Any]], list[str]]:
        """Every change in its order, and the field by which each is told."""
        fields: dict[Slot, str] = {}
        new: Ops = {}
        for name, slot, change in [*self._demand(), *self._staff(), *self._rest()]:
            fields[slot] = name
            if change is not None:
                new[slot] = change
        dropped = set(self.sent.all("drop"))
        ordered: list[Slot] = [slot for slot in new if slot[0] == "set"]
        known = [slot for slot, _ in self.slots.order]
        ordered += [slot for slot in known if slot[0] == "kept" or slot in new]
        ordered += list(new)
        kept = {slot: change for slot, change in self.slots.order if slot[0] == "kept"}
        found, blame = [], []
        for slot in dict.fromkeys(ordered):
            if slot in kept and slot[1] not in dropped:
                found.append(kept[slot].model_dump(mode="json", exclude_defaults=True))
                blame.append("")
            elif slot in new:
                found.append(new[slot])
                blame.append(fields[slot])
        return found, blame

    def _demand(self) -> list[tuple[str, Slot, dict[str, Any] | None]]:
        found: list[tuple[str, Slot, dict[str, Any] | None]] = []
        for place, (component, base) in enumerate(self.slots.demands.items()):
            name = f"demand{place}"
            many = self.number(name, 0, MOST_CLIENTS)
            same = many in {None, number_of(base)}
            told = {"op": "demand.set", "component": component, counted(base): many}
            found.append((name, ("set", component), None if same else told))
        found.append(("scale", ("scale",), self.percent("scale", "demand.scale")))
        rows = self.slots.rows("more")
        places = [slot for slot, _ in self.slots.order if slot[0] == "more"]
        for place in range(rows_of(self.sent, self.base, "more")):
            name = f"more{place}_number"
            slot = places[place] if place < len(places) else ("more", f"new{place}")
            found.append((name, slot, self._more(place, rows)))
        return found

    def _more(self, place: int, rows: list[Any]) -> dict[str, Any] | None:
        many = self.number(f"more{place}_number", 0, MOST_CLIENTS)
        component = self.sent(f"more{place}_component")
        base = self.slots.demands.get(component)
        if place < len(rows) and rows[place].demand.component == component:
            base = rows[place].demand
        if not many or base is None:
            return None
        told = base.model_dump(mode="json", exclude_defaults=True, exclude={*ASKED, "counties"})
        county = self.sent.text(f"more{place}_county")
        told |= {counted(base): many, "counties": {county: base.counties.get(county, 1)}}
        return {"op": "demand.add", "demand": told}

    def _staff(self) -> list[tuple[str, Slot, dict[str, Any] | None]]:
        found: list[tuple[str, Slot, dict[str, Any] | None]] = [
            ("staff", ("staff",), self.percent("staff", "staff.scale"))
        ]
        rows = self.slots.rows("hire")
        places = [slot for slot, _ in self.slots.order if slot[0] == "hire"]
        for place in range(rows_of(self.sent, self.base, "hire")):
            slot = places[place] if place < len(places) else ("hire", f"new{place}")
            found.append((f"hire{place}_count", slot, self._hire(place, rows)))
        return found

    def _hire(self, place: int, rows: list[Any]) -> dict[str, Any] | None:
        begin, sent = f"hire{place}_", self.sent
        count = self.number(f"{begin}count", 0, MOST_WORKERS)
        hours = self.number(f"{begin}hours", 1, MOST_HOURS)
        if not count:
            return None
        before = (
            rows[place].model_dump(mode="json", exclude_defaults=True) if place < len(rows) else {}
        )
        spoken = [sent(f"{begin}language{n}") for n in range(1, MOST_LANGUAGES + 1)]
        role = sent.word(f"{begin}role", Role)
        if role is None:
            sent.text(f"{begin}role")
            return None
        told = {
            **before,
            "op": "staff.add",
            "count": count,
            "roles": [role.value],
            "county": sent(f"{begin}county") or None,
            "languages": list(dict.fromkeys(one for one in spoken if one)),
            "week_minutes": hours and hours * HOUR,
        }
        return {name: value for name, value in told.items() if value not in (None, [])}

    def _rest(self) -> list[tuple[str, Slot, dict[str, Any] | None]]:
        target = self.base.target
        days = self.number("days", 1, 2600) or target.days
        percent = self.number("percent", 0, WHOLE)
        percent = target.percent if percent is None else percent
        same = (days, percent) == (target.days, target.percent)
        deadline = {"op": "deadline.set", "days": days, "percent": percent}
        found: list[tuple[str, Slot, dict[str, Any] | None]] = [
            ("days", ("deadline",), None if same else deadline)
        ]
        base = {one.funder: one for one in self.base.budgets}
        for place, (funder, budget) in enumerate(self.slots.budgets.items()):
            euros = self.number(f"budget{place}", 0, MOST_EUROS)
            same = euros is None or (funder in base and euros == base[funder].cents // CENTS)
            told = budget.model_dump(mode="json", exclude_defaults=True)
            told["cents"] = (euros or 0) * CENTS
            change = {"op": "budget.set", "budget": told}
            found.append((f"budget{place}", ("budget", funder), None if same else change))
        funder = self.sent("budget_new_funder")
        if funder and funder not in self.slots.budgets:
            found.append(("budget_new", ("budget", funder), self._new_budget(funder)))
        return found

    def _new_budget(self, funder: str) -> dict[str, Any]:
        euros = self.sent.number("budget_new", 1, MOST_EUROS)
        after = months_after(self.begins, self.months)
        first, last = self.begins.isoformat(), after.isoformat()
        told = {"funder": funder, "cents": euros * CENTS, "first": first, "last": last}
        return {"op": "budget.set", "budget": told}


def rows_of(sent: Sent, base: Scenario, kind: str) -> int:
    """Rows of a kind that the form has: those there are and one more, or as many as were sent."""
    part = {"more": "number", "hire": "count"}[kind]
    there = len(Slots(base).rows(kind))
    told = row_count(sent.names, kind, part)
    wanted = max(told, there + 1, LEAST_ROWS) + (sent("act") == f"row-{kind}")
    return min(wanted, max(MOST_ROWS, there + 1))


def fill(base: Scenario, sent: Sent) -> Filled:
    """A scenario as the form has it, upon the one that it was opened with."""
    fewest = sent.number("fewest", 2, MOST_REPLICATIONS)
    most = sent.number("most", 2, MOST_REPLICATIONS)
    # What is misread is stood in for by the base's, so that the rest is looked at all the same.
    begins, months = max(sent.day("begins"), EARLIEST), sent.number("months", 1, MOST_MONTHS)
    begins = base.begins if sent.faults and begins == EARLIEST else begins
    told = base.model_dump(mode="json", exclude_defaults=True)
    told |= {
        "title": sent.text("title"),
        "question": sent("question"),
        "begins": begins.isoformat(),
        "months": months,
        "warm_up_months": sent.number("warm_up_months", 0, MOST_MONTHS),
    }
    told["replications"] = {**told.get("replications", {}), "fewest": fewest, "most": most}
    changes, blame = _Form(base, sent, begins, months).changes()
    told["changes"] = changes
    wrong = list(sent.faults)
    if most < fewest:
        wrong.append(
            _about(Finding("form.number", "most", {"expected": f"{fewest}–…"}), "most", sent)
        )
    named = {one.where.column for one in wrong if one.where}
    scenario, found = scenario_from(told)
    for one in found:
        column = _column(one, blame, len(Slots(base).budgets))
        if column not in named and not _follows(one, wrong):
            wrong.append(_about(_plainly(one), column, sent))
    return Filled(told, None if wrong else scenario, wrong)


def _follows(one: Finding, wrong: list[Finding]) -> bool:
    """Whether it is but the shadow of a field that was misread."""
    return bool(wrong) and one.about in {"", "replications", "scenario"}


def _column(one: Finding, blame: Sequence[str], budgets: int) -> str:
    """The field of the form that a finding is about; empty where it is none."""
    head, _, rest = one.about.partition(".")
    number = rest.partition(".")[0]
    place = int(number) if number.isdecimal() else -1
    if head == "changes":
        return blame[place] if 0 <= place < len(blame) else ""
    if head == "budgets":
        return f"budget{place}" if 0 <= place < budgets else "budget_new"
    if head in {"begins", "months", "warm_up_months", "title", "question"}:
        return head
    return "most" if head == "replications" else ""


def _plainly(one: Finding) -> Finding:
    """A fault as the form says it, where the file's own words name what a form does not show."""
    if one.rule == TOO_LARGE:
        return replace(one, rule="scenario.too_much")
    days = DAY.findall(str(one.facts.get("expected", "")))
    if one.rule != IMPOSSIBLE or not days:
        return one
    told = {"begins": "scenario.outside", "budgets": "scenario.budget_outside"}
    rule = told.get(one.about.partition(".")[0], one.rule)
    value = SPAN.join(DAY.findall(str(one.facts.get("value", ""))))
    return replace(one, rule=rule, facts={"value": value, "expected": SPAN.join(days)})


def _about(one: Finding, column: str, sent: Sent) -> Finding:
    facts: dict[str, Fact] = dict(one.facts)
    return replace(one, facts=facts, where=Where("", "", None, column, sent(column)[:60]))
