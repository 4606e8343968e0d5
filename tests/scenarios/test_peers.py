"""A queue that Ciw can express too: the same clients wait as long, every one of them."""

import numpy as np
import pytest

from benchmarks.one_queue import by_ciw, queue_of, scenario_of, waits_of
from scenarios.core.state import NEVER
from scenarios.outcome import outcome_of
from scenarios.simulate import Played, play_once, set_stage
from tests.scenarios.builders import scenario


@pytest.fixture(scope="module")
def played() -> list[Played]:
    whole = scenario_of(120)
    staff = whole.staff[0].model_copy(update={"count": 9})
    short = {"months": 6, "warm_up_months": 6, "staff": (staff,)}
    stage = set_stage(whole.model_copy(update=short))
    return [play_once(stage, replication) for replication in range(3)]


def test_ciw_lets_every_client_wait_as_long_as_we_do(played: list[Played]) -> None:
    for one in played:
        ours, theirs = waits_of(one), by_ciw(queue_of(one))
        assert np.array_equal(ours, theirs)
        assert (ours > 1).any()
        assert (ours == NEVER).any()


def test_what_the_tables_tell_is_what_the_waits_of_ciw_are(played: list[Played]) -> None:
    one = played[0]
    calendar, came = one.stage.calendar, one.episodes.rows.arrives
    waits = by_ciw(queue_of(one))
    judged = waits[(came >= calendar.counted) & (came < len(calendar) - 5)]
    share = 100 * float(((judged != NEVER) & (judged <= 5)).mean())
    assert outcome_of(one).figure("share_in_time") == pytest.approx(share)


def test_what_a_plain_queue_cannot_express_is_not_compared() -> None:
    with pytest.raises(ValueError, match="more kinds or limits"):
        queue_of(play_once(set_stage(scenario()), 0))
