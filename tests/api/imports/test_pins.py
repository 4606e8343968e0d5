"""Pins as people type them: every way to write one, and every way to get one wrong, all at once."""

from dataclasses import replace

import pytest

from api.exports.phrases import PHRASES, phrase
from api.imports.pins import read_pins, write_pin
from domain.words import LANGUAGES
from optimizer.pins import Pin
from tests.optimizer.builders import MON, TUE, WED, a_need, a_problem, a_seat, a_worker, at

WEEK = a_problem(
    needs=(a_need("P1-1.2"), a_need("G01", seats=(a_seat(), a_seat()))),
    workers=(
        a_worker("W01", name="Mari Maasikas"),
        a_worker("W02", name="Jaan Tamm"),
        a_worker("W03", name="Jaan Tamm"),
    ),
)


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ("P1-1.2=W01", Pin("P1-1.2", ("W01",))),
        ("P1-1.2 = mari maasikas", Pin("P1-1.2", ("W01",))),
        ("P1-1.2@Mon 10:00", Pin("P1-1.2", (), at(MON, 10))),
        ("P1-1.2@E 10:00", Pin("P1-1.2", (), at(MON, 10))),
        ("P1-1.2 @ T 9.30", Pin("P1-1.2", (), at(TUE, 9, 30))),
        ("P1-1.2@kolmapäev 9", Pin("P1-1.2", (), at(WED, 9))),
        ("P1-1.2=W02@Вт 10:05", Pin("P1-1.2", ("W02",), at(TUE, 10, 5))),
        ("P1-1.2@24.11.2026 10:00", Pin("P1-1.2", (), at(TUE, 10))),
        ("P1-1.2@2026-11-24 10:00", Pin("P1-1.2", (), at(TUE, 10))),
        ("G01=W01+W02", Pin("G01", ("W01", "W02"))),
        ("G01=-+W02@E 8:00", Pin("G01", (None, "W02"), at(MON, 8))),
        ("G01=W01", Pin("G01", ("W01", None))),
    ],
)
def test_a_pin_is_read_as_meant(text: str, pin: Pin) -> None:
    assert read_pins([text], WEEK) == ((pin,), ())


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("P1-1.2", ["unreadable"]),
        ("", ["unreadable"]),
        ("=W01", ["unreadable"]),
        ("P1-1.2=-", ["unreadable"]),
        ("P1=W01", ["unknown_need"]),
        ("P1-1.2=W9", ["unknown_worker"]),
        ("P1-1.2=Jaan Tamm", ["ambiguous_worker"]),
        ("P1-1.2=W01+W02", ["too_many"]),
        ("P1-1.2@X 10:00", ["bad_time"]),
        ("P1-1.2@", ["bad_time"]),
        ("P1-1.2@E 25:00", ["bad_time"]),
        ("P1-1.2@30.11.2026 10:00", ["bad_time"]),
        ("P1-1.2@E-R 10:00", ["bad_time"]),
        ("P1=W9@X", ["unknown_need", "unknown_worker", "bad_time"]),
    ],
)
def test_each_fault_of_a_pin_is_named(text: str, rules: list[str]) -> None:
    pins, faults = read_pins([text], WEEK)
    assert pins == ()
    assert [fault.rule for fault in faults] == [f"pin.{rule}" for rule in rules]
    for fault in faults:
        for language in LANGUAGES:
            assert phrase(language, fault.rule, about=fault.about, **fault.facts)


def test_the_faults_of_all_pins_are_told_at_once() -> None:
    pins, faults = read_pins(["P1=W01", "P1-1.2@E 10:00", "G01=nobody"], WEEK)
    assert [pin.need for pin in pins] == ["P1-1.2"]
    assert [fault.about for fault in faults] == ["P1=W01", "G01=nobody"]


def test_two_pins_of_one_need_are_one_unless_they_contradict() -> None:
    both = ["P1-1.2=W01", "P1-1.2@E 10:00"]
    assert read_pins(both, WEEK) == ((Pin("P1-1.2", ("W01",), at(MON, 10)),), ())
    seats = ["G01=W01+-", "G01=-+W02", "G01=W01"]
    assert read_pins(seats, WEEK) == ((Pin("G01", ("W01", "W02")),), ())
    for other in ("P1-1.2=W02", "P1-1.2@E 10:05"):
        _, (fault,) = read_pins([*both, other], WEEK)
        assert (fault.rule, fault.about) == ("pin.twice", other)


def test_names_that_look_like_it_come_with_their_ids() -> None:
    _, (fault,) = read_pins(["P1-1.2=Mari Maasik"], WEEK)
    assert str(fault.facts["expected"]).startswith("Mari Maasikas (W01)")


def test_a_pin_is_written_as_it_would_be_typed() -> None:
    pins = [Pin("P1-1.2", ("W01",)), Pin("G01", (None, "W02"), at(MON, 10)), Pin("G01", (), 5)]
    written = [write_pin(pin, "E 10:00" if pin.start else "") for pin in pins]
    assert written == ["P1-1.2=W01", "G01=-+W02@E 10:00", "G01@E 10:00"]
    again, _ = read_pins(written[:2], WEEK)
    assert again == (pins[0], pins[1])


def test_every_sentence_about_pins_is_used() -> None:
    said = {key.removeprefix("pin.") for key in PHRASES if key.startswith("pin.")}
    wrong = {"unreadable", "unknown_need", "unknown_worker", "ambiguous_worker", "too_many"}
    assert said == wrong | {"bad_time", "twice", "alone", "conflict"}


def test_a_week_without_needs_knows_no_pin() -> None:
    _, (fault,) = read_pins(["P1=W01"], replace(WEEK, needs=()))
    assert fault.rule == "pin.unknown_need"
    assert fault.facts["expected"] == "-"
