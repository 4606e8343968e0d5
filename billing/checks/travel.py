"""O03: no time to get from one meeting to the next."""

from collections.abc import Iterator

import numpy as np

from billing.given import Given
from billing.joining import NONE, Ints
from billing.kinds import Kind
from billing.results import Told, tell


def check_travel(given: Given) -> Iterator[Told]:
    """Each meeting that its worker cannot have reached from the one before on that day.

    Asks for where meetings were held and how long the ways are; meetings at a distance have no
    place and are left out. Meetings that overlap are told as such (O02).
    """
    stays, ways, lines = given.known.stays, given.known.ways, given.lines
    if stays is None or ways is None:
        return
    where = {str(m): str(p) for m, p in zip(stays["meeting"], stays["place"], strict=True)}
    names = [str(name) for name in given.books.attended["meeting"].cat.categories]
    places = {name: at for at, name in enumerate(sorted(set(where.values())))}
    place = np.asarray(
        [places.get(where.get(name, ""), NONE) for name in names] or [NONE], np.int64
    )
    stay = place[lines.meeting]
    at = np.flatnonzero(lines.delivered & (lines.worker != NONE) & (stay != NONE))
    at = at[np.lexsort((lines.name[at], lines.begun[at], lines.worker[at]))]
    before, after = at[:-1], at[1:]
    gap = lines.begun[after] - lines.begun[before] - lines.lasted[before]
    near = (lines.worker[before] == lines.worker[after]) & (lines.day[before] == lines.day[after])
    near &= (gap >= 0) & (lines.meeting[before] != lines.meeting[after])
    needed = _minutes(given, places, stay[before], stay[after])
    late = near & (needed > gap)
    yield tell(
        Kind.O03,
        int(late.sum()),
        line=after[late],
        cents=lines.net[after[late]],
        minutes=(needed - gap)[late],
        found=gap[late],
        wanted=needed[late],
        other_line=before[late],
    )


def _minutes(given: Given, places: dict[str, int], one: Ints, other: Ints) -> Ints:
    """Minutes of each way; 0 where none is known."""
    ways = given.known.ways
    table = np.zeros((len(places) + 1, len(places) + 1), dtype=np.int64)
    if ways is not None:
        columns = (ways["place"], ways["other"], ways["minutes"])
        for start, end, minutes in zip(*columns, strict=True):
            a, b = places.get(str(start)), places.get(str(end))
            if a is not None and b is not None:
                table[a, b] = int(minutes)
    return np.asarray(table[one, other])
