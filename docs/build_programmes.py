"""Write ``docs/reference/programmes.md`` from the programme files: one table per programme.

Run ``python -m docs.build_programmes`` after a change in ``domain/programmes/``; a test
fails while the page is behind.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from domain.caps import (
    AnswerWithin,
    Cap,
    Dated,
    EurosPerCalendarYear,
    EurosPerMonth,
    GroupSize,
    Phase,
    StartWithin,
    UnitsPerReferral,
    WithinMonths,
)
from domain.people import Level
from domain.programme import Component, Figure, Programme, SeatAsked, Tariff, programmes

PAGE = Path(__file__).parent / "reference" / "programmes.md"

HEAD = """\
# The programmes

This page is made from the files in `domain/programmes/` by `python -m docs.build_programmes`;
change the files, not the page. Every value has the day from which it holds, the day until which it
holds (both included; open where no day stands) and its source. "Seed" is one of the five source
documents, "facts" the collection of domain facts. Prices and caps belong to contracts and change:
where no source tells one, there is none.

**Levels of a seat.** `by_length`: independent work (3) when more than three meetings are granted,
else short consultations (2). `by_leading`: leading groups (4) when leading alone, beside a
professional (1) together with a specialist. A file may also give a number:
{levels}.

**Subjects of trainings.** The words a seat may ask for: {subjects}.

**Prices** are net of VAT; those of a group are for each member present.
"""


def page() -> str:
    """Render the page: what holds for all, then one chapter per programme."""
    known = programmes().values()
    subjects = sorted(
        {s.subject for p in known for c in p.components for s in c.seats if s.subject}
    )
    head = HEAD.format(
        levels=", ".join(f"{level.value} {level.name.lower()}" for level in Level),
        subjects=", ".join(f"`{subject}`" for subject in subjects),
    )
    return "\n".join([head, *(line for p in known for line in chapter(p))])


def chapter(programme: Programme) -> Iterator[str]:
    """Render one programme: its head, its components, its dated values, its words."""
    yield f"## {programme.name['en']} ({programme.code})\n"
    yield f"{programme.name['et']} · {programme.name['ru']}. Id `{programme.id}`.\n"
    yield from table(("", ""), facts_of(programme))
    rows = (component_row(component) for component in programme.components)
    yield from table(("component", "name", "given", "seats", "prices", "caps", "notes"), rows)
    dated = [(words(cap), days(cap), cap.source) for cap in programme.caps]
    dated += [(f"{f.name} pays {f.percent} %", days(f), f.source) for f in programme.funders]
    dated += [
        (f"{name}: {figure_words(f)}", days(f), f.source)
        for name, f in programme.parameters.items()
    ]
    if dated:
        yield from table(("value", "days", "source"), dated)
    for title, texts in (
        ("Whom it is for", programme.target),
        ("Who comes first", programme.priorities),
        ("What it is to achieve", programme.objectives),
        (
            "Activities of a session",
            {f"{c.id}/{code}": t for c in programme.components for code, t in c.parts.items()},
        ),
        ("Duties", programme.duties),
        ("What helps and what hinders", programme.lessons),
    ):
        if texts:
            yield f"**{title}**\n"
            yield "\n".join(f"- `{code}`: {text}" for code, text in texts.items()) + "\n"


def facts_of(programme: Programme) -> Iterator[tuple[str, str]]:
    """List what is said of the programme as a whole, leaving out what is not."""
    facts = {
        "payer": programme.payer,
        "project": programme.project,
        "days": span(programme.since.isoformat(), programme.until),
        "source": programme.source,
        "statuses": ", ".join(programme.statuses),
        "benefits": ", ".join(f"{what} ({who})" for what, who in programme.benefits.items()),
        "languages": ", ".join(programme.languages),
        "not beside": ", ".join(programme.excludes),
        "ends with": ", ".join(programme.closing_reasons),
    }
    return ((name, fact) for name, fact in facts.items() if fact)


def component_row(component: Component) -> tuple[str, ...]:
    """Lay out one component as cells of its programme's table."""
    name = f"{component.name['en']}<br>{component.name['et']}<br>{component.name['ru']}"
    given = (*component.activity, *(mode.value for mode in component.modes), *component.places)
    return (
        f"`{component.id}`",
        name,
        ", ".join(given),
        "<br>".join(seat_words(seat) for seat in component.seats),
        "<br>".join(price_words(tariff) for tariff in component.tariffs),
        "<br>".join(f"{words(cap)}, {days(cap)} ({cap.source})" for cap in component.caps),
        "; ".join(notes_of(component)),
    )


