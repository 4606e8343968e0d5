"""The job of playing scenarios: their differences, kept beside the base and as a whole."""

from dataclasses import dataclass
from typing import Any

from api.exports.scenario_json import report_document
from api.jobs.kind import TOO_LARGE, Ended, JobKind, Task, refused
from api.jobs.size import BASE
from api.journeys.scenario_keep import open_kept, too_large
from api.journeys.scenario_play import PlayAsked, StoppedError, find_help, play
from api.journeys.scenario_told import tell_for_pages
from api.store.comparisons import keep_comparison
from api.store.jobs import STOPPED
from api.store.scenarios import keep_result
from api.store.unit import Unit
from domain.words import Language
from scenarios.report import report_of

SECONDS = 900


@dataclass(frozen=True, slots=True)
class ScenariosAsked:
    """Which scenarios are played together: the base first."""

    ids: tuple[str, ...]
    replications: int | None = None
    """Instead of their own number."""
    seconds: int = SECONDS
    language: Language = "et"
    helps: bool = False
    """Whether it is also found out what would help the first of them most."""


def run_scenarios(task: Task[ScenariosAsked]) -> Ended:
    """Read them, play them with the same luck, keep what came of them with the first.

    What came of several is kept as a comparison too, which each of them leads to. Asked to stop,
    it ends without an answer: half a sweep is none.
    """
    asked = task.asked
    task.tell({"status": "reading"})
    with task.store.read(task.actor, task.clock()) as unit:
        kept, findings = open_kept(unit, asked.ids)
    if kept is None:
        return refused(findings)
    large = too_large(kept.opened, task.memory - BASE if task.memory else 0)
    if large:
        return refused(large, TOO_LARGE)

    def told(done: int, total: int) -> None:
        if task.stop():
            raise StoppedError
        task.tell({"status": "playing", "done": done, "total": total})

    first, how, helps = asked.ids[0], PlayAsked(task.parts, asked.replications), None
    try:
        swept, findings = play(kept.opened, how, told)
        if asked.helps and swept is not None:
            one = next(one for one in kept.opened.scenarios if one.name == first)
            helps, findings = find_help(one, how, told)
    except StoppedError:
        return Ended(reason=STOPPED)
    if swept is None or findings:
        return refused(findings)
    ended = task.clock()
    document = report_document(report_of(asked.language, swept, ended.date()), swept)
    seen = tell_for_pages(swept, first, ended, helps)

    def keep(unit: Unit) -> dict[str, Any]:
        revision = kept.revisions[first]
        result = {**document, **seen, "revisions": dict(kept.revisions)}
        same = keep_result(unit, first, revision, task.lease.id, result)
        if same and len(asked.ids) > 1:
            keep_comparison(unit, asked.ids, result)
        return {"scenario": first, "revision": revision, "kept": same, **document}

    return Ended(keep=keep)


PLAY_SCENARIO = JobKind(
    "scenario", ScenariosAsked, lambda asked: float(asked.seconds), run_scenarios
)
