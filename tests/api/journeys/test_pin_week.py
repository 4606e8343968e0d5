"""Pins that somebody types are held by the roster, or named where they cannot be."""

from dataclasses import replace
from pathlib import Path

from api.exports.provider_workbook import write_provider
from api.imports.provider_workbook import read_provider
from api.journeys.open_week import OpenedWeek, forgives, open_week
from api.journeys.pin_week import pin_week
from api.journeys.plan_week import PlanAsked, plan_week
from domain.provider import PublishedMeeting
from domain.session import DAY_MINUTES, Meeting
from domain.words import write_moment
from optimizer.differ import Fate
from optimizer.pins import pins_of
from optimizer.policy import default_policy
from tests.api.conftest import MONDAY, TODAY, SmallWeek


def opened_of(week: SmallWeek) -> OpenedWeek:
    opened, _ = open_week(week.workbook, MONDAY)
    assert opened is not None
    return opened


def singles(week: SmallWeek) -> list[Meeting]:
    """Meetings of one worker, in the roster as it was planned."""
    return [m for m in week.planned.result.roster.meetings if len(m.workers) == 1]


def typed(meeting: Meeting) -> str:
    return f"{meeting.need}={meeting.workers[0]}@{write_moment('et', meeting.start)}"


def test_pins_are_held_by_the_roster(small_week: SmallWeek) -> None:
    held = singles(small_week)[:3]
    asked = PlanAsked(
        small_week.workbook, MONDAY, TODAY, seconds=1, pins=tuple(typed(m) for m in held)
    )
    week, findings = plan_week(asked)
    assert week is not None, findings
    assert set(held) <= set(week.result.roster.meetings)


def test_pins_of_the_workbook_stay_where_nobody_says_otherwise(small_week: SmallWeek) -> None:
    opened = opened_of(small_week)
    first, second, *_ = singles(small_week)
    worker = replace(
        opened,
        problem=replace(
            opened.problem,
            needs=tuple(
                replace(n, pinned_workers=first.workers) if n.id == first.need else n
                for n in opened.problem.needs
            ),
        ),
    )
    before = pins_of(worker.problem)
    moment = write_moment("et", first.start)
    texts = (f"{first.need}@{moment}", typed(second))
    pinned, findings = pin_week(worker, texts, default_policy(), "et")
    assert findings == []
    found = {pin.need: pin for pin in pins_of(pinned.problem)}
    assert found[first.need].workers == first.workers
    assert found[first.need].start == first.start
    assert {pin.need for pin in before} | {second.need} == set(found)


def test_two_meetings_of_one_worker_at_once_are_named_and_a_third_is_not(
    small_week: SmallWeek,
) -> None:
    opened = opened_of(small_week)
    by_worker: dict[str, list[Meeting]] = {}
    for meeting in singles(small_week):
        by_worker.setdefault(meeting.workers[0], []).append(meeting)
    one, two, three = next(own for own in by_worker.values() if len(own) > 2)[:3]
    texts = [typed(one), typed(replace(two, start=one.start)), typed(three)]
    _, findings = pin_week(opened, texts, default_policy(), "en")
    conflict = findings[0]
    assert conflict.rule in ("pin.conflict", "pin.alone")
    assert three.need not in "".join(finding.about for finding in findings)
    assert conflict.facts["misses"]
    assert not forgives(conflict)


def test_a_conflict_that_the_workbook_holds_by_itself_is_a_warning(small_week: SmallWeek) -> None:
    opened = opened_of(small_week)
    first, second, third, *_ = singles(small_week)
    needs = tuple(
        replace(n, pinned_workers=first.workers, pinned_start=3)
        if n.id in (first.need, second.need)
        else n
        for n in opened.problem.needs
    )
    bad = replace(opened, problem=replace(opened.problem, needs=needs))
    _, findings = pin_week(bad, [typed(third)], default_policy(), "et")
    assert findings
    assert {finding.rule for finding in findings} == {"import.warn_pins_conflict"}
    assert all(map(forgives, findings))


def test_faults_of_pins_and_of_the_need_asked_about_come_together(small_week: SmallWeek) -> None:
    pins = ("P9999=W01", "nonsense")
    asked = PlanAsked(small_week.workbook, MONDAY, TODAY, seconds=1, pins=pins, need="P9998")
    week, findings = plan_week(asked)
    assert week is None
    rules = [one.rule for one in findings if not forgives(one)]
    assert rules == ["pin.unknown_need", "pin.unreadable", "need_unknown"]


def test_to_start_from_what_is_published_something_must_be(
    small_week: SmallWeek, tmp_path: Path
) -> None:
    asked = PlanAsked(small_week.workbook, MONDAY, TODAY, seconds=1, start="published")
    week, findings = plan_week(asked)
    assert week is None
    assert "nothing_published" in {one.rule for one in findings}
    published = workbook_with(small_week, singles(small_week)[:4], tmp_path)
    week, findings = plan_week(replace(asked, path=published))
    assert week is not None, findings
    assert week.comparison is not None
    old = {line.need: line for line in week.comparison.lines if line.before is not None}
    assert len(old) == 4
    assert week.comparison.count(Fate.NEW) == len(week.result.roster.meetings) - sum(
        line.after is not None for line in old.values()
    )


def workbook_with(small_week: SmallWeek, meetings: list[Meeting], folder: Path) -> Path:
    """The provider's workbook with some meetings of the week published."""
    provider, _ = read_provider(small_week.workbook)
    assert provider is not None
    needs = {need.id: need for need in small_week.planned.problem.needs}
    rows = tuple(
        PublishedMeeting(
            day=MONDAY.fromordinal(MONDAY.toordinal() + m.start // DAY_MINUTES),
            start=m.start % DAY_MINUTES,
            minutes=needs[m.need].minutes,
            component=needs[m.need].component,
            client=needs[m.need].clients[0],
            group=None,
            workers=m.workers,
        )
        for m in meetings
    )
    path = folder / "published.xlsx"
    write_provider(path, replace(provider, published=(*provider.published, *rows)), "et")
    return path
