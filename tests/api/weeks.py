"""What tests of made-up providers ask of them."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from domain.entitlement import History, remaining
from domain.programme import components
from domain.provider import Provider
from domain.referral import PlanItem, Referral
from domain.session import Meeting, Need
from optimizer.build import build_problem
from optimizer.check import check
from optimizer.policy import default_policy

MONDAY = date(2026, 11, 23)
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]


def items(provider: Provider) -> list[tuple[PlanItem, Referral]]:
    referrals = {referral.id: referral for referral in provider.referrals}
    return [(item, referrals[item.referral]) for item in provider.plan]


def left(provider: Provider, rule: str) -> dict[str, tuple[int, int]]:
    """Plan item -> least that is left under a rule, and what the item takes of it."""
    history = History.of(provider.used, provider.referrals)
    found = {}
    for item, referral in items(provider):
        programme, component = components()[item.component]
        pots = remaining(programme, component, referral, history, WEEK[0], WEEK[-1])
        own = [pot.left for pot in pots if pot.rule == rule]
        if own:
            minutes = item.minutes * item.meetings
            tariff = component.tariff(MONDAY)
            cents = minutes * tariff.cents // tariff.unit_minutes if tariff else 0
            found[item.id] = (min(own), minutes if rule == "units_left" else cents)
    return found


def replay(provider: Provider) -> tuple[tuple[Need, ...], list[Meeting], Counter[str]]:
    """Hold last week's roster again this week: needs, meetings, and what it misses by rule."""
    problem, kept_out = build_problem(provider, MONDAY)
    assert kept_out == ()
    waiting: dict[tuple[str, str], list[Need]] = defaultdict(list)
    for need in problem.needs:
        waiting[need.group or need.clients[0], need.component].append(need)
    meetings = []
    for held in provider.published:
        own = waiting[held.group or held.client or "", held.component]
        start = ((held.day - MONDAY).days + 7) * 1440 + held.start
        meetings.append(Meeting(own.pop(0).id, start, held.workers))
    checked = check(problem, default_policy(), meetings)
    missed = Counter(fault.rule for fault in checked.faults)
    missed.update({line.rule: line.missed for line in checked.costs})
    return problem.needs, meetings, missed


def musts(missed: Counter[str]) -> Counter[str]:
    wishes = default_policy().prices
    return Counter({rule: count for rule, count in missed.items() if rule not in wishes})
