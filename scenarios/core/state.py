"""What the compiled loops read and write, in columns."""

from typing import NamedTuple

import numpy as np

Ints = np.ndarray
"""64-bit whole numbers, one dimension unless said."""
NOBODY = -1
NEVER = -1
ELSEWHERE, WAITING, SERVED, DONE, GAVE_UP = range(5)
"""States of an episode."""
AWAY, THERE, VACANT = range(3)
"""States of a worker on a day."""


class Suits(NamedTuple):
    """Who may serve whom: workers of each kind of client, the cheapest first."""

    begin: Ints
    """(kinds + 1,) where the workers of each kind begin."""
    worker: Ints
    cost: Ints


class Nodes(NamedTuple):
    """Kinds of clients together with the minutes a week that they take."""

    kind: Ints
    load: Ints


class Rows(NamedTuple):
    """Episodes: one client's time in one service, drawn before anything is played."""

    node: Ints
    service: Ints
    arrives: Ints
    """Working day; ``NEVER``: comes when the episode before it ends."""
    minutes: Ints
    """Of a meeting, for the client."""
    use: Ints
    """Of a meeting, of the worker's time."""
    total: Ints
    """Minutes granted."""
    every: Ints
    stay: Ints
    patience: Ints
    opens: Ints
    """Clients of the same kind that must wait together; 0: nobody else is needed."""
    after: Ints
    """The episode that follows the end of this one; ``NOBODY``."""
    gap: Ints
    """Days until it."""
    person: Ints
    """The first episode of the same client: the one that bears the ceilings in euros."""
    language: Ints
    """Number of the interpreters' pool; ``NOBODY`` where there is none."""


class Staffing(NamedTuple):
    """Workers by day and by week."""

    state: np.ndarray
    """(days, workers) uint8: away, there, vacant."""
    there: np.ndarray
    """(weeks, workers) minutes at hand with clients."""
    room: Ints
    """(workers,) minutes a week that may be promised."""


class Money(NamedTuple):
    """Prices, ceilings and shares as billing and the programmes tell them."""

    price_row: np.ndarray
    """(services, days) row of ``cents``."""
    cents: np.ndarray
    """(prices, minutes + 1)."""
    month: Ints
    """(days,) number of the calendar month."""
    year: Ints
    month_limit: np.ndarray
    """(services, days) cents that a person may cost in the month."""
    year_limit: np.ndarray
    ends: np.ndarray
    """(services, days) last day of a referral that came on the day."""
    share: np.ndarray
    """(budgets, services, days) percent."""
    budget: Ints
    """(budgets,) hundredths of a cent."""
    when_gone: Ints
    """(budgets,) 0 go on, 1 no new clients, 2 stop."""


class Marks(NamedTuple):
    """What becomes of each episode; days are ``NEVER`` until they come."""

    state: Ints
    came: Ints
    started: Ints
    met: Ints
    ended: Ints
    worker: Ints
    given: Ints
    paid: Ints
    interpreted: Ints
    """1 while an interpreter comes along."""


class Flows(NamedTuple):
    """What is counted beside."""

    given: np.ndarray
    """(weeks, workers) minutes."""
    spent: np.ndarray
    """(days, services) cents."""
    log: np.ndarray
    """(lines, 5) episode, day, minutes, cents, worker of each meeting, as far as there is room."""
    logged: Ints
    """(1,) lines."""
