"""Against all rosters of small weeks, each looked at and judged by the oracle."""

from typing import Any

import pytest

from optimizer.check import check, faults_of
from optimizer.choices import Choices
from optimizer.replan import Replanned, fewest, front, replan
from optimizer.replan.heard import Hearing
from optimizer.replan.told import KINDS
from tests.optimizer.replan.hunt import FewestHunt, hears, who_hears
from tests.optimizer.replan.weeks import Story, a_story, a_tight_story

EITHER_STANDS = 155
"""Two meetings cannot both stand, and moving the one that stands is heard of by fewer people."""
ANY = tuple(a_story(seed) for seed in (*range(32), EITHER_STANDS))
TIGHT = tuple(a_tight_story(seed) for seed in range(24))
STORIES = ANY + TIGHT
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


def hunted(story: Story, found: Replanned) -> tuple[tuple[int, int], tuple[int, int]]:
    """Weight left out and people who hear: the fewest by looking at all, and those found."""
    published = {m.need: m for m in story.published}
    needs = {need.id for need in found.problem.needs}
    called_off = [n for n in story.problem.needs if n.id not in needs and n.id in published]
    told = frozenset(p for n in called_off for p in hears(n, published[n.id], None))
    people = who_hears(found.problem.needs, published, found.result.roster.meetings) | told
    hunt = FewestHunt(
        found.problem, story.policy, published=published, begun=begun_in(story, found), told=told
    )
    hunt.run()
    assert hunt.best is not None
    assert len(people) == len(found.calls)
    return hunt.best, (found.left_out_weight, len(people))


def begun_in(story: Story, found: Replanned) -> frozenset[str]:
    needs = [n for n in found.problem.needs if n.pinned_start is not None]
    return frozenset(n.id for n in needs if (n.pinned_start or 0) < story.now)


def compare(story: Story, found: Replanned) -> None:
    fewest_of_all, mine = hunted(story, found)
    assert mine == fewest_of_all
    assert found.proven
    held = found.result.roster.meetings
    past = [m for m in story.published if m.need in begun_in(story, found)]
    assert set(past) <= set(held)
    assert all(m.start >= story.now for m in held if m not in past)
    faults = faults_of(check(found.problem, story.policy, held).faults)
    before = faults_of(check(found.problem, story.policy, past).faults)
    assert all(missed <= before.get(rule, 0) for rule, missed in faults.items())


@pytest.mark.parametrize("story", STORIES)
def test_a_small_week_has_the_fewest_changes_and_says_so(story: Story) -> None:
    compare(story, replanned(story))


@pytest.mark.parametrize("story", STORIES)
def test_neighbourhoods_that_grow_find_and_prove_the_same(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fewest, "WHOLE", 0)
    compare(story, replanned(story))


@pytest.mark.parametrize("most", [1, 2, 3])
@pytest.mark.parametrize("story", TIGHT)
def test_one_neighbourhood_alone_claims_nothing_that_is_not_so(
    story: Story, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def standing_of(hearing: Hearing, *_: object) -> Choices:
        return hearing.standing.kept

    monkeypatch.setattr(fewest, "WHOLE", 0)
    monkeypatch.setattr(fewest, "count", lambda _: iter([most]))
    monkeypatch.setattr(fewest.Fewest, "_mend", lambda _: None)
    monkeypatch.setattr(front, "place_again", standing_of)
    monkeypatch.setattr(front, "construct", lambda _, kept, *__: kept)
    searches: list[fewest.Fewest] = []

    def search(*given: Any, **named: Any) -> fewest.Fewest:
        searches.append(fewest.Fewest(*given, **named))
        return searches[-1]

    monkeypatch.setattr(front, "Fewest", search)
    fewest_of_all, mine = hunted(story, replanned(story))
    assert mine >= fewest_of_all
    assert searches[0].left_floor <= fewest_of_all[0]
    assert searches[0].heard_floor <= fewest_of_all[1]


def test_the_stories_are_not_all_of_one_kind() -> None:
    found = [replanned(story) for story in STORIES]
    assert len({type(event) for story in STORIES for event in story.events}) == 6
    kinds = {change.kind for week in found for change in week.changes}
    assert {f"replan.{kind}" for kind in KINDS} == kinds
    whys = {change.why.removeprefix("replan.why.") for week in found for change in week.changes}
    assert {"absent", "cancelled", "new", "room", "possible_now"} <= whys
