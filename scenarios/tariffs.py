"""Prices, ceilings, shares and ends of referrals, as small tables that the days look up.

Every figure is asked of billing and of the programmes, once for each service and day: the price
list and its rounding (``billing.prices``, ``billing.price``), the ceilings and months of a referral
(``domain.entitlement``), the shares of the funders (``billing.grants``).
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from billing.columns import month_starts, year_starts
from billing.grants import grants_of
from billing.price import full_price, match_prices
from billing.prices import prices_of
from billing.tables import NO_TARIFF
from scenarios.calendar import Calendar
from scenarios.core.state import Money
from scenarios.granting import NO_LIMIT, cents_left, granted_minutes, last_day, rules_of
from scenarios.scenario import Scenario
from scenarios.services import Services

WHOLE = 100
LONGEST = 600
"""Minutes of the longest meeting."""
STEPS = ("go_on", "no_new_clients", "stop")


@dataclass(frozen=True)
class Granted:
    """What a referral grants, by service, whether extended, and day of referral."""

    minutes: np.ndarray
    """(services, 2, days)."""


def granted_of(scenario: Scenario, services: Services, calendar: Calendar) -> Granted:
    """Minutes that each service grants to a referral of each day."""
    found = np.empty((len(services.services), 2, len(calendar)), np.int64)
    for number, service in enumerate(services.services):
        more = scenario.demand[service.demand].extended_units
        for extended, units in enumerate((0, more)):
            found[number, extended] = [
                granted_minutes(service.programme, service.component, calendar.day(n), units)
                for n in range(len(calendar))
            ]
    return Granted(found)


def money_of(scenario: Scenario, services: Services, calendar: Calendar) -> Money:
    """The tables of a scenario."""
    row, cents = _prices(scenario, services, calendar)
    limits = _limits(services, calendar)
    share = np.array([shares_of(b.funder, services, calendar) for b in scenario.budgets], np.int64)
    many, days = len(services.services), len(calendar)
    share = share.reshape(len(scenario.budgets), many, days)
    for number, budget in enumerate(scenario.budgets):
        first, last = calendar.at_or_after(budget.first), calendar.upto(budget.last)
        outside = np.ones(days, bool)
        outside[max(first, calendar.counted) : last + 1] = False
        share[number][:, outside] = 0
    return Money(
        row,
        cents,
        month_starts(calendar.ordinals),
        year_starts(calendar.ordinals),
        limits[0],
        limits[1],
        _ends(services, calendar),
        share,
        np.array([(b.cents - b.spent) * WHOLE for b in scenario.budgets], np.int64),
        np.array([STEPS.index(b.when_gone) for b in scenario.budgets], np.int64),
    )


def shares_of(funder: str, services: Services, calendar: Calendar) -> np.ndarray:
    """Percent that a funder pays, by service and day."""
    found = np.zeros((len(services.services), len(calendar)), np.int64)
    for number, service in enumerate(services.services):
        grants = grants_of(service.programme)
        since = np.array([grant.since.toordinal() for grant in grants])
        at = np.maximum(np.searchsorted(since, calendar.ordinals, side="right") - 1, 0)
        pays = [dict(zip(g.funders, g.shares, strict=True)).get(funder, 0) for g in grants]
        found[number] = np.array(pays)[at]
    return found


def _prices(
    scenario: Scenario, services: Services, calendar: Calendar
) -> tuple[np.ndarray, np.ndarray]:
    """Row of the table of cents by service and day; the table by price and minutes."""
    listed = prices_of(rules_of(scenario), scenario.prices)
    many, days = len(services.services), len(calendar)
    columns = {
        "component": np.repeat([s.component.id for s in services.services], days),
        "activity": np.repeat([s.activity for s in services.services], days),
        "beneficiary": np.repeat(["person"], many * days),
        "provider": np.repeat([""], many * days),
    }
    asked = pd.DataFrame({name: pd.Categorical(column) for name, column in columns.items()})
    asked["day"] = np.tile(calendar.ordinals, many)
    found = match_prices(asked, listed).reshape(many, days)
    used, row = np.unique(found, return_inverse=True)
    minutes = np.arange(LONGEST + 1)
    percent = np.full(len(minutes), WHOLE)
    cents = np.array(
        [
            np.where(
                minutes > 0, full_price(listed, np.full(len(minutes), at), minutes, percent), 0
            )
            for at in used.tolist()
        ]
    )
    return row.reshape(many, days).astype(np.int64), cents.astype(np.int64)


def unpriced(scenario: Scenario, services: Services, calendar: Calendar) -> tuple[str, ...]:
    """Components that have no price on some day that counts: what they cost is not known."""
    listed = prices_of(rules_of(scenario), scenario.prices)
    days = calendar.ordinals[calendar.counted :]
    found = []
    for service in services.services:
        columns = {
            "component": service.component.id,
            "activity": service.activity,
            "beneficiary": "person",
            "provider": "",
        }
        asked = pd.DataFrame({k: pd.Categorical([v] * len(days)) for k, v in columns.items()})
        asked["day"] = days
        if (match_prices(asked, listed) == NO_TARIFF).any():
            found.append(service.component.id)
    return tuple(dict.fromkeys(found))


def _limits(services: Services, calendar: Calendar) -> np.ndarray:
    """(2, services, days) cents of a person's month and calendar year; asked once a month."""
    found = np.full((2, len(services.services), len(calendar)), NO_LIMIT)
    months, back = np.unique(month_starts(calendar.ordinals), return_inverse=True)
    for number, service in enumerate(services.services):
        asked = [
            cents_left(service.programme, service.component, date.fromordinal(int(day)))
            for day in months
        ]
        found[:, number] = np.array(asked, np.int64)[back].T
    return found


def _ends(services: Services, calendar: Calendar) -> np.ndarray:
    """(services, days) number of the last day of the service for a referral of each day."""
    found = np.empty((len(services.services), len(calendar)), np.int64)
    for number, service in enumerate(services.services):
        found[number] = [
            _number(calendar, last_day(service.programme, service.component, calendar.day(n)))
            for n in range(len(calendar))
        ]
    return found


def _number(calendar: Calendar, day: date | None) -> int:
    return NO_LIMIT if day is None else calendar.upto(day)
