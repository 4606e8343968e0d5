"""Luck belongs to somebody: what is added changes nobody else's."""

import numpy as np

from scenarios.operations import DemandScale
from scenarios.scenario import Scenario, variant
from scenarios.simulate import Played, play_once, set_stage
from scenarios.streams import stream
from tests.scenarios.builders import HIRE, UNITS, scenario


def play(of: Scenario, replication: int = 3) -> Played:
    return play_once(set_stage(of), replication)


def drawn(played: Played) -> tuple[np.ndarray, ...]:
    rows = played.episodes.rows
    return rows.arrives, rows.minutes, rows.stay, rows.patience, rows.total, played.episodes.kind


def test_a_worker_more_changes_nobody_elses_luck() -> None:
    base, more = play(scenario()), play(variant(scenario(), "more", (HIRE,)))
    for ours, theirs in zip(drawn(base), drawn(more), strict=True):
        assert (ours == theirs).all()
    many = len(base.stage.people)
    assert base.stage.people == more.stage.people[:many]
    assert len(more.stage.people) == many + 2
    assert (base.staffing.state == more.staffing.state[:, :many]).all()
    assert not (base.marks.met == more.marks.met).all()


def test_more_demand_brings_the_same_clients_sooner() -> None:
    more = DemandScale(op="demand.scale", percent=150, component=UNITS)
    base, grown = play(scenario()), play(variant(scenario(), "grown", (more,)))
    first = base.episodes.rows.person[base.episodes.rows.service == 0]
    many = int((first == np.arange(len(first))).sum())
    for name in ("minutes", "patience"):
        ours, theirs = getattr(base.episodes.rows, name), getattr(grown.episodes.rows, name)
        assert (ours[:many] == theirs[:many]).all()
    assert (base.episodes.kind[:many] == grown.episodes.kind[:many]).all()
    assert (grown.episodes.rows.arrives[:many] <= base.episodes.rows.arrives[:many]).all()


def test_two_streams_of_one_replication_share_nothing() -> None:
    draws = [
        tuple(stream(7, replication, purpose).integers(0, 2**60, 3).tolist())
        for replication in (0, 1)
        for purpose in ("leave a", "leave b")
    ]
    assert len(set(draws)) == 4


def test_the_same_replication_is_the_same_again() -> None:
    one, other = play(scenario(), 5), play(scenario(), 5)
    assert (one.marks.met == other.marks.met).all()
    assert (one.flows.given == other.flows.given).all()
    assert one.marks.met.shape != play(scenario(), 6).marks.met.shape