def notes_of(component: Component) -> Iterator[str]:
    """Name everything else a component asks for or forbids."""
    dated = component.since or component.until
    notes = (
        (component.tier, f"{component.tier} support"),
        (component.domain, component.domain.replace("-", " ")),
        (not component.paid, "never billed"),
        (component.plan != "free", f"action plan {component.plan}"),
        (component.residual, "only what fits no other component"),
        (component.three_party, "three-party"),
        (component.first, "begins the service"),
        (dated, span(str(component.since or ""), component.until)),
        (component.genders, f"for {', '.join(g.value for g in component.genders)} clients"),
        (component.includes, f"includes {', '.join(component.includes)}"),
    )
    return (words for holds, words in notes if holds)


def seat_words(seat: SeatAsked) -> str:
    """Say who is wanted on a seat."""
    level = seat.level if isinstance(seat.level, str) or seat.level is None else str(seat.level)
    asked = (
        " or ".join(role.value.replace("_", " ") for role in seat.roles),
        f"trained in {seat.subject}" if seat.subject else "",
        f"level {level}" if level else "",
        f"experience {seat.experience.value}" if seat.experience.value != "nobodys" else "",
        f"{seat.activity} only" if seat.activity else "",
        "when led together" if seat.when == "together" else "",
    )
    return ", ".join(filter(None, asked))


def price_words(tariff: Tariff) -> str:
    """Say a price in euros, with its days and source."""
    unit = "h" if tariff.unit_minutes == 60 else f"{tariff.unit_minutes} min"  # noqa: PLR2004
    euros = f"{tariff.cents // 100}.{tariff.cents % 100:02} €/{unit}"
    return f"{tariff.activity}, {tariff.beneficiary}: {euros}, {days(tariff)} ({tariff.source})"


def words(cap: Cap) -> str:
    """Say a cap; a kind without words is an error."""
    return next(say(cap) for kind, say in CAP_WORDS if isinstance(cap, kind))


CAP_WORDS: tuple[tuple[type[Dated], Callable[..., str]], ...] = (
    (
        UnitsPerReferral,
        lambda c: (
            f"{c.units} units of {c.unit_minutes} minutes per referral"
            + (", more for a justified need" if c.may_extend else "")
        ),
    ),
    (EurosPerMonth, lambda c: f"{euros(c.cents)} a month"),
    (
        EurosPerCalendarYear,
        lambda c: f"{euros(12 * c.month_cents)} a calendar year (12 x {euros(c.month_cents)})",
    ),
    (WithinMonths, lambda c: f"ends {c.months} months after the referral"),
    (StartWithin, lambda c: f"begins within {c.days} working days after the referral"),
    (AnswerWithin, lambda c: f"questions answered within {c.days} working days"),
    (GroupSize, lambda c: f"groups of {c.smallest} to {c.largest}"),
    (
        Phase,
        lambda c: (
            f"months {c.from_month} to {'the end' if c.to_month is None else c.to_month}"
            + (" as a rule" if c.usual else "")
        ),
    ),
)


def figure_words(figure: Figure) -> str:
    """Say a figure with its range and unit."""
    most = "" if figure.most is None else f" to {figure.most}"
    return f"{figure.value}{most} {figure.unit}. {figure.about}".strip()


def euros(cents: int) -> str:
    """Write cents as euros."""
    return f"{cents // 100}.{cents % 100:02} €"


def days(value: Dated) -> str:
    """Write the days on which a value holds."""
    return span(value.since.isoformat(), value.until)


def span(since: str, until: object) -> str:
    """Write a span of days, open where there is no last one."""
    return f"from {since}" if until is None else f"{since} to {until}"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Write a table, with an empty line after it."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
