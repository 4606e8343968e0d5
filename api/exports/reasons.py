"""Why a need is left out, in words: one sentence, who is nearest, what would help."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from api.exports.names import NameBook
from api.exports.phrases import phrase
from domain.finding import Fact
from domain.session import DAY_MINUTES
from domain.words import Language, read_words, say
from optimizer.why import Candidate, Change, Counted, Obstacle, Why


@dataclass(frozen=True, slots=True)
class Nearest:
    """A candidate who comes near: the sentence and what the choice would miss."""

    who: str
    when: date | None
    start: int
    """Minutes of the day; nothing where there is no day."""
    sentence: str
    misses: tuple[str, ...]
    workers: tuple[str, ...] = ()
    """Ids, in the order of the seats."""


@dataclass(frozen=True, slots=True)
class Reason:
    """All that is said about one need left out."""

    headline: str
    sentence: str
    """The reason in one sentence."""
    counts: tuple[str, ...]
    """How many days, workers and ways each rule took away, in the order of the rules."""
    nearest: tuple[Nearest, ...]
    change: str


def write_reason(book: NameBook, why: Why) -> Reason:
    """Say a reason in the language of the names."""
    need = book.needs[why.need]
    language = book.language
    return Reason(
        headline=say(
            language,
            "why.headline",
            client=book.whom(need),
            component=book.component(need.component),
            need=need.id,
        ),
        sentence=_sentence(language, why),
        counts=(
            *_counts(language, why.refused_days),
            *_of_workers(language, why.removed),
            *_counts(language, why.blocked),
        ),
        nearest=tuple(write_nearest(book, one) for one in _near(why)),
        change=write_change(book, why.change),
    )


def _near(why: Why) -> tuple[Candidate, ...]:
    """Who comes near; nobody does where every day is refused, whoever comes."""
    return () if why.refused_days and not why.blocked else why.nearest


def write_change(book: NameBook, change: Change | None) -> str:
    """The smallest change that would serve a need, that none was found, or that none is needed."""
    if change is None:
        return say(book.language, "why.would_break_nothing")
    said = say(book.language, change.kind, **_named(book, change.facts))
    if change.then is None:
        return said
    also = phrase(book.language, "and_also")
    return f"{said} {also} {write_change(book, change.then)}"


def write_miss(book: NameBook, rule: str, about: str, missed: int) -> str:
    """What one rule would miss, or misses, about whom."""
    return say(book.language, f"miss.{rule}", about=_several(book, about), missed=missed)


def _named(book: NameBook, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Facts with names in the place of ids."""
    named: dict[str, Fact] = dict(facts)
    for key in ("client", "worker", "group", "need"):
        if key in named:
            named[key] = _several(book, str(named[key]))
    if named.get("themes"):
        # A theme is health data of the client: whoever reads the roster need not know it.
        named["themes"] = phrase(book.language, "like_clients")
    if "place" in named:
        named["place"] = book.place(str(named["place"]))
    return named


def _several(book: NameBook, text: str) -> str:
    return ", ".join(book.about(one.strip()) for one in text.split(","))


def _sentence(language: Language, why: Why) -> str:
    """The reason that decides: nobody suits, nobody who suits is free, or no day is left."""
    left = why.workers - sum(one.count for one in why.removed)
    if why.removed and left <= 0:
        said = say(language, "why.of_workers", count=why.workers)
        ends = say(language, "why.nobody_left")
        return f"{said} {'; '.join(_of_workers(language, why.removed))}. {ends}"
    if why.blocked:
        said = say(language, "why.some_left_but", count=max(left, 1))
        return f"{said} {_joined(language, why.blocked)}."
    if why.refused_days:
        said = say(language, "why.refused_days")
        return f"{said} {_joined(language, why.refused_days)}."
    return say(language, "why.no_window")


def _joined(language: Language, counted: Iterable[Counted]) -> str:
    return "; ".join(_counts(language, counted))


def _counts(language: Language, counted: Iterable[Counted]) -> list[str]:
    return [
        say(language, f"removed.{one.rule}", count=one.count) for one in counted if one.count > 0
    ]


def _of_workers(language: Language, removed: Iterable[Counted]) -> list[str]:
    """What took workers away: a missing shift takes the worker, not one of several times."""
    return [
        said
        for one in removed
        for said in (
            [say(language, "why.no_shift", count=one.count)]
            if one.rule == "shift"
            else _counts(language, [one])
        )
    ]


def write_nearest(book: NameBook, candidate: Candidate) -> Nearest:
    """Say who comes near, when, and what the choice would miss."""
    language = book.language
    names = ", ".join(book.person(worker) for worker in candidate.workers)
    misses = tuple(miss.removeprefix(f"{names}: ") for miss in _misses(book, candidate.obstacles))
    if candidate.start is None:
        sentence = say(language, "why.nearest_no_start", worker=names)
        return Nearest(names, None, 0, sentence, misses, candidate.workers)
    day = book.problem.monday + timedelta(days=candidate.start // DAY_MINUTES)
    start = candidate.start % DAY_MINUTES
    sentence = say(language, "why.nearest", worker=names, day=day, start=start)
    return Nearest(names, day, start, sentence, misses, candidate.workers)


def _misses(book: NameBook, obstacles: Iterable[Obstacle]) -> Iterable[str]:
    words = read_words(book.language)
    for one in obstacles:
        if f"miss.{one.rule}" in words:
            yield write_miss(book, one.rule, one.about, one.missed)
