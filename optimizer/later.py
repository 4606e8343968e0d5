"""Reasons worked out when somebody asks for one: of a large week all of them take half a minute."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import overload

from domain.session import Meeting
from optimizer.explain import Desk, open_desk
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.tidying import tidy_later
from optimizer.why import Why


@dataclass(eq=False)
class LaterReasons(Sequence[Why]):
    """The reasons of ``explain_left_out`` for every need that a roster leaves out, one by one.

    Each is worked out when it is first asked for, and kept. Several threads may ask.
    """

    problem: Problem
    policy: Policy
    meetings: tuple[Meeting, ...]
    needs: tuple[str, ...] = field(init=False)
    """Needs that are left out, in the order of their reasons."""

    def __post_init__(self) -> None:
        """Know who is left out."""
        held = {meeting.need for meeting in self.meetings}
        self.needs = tuple(one.id for one in self.problem.needs if one.id not in held)
        self._known: dict[str, Why] = {}
        self._desk: Desk | None = None
        # A desk takes its roster apart while it answers.
        self._asking = Lock()

    def __len__(self) -> int:
        """How many needs are left out."""
        return len(self.needs)

    @overload
    def __getitem__(self, at: int) -> Why: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Why, ...]: ...

    def __getitem__(self, at: int | slice) -> Why | tuple[Why, ...]:
        """The reason at a place, or those of several places."""
        if isinstance(at, slice):
            return tuple(self._ask(need) for need in self.needs[at])
        return self._ask(self.needs[at])

    def _ask(self, need: str) -> Why:
        with self._asking, tidy_later():
            if need not in self._known:
                if self._desk is None:
                    self._desk = open_desk(self.problem, self.policy, self.meetings)
                self._known[need] = self._desk.ask(need)[0]
                if len(self._known) == len(self.needs):
                    self._desk = None
            return self._known[need]


def needs_of(reasons: Sequence[Why]) -> tuple[str, ...]:
    """Needs of which reasons speak, in their order; none is worked out for that."""
    if isinstance(reasons, LaterReasons):
        return reasons.needs
    return tuple(why.need for why in reasons)
