"""A planned week as one page that stands alone: no other file, no script, ready to print."""

from collections import Counter
from datetime import date, timedelta
from functools import cache, partial
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from api.exports.names import NameBook
from api.exports.phrases import phrase
from api.exports.planned_week import PlannedWeek
from api.exports.roster_view import RosterView
from domain.session import WEEK_DAYS
from domain.words import (
    Language,
    say,
    write_count,
    write_day,
    write_minutes,
    write_share,
    write_time,
)


def write_page(week: PlannedWeek, view: RosterView) -> str:
    """The page of a roster, in the language of the view."""
    language = view.language
    monday = week.problem.monday
    sunday = monday + timedelta(days=WEEK_DAYS - 1)
    book = NameBook(week.provider, week.problem, language)
    return _template().render(
        css=_read("roster.css"),
        week=week,
        view=view,
        result=week.result,
        monday=monday,
        sunday=sunday,
        title=say(language, "roster.page_title", provider=view.provider, first=monday, last=sunday),
        per_day=_meetings_per_day(view),
        say=partial(say, language),
        phrase=partial(phrase, language),
        minutes=partial(write_minutes, language),
        count=partial(write_count, language),
        share=partial(write_share, language),
        day=partial(write_day, language),
        short_day=partial(write_short_day, language),
        weekday=partial(_weekday, language),
        decimal=partial(_decimal, language),
        time=write_time,
        programme=book.programme,
    )


def write_short_day(language: Language, day: date) -> str:
    """A day without its year."""
    if language == "en":
        return write_day(language, day).rpartition(" ")[0]
    return f"{day.day:02}.{day.month:02}"


def _meetings_per_day(view: RosterView) -> Counter[date]:
    """A meeting of two workers counts once."""
    return Counter(day for _, day in {(visit.need, visit.day) for visit in view.visits})


def _weekday(language: Language, day: date) -> str:
    return say(language, f"weekday_short.{day.weekday()}")


def _decimal(language: Language, seconds: float) -> str:
    written = f"{seconds:.1f}"
    return written if language == "en" else written.replace(".", ",")


@cache
def _template() -> Template:
    house = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return house.from_string(_read("roster.html.j2"))


def _read(name: str) -> str:
    return (files("api.exports") / "templates" / name).read_text("utf-8")
