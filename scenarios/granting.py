"""What a referral grants in a scenario: asked of the programmes, with the scenario's own caps.

Nothing is decided here: ``domain.entitlement`` answers, for a referral that somebody might get.
"""

from collections.abc import Mapping
from datetime import date

from billing.pots import MONTHS, UNITS, YEARS, family_of
from domain.caps import Cap, Phase, UnitsPerReferral
from domain.entitlement import History, period_of, remaining
from domain.programme import Component, Programme, components, programmes
from domain.referral import Extension, Referral
from scenarios.operations import HoursCapSet
from scenarios.scenario import Scenario

NO_LIMIT = 2**62
_NOTHING = History({}, {}, {}, {})


def rules_of(scenario: Scenario) -> dict[str, Programme]:
    """The programmes with the caps that a scenario sets in place of theirs."""
    found = dict(programmes())
    for cap in scenario.caps:
        programme = components()[cap.component][0]
        found[programme.id] = _with_cap(found[programme.id], cap)
    return found


def part_of(rules: Mapping[str, Programme], component: str) -> tuple[Programme, Component]:
    """A component with its programme."""
    programme = rules[components()[component][0].id]
    return programme, next(c for c in programme.components if c.id == component)


def granted_minutes(programme: Programme, component: Component, day: date, more: int = 0) -> int:
    """Minutes that a referral of a day grants, extended by ``more`` units; ``NO_LIMIT`` if free."""
    return min(
        _left(programme, component, _somebody(programme, day, more), UNITS), default=NO_LIMIT
    )


def cents_left(programme: Programme, component: Component, day: date) -> tuple[int, int]:
    """Cents that a person may cost in the month and in the calendar year of a day."""
    whose = _somebody(programme, day, 0)
    month = min(_left(programme, component, whose, MONTHS), default=NO_LIMIT)
    return month, min(_left(programme, component, whose, YEARS), default=NO_LIMIT)


def last_day(programme: Programme, component: Component, day: date) -> date | None:
    """Last day of the service for a referral of a day; None where there is none."""
    return period_of(programme, component, _somebody(programme, day, 0))[1]


def phase_months(component: Component, day: date) -> int | None:
    """Months after which the phase of a component is over; None where it has no end."""
    ends = [cap.to_month for cap in component.caps if isinstance(cap, Phase) and cap.holds_on(day)]
    return min((month for month in ends if month is not None), default=None)


def _left(
    programme: Programme, component: Component, referral: Referral, families: tuple[int, int]
) -> list[int]:
    day = referral.on
    parts = remaining(programme, component, referral, _NOTHING, day, day)
    return [part.left for part in parts if family_of(part, programme, referral) in families]


def _somebody(programme: Programme, day: date, more: int) -> Referral:
    extension = (Extension(more, "scenario", "scenario", day),) if more else ()
    return Referral("referral", programme.id, "somebody", day, extensions=extension)


def _with_cap(programme: Programme, change: HoursCapSet) -> Programme:
    """The programme with the units of the scenario: in place of its own, or of the component's."""
    new = UnitsPerReferral(
        kind="units_per_referral",
        units=change.units,
        unit_minutes=change.unit_minutes,
        may_extend=True,
        since=programme.since,
        source="scenario",
    )
    if any(isinstance(cap, UnitsPerReferral) for cap in programme.caps):
        return programme.model_copy(update={"caps": _replaced(programme.caps, new)})
    parts = tuple(
        part.model_copy(update={"caps": _replaced(part.caps, new)})
        if part.id == change.component
        else part
        for part in programme.components
    )
    return programme.model_copy(update={"components": parts})


def _replaced(caps: tuple[Cap, ...], new: UnitsPerReferral) -> tuple[Cap, ...]:
    return (*(cap for cap in caps if not isinstance(cap, UnitsPerReferral)), new)
