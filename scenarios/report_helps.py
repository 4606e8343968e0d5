"""What helps most as a report: the ranking, the sets of steps, cost against service.

Proposals have letters, so that a set of them can be told in a few: ``A + C``.
"""

from datetime import date
from string import ascii_uppercase

from domain.words import Language
from scenarios.chart_ranking import Ranked, draw_front, draw_ranking
from scenarios.library import Asked
from scenarios.marginal import Helps
from scenarios.marginal_candidates import write_candidate
from scenarios.marginal_front import Together
from scenarios.report import Change, Report, offers_of
from scenarios.report_values import rows_of
from scenarios.report_words import how_played, write_operation
from scenarios.words import tell, write_interval, write_value

ANSWERS = (
    Asked(figure="share_in_time"),
    Asked(figure="share_met"),
    Asked(figure="late_wait"),
    Asked(figure="queue"),
    Asked(figure="provider_cents"),
)


def letters_of(helps: Helps) -> dict[str, str]:
    """The letter of each proposal, by the name of its scenario."""
    return {one.name: letter for one, letter in zip(helps.confirmed, ascii_uppercase, strict=False)}


def write_set(language: Language, helps: Helps, one: Together) -> str:
    """The letters of a set of steps; in words where nothing is changed."""
    letter = letters_of(helps)
    known = {row.candidate: letter[row.name] for row in helps.confirmed}
    return " + ".join(sorted(known[step] for step in one.steps)) or tell(language, "helps.none")


def write_standing(language: Language, one: Together) -> str:
    """Whether a set is worth its cost, as far as it was seen."""
    if not one.steps:
        return ""
    key = "best" if one.best else "beaten"
    return tell(language, f"helps.{key}" if one.sure else f"helps.{key}_maybe")


def write_costs(language: Language, helps: Helps) -> str:
    """The prices of steps, which are assumed."""
    costs = helps.base.costs
    return tell(
        language,
        "helps.costs",
        training=write_value(language, "cents", costs.training_cents),
        language=write_value(language, "cents", costs.language_cents),
        interpreter=write_value(language, "cents", costs.interpreter_cents_an_hour),
    )


def ranked_of(language: Language, helps: Helps) -> list[Ranked]:
    """The proposals as a ranking shows them."""
    letter = letters_of(helps)
    return [
        Ranked(
            f"{letter[one.name]}. {write_candidate(language, one.candidate)}",
            one.change,
            write_interval(language, "share_in_time", one.change, change=True),
            write_place(language, helps, one.place),
        )
        for one in helps.confirmed
    ]


def write_place(language: Language, helps: Helps, place: int) -> str:
    """A place, and whether several share it."""
    many = sum(one.place == place for one in helps.confirmed)
    return f"{place}, {tell(language, 'helps.tie')}" if many > 1 else str(place)


def helps_report(language: Language, helps: Helps, day: date) -> Report:
    """The report of what helps most: everything that was played, beside the base."""
    titles = titles_of_helps(language, helps)
    swept, base = helps.swept, helps.base
    return Report(
        language=language,
        day=day,
        name=base.name,
        question=tell(language, "helps.title"),
        titles=titles,
        rows=tuple(rows_of(swept, ANSWERS)),
        answers=ANSWERS,
        charts=(
            draw_ranking(language, ranked_of(language, helps)),
            draw_front(language, offers_of(swept, titles)),
        ),
        changes=tuple(
            Change(
                one.name,
                titles[one.name],
                tuple(
                    write_operation(language, change) for change in one.changes[len(base.changes) :]
                ),
            )
            for one in swept.scenarios
        ),
        sources=base.sources,
        assumptions=(*base.assumptions, write_costs(language, helps)),
        how=how_played(language, base, swept.replications, narrow=swept.narrow),
        replications=swept.replications,
        narrow=swept.narrow,
    )


def titles_of_helps(language: Language, helps: Helps) -> dict[str, str]:
    """What the base, the proposals and their sets are called."""
    letter = letters_of(helps)
    alone = {
        one.name: f"{letter[one.name]}. {write_candidate(language, one.candidate)}"
        for one in helps.confirmed
    }
    sets = {one.name: write_set(language, helps, one) for one in helps.together}
    base = {helps.base.name: helps.base.title or helps.base.name}
    found = {**sets, **alone, **base}
    return {one.name: found[one.name] for one in helps.swept.scenarios}
