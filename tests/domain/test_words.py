import re
from collections.abc import Iterator
from datetime import date
from enum import IntEnum, StrEnum
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from domain.finding import Fact, Unit
from domain.people import Cefr, Contract, Gender, Level, Role
from domain.referral import ClosingReason, Leading, PlaceMode
from domain.session import Asked, Outcome
from domain.words import (
    FORMS,
    LANGUAGES,
    Language,
    choose_form,
    read_facts,
    read_words,
    say,
    write_amount,
    write_count,
    write_day,
    write_euros,
    write_fact,
    write_minutes,
    write_moment,
    write_share,
    write_time,
)
from optimizer.roster import Status

RULES = re.findall(
    r"^\| `(\w+)` \|",
    (Path(__file__).parents[2] / "docs" / "reference" / "rules.md").read_text("utf-8"),
    re.MULTILINE,
)
RULE_FAMILIES = ("rule", "rule_name", "miss", "removed")

SAMPLES: dict[str, Fact] = {
    "count": 13_000,
    "minutes": 95,
    "euros": 123_456,
    "day": "2026-06-05",
    "time": 545,
    "moment": 1440 + 545,
    "plural": 5,
    "weekday": 2,
    "on_weekday": 2,
    "level": 3,
    "language": "uk",
    "role": "peer_counsellor,support_person",
    "theme": "depression",
    "gender": "female",
    "flaw": "malformed",
    "": "Ülle Mägi",
}
NAMES = ("about", "client", "worker", "need", "group", "provider")
"""Facts that are somebody's or something's name and must never be bent."""


def sample_facts(language: Language, key: str) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for name, how in sorted(read_facts(language, key), key=lambda pair: pair[1]):
        facts[name] = SAMPLES[how]
    return facts


