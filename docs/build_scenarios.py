"""Write docs/scenarios from kept results: ``python -m docs.build_scenarios``.

``python -m docs.build_scenarios --play`` plays every ready question first (about two minutes) and
keeps what came of it in docs/scenarios/results.json, with the day, the commit and the seed.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml

from domain.words import Language
from scenarios import library
from scenarios.chart import Chart
from scenarios.chart_ranking import draw_ranking
from scenarios.library import Question, questions, scenarios_of
from scenarios.marginal import what_helps
from scenarios.marginal_candidates import write_candidate
from scenarios.report import Report, report_of
from scenarios.report_helps import (
    letters_of,
    ranked_of,
    write_costs,
    write_place,
    write_set,
    write_standing,
)
from scenarios.report_values import write_asked, write_change, write_row
from scenarios.sweep import sweep
from scenarios.words import write_interval, write_number

HERE = Path(__file__).parent / "scenarios"
PAGE, RESULTS, READINGS = HERE / "answers.md", HERE / "results.json", HERE / "readings.yaml"
PICTURES = HERE / "pictures"
REPLICATIONS = 20
HELPED = ("joint-clients", "ida-viru-ukrainian", "higher-level")
"""Questions of whose base is told what would help most."""
LANGUAGE: Language = "en"
HOUR = 60
TOP = """\
# What planners ask, answered

Written by `docs/build_scenarios.py` from [the results](results.json) of {day} (commit `{commit}`,
seed {seed}, {replications} replications of each scenario); change the questions in
`scenarios/library`, not this page.

**Read this first.** The world is synthetic: counties have the size they had about 2020, everything
else is assumed and said so. Only differences between scenarios mean anything. ± is the 95% interval
of the mean over replications; a difference in bold is more than luck. All scenarios of a question
meet the same clients, the same illnesses and the same patience, so differences are narrower than
values. `wd` is a working day, `pp` a percentage point.

Every answer can be had again, in Estonian, Russian or English, with your own figures:
[your first scenario](../tutorial/first-scenario.md) shows how.

