"""``tugiplaan import``, ``check`` and ``why``: look at files without writing any."""

from typing import Annotated

import typer
from rich.text import Text

from api.cli.exits import FAULTS
from api.cli.options import AsJson, RosterFile, Source, Speak, Travel
from api.cli.screen import Screen, findings_document
from api.cli.show_reasons import show_choice, show_reason
from api.cli.show_roster import show_costs
from api.exports.choices import choice_document
from api.exports.names import NameBook
from api.exports.phrases import phrase
from api.exports.reasons import write_miss, write_reason
from api.exports.roster_json import cost_documents, reason_document
from api.exports.roster_rows import cost_lines
from api.imports.provider_workbook import read_provider
from api.journeys.check_roster import CheckedRoster, check_roster
from api.journeys.explain_need import explain_need, explain_served
from domain.words import say, write_moment


def import_(path: Source, *, language: Speak = "et", as_json: AsJson = False) -> None:
    """Check a workbook without planning: every error and warning, each with its cell."""
    screen = Screen(language, as_json)
    provider, findings = read_provider(path)
    if provider is None:
        screen.refuse(findings)
    counts = {
        "workers": len(provider.workers),
        "clients": len(provider.clients),
        "referrals": len(provider.referrals),
        "plan": len(provider.plan),
        "groups": len(provider.groups),
    }
    screen.warn(findings)
    screen.say("sound", **counts)
    if as_json:
        screen.give({"ok": True, **counts, **findings_document(findings, language)})


def check(
    path: Source,
    roster: RosterFile,
    *,
    travel: Travel = None,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Check a roster, whoever made it, against every rule: faults, and costs per rule."""
    screen = Screen(language, as_json)
    checked, findings = check_roster(path, roster, travel)
    if checked is None:
        screen.refuse(findings)
    book = _book(checked, screen)
    faults = checked.checked.faults
    sentences = [write_miss(book, one.rule, one.about, one.amount) for one in faults]
    costs = cost_lines(checked.checked.costs, checked.policy, language)
    if as_json:
        screen.give(
            {
                "ok": not faults,
                "week": checked.opened.problem.monday.isoformat(),
                "meetings": len(checked.meetings),
                "left_out": list(checked.left_out),
                "faults": [
                    {"rule": one.rule, "about": one.about, "missed": one.amount, "sentence": said}
                    for one, said in zip(faults, sentences, strict=True)
                ],
                "cost": checked.checked.cost,
                "costs": cost_documents(costs),
                **findings_document(findings, language),
            }
        )
    else:
        screen.warn(findings)
        _show_faults(screen, sentences)
        left = f"{say(language, 'roster.left_out')}: {len(checked.left_out)}"
        screen.out.print(f"{say(language, 'roster.meetings')}: {len(checked.meetings)}. {left}")
        show_costs(screen.out, language, costs)
    if faults:
        raise typer.Exit(FAULTS)


def why(
    path: Source,
    roster: RosterFile,
    need: Annotated[str, typer.Argument(help="Id of the need, as the roster lists it.")],
    *,
    travel: Travel = None,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Explain one need of a roster: why it is left out and what would help, or why this worker.

    Of a need left out it says who was ruled out by what, who came nearest, and the smallest
    change that would serve it. Of a need that is served it says what the chosen worker costs
    by rule, and what the next best would.
    """
    screen = Screen(language, as_json)
    checked, reason, findings = explain_need(path, roster, need, travel)
    if checked is None:
        screen.refuse(findings)
    book = _book(checked, screen)
    if reason is None:
        (meeting,) = (one for one in checked.meetings if one.need == need)
        moment = write_moment(language, meeting.start)
        screen.say("need_served", need=need, whom=book.whom(book.needs[need]), moment=moment)
        choice = explain_served(checked, need)
        if as_json:
            served = {"ok": True, "need": need, "left_out": False, "moment": moment}
            screen.give({**served, **choice_document(book, choice)})
        else:
            show_choice(screen.out, book, choice)
        return
    written = write_reason(book, reason)
    if as_json:
        screen.give({"ok": True, "need": need, "left_out": True, **reason_document(written)})
    else:
        show_reason(screen.out, written, language)


def _book(checked: CheckedRoster, screen: Screen) -> NameBook:
    return NameBook(checked.opened.provider, checked.opened.problem, screen.language)


def _show_faults(screen: Screen, sentences: list[str]) -> None:
    language = screen.language
    if not sentences:
        screen.out.print(Text(say(language, "roster.check_faultless"), style="green"))
        return
    title = say(language, "roster.check_faults", count=len(sentences))
    screen.out.print(Text(title, style="bold red"))
    for sentence in sentences:
        screen.out.print(Text(f"  {sentence}"), soft_wrap=True)
    screen.out.print(Text(phrase(language, "faults_first")))
