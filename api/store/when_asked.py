"""What is kept by month and read when somebody asks for it: the past of the books is long."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class WhenAsked(Mapping[date, T], Generic[T]):
    """Months of which each is read once, when it is asked for first; what was put in lies ready.

    Whatever ``read`` raises (``api.store.shelf.DamagedError``) is raised then, not before.
    """

    months: frozenset[date]
    """What there is to read."""
    read: Callable[[date], T] = field(repr=False)
    put: Mapping[date, T] = field(default_factory=dict, repr=False)
    """What was put in since: it was never read."""
    _kept: dict[date, T] = field(default_factory=dict, repr=False)

    def __getitem__(self, month: date) -> T:
        if month in self.put:
            return self.put[month]
        if month not in self.months:
            raise KeyError(month)
        if month not in self._kept:
            self._kept[month] = self.read(month)
        return self._kept[month]

    def __iter__(self) -> Iterator[date]:
        return iter(sorted({*self.months, *self.put}))

    def __len__(self) -> int:
        return len({*self.months, *self.put})

    def __contains__(self, month: object) -> bool:
        return month in self.months or month in self.put

    def with_put(self, more: Mapping[date, T]) -> "WhenAsked[T]":
        """The same with more months, or others in their place; nothing is read for it."""
        return WhenAsked(self.months, self.read, {**self.put, **more}, self._kept)

    def unread(self, there: Iterable[date]) -> frozenset[date]:
        """Months among these that are still what they were when the books were opened."""
        return frozenset(there) & self.months - self.put.keys()
