"""Episodes as results look at them: by week, judged or not, by county and language."""

from dataclasses import dataclass

import numpy as np

from domain.languages import languages
from scenarios.core.state import NEVER
from scenarios.simulate import Played


@dataclass(frozen=True)
class Seen:
    """Columns of episodes that several tables ask for."""

    played: Played
    week: np.ndarray
    """(days,) of each day, counted from the first week that counts."""
    mondays: list[str]
    judged: np.ndarray
    in_time: np.ndarray
    cell: np.ndarray
    """Of each episode: county, language."""
    spoken: list[str]

    @property
    def weeks(self) -> int:
        """Weeks that count."""
        return len(self.mondays)

    def components(self) -> tuple[list[str], np.ndarray]:
        """Components of the scenario, and the number of each episode's."""
        names = [service.component.id for service in self.played.stage.services.services]
        known = list(dict.fromkeys(names))
        number = np.array([known.index(name) for name in names], np.int64)
        return known, number[self.played.episodes.rows.service]

    def by_week(self, days: np.ndarray, mask: np.ndarray, of: np.ndarray, many: int) -> np.ndarray:
        """(many, weeks) number of episodes with such a day; all earlier ones in the first week."""
        rows = np.flatnonzero(mask & (days != NEVER))
        at = np.maximum(self.week[days[rows]], -1) + 1
        counted = np.bincount(of[rows] * (self.weeks + 1) + at, minlength=many * (self.weeks + 1))
        return counted.reshape(many, self.weeks + 1)

    def standing(
        self, mask: np.ndarray, of: np.ndarray, many: int, weight: np.ndarray
    ) -> np.ndarray:
        """(2, many, weeks) of those waiting, and of those served, at the end of each week."""
        marks = self.played.marks
        found = np.zeros((2, many, self.weeks + 1))
        begins = marks.started != NEVER
        gone_before = mask & ~begins
        for place, days, here, sign in (
            (0, marks.came, mask, 1),
            (0, marks.started, mask, -1),
            (0, marks.ended, gone_before, -1),
            (1, marks.started, mask, 1),
            (1, marks.ended, mask & begins, -1),
        ):
            rows = np.flatnonzero(here & (days != NEVER))
            at = np.maximum(self.week[days[rows]], -1) + 1
            index = of[rows] * (self.weeks + 1) + at
            size = many * (self.weeks + 1)
            sums = np.bincount(index, weights=weight[rows], minlength=size)
            found[place] += sign * sums.reshape(many, self.weeks + 1)
        return np.rint(np.cumsum(found, axis=2)[:, :, 1:]).astype(np.int64)


def look(played: Played) -> Seen:
    """Look at a replication, from the first week that counts."""
    stage, marks, episodes = played.stage, played.marks, played.episodes
    calendar, target = stage.calendar, stage.scenario.target
    first = int(calendar.weeks[calendar.counted])
    last = len(calendar) - target.days
    judged = episodes.counted & (marks.came >= calendar.counted) & (marks.came < last)
    wait = marks.met - marks.came
    spoken = sorted({word for mix in stage.services.mixes for word in mix.languages})
    spoken = [word for word in languages() if word in spoken]
    language = stage.services.language_of(episodes.kind, spoken)
    return Seen(
        played=played,
        week=calendar.weeks - first,
        mondays=[day.isoformat() for day in calendar.mondays[first:]],
        judged=judged,
        in_time=judged & (marks.met != NEVER) & (wait <= target.days),
        cell=stage.services.county_of(episodes.kind) * len(spoken) + language,
        spoken=spoken,
    )
