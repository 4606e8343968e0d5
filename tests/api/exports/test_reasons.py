from typing import Any

import pytest

from api.exports.names import NameBook
from api.exports.reasons import write_change, write_reason
from domain.words import LANGUAGES, Language
from optimizer.why import Candidate, Change, Counted, Obstacle, Why
from tests.api.conftest import MONDAY, SmallWeek


def book_of(week: SmallWeek, language: Language = "en") -> NameBook:
    return NameBook(week.planned.provider, week.planned.problem, language)


def why_of(week: SmallWeek, **parts: tuple[Counted, ...]) -> Why:
    need = week.planned.problem.needs[0].id
    empty: dict[str, Any] = {"refused_days": (), "removed": (), "blocked": ()}
    return Why(need=need, workers=6, nearest=(), change=None, **(empty | parts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_colleague_is_asked_for_without_naming_the_clients_theme(
    small_week: SmallWeek, language: Language
) -> None:
    facts = {"roles": "peer_counsellor", "place": "tartu", "languages": "et", "themes": "autism"}
    facts["gender"] = ""
    said = write_change(book_of(small_week, language), Change("change.hire", facts, 1))
    assert "Tartu" in said
    assert "autism" not in said.lower()
    assert "аутизм" not in said.lower()


def test_when_nobody_is_left_the_sentence_counts_who_was_ruled_out(small_week: SmallWeek) -> None:
    removed = (Counted("role_fits", 4), Counted("shared_experience", 2))
    reason = write_reason(book_of(small_week), why_of(small_week, removed=removed))
    assert reason.sentence == (
        "Of 6 workers in all: 4 workers have another role; 2 workers lack the experience. "
        "Nobody suitable is left."
    )


def test_when_somebody_would_suit_the_sentence_says_what_stands_in_the_way(
    small_week: SmallWeek,
) -> None:
    why = why_of(
        small_week, removed=(Counted("role_fits", 4),), blocked=(Counted("worker_week_minutes", 3),)
    )
    sentence = write_reason(book_of(small_week), why).sentence
    assert sentence.startswith("2 workers would suit, but: 3 options")


def test_days_alone_or_no_time_at_all_are_reasons_too(small_week: SmallWeek) -> None:
    days = why_of(small_week, refused_days=(Counted("public_holiday", 5),))
    assert "public holiday" in write_reason(book_of(small_week), days).sentence
    nothing = write_reason(book_of(small_week), why_of(small_week)).sentence
    assert nothing == "There is no suitable time."


def test_candidates_are_named_with_day_time_and_what_they_would_miss(
    small_week: SmallWeek,
) -> None:
    worker = small_week.planned.problem.workers[0]
    need = small_week.planned.problem.needs[0].id
    near = Candidate((worker.id,), 1440 + 545, (Obstacle("worker_week_minutes", worker.id, 45),))
    reason = write_reason(
        book_of(small_week), Why(need, 6, (), (), (), (near,), Change("change.none"))
    )
    (nearest,) = reason.nearest
    assert nearest.who == worker.name
    assert nearest.when == MONDAY.replace(day=24)
    assert nearest.start == 545
    assert nearest.misses == ("45 min over the limit of the week",)


def test_two_changes_that_are_needed_together_are_said_together(small_week: SmallWeek) -> None:
    more = Change("change.extend_units", {"client": "Ann", "minutes": 45}, 45)
    both = Change(
        "change.one_more_client",
        {"worker": "Bo", "count": 1},
        1,
        then=more,
    )
    said = write_change(book_of(small_week), both)
    assert "Bo" in said
    assert said.endswith(write_change(book_of(small_week), more))
    assert "And also:" in said


def test_where_no_day_is_left_nobody_is_near(small_week: SmallWeek) -> None:
    worker = small_week.planned.problem.workers[0]
    near = Candidate((worker.id,), None, (Obstacle("role_fits", worker.id, 1),))
    refused = (Counted("public_holiday", 1),)
    why = Why(small_week.planned.problem.needs[0].id, 6, refused, (), (), (near,), None)
    assert write_reason(book_of(small_week), why).nearest == ()
