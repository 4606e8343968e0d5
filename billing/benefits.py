"""Benefits for attending: who came how far to meetings, and what a programme gives for the way.

A programme says which benefits there are, for clients of which standing, and (as dated figures)
what a kilometre is worth. Where it has no figure the amount stays open: nothing is guessed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from billing.papers import rows_of
from domain.places import UNREACHABLE, travel_between
from domain.programme import Figure, Programme
from domain.referral import Referral
from domain.session import Outcome

METRES = 1000
PER_KM, WAYS, LEAST = "cents_per_km", "ways", "least_metres"


class Note(StrEnum):
    """Why a row has no amount, or none that is above nothing."""

    NONE = ""
    AMOUNT_UNKNOWN = "amount_unknown"
    """The programme has no figure for this benefit."""
    HOME_UNKNOWN = "home_unknown"
    PLACE_UNKNOWN = "place_unknown"
    """Nobody has told where the meeting was."""
    TOO_NEAR = "too_near"
    """Home and place are nearer than the benefit asks for, as far as settlements tell."""
    NO_WAY = "no_way"
    """No road is known between the two."""


@dataclass(frozen=True, slots=True)
class Attended:
    """A day on which a client who is entitled came to a meeting, and one benefit for it."""

    benefit: str
    client: str
    referral: str
    theirs: str
    day: date
    home: str
    """Place id; empty: not known."""
    place: str
    km: int | None
    """One way, by the shortest road; None: not known, or not asked for."""
    cents: int | None
    """None: not known."""
    note: Note
    source: str


@dataclass(frozen=True, slots=True)
class Ways:
    """What is known of homes and places."""

    homes: Mapping[str, str]
    """Client -> place id."""
    places: Mapping[str, str | None]
    """Line of ``attended`` -> place id; None: nobody travels there; absent: not known."""


def benefits_of(
    attended: pd.DataFrame,
    referrals: Iterable[Referral],
    programmes: Mapping[str, Programme],
    ways: Ways,
) -> tuple[Attended, ...]:
    """A row for each benefit, client and day of attendance, in the order of client and day.

    Days on which a client came count once, with the farthest place. Meetings at home or at a
    distance are left out; so are clients whose standing is not the one that is entitled.
    """
    known = {referral.id: referral for referral in referrals}
    came = [
        row
        for row in rows_of(attended)
        if str(row.outcome) == Outcome.DELIVERED.value and str(row.referral) in known
    ]
    found = [one for row in came for one in _rows(row, known[str(row.referral)], programmes, ways)]
    farthest: dict[tuple[str, str, date], Attended] = {}
    for one in found:
        key = (one.benefit, one.client, one.day)
        old = farthest.get(key)
        if old is None or (one.km or 0) > (old.km or 0):
            farthest[key] = one
    return tuple(sorted(farthest.values(), key=lambda one: (one.client, one.day, one.benefit)))


def _rows(
    row: Any, referral: Referral, programmes: Mapping[str, Programme], ways: Ways
) -> Iterator[Attended]:
    programme = programmes[referral.programme]
    line, client, day = str(row.line), str(row.client), date.fromordinal(row.day)
    place = ways.places.get(line, "")
    if place is None:
        return
    for benefit, status in programme.benefits.items():
        if referral.status != status:
            continue
        figures = {
            name: _figure(programme, f"{benefit}_{name}", day) for name in (PER_KM, WAYS, LEAST)
        }
        home = ways.homes.get(client, "")
        km, cents, note = _amount(home, place, figures)
        rate = figures[PER_KM]
        yield Attended(
            benefit=benefit,
            client=client,
            referral=referral.id,
            theirs=str(row.theirs),
            day=day,
            home=home,
            place=place,
            km=km,
            cents=cents,
            note=note,
            source=rate.source if rate else "",
        )


def _figure(programme: Programme, name: str, day: date) -> Figure | None:
    figure = programme.parameters.get(name)
    return figure if figure is not None and figure.holds_on(day) else None


def _amount(
    home: str, place: str, figures: Mapping[str, Figure | None]
) -> tuple[int | None, int | None, Note]:
    """Kilometres one way, cents for the day, and what is to be said of them."""
    rate, ways, least = (figures[name] for name in (PER_KM, WAYS, LEAST))
    if rate is None:
        return None, None, Note.AMOUNT_UNKNOWN
    if not home or not place:
        return None, None, Note.PLACE_UNKNOWN if home else Note.HOME_UNKNOWN
    km = int(travel_between([home, place]).km[0, 1])
    if km >= UNREACHABLE:
        return None, None, Note.NO_WAY
    if least is not None and km * METRES < least.value:
        return km, 0, Note.TOO_NEAR
    return km, km * rate.value * (ways.value if ways else 1), Note.NONE
