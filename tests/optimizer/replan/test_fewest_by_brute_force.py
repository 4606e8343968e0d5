"""Against all rosters of small weeks, each looked at and judged by the oracle."""

import pytest

from optimizer.check import check, faults_of
from optimizer.replan import Replanned, fewest, replan
from tests.optimizer.replan.hunt import FewestHunt, hears, who_hears
from tests.optimizer.replan.weeks import Story, a_story

SEEDS = range(48)
SECONDS = 10.0


def replanned(story: Story) -> Replanned:
    return replan(
        story.problem,
        story.policy,
        story.published,
        story.events,
        story.now,
        SECONDS,
        notice=story.notice,
    )


def compare(story: Story, found: Replanned) -> None:
    published = {m.need: m for m in story.published}
    needs = {need.id for need in found.problem.needs}
    called_off = [n for n in story.problem.needs if n.id not in needs and n.id in published]
    told = frozenset(p for n in called_off for p in hears(n, published[n.id], None))
    begun = frozenset(
        n.id
        for n in found.problem.needs
        if n.pinned_start is not None and n.pinned_start < story.now
    )
    held = found.result.roster.meetings
    people = who_hears(found.problem.needs, published, held) | told
    hunt = FewestHunt(found.problem, story.policy, published=published, begun=begun, told=told)
    hunt.run()
    assert hunt.best == (found.left_out_weight, len(people))
    assert len(people) == len(found.calls)
    assert found.proven
    past = [m for m in story.published if m.need in begun]
    assert set(past) <= set(held)
    assert all(m.start >= story.now for m in held if m not in past)
    faults = faults_of(check(found.problem, story.policy, held).faults)
    before = faults_of(check(found.problem, story.policy, past).faults)
    assert all(missed <= before.get(rule, 0) for rule, missed in faults.items())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_small_week_has_the_fewest_changes_and_says_so(seed: int) -> None:
    story = a_story(seed)
    compare(story, replanned(story))


@pytest.mark.parametrize("seed", SEEDS)
def test_neighbourhoods_that_grow_find_and_prove_the_same(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fewest, "WHOLE", 0)
    story = a_story(seed)
    compare(story, replanned(story))


def test_the_stories_are_not_all_of_one_kind() -> None:
    found = [replanned(a_story(seed)) for seed in SEEDS]
    assert len({type(event) for seed in SEEDS for event in a_story(seed).events}) == 6
    kinds = {change.kind for week in found for change in week.changes}
    assert {f"replan.{kind}" for kind in ("left_out", "added", "cancelled", "moved")} <= kinds
    assert {"replan.other_worker", "replan.moved_to_other"} & kinds