def keys_of(node: yaml.Node | None, above: str = "") -> Iterator[str]:
    """Every key of a file as written, those included that a later one would replace."""
    assert isinstance(node, yaml.MappingNode)
    for key, value in node.value:
        if isinstance(value, yaml.MappingNode):
            yield from keys_of(value, f"{above}{key.value}.")
        else:
            yield f"{above}{key.value}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language: Language) -> None:
    assert read_words(language).keys() == read_words("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_the_same_facts_in_the_same_units(language: Language) -> None:
    def facts(spoken: Language, key: str) -> set[tuple[str, str]]:
        units = {(fact, how.removeprefix("on_")) for fact, how in read_facts(spoken, key)}
        counted = {fact for fact, how in units if how == "plural"}
        return {(fact, "" if fact in counted else how) for fact, how in units if how != "plural"}

    for key in read_words("en"):
        assert facts(language, key) == facts("en", key), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_written_twice(language: Language) -> None:
    text = (files("domain.words") / f"{language}.yaml").read_text("utf-8")
    keys = list(keys_of(yaml.compose(text)))
    assert len(keys) == len(set(keys)) > 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: Language) -> None:
    for key in read_words(language):
        said = say(language, key, **sample_facts(language, key))
        assert said == said.strip(), key
        assert said, key
        assert not re.search(r"[{}|]|  ", said), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_where_no_case_bends_them(language: Language) -> None:
    for key, text in read_words(language).items():
        for found in re.finditer(r"\{(\w+)\}", text):
            if found[1] in NAMES:
                before, after = text[: found.start()], text[found.end() :]
                alone = before.endswith(("(", ": "))
                assert alone or (not before and after.startswith(":")), (key, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_mixes_latin_and_cyrillic_letters(language: Language) -> None:
    for key, text in read_words(language).items():
        for word in re.findall(r"\w+", text):
            assert not re.search(r"[а-яё][a-z]|[a-z][а-яё]", word, re.IGNORECASE), (key, word)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("family", RULE_FAMILIES)
def test_every_rule_has_its_words_and_nothing_else_does(language: Language, family: str) -> None:
    prefix = f"{family}."
    words = read_words(language)
    assert [k.removeprefix(prefix) for k in words if k.startswith(prefix)] == RULES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_is_a_sentence_and_its_name_is_short(language: Language) -> None:
    words = read_words(language)
    for rule in RULES:
        assert words[f"rule.{rule}"].endswith("."), rule
        assert words[f"miss.{rule}"].startswith("{about}: "), rule
        assert "{count}" in words[f"removed.{rule}"], rule
        assert len(words[f"rule_name.{rule}"].split()) <= 4, rule
        assert len(words[f"rule_name.{rule}"]) <= 31, rule


@pytest.mark.parametrize(
    ("family", "codes"),
    [
        ("role", Role),
        ("contract", Contract),
        ("level", Level),
        ("cefr", Cefr),
        ("gender", Gender),
        ("asked", Asked),
        ("closing", ClosingReason),
        ("mode", PlaceMode),
        ("leading", Leading),
        ("outcome", Outcome),
        ("roster.status", Status),
    ],
)
def test_every_code_of_the_trade_has_a_word(
    family: str, codes: type[StrEnum] | type[IntEnum]
) -> None:
    prefix = f"{family}."
    words = {k.removeprefix(prefix) for k in read_words("et") if k.startswith(prefix)}
    assert words == {str(code.value) for code in codes}


@pytest.mark.parametrize(
    ("form", "counts"),
    [
        ("клиент", (1, 21, 101, 1001, -1)),
        ("клиента", (2, 4, 22, 34, 122, -3)),
        ("клиентов", (0, 5, 10, 11, 12, 14, 20, 25, 111, 112, 1011)),
    ],
)
def test_russian_has_three_forms_beside_a_number(form: str, counts: tuple[int, ...]) -> None:
    for count in counts:
        assert choose_form("ru", count, ("клиент", "клиента", "клиентов")) == form, count


@pytest.mark.parametrize("language", ["et", "en"])
@pytest.mark.parametrize(("count", "form"), [(0, 1), (1, 0), (2, 1), (11, 1), (21, 1), (-1, 0)])
def test_estonian_and_english_part_one_from_the_rest(
    language: Language, count: int, form: int
) -> None:
    forms = ("inimene", "inimest")
    assert choose_form(language, count, forms) == forms[form]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_too_few_is_an_error(language: Language) -> None:
    with pytest.raises(ValueError, match=language):
        choose_form(language, 1, ["x"] * (FORMS[language] - 1))


@pytest.mark.parametrize(
    ("minutes", "et", "ru", "en"),
    [
        (90, "1 t 30 min", "1 ч 30 мин", "1 h 30 min"),
        (35, "35 min", "35 мин", "35 min"),
        (120, "2 t", "2 ч", "2 h"),
        (0, "0 min", "0 мин", "0 min"),
        (-61, "\u22121 t 1 min", "\u22121 ч 1 мин", "\u22121 h 1 min"),
    ],
)
def test_minutes_are_written_as_hours_and_minutes(minutes: int, et: str, ru: str, en: str) -> None:
    written = [write_minutes(language, minutes) for language in LANGUAGES]
    assert written == [et, ru, en]


@pytest.mark.parametrize(
    ("cents", "et", "en"),
    [
        (123_456, "1\xa0234,56\xa0€", "€1,234.56"),
        (5, "0,05\xa0€", "€0.05"),
        (-3_050, "\u221230,50\xa0€", "\u2212€30.50"),
        (123_456_789, "1\xa0234\xa0567,89\xa0€", "€1,234,567.89"),
    ],
)
def test_cents_are_written_as_euros(cents: int, et: str, en: str) -> None:
    written = [write_euros(language, cents) for language in LANGUAGES]
    assert written == [et, et, en]


def test_a_large_count_is_grouped_by_threes() -> None:
    written = [write_count(language, 13_000) for language in LANGUAGES]
    assert written == ["13\xa0000", "13\xa0000", "13,000"]
    assert write_count("et", -7) == "\u22127"


def test_a_share_is_rounded_up_so_that_no_gap_looks_closed() -> None:
    assert [write_share(x, 0.048) for x in LANGUAGES] == ["4,8\xa0%", "4,8\xa0%", "4.8%"]
    assert write_share("en", 0.00001) == "0.1%"
    assert write_share("en", 0.057) == "5.7%"
    assert write_share("en", 0.0) == "0.0%"


def test_a_day_is_written_the_way_of_the_language() -> None:
    day = date(2026, 6, 5)
    written = [write_day(language, day) for language in LANGUAGES]
    assert written == ["05.06.2026", "05.06.2026", "5 June 2026"]
    assert write_fact("et", day, "day") == write_fact("et", "2026-06-05", "day") == written[0]


@pytest.mark.parametrize(
    ("minutes", "clock"),
    [(545, "09:05"), (0, "00:00"), (1439, "23:59"), (1440, "24:00"), (2 * 1440 + 600, "10:00")],
)
def test_minutes_are_written_as_the_hands_of_a_clock(minutes: int, clock: str) -> None:
    assert write_time(minutes) == clock


def test_a_minute_of_the_week_is_a_weekday_and_a_time() -> None:
    written = [write_moment(language, 1440 + 545) for language in LANGUAGES]
    assert written == ["T 09:05", "вт 09:05", "Tue 09:05"]
    assert write_moment("en", 1440) == "Tue 00:00"
    assert write_moment("en", -60) == "Sun 23:00"


def test_an_amount_is_written_in_its_unit() -> None:
    written = [write_amount("en", 90, unit) for unit in (Unit.COUNT, Unit.MINUTES, Unit.CENTS)]
    assert written == ["90", "1 h 30 min", "€0.90"]


def test_codes_are_named_one_after_another() -> None:
    assert write_fact("et", "peer_counsellor, mentor", "role") == "kogemusnõustaja, kohanemismentor"
    assert write_fact("en", 2, "on_weekday") == "on Wednesday"
    assert write_fact("ru", 1, "on_weekday") == "во вторник"
    assert write_fact("en", "uk,,et", "language") == "Ukrainian, Estonian"


def test_a_language_without_a_name_speaks_for_itself_but_a_role_does_not() -> None:
    assert write_fact("en", "xx", "language") == "xx"
    with pytest.raises(KeyError, match=r"role\.cook"):
        write_fact("en", "cook", "role")


def test_nothing_is_written_as_a_dash() -> None:
    assert write_fact("en", "") == "–"
    assert write_fact("en", "", "language") == "–"


def test_a_miss_is_said_in_its_unit() -> None:
    def said(language: Language) -> str:
        return say(language, "miss.worker_week_minutes", about="Ülle Mägi", missed=35)

    assert said("et") == "Ülle Mägi: 35 min üle nädala ülempiiri"
    assert said("ru") == "Ülle Mägi: на 35 мин больше недельного предела"
    assert said("en") == "Ülle Mägi: 35 min over the limit of the week"


@pytest.mark.parametrize(("count", "said"), [(1, "1 worker lacks"), (180, "180 workers lack")])
def test_the_form_of_a_sentence_follows_its_number(count: int, said: str) -> None:
    assert say("en", "removed.shared_experience", count=count) == f"{said} the experience"


def test_facts_that_a_sentence_does_not_name_are_left_unsaid() -> None:
    assert say("en", "miss.trained", about="N1", missed=1) == "N1: no valid training"


def test_an_unknown_sentence_is_named_with_its_language() -> None:
    with pytest.raises(KeyError, match=r"ru: .*rule\.nothing"):
        say("ru", "rule.nothing")


def test_a_missing_fact_is_named_with_its_sentence_and_language() -> None:
    with pytest.raises(KeyError, match=r"et: 'miss\.travel' .*'missed'"):
        say("et", "miss.travel", about="W1")


def test_a_text_is_no_number() -> None:
    with pytest.raises(TypeError, match="35"):
        say("en", "miss.travel", about="W1", missed="35")
