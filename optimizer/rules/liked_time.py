"""A meeting starts at a time that the client likes best, where one is named."""

from optimizer.tables import Ints, Tables, spread, units


def liked_time(t: Tables, need: Ints, start: Ints) -> Ints:
    """1 where the need names liked windows and the start lies in none of them."""
    at, window = spread(t.need_window, need)
    liked = t.window_liked[window]
    inside = (t.window_start[window] <= start[at]) & (start[at] <= t.window_end[window])
    named = t.per_pair(need, liked, at) > 0
    return units(named & (t.per_pair(need, liked & inside, at) == 0))
