"""Months that are closed: frozen, chained by their hashes, never changed.

A month is open, then in review, then closed, one after the other. Closing takes a hash of
everything the month rests on and chains it to the month before. Late facts go to the earliest
open month. The only exception is an amendment: dated, signed, and a link of the chain itself; it
is booked in an open month too, and the content of the closed one stays what it was.
The last seal is worth keeping outside of the house as well: who can rewrite every link could
rewrite the chain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Literal

from domain.clock import months_after
from domain.finding import Finding, Unit

NOTHING_BEFORE = "0" * 64


class State(StrEnum):
    """Where a month stands."""

    OPEN = "open"
    REVIEW = "review"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Amended:
    """What an amendment books."""

    line: str
    cents: int
    """More (+) or less (-) than the line claims."""
    period: date
    """First day of the open month in which it is booked."""
    key: str
    """Of the ledger's entry."""
    fingerprint: str
    """Of the same."""


@dataclass(frozen=True, slots=True)
class Link:
    """A month closed, or amended afterwards."""

    scope: str
    """Whose months: provider and programme."""
    month: date
    """First day."""
    kind: Literal["close", "amendment"]
    content: str
    """Hash of everything the month rests on (``billing.content``)."""
    on: date
    by: str
    previous: str
    """Seal of the link before."""
    reason: str = ""
    signature: str = ""
    """sha256 of the signed file that allows an amendment."""
    seal: str = ""
    amended: Amended | None = None

    def sealed(self) -> "Link":
        """The link with the seal that its content asks for."""
        told = (self.scope, self.month.isoformat(), self.kind, self.content, self.on.isoformat())
        words: tuple[object, ...] = (*told, self.by, self.previous, self.reason, self.signature)
        if self.amended is not None:
            one = self.amended
            words += (one.line, one.cents, one.period.isoformat(), one.key, one.fingerprint)
        return replace(self, seal=sha256(repr(words).encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Periods:
    """The months of one provider and programme from the first on."""

    scope: str
    first: date
    """First day of the first month ever billed."""
    chain: tuple[Link, ...] = ()
    in_review: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if self.first.day != 1:
            message = f"{self.first} is not the first day of a month"
            raise ValueError(message)

    @property
    def closed(self) -> tuple[date, ...]:
        """Closed months in their order."""
        return tuple(link.month for link in self.chain if link.kind == "close")

    @property
    def next(self) -> date:
        """The month that is to be closed next."""
        return months_after(self.first, len(self.closed))

    def state_of(self, month: date) -> State:
        """Where a month stands; ValueError before the first one."""
        if month.day != 1 or month < self.first:
            message = f"{month} is no month of {self.scope}"
            raise ValueError(message)
        if month < self.next:
            return State.CLOSED
        return State.REVIEW if month in self.in_review else State.OPEN

    def earliest_open(self) -> date:
        """The month in which late facts are booked."""
        month = self.next
        while month in self.in_review:
            month = months_after(month, 1)
        return month


def review(periods: Periods, month: date) -> Periods:
    """Send an open month to review; ValueError where it is not open."""
    _must(periods, month, State.OPEN)
    return replace(periods, in_review=periods.in_review | {month})


def send_back(periods: Periods, month: date) -> Periods:
    """Open a month in review again; ValueError where it is not in review."""
    _must(periods, month, State.REVIEW)
    return replace(periods, in_review=periods.in_review - {month})


def obstacles(periods: Periods, month: date, unexplained: int) -> tuple[Finding, ...]:
    """Why a month cannot be closed, all reasons; none where it can.

    ``close.not_in_review``, ``close.earlier`` and ``X01`` (``unexplained`` cents).
    """
    found = []
    facts = {"month": month.isoformat()}
    if periods.state_of(month) is not State.REVIEW:
        found.append(Finding("close.not_in_review", periods.scope, facts))
    if month > periods.next:
        earlier = {**facts, "earlier": periods.next.isoformat()}
        found.append(Finding("close.earlier", periods.scope, earlier))
    if unexplained:
        found.append(Finding("X01", periods.scope, facts, unexplained, Unit.CENTS))
    return tuple(found)


def close(
    periods: Periods, month: date, content: str, on: date, by: str, unexplained: int = 0
) -> Periods:
    """Close a month for good; ValueError naming what stands against it (see ``obstacles``)."""
    wrong = obstacles(periods, month, unexplained)
    if wrong:
        message = f"{month} cannot be closed: {', '.join(one.rule for one in wrong)}"
        raise ValueError(message)
    link = Link(periods.scope, month, "close", content, on, by, _last_seal(periods)).sealed()
    left = periods.in_review - {month}
    return replace(periods, chain=(*periods.chain, link), in_review=left)


def amend(
    periods: Periods, month: date, amended: Amended, on: date, by: str, reason: str, signature: str
) -> Periods:
    """Chain an amendment of a closed month: dated, with reason and signature.

    The month's content stays; what is amended is booked in a month that is open. Raises
    ValueError where the month is not closed, or the other one is, or reason, name or signature
    are missing.
    """
    _must(periods, month, State.CLOSED)
    if not (reason.strip() and by.strip() and signature.strip()):
        message = f"an amendment of {month} tells who, why, and bears a signature"
        raise ValueError(message)
    if periods.state_of(amended.period) is State.CLOSED:
        message = f"{amended.period} is closed: an amendment is booked in an open month"
        raise ValueError(message)
    content = next(one.content for one in periods.chain if one.month == month)
    before = _last_seal(periods)
    link = Link(periods.scope, month, "amendment", content, on, by, before, reason, signature)
    sealed = replace(link, amended=amended).sealed()
    return replace(periods, chain=(*periods.chain, sealed))


def amendments(periods: Periods) -> tuple[Link, ...]:
    """Every amendment, in the order in which they were made."""
    return tuple(link for link in periods.chain if link.kind == "amendment")


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that does not hold."""

    place: int
    month: date
    why: Literal["order", "previous", "seal", "content"]


def verify(periods: Periods, contents: Mapping[date, str]) -> Broken | None:
    """Recompute the chain; the first broken link, or None where all hold.

    ``contents`` are the hashes of what is stored for each month now: all of a month's links must
    bear it. A month without stored content is broken.
    """
    previous, closed = NOTHING_BEFORE, periods.first
    for place, link in enumerate(periods.chain):
        in_turn = link.month == closed if link.kind == "close" else link.month < closed
        if link.scope != periods.scope or not in_turn:
            return Broken(place, link.month, "order")
        if link.previous != previous:
            return Broken(place, link.month, "previous")
        if link.sealed().seal != link.seal:
            return Broken(place, link.month, "seal")
        if contents.get(link.month) != link.content:
            return Broken(place, link.month, "content")
        previous = link.seal
        closed = months_after(closed, int(link.kind == "close"))
    return None


def _must(periods: Periods, month: date, state: State) -> None:
    found = periods.state_of(month)
    if found is not state:
        message = f"{month} is {found.value}, not {state.value}"
        raise ValueError(message)


def _last_seal(periods: Periods) -> str:
    return periods.chain[-1].seal if periods.chain else NOTHING_BEFORE