"""


def play() -> dict[str, Any]:
    """Play everything; what the page needs, and the pictures beside it."""
    found: dict[str, Any] = {
        "day": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        "replications": REPLICATIONS,
        "seed": 2026,
        "questions": {},
    }
    PICTURES.mkdir(exist_ok=True)
    for name, question in questions().items():
        found["questions"][name] = _answer(question)
    for name in HELPED:
        found["questions"][name]["helps"] = _helps(questions()[name])
    return found


def _answer(question: Question) -> dict[str, Any]:
    scenarios, _ = scenarios_of(question, LANGUAGE)
    with ThreadPoolExecutor(1) as executor:
        swept = sweep(scenarios, replications=REPLICATIONS, executor=executor)
    report = report_of(LANGUAGE, swept, datetime.now(UTC).date(), question)
    chart = report.charts[0]
    _picture(question.name, chart)
    return {
        "mark": mark_of(question.name),
        "figures": [_figure(report, asked_place) for asked_place in range(len(report.answers))],
        "picture": f"{question.name}.svg",
        "picture_title": chart.title,
        "picture_about": chart.about,
    }


def _figure(report: Report, place: int) -> dict[str, Any]:
    asked = report.answers[place]
    rows = [report.row(name, asked) for name in report.titles]
    return {
        "name": write_asked(LANGUAGE, asked),
        "rows": [
            {
                "scenario": row.scenario,
                "title": report.titles[row.scenario],
                "value": write_row(LANGUAGE, row),
                "change": write_change(LANGUAGE, row),
                "sure": row.sure,
            }
            for row in rows
        ],
    }


def _helps(question: Question) -> dict[str, Any]:
    base = scenarios_of(question, LANGUAGE)[0][0]
    with ThreadPoolExecutor(1) as executor:
        helps = what_helps(base, replications=REPLICATIONS, executor=executor)
    _picture(f"{question.name}-helps", draw_ranking(LANGUAGE, ranked_of(LANGUAGE, helps)))
    letter = letters_of(helps)
    return {
        "picture": f"{question.name}-helps.svg",
        "candidates": helps.ranking.candidates,
        "solved": helps.ranking.solved,
        "rows": [
            {
                "place": write_place(LANGUAGE, helps, one.place),
                "words": f"{letter[one.name]}. {write_candidate(LANGUAGE, one.candidate)}",
                "share": write_interval(LANGUAGE, "share_in_time", one.change, change=True),
                "sure": one.change.is_sure,
                "hours": write_number(LANGUAGE, one.solved.gain / HOUR) if one.solved else "–",
                "cost": write_interval(LANGUAGE, "provider_cents", one.cents, change=True),
            }
            for one in helps.confirmed
        ],
        "sets": [
            {
                "letters": write_set(LANGUAGE, helps, one),
                "cost": write_interval(LANGUAGE, "provider_cents", one.cents, change=True),
                "share": write_interval(LANGUAGE, "share_in_time", one.change, change=True),
                "standing": write_standing(LANGUAGE, one),
                "best": one.best,
            }
            for one in helps.together
        ],
        "costs": write_costs(LANGUAGE, helps),
    }


def _picture(name: str, chart: Chart) -> None:
    (PICTURES / f"{name}.svg").write_text(chart.svg(), "utf-8")


def mark_of(name: str) -> str:
    """A mark of the file of a question: another file, another mark."""
    file = Path(library.__file__).parent / library.FOLDER / f"{name}.yaml"
    return blake2b(file.read_bytes(), digest_size=8).hexdigest()


def _commit() -> str:
    words = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.strip()


def build_page() -> str:
    """The page, from the results that are kept."""
    found = json.loads(RESULTS.read_text("utf-8"))
    told = {key: found[key] for key in ("day", "commit", "seed", "replications")}
    parts = [TOP.format(**told), *_contents(), "\n"]
    for name, question in questions().items():
        parts += _part(question, found["questions"][name])
    return "".join(parts)


def _contents() -> Iterator[str]:
    for name, question in questions().items():
        yield f"- [{question.question.en}](#{name})\n"


@cache
def _readings() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(READINGS.read_text("utf-8"))
    return found


def _part(question: Question, found: dict[str, Any]) -> Iterator[str]:
    yield f"\n## {question.name}\n\n**{question.question.en}**\n"
    yield f"\n{_readings()[question.name].strip()}\n"
    yield f"\n```sh\ntugiplaan scenario run {question.name} --replications {REPLICATIONS} "
    yield "--language en\n```\n"
    for figure in found["figures"]:
        yield f"\n| {figure['name']} | change from the base | value |\n|---|--:|--:|\n"
        for row in figure["rows"]:
            change = f"**{row['change']}**" if row["sure"] else row["change"]
            yield f"| {row['title']} | {change} | {row['value']} |\n"
    yield f"\n![{found['picture_title']}: {found['picture_about']}](pictures/{found['picture']})\n"
    yield from _help_part(question, found.get("helps"))
    yield "\nAssumed:\n\n" + "".join(f"- {one.en}\n" for one in question.assumptions)
    yield "\nSources:\n\n"
    for one in question.sources:
        yield f"- {one.document}, *{one.title}*: {one.place}\n"


def _help_part(question: Question, helps: dict[str, Any] | None) -> Iterator[str]:
    if helps is None:
        return
    yield f"\n### What would help {question.name} most\n\n"
    yield f"Of {helps['candidates']} proposals {helps['solved']} were worked out exactly; no other "
    yield "can be better, by its bound. The best of each kind were played beside the base.\n\n"
    yield f"```sh\ntugiplaan scenario what-helps {question.name} --replications {REPLICATIONS} "
    yield "--language en\n```\n\n"
    yield "| place | proposal | in time more | hours a week more | cost |\n"
    yield "|---|---|--:|--:|--:|\n"
    for row in helps["rows"]:
        share = f"**{row['share']}**" if row["sure"] else row["share"]
        yield f"| {row['place']} | {row['words']} | {share} | {row['hours']} | {row['cost']} |\n"
    yield f"\n![What helps most, with intervals](pictures/{helps['picture']})\n"
    yield "\nTogether, by what they cost; in bold what no other beats in both cost and time.\n\n"
    yield "| steps | cost | in time more | worth it |\n|---|--:|--:|---|\n"
    for row in helps["sets"]:
        steps = f"**{row['letters']}**" if row["best"] else row["letters"]
        yield f"| {steps} | {row['cost']} | {row['share']} | {row['standing']} |\n"
    yield f"\n{helps['costs']}\n"


if __name__ == "__main__":
    if "--play" in sys.argv[1:]:
        text = json.dumps(play(), ensure_ascii=False, indent=1)
        RESULTS.write_text(text + "\n", "utf-8")
    PAGE.write_text(build_page(), "utf-8")
