"""The job of scenarios: refused before it is begun, ended when asked, kept of its revision."""

from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from api.jobs.kind import TOO_LARGE, Ended, Task, read_findings
from api.jobs.play_scenario import ScenariosAsked, run_scenarios
from api.jobs.size import BASE, MEGABYTE
from api.journeys.look_at_scenarios import look_at_scenario, look_at_several
from api.journeys.scenario_keep import keep_scenario
from api.store.comparisons import list_comparisons
from api.store.jobs import STOPPED
from api.store.leases import Lease
from api.store.scenarios import find_scenarios
from api.store.unit import Store
from tests.api.store.places import AT, ONE
from tests.scenarios.builders import HIRE, scenario


@dataclass
class Hand:
    """What a worker hears and says, without a worker."""

    store: Store
    ids: tuple[str, ...]
    memory: int = 0
    stopped_after: int = 10**6
    told: list[dict[str, Any]] = field(default_factory=list)

    def play(self) -> Ended:
        asked = ScenariosAsked(self.ids, replications=2, language="en")
        task = Task(
            store=self.store,
            lease=Lease(ONE.tenant, "job", "scenario", 1, ONE.name, "worker"),
            asked=asked,
            clock=lambda: AT,
            spent=lambda: 0.0,
            tell=self.told.append,
            stop=lambda: len(self.told) > self.stopped_after,
            memory=self.memory,
        )
        return run_scenarios(task)


@pytest.fixture
def kept(store: Store) -> Store:
    """A store with a small scenario, and one with two workers more."""
    small = scenario(months=1, warm_up_months=1)
    more = small.model_copy(update={"name": "more", "changes": (HIRE,)})
    with store.write(ONE, AT) as unit:
        for one in (small, more):
            told = one.model_dump(mode="json", exclude_defaults=True)
            assert keep_scenario(unit, one.name, told, 0)[1] == []
    return store


def finish(store: Store, ended: Ended) -> Any:
    assert ended.keep is not None, ended
    with store.write(ONE, AT) as unit:
        return ended.keep(unit)


def test_a_scenario_with_changes_is_told_beside_its_own_base(kept: Store) -> None:
    hand = Hand(kept, ("more",))
    answer = finish(kept, hand.play())
    assert [one["name"] for one in answer["scenarios"]] == ["more-base", "more"]
    assert (answer["scenario"], answer["revision"], answer["kept"]) == ("more", 1, True)
    assert hand.told[-1] == {"status": "playing", "done": 4, "total": 4}
    with kept.read(ONE, AT) as unit:
        found = find_scenarios(unit, ["more"])["more"]
    assert found.result is not None
    assert found.result["revisions"] == {"more": 1}


def test_what_was_compared_stays_whole_when_its_base_is_played_alone(kept: Store) -> None:
    finish(kept, Hand(kept, ("small", "more")).play())
    finish(kept, Hand(kept, ("small",)).play())
    with kept.read(ONE, AT) as unit:
        seen = look_at_several(unit, ("small", "more"), "en")
        assert seen is not None
        assert seen.report is not None
        assert list(seen.report.titles) == ["small", "more"]
        assert not seen.outdated
        assert seen.first.report is not None
        assert list(seen.first.report.titles) == ["small"]
        for one in ("small", "more"):
            found = look_at_scenario(unit, one, "en")
            assert found is not None
            (comparison,) = found.comparisons
            assert comparison.members == ("small", "more")
        turned = look_at_several(unit, ("more", "small"), "en")
        assert turned is not None
        assert turned.report is None
        assert turned.elsewhere == comparison


def test_a_comparison_of_which_one_was_changed_is_told_to_be_of_the_older_ones(kept: Store) -> None:
    finish(kept, Hand(kept, ("small", "more")).play())
    told = scenario(months=2, warm_up_months=1).model_dump(mode="json", exclude_defaults=True)
    with kept.write(ONE, AT) as unit:
        assert keep_scenario(unit, "more", told, 1)[1] == []
        seen = look_at_several(unit, ("small", "more"), "en")
    assert seen is not None
    assert seen.outdated


def test_one_that_is_played_alone_is_no_comparison(kept: Store) -> None:
    finish(kept, Hand(kept, ("more",)).play())
    with kept.read(ONE, AT) as unit:
        assert list_comparisons(unit) == []


def test_what_came_of_an_older_revision_is_not_kept_as_that_of_the_new_one(kept: Store) -> None:
    ended = Hand(kept, ("small",)).play()
    told = scenario(months=2, warm_up_months=1).model_dump(mode="json", exclude_defaults=True)
    with kept.write(ONE, AT) as unit:
        assert keep_scenario(unit, "small", told, 1)[1] == []
    answer = finish(kept, ended)
    assert answer["kept"] is False
    with kept.read(ONE, AT) as unit:
        assert find_scenarios(unit, ["small"])["small"].result is None


def test_a_sweep_that_is_asked_to_stop_leaves_no_answer(kept: Store) -> None:
    ended = Hand(kept, ("small", "more"), stopped_after=1).play()
    assert (ended.reason, ended.keep) == (STOPPED, None)


def test_what_would_not_fit_is_refused_with_both_numbers_before_anything_is_played(
    kept: Store,
) -> None:
    hand = Hand(kept, ("small",), memory=BASE + 20 * MEGABYTE)
    ended = hand.play()
    assert ended.reason == TOO_LARGE
    (finding,) = read_findings(ended.answer)
    assert finding.facts["allowed"] == 20
    assert cast("int", finding.facts["megabytes"]) > 20
    assert hand.told == [{"status": "reading"}]


def test_every_scenario_that_is_not_there_is_told(kept: Store) -> None:
    ended = Hand(kept, ("gone", "small", "away")).play()
    assert [one.about for one in read_findings(ended.answer)] == ["gone", "away"]
