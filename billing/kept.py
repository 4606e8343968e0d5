"""What was cut before and has not changed is not cut again.

A pot is a referral's, or of the euros of one client (``billing.pots``), so lines of different
owners never meet in one. What is left of a line hangs on the lines of its owner alone: their
prices, days and order; and on what all lines share: programmes, price list, referrals, and what
was used before. Where all of these are what they were, so are the cuts. Everything else of a
price is found anew in every run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from billing.ceilings import Cuts, cut
from billing.columns import UNKNOWN, mapped, numbered
from billing.pots import pots_of
from billing.price import Rated
from domain.programme import Programme
from domain.referral import Referral

_IDS = ("client", "referral", "component")
_NUMBERS = ("day", "start")
_DRAWN = ("line", *_IDS, *_NUMBERS)
"""Columns of ``attended`` that cuts hang on, beside the price."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the cuts of all lines hang on."""

    programmes: Mapping[str, Programme]
    prices: pd.DataFrame
    referrals: tuple[Referral, ...]
    used: pd.DataFrame

    def same_as(self, other: "Shared") -> bool:
        """Whether nothing in it differs."""
        return (
            self.referrals == other.referrals
            and self.programmes == other.programmes
            and self.prices.equals(other.prices)
            and self.used.equals(other.used)
        )


@dataclass(frozen=True, slots=True)
class _Run:
    """A run as it was."""

    shared: Shared
    whose: dict[str, int]
    """Number of each owner."""
    of_referral: dict[str, int]
    """Number of the owner of each known referral."""
    attended: pd.DataFrame
    rated: Rated
    owner: np.ndarray
    cuts: Cuts


@dataclass(slots=True)
class Kept:
    """The last run; give the same one to run after run."""

    last: _Run | None = None
    lines: int = 0
    """Lines that the last run had to cut."""

    def cut(self, attended: pd.DataFrame, rated: Rated, shared: Shared) -> Cuts:
        """Cut the lines of every owner of whom anything changed; the rest is as it was."""
        before = self.last
        attended = attended[list(_DRAWN)]
        if before is None or not shared.same_as(before.shared):
            whose: dict[str, int] = {}
            for referral in shared.referrals:
                whose.setdefault(referral.client, len(whose))
            of_referral = {referral.id: whose[referral.client] for referral in shared.referrals}
            owner = _owners(attended, whose, of_referral)
            cuts = cut_all(attended, rated, shared)
            self.lines = len(attended)
        else:
            whose, of_referral = before.whose, before.of_referral
            owner = _owners(attended, whose, of_referral)
            at = _places(before.attended, attended)
            touched = _touched(before, attended, rated, owner, at)
            rows = np.flatnonzero(touched[owner])
            cuts = _spliced(before.cuts, at, rows, _cut_some(attended, rated, shared, rows))
            self.lines = len(rows)
        self.last = _Run(shared, whose, of_referral, attended, rated, owner, cuts)
        return cuts


def _owners(
    attended: pd.DataFrame, whose: dict[str, int], of_referral: Mapping[str, int]
) -> np.ndarray:
    """Whose pots each line draws from, as ``pots_of`` has it; names that are new get a number."""
    for name in attended["client"].cat.categories.tolist():
        whose.setdefault(str(name), len(whose))
    owner = mapped(attended["referral"], of_referral, UNKNOWN)
    return np.where(owner == UNKNOWN, numbered(attended["client"], whose), owner)


def _places(before: pd.DataFrame, attended: pd.DataFrame) -> np.ndarray:
    """Row of each line in the run before; -1: it was not there, or names stand twice."""
    old, new = before["line"].to_numpy(dtype=object), attended["line"].to_numpy(dtype=object)
    if len(old) == len(new) and bool((old == new).all()):
        return np.arange(len(new))
    names = pd.Index(old)
    if not names.is_unique:
        return np.full(len(new), UNKNOWN)
    return np.asarray(names.get_indexer(pd.Index(new)), dtype=np.int64)


def _touched(
    before: _Run, attended: pd.DataFrame, rated: Rated, owner: np.ndarray, at: np.ndarray
) -> np.ndarray:
    """Of each owner, whether a line is new, gone, or not what it was."""
    changed = at == UNKNOWN
    for one in fields(Rated):
        old, new = getattr(before.rated, one.name), getattr(rated, one.name)
        changed |= np.append(old, 0)[at] != new
    for name in _NUMBERS:
        changed |= np.append(before.attended[name].to_numpy(), 0)[at] != attended[name].to_numpy()
    for name in _IDS:
        old, new = before.attended[name].cat, attended[name].cat
        place = old.categories.get_indexer(new.categories)
        changed |= (
            np.append(old.codes.to_numpy(), UNKNOWN)[at]
            != np.append(place, UNKNOWN)[new.codes.to_numpy()]
        )
    gone = np.ones(len(before.owner), dtype=np.bool_)
    gone[at[~changed]] = False
    touched = np.zeros(len(before.whose), dtype=np.bool_)
    touched[owner[changed]] = True
    touched[before.owner[gone]] = True
    return touched


def cut_all(attended: pd.DataFrame, rated: Rated, shared: Shared) -> Cuts:
    """Cut every line down to what its pots hold."""
    pots = pots_of(attended, shared.programmes, shared.referrals, shared.used)
    return cut(attended, shared.prices, rated, pots)


def _cut_some(attended: pd.DataFrame, rated: Rated, shared: Shared, rows: np.ndarray) -> Cuts:
    """Cuts of some rows that meet no others in a pot."""
    some = attended.iloc[rows].reset_index(drop=True)
    some = some.assign(**{name: some[name].cat.remove_unused_categories() for name in _IDS})
    prices = Rated(**{one.name: getattr(rated, one.name)[rows] for one in fields(Rated)})
    names, clients = set(some["referral"].cat.categories), set(some["client"].cat.categories)
    clients |= {referral.client for referral in shared.referrals if referral.id in names}
    known = tuple(referral for referral in shared.referrals if referral.client in clients)
    ids = {referral.id for referral in known}
    past = shared.used[shared.used["referral"].isin(ids)].reset_index(drop=True)
    past = past.assign(
        **{name: past[name].cat.remove_unused_categories() for name in ("referral", "component")}
    )
    return cut_all(some, prices, Shared(shared.programmes, shared.prices, known, past))


def _spliced(before: Cuts, at: np.ndarray, rows: np.ndarray, some: Cuts) -> Cuts:
    """The cuts of before with those of some rows in their places."""
    columns = {}
    for one in fields(Cuts):
        column = np.append(getattr(before, one.name), 0)[at]
        column[rows] = getattr(some, one.name)
        columns[one.name] = column
    return Cuts(**columns)
