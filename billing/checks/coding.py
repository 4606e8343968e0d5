"""C01–C04, C06: whether a meeting is coded as what it was.

What a component may be is told by its programme: for the unplanned alone, only for what fits
nothing else, after a plan, with which support inside, for groups of which size.
"""

from collections.abc import Iterator

import numpy as np

from billing.given import Given
from billing.joining import NONE, Bools, Ints, cross, pack
from billing.kinds import Kind
from billing.results import Told, tell
from billing.sides import ACTIVITIES
from billing.tables import NO_DAY
from domain.session import WEEK_DAYS

AHEAD = 2
"""Days: what is booked farther ahead was no crisis (facts 11)."""
WEEKS = 3
"""Weeks in which the same weekday and time make a habit (facts 11)."""
SLOT = 30
"""Minutes within which two beginnings are the same time of the day."""


def check_coding(given: Given) -> Iterator[Told]:
    """Every delivered line whose component its programme does not give in that way."""
    yield from _crisis(given)
    yield from _without_plan(given)
    yield from _included(given)
    yield from _beside_others(given)
    yield from _group_sizes(given)


def _tell(given: Given, kind: Kind, at: Ints, **facts: Ints) -> Told:
    lines = given.lines
    told = {"found": lines.day[at], **facts}
    return tell(kind, len(at), line=at, cents=lines.net[at], minutes=lines.minutes[at], **told)


def _held(given: Given) -> Bools:
    return given.lines.delivered


def _crisis(given: Given) -> Iterator[Told]:
    lines = given.lines
    sudden = given.each(lambda _, c: c.plan == "forbidden", 0) == 1
    early = (lines.booked != NO_DAY) & (lines.day - lines.booked > AHEAD)
    told = sudden & (lines.planned | early)
    last_resort = np.flatnonzero((given.each(lambda _, c: c.residual, 0) == 1) & _held(given))
    told[last_resort[_weekly(given, last_resort)]] = True
    yield _tell(given, Kind.C01, np.flatnonzero(told & _held(given)))


def _weekly(given: Given, at: Ints) -> Bools:
    """Whether a line is one of several weeks on the same weekday at the same time."""
    lines = given.lines
    slot = (lines.start[at] + SLOT // 2) // SLOT
    day = lines.day[at]
    parts = [lines.client[at], lines.component[at], day % WEEK_DAYS, slot]
    key, _ = pack([(part, part[:0]) for part in parts])
    week, _ = pack([(key, key[:0]), (day // WEEK_DAYS, day[:0])])
    _, first = np.unique(week, return_index=True)
    habits, counts = np.unique(key[first], return_counts=True)
    return np.isin(key, habits[counts >= WEEKS])


def _without_plan(given: Given) -> Iterator[Told]:
    known, lines = given.known.referrals, given.lines
    if known is None:
        return
    asked = given.each(lambda _, c: c.plan == "asked", 0) == 1
    planned = np.append(known["planned"].to_numpy(), NO_DAY)[given.referral_at]
    missing = (planned == NO_DAY) | (planned > lines.day)
    yield _tell(given, Kind.C02, np.flatnonzero(asked & missing & _held(given)))


def _included(given: Given) -> Iterator[Told]:
    lines, held = given.lines, _held(given)
    place = {name: code for code, name in enumerate(given.sides.components)}
    for code, entry in enumerate(given.catalogue):
        inner = [place[name] for name in entry[1].includes if name in place] if entry else []
        if not inner:
            continue
        outer = np.flatnonzero(held & (lines.component == code))
        within = np.flatnonzero(held & np.isin(lines.component, inner))
        ours, theirs = cross(
            *pack([(column[within], column[outer]) for column in (lines.client, lines.day)])
        )
        some, first = np.unique(ours, return_index=True)
        yield _tell(given, Kind.C03, within[some], other_line=outer[theirs[first]])


def _beside_others(given: Given) -> Iterator[Told]:
    known, lines = given.known.services, given.lines
    if known is None:
        return
    kinds = sorted({kind for entry in given.catalogue if entry for kind in entry[0].excludes})
    clients = {name: code for code, name in enumerate(given.sides.clients)}
    whose = np.asarray([clients.get(str(name), NONE - 1) for name in known["client"]], np.int64)
    what = [str(name) for name in known["kind"]]
    ours, theirs = cross(lines.client, whose)
    kind = np.asarray([kinds.index(name) if name in kinds else NONE for name in what], np.int64)
    bars = np.asarray(
        [
            [entry is not None and name in entry[0].excludes for name in kinds] + [False]
            for entry in given.catalogue
        ]
        or [[False]],
        dtype=np.bool_,
    )
    first, last = known["first"].to_numpy()[theirs], known["last"].to_numpy()[theirs]
    told = (first <= lines.day[ours]) & (lines.day[ours] <= last) & _held(given)[ours]
    told &= bars[lines.component[ours], kind[theirs]]
    yield _tell(given, Kind.C04, np.unique(ours[told]))


def _group_sizes(given: Given) -> Iterator[Told]:
    lines = given.lines
    at = np.flatnonzero((lines.activity == ACTIVITIES["group"]) & _held(given))
    least, most = given.group_sizes(at)
    present = lines.present[at]
    wrong = (most > 0) & ((present < least) | (present > most))
    nearest = np.where(present < least, least, most)[wrong]
    yield _tell(given, Kind.C06, at[wrong], found=present[wrong], wanted=nearest)
