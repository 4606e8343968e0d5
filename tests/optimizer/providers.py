"""A provider's records for tests: one client, one referral, one thing planned; change one thing."""

from datetime import date, timedelta
from typing import Any

from domain.people import Client, Worker
from domain.provider import Provider, PublishedMeeting
from domain.referral import Group, Leading, PlanItem, Referral, Used
from domain.session import Need
from optimizer.build import build_problem
from tests.optimizer.builders import MONDAY, a_client, a_worker

TURN_OF_YEAR = date(2026, 12, 28)
"""Monday of a week that ends on 3 January."""
OCCUPATION = 228_000
"""Cents of a calendar year under the ceiling of work-like activity since 2025: 12 times 190 €."""


def a_referral(referral_id: str = "r1", **changes: Any) -> Referral:
    """Special care since the summer."""
    record: dict[str, Any] = {
        "id": referral_id,
        "programme": "ska-components",
        "client": "c1",
        "on": date(2026, 6, 1),
    }
    return Referral(**(record | changes))


def an_item(item_id: str = "p1", **changes: Any) -> PlanItem:
    """An hour of work-like activity in Tallinn on Monday or Saturday, from ten to twelve."""
    record: dict[str, Any] = {
        "id": item_id,
        "referral": "r1",
        "component": "is-worklike",
        "meetings": 1,
        "minutes": 60,
        "weekdays": frozenset({0, 5}),
        "earliest": 600,
        "latest": 720,
        "place": "tallinn",
    }
    return PlanItem(**(record | changes))


def a_group(group_id: str = "g1", **changes: Any) -> Group:
    """An hour of work-like activity for two on Friday."""
    record: dict[str, Any] = {
        "id": group_id,
        "name": "Puutöö",
        "component": "is-worklike",
        "theme": None,
        "language": "et",
        "place": "tallinn",
        "minutes": 60,
        "weekdays": frozenset({4}),
        "earliest": 600,
        "latest": 720,
        "leading": Leading.ALONE,
        "smallest": 1,
        "largest": 8,
        "referrals": ("r1", "r2"),
    }
    return Group(**(record | changes))


def spent(month: date, cents: int, referral: str = "r1", minutes: int = 0) -> Used:
    """What was used of work-like activity in a month."""
    return Used(referral, "is-worklike", month, minutes, cents)


def published(day: int, start: int = 600, **changes: Any) -> PublishedMeeting:
    """An hour of the default item, so many days after the Monday of the week (or before)."""
    record: dict[str, Any] = {
        "day": MONDAY + timedelta(days=day),
        "start": start,
        "minutes": 60,
        "component": "is-worklike",
        "client": "c1",
        "group": None,
        "workers": ("w1",),
    }
    return PublishedMeeting(**(record | changes))


def at_home(client_id: str = "c1", home: str = "tallinn", **changes: Any) -> Client:
    """A client who lives in a town that exists."""
    return a_client(client_id, home=home, **changes)


def on_staff(worker_id: str = "w1", home: str = "tallinn", **changes: Any) -> Worker:
    """A worker who lives in a town that exists."""
    return a_worker(worker_id, home=home, **changes)


def a_provider(**changes: Any) -> Provider:
    """Two clients with a referral each; nothing is planned until a test says so."""
    record: dict[str, Any] = {
        "name": "Abiks",
        "workers": (on_staff("w1"), on_staff("w2")),
        "clients": (at_home("c1"), at_home("c2")),
        "referrals": (a_referral("r1"), a_referral("r2", client="c2")),
    }
    return Provider(**(record | changes))


def needs_of(provider: Provider, monday: date = MONDAY) -> tuple[Need, ...]:
    """What is wanted in a week."""
    return build_problem(provider, monday)[0].needs


def the_need(provider: Provider, monday: date = MONDAY) -> Need:
    """The only thing wanted in a week."""
    (need,) = needs_of(provider, monday)
    return need
