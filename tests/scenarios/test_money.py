"""The money of a simulation against billing itself: the same meetings, priced, capped and split."""

from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd
import pytest

from billing.ceilings import Cuts, cut
from billing.delivered import delivered
from billing.pots import pots_of
from billing.price import Rules, rate
from billing.prices import prices_of
from billing.split import split_lines
from billing.tables import USED, table
from domain.clock import ZONE
from domain.programme import programmes
from domain.referral import Extension, Referral
from domain.session import Attendance, Held, Outcome
from scenarios.scenario import Scenario
from scenarios.simulate import Played, play_once, set_stage
from scenarios.spending import paid_by_funders
from tests.scenarios.builders import STAYS, UNITS, YEARLY, scenario

PRICES = [
    {
        "component": component,
        "unit_minutes": unit,
        "cents": cents,
        "since": since,
        "until": until,
        "source": "test",
    }
    for component, unit, cents, since, until in (
        (STAYS, 60, 3333, "2026-01-01", "2027-02-28"),
        (STAYS, 60, 3611, "2027-03-01", None),
        (UNITS, 45, 2999, "2026-01-01", None),
    )
]


def money_scenario() -> Scenario:
    """Two funders, a price that changes, units with extensions, a ceiling of the calendar year."""
    return scenario(
        warm_up_months=0,
        prices=PRICES,
        demand=[
            {"component": STAYS, "clients": 30, "stay_days": 40, "minutes": [{"value": 50}]},
            {
                "component": UNITS,
                "clients": 30,
                "extended_percent": 50,
                "extended_units": 3,
                "minutes": [{"value": 80}],
            },
            {
                "component": YEARLY,
                "clients": 8,
                "stay_days": 110,
                "every_days": 1,
                "minutes": [{"value": 170}],
                "short_percent": 0,
            },
        ],
        staff=[
            {"id": "p", "roles": ["peer_counsellor"], "count": 20, "reach": "country"},
            {
                "id": "s",
                "roles": ["support_person", "specialist"],
                "count": 20,
                "reach": "country",
                "languages": ["et", "ru", "uk", "en"],
                "week_minutes": 2400,
                "week_days": 5,
            },
        ],
    )


def records(played: Played) -> tuple[list[Held], list[Referral]]:
    """Every meeting and every referral, as people would have kept them."""
    stage, rows = played.stage, played.episodes.rows
    services = stage.services.services
    held, referrals = [], {}
    for line, (i, day, minutes, _, _) in enumerate(
        played.flows.log[: played.flows.logged[0]].tolist()
    ):
        service = services[rows.service[i]]
        client, came = f"c{rows.person[i]}", stage.calendar.day(int(played.marks.came[i]))
        begins = datetime.combine(stage.calendar.day(day), time(9), ZONE)
        part = Attendance(client, f"r{i}")
        held.append(
            Held(
                meeting=f"m{line:06}",
                version=1,
                component=service.component.id,
                provider="10000001",
                clients=(part,),
                workers=("w",),
                begins=begins,
                ends=begins + timedelta(minutes=minutes),
                outcome=Outcome.DELIVERED,
                recorded=begins.date(),
            )
        )
        plain = stage.granted.minutes[rows.service[i], 0, played.marks.came[i]]
        more = () if rows.total[i] <= plain else (Extension(3, "needed", "somebody", came),)
        referrals[i] = Referral(f"r{i}", service.programme.id, client, came, extensions=more)
    return held, list(referrals.values())


@pytest.fixture(scope="module")
def played() -> Played:
    return play_once(set_stage(money_scenario()), 0, log=100_000)


@pytest.fixture(scope="module")
def billed(played: Played) -> tuple[pd.DataFrame, Cuts]:
    held, referrals = records(played)
    attended = delivered(held)
    prices = prices_of(programmes(), played.stage.scenario.prices)
    used = table(USED, {name: [] for name in USED.names})
    rated = rate(attended, prices, programmes(), Rules(), used)
    return attended, cut(attended, prices, rated, pots_of(attended, programmes(), referrals, used))


def test_every_meeting_costs_what_billing_says_and_none_is_cut(
    played: Played, billed: tuple[pd.DataFrame, Cuts]
) -> None:
    attended, cuts = billed
    number = attended["meeting"].astype(str).str[1:].astype(int).to_numpy()
    lines = played.flows.log[number]
    assert len(lines) == played.flows.logged[0] > 500
    assert (lines[:, 3] == cuts.net).all()
    assert (cuts.granted == lines[:, 2]).all()
    assert not np.concatenate([cuts.over_units, cuts.over_month, cuts.over_year]).any()


def test_the_ceiling_of_the_year_was_met(played: Played) -> None:
    services = [s.component.id for s in played.stage.services.services]
    capped = played.episodes.rows.service == services.index(YEARLY)
    by_person = np.bincount(played.episodes.rows.person[capped], played.marks.paid[capped])
    year = 12 * 19_000
    one_more = 4000 * 170 / 60
    assert year - one_more < by_person.max() <= year


def test_every_funder_pays_what_billing_lets_it_pay(
    played: Played, billed: tuple[pd.DataFrame, Cuts]
) -> None:
    attended, cuts = billed
    shares, _ = split_lines(attended, cuts.net, programmes())
    theirs = shares.groupby("funder", observed=True)["cents"].sum().to_dict()
    paid = paid_by_funders(played)
    ours = dict(zip(paid.funders, paid.cents.sum(axis=0).tolist(), strict=True))
    assert {name: cents for name, cents in ours.items() if cents} == theirs
    assert len(theirs) == 4


def test_a_price_changes_on_its_day(played: Played) -> None:
    log = played.flows.log[: played.flows.logged[0]]
    services = [s.component.id for s in played.stage.services.services]
    mine = played.episodes.rows.service[log[:, 0]] == services.index(STAYS)
    whole = mine & (log[:, 2] == 50)
    march = log[:, 1] >= played.stage.calendar.at_or_after(date(2027, 3, 1))
    assert set(log[whole & ~march, 3]) == {2778}
    assert set(log[whole & march, 3]) == {3009}
