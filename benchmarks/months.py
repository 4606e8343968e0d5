"""Random months of any size, the same for the same seed: what was attended, by whom, under what.

Names are numbers; nobody here exists. The mix is that of providers who serve all programmes of
the house: meetings of 45 to 120 minutes, one row in six in a group, one in twenty not delivered
as agreed, some clients near their ceilings. ``benchmarks.bench_month`` measures what the price
of such a month costs.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
import pandas as pd

from billing.kept import Kept
from billing.month import Month, Terms, price_month, used_table
from billing.prices import Price, prices_of
from billing.tables import ATTENDED, Column, table
from domain.clock import moment, monday_of
from domain.programme import Component, Programme, programmes
from domain.referral import Extension, Referral, Used
from domain.session import DAY_MINUTES, Outcome

NOVEMBER = date(2026, 11, 1)
OUTCOMES = (
    (Outcome.DELIVERED, 950),
    (Outcome.NO_SHOW, 20),
    (Outcome.CANCELLED_LATE, 15),
    (Outcome.CANCELLED_IN_TIME, 10),
    (Outcome.CANCELLED_BY_PROVIDER, 5),
)
LENGTHS = (45, 60, 75, 90, 120)
GROUP = 5
"""Members of a group."""
CAPPED, FAMILY, CONFIRMED, PLANNED = 0.2, 0.3, 0.97, 0.95
"""Shares of rows."""
CONTRACT: tuple[tuple[Literal["individual", "group"], Literal["person", "family"], int], ...] = (
    ("individual", "person", 3_511),
    ("individual", "family", 3_811),
    ("group", "person", 1_233),
)
"""A contract's prices in cents."""
SINCE = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A month, and all that its price depends on."""

    attended: pd.DataFrame
    terms: Terms
    referrals: tuple[Referral, ...]
    used: pd.DataFrame


def draw_month(rows: int, seed: int = 1, month: date = NOVEMBER, providers: int = 0) -> Drawn:
    """A month of so many rows; ``providers``: one for each 2,000 rows where none are asked for."""
    dice = np.random.default_rng(seed)
    known = programmes()
    sellers = [f"{90_000_000 + k}" for k in range(providers or max(1, rows // 2_000))]
    referrals = _referrals(dice, known, max(1, rows // 6), month)
    attended = _attended(dice, known, referrals, rows, month, sellers)
    terms = Terms(known, prices_of(known, _contracts(known, sellers)))
    return Drawn(attended, terms, referrals, used_table(_used(dice, known, referrals, month)))


def price_drawn(drawn: Drawn, kept: Kept | None = None) -> Month:
    """Price a drawn month, with what was kept of an earlier run of it."""
    return price_month(drawn.attended, drawn.terms, drawn.referrals, drawn.used, kept=kept)


def _referrals(
    dice: np.random.Generator, known: Mapping[str, Programme], clients: int, month: date
) -> tuple[Referral, ...]:
    """One referral a client, now and then two; one in eight of them was extended."""
    names = list(known)
    found = []
    for k, choice in enumerate(dice.choice(len(names), clients + clients // 5).tolist()):
        on = month - timedelta(days=int(dice.integers(0, 330)))
        more = Extension(2, "goals are near", "case manager", month + timedelta(days=k % 25))
        found.append(
            Referral(
                id=f"R{k:06d}",
                programme=names[choice],
                client=f"C{k % clients:06d}",
                on=on,
                extensions=(more,) if k % 8 == 0 else (),
            )
        )
    return tuple(found)


def _attended(
    dice: np.random.Generator,
    known: Mapping[str, Programme],
    referrals: tuple[Referral, ...],
    rows: int,
    month: date,
    sellers: list[str],
) -> pd.DataFrame:
    """Rows of meetings; members of a group share time, worker and component."""
    parts = {name: list(programme.components) for name, programme in known.items()}
    by_programme = {
        name: [k for k, one in enumerate(referrals) if one.programme == name] for name in known
    }
    grouped = dice.random(rows) < 1 / 6 / GROUP
    sizes = np.where(grouped, GROUP, 1)
    whose = dice.integers(0, len(referrals), len(sizes))
    which = dice.random(len(sizes))
    who: list[int] = []
    what: list[Component] = []
    kind: list[str] = []
    meeting: list[int] = []
    for number, (size, first, chance) in enumerate(
        zip(sizes.tolist(), whose.tolist(), which.tolist(), strict=True)
    ):
        if len(who) >= rows:
            break
        programme = referrals[first].programme
        component = _drawn_part(parts[programme], chance)
        group = size > 1 and "group" in component.activity
        peers = by_programme[programme]
        at = peers.index(first) if len(peers) < GROUP else first % len(peers)
        members = [peers[(at + k) % len(peers)] for k in range(size)] if group else [first]
        for member in {referrals[k].client: k for k in members}.values():
            who.append(member)
            what.append(component)
            kind.append("group" if group else "individual")
            meeting.append(number)
    return _frame(
        dice, who[:rows], what[:rows], kind[:rows], meeting[:rows], referrals, month, sellers
    )


def _drawn_part(parts: list[Component], chance: float) -> Component:
    """A component; those with a ceiling of their own come more often."""
    capped = [part for part in parts if part.caps]
    if capped and chance < CAPPED:
        return capped[int(chance / CAPPED * len(capped))]
    return parts[int(chance * len(parts))]


def _frame(
    dice: np.random.Generator,
    who: list[int],
    what: list[Component],
    kind: list[str],
    meeting: list[int],
    referrals: tuple[Referral, ...],
    month: date,
    sellers: list[str],
) -> pd.DataFrame:
    """The table ``attended``; time, worker, provider and outcome are drawn for each meeting."""
    n = len(who)
    at = np.asarray(meeting, dtype=np.int64)
    drawn = (at[-1] + 1) if n else 0
    of_outcome = np.repeat(np.arange(len(OUTCOMES)), [weight for _, weight in OUTCOMES])
    day = month.toordinal() + dice.integers(0, monthrange(month.year, month.month)[1], drawn)
    start = 480 + 15 * dice.integers(0, 40, drawn)
    minutes = np.asarray(LENGTHS)[dice.integers(0, len(LENGTHS), drawn)]
    seller = dice.integers(0, len(sellers), drawn)
    worker = seller * 40 + dice.integers(0, 40, drawn)
    outcome = of_outcome[dice.integers(0, len(of_outcome), n)]
    zero = int(moment(monday_of(month), 0).timestamp()) // 60
    begun = zero + (day - monday_of(month).toordinal()) * DAY_MINUTES + start
    talks = (dice.random(drawn) < FAMILY)[at].tolist()
    family = [
        "family" in part.activity and (talk or "person" not in _prices_for(part))
        for part, talk in zip(what, talks, strict=True)
    ]
    alone = np.asarray([one == "individual" for one in kind], dtype=np.bool_)
    members = np.bincount(at, minlength=drawn)[at] if n else at
    names = [f"M{k:07d}" for k in range(drawn)]
    ids = [f"{names[m]}/{referrals[w].client}" for m, w in zip(meeting, who, strict=True)]
    columns: dict[str, Column] = {
        "line": ids,
        "meeting": [names[k] for k in meeting],
        "version": np.ones(n, dtype=np.int64),
        "client": [referrals[w].client for w in who],
        "referral": [referrals[w].id for w in who],
        "component": [part.id for part in what],
        "provider": [sellers[k] for k in seller[at].tolist()],
        "worker": [f"W{k:05d}" for k in worker[at].tolist()],
        "day": day[at],
        "start": start[at],
        "begun": begun[at],
        "minutes": minutes[at],
        "activity": kind,
        "beneficiary": [
            "family" if one and k == "individual" else "person"
            for one, k in zip(family, kind, strict=True)
        ],
        "present": np.where(alone, 1, members),
        "outcome": [OUTCOMES[k][0].value for k in outcome.tolist()],
        "confirmed": dice.random(n) < CONFIRMED,
        "planned": dice.random(n) < PLANNED,
        "booked": day[at] - dice.integers(0, 20, n),
        "recorded": day[at] + dice.integers(0, 5, n),
        "theirs": [""] * n,
    }
    return table(ATTENDED, columns)


def _contracts(known: Mapping[str, Programme], sellers: list[str]) -> list[Price]:
    """Each seller's own prices for what the programmes know no price of."""
    unpriced = [
        part
        for programme in known.values()
        for part in programme.components
        if part.paid and not part.tariffs
    ]
    return [
        Price(
            component=part.id,
            activity=activity,
            beneficiary=beneficiary,
            provider=seller,
            unit_minutes=45 if k % 2 else 60,
            cents=base + 7 * (k % 9),
            since=SINCE,
            source="invented contract",
        )
        for part in unpriced
        for k, seller in enumerate(sellers)
        for activity, beneficiary, base in CONTRACT
    ]


def _prices_for(part: Component) -> set[str]:
    """For whom a component has a price."""
    return {tariff.beneficiary for tariff in part.tariffs} or {"person", "family"}


def _used(
    dice: np.random.Generator,
    known: Mapping[str, Programme],
    referrals: tuple[Referral, ...],
    month: date,
) -> list[Used]:
    """What was claimed earlier in the year, where a ceiling counts it."""
    found = []
    for referral in referrals:
        programme = known[referral.programme]
        for part in programme.components:
            if not part.caps and not any(
                cap.kind == "units_per_referral" for cap in programme.caps
            ):
                continue
            for earlier in range(max(1, month.month - 4), month.month):
                minutes = int(dice.integers(0, 3)) * 45
                if minutes:
                    first = date(month.year, earlier, 1)
                    cents = int(dice.integers(0, 90_000))
                    found.append(Used(referral.id, part.id, first, minutes, cents))
    return found
