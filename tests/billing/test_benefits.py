"""Benefits for attending: who came, how far, and what a programme has a figure for."""

from datetime import date

import pytest

from billing.benefits import Attended, Note, Ways, benefits_of
from domain.places import travel_between
from domain.programme import Figure, Programme
from domain.referral import Referral
from tests.billing.invented import attended_of, component, met, programme

HOME, FAR, NEXT_DOOR = "lasnamae", "tartu", "lasnamae"


def figure(value: int, since: date = date(2020, 1, 1)) -> Figure:
    return Figure(value=value, unit="x", since=since, until=None, source="a regulation")


def care(**figures: Figure) -> dict[str, Programme]:
    plain = programme("care", [component("talks")])
    told = plain.model_copy(
        update={
            "statuses": ("unemployed", "employed"),
            "benefits": {"commuting": "unemployed"},
            "parameters": figures,
        }
    )
    return {"care": told}


FIGURES = {
    "commuting_cents_per_km": figure(10),
    "commuting_ways": figure(2),
    "commuting_least_metres": figure(500),
}
ANU = Referral("r1", "care", "anu", date(2026, 9, 1), status="unemployed")
MATI = Referral("r2", "care", "mati", date(2026, 9, 1), status="employed")
MET = [met("M1/anu"), met("M2/mati", client="mati", referral="r2")]


def found(place: str | None = FAR, home: str = HOME, **figures: Figure) -> tuple[Attended, ...]:
    places = {"M1/anu": place, "M2/mati": place}
    ways = Ways({"anu": home, "mati": home}, places)
    return benefits_of(attended_of(MET), (ANU, MATI), care(**(figures or FIGURES)), ways)


def test_only_clients_of_the_entitled_standing_are_listed() -> None:
    assert [one.client for one in found()] == ["anu"]


def test_the_way_is_paid_there_and_back_at_the_rate_of_the_day() -> None:
    (one,) = found()
    km = int(travel_between([HOME, FAR]).km[0, 1])
    assert (one.km, one.cents, one.note) == (km, km * 2 * 10, Note.NONE)
    assert one.source == "a regulation"


def test_a_rate_that_does_not_hold_yet_leaves_the_amount_open() -> None:
    (one,) = found(commuting_cents_per_km=figure(10, date(2027, 1, 1)))
    assert (one.km, one.cents, one.note) == (None, None, Note.AMOUNT_UNKNOWN)


def test_a_benefit_without_a_figure_has_no_amount_and_says_so() -> None:
    (one,) = found(commuting_ways=figure(2))
    assert (one.cents, one.note) == (None, Note.AMOUNT_UNKNOWN)


def test_who_lives_next_door_gets_nothing() -> None:
    (one,) = found(place=NEXT_DOOR)
    assert (one.km, one.cents, one.note) == (0, 0, Note.TOO_NEAR)


def test_nobody_travels_to_a_meeting_at_home() -> None:
    assert found(place=None) == ()


@pytest.mark.parametrize(
    ("home", "place", "note"),
    [("", FAR, Note.HOME_UNKNOWN), (HOME, "", Note.PLACE_UNKNOWN)],
)
def test_an_unknown_end_of_the_way_is_said(home: str, place: str, note: Note) -> None:
    (one,) = found(place=place, home=home)
    assert (one.cents, one.note) == (None, note)


def test_a_meeting_that_was_not_held_gives_nothing() -> None:
    missed = attended_of([met("M1/anu", due=0)])
    assert benefits_of(missed, (ANU,), care(**FIGURES), Ways({}, {"M1/anu": FAR})) == ()


def test_two_meetings_of_a_day_are_one_way_the_longer() -> None:
    rows = [met("M1/anu"), met("M2/anu", start=800), met("M3/anu", day=date(2026, 11, 3))]
    ways = Ways({"anu": HOME}, {"M1/anu": "kesklinn", "M2/anu": FAR, "M3/anu": FAR})
    listed = benefits_of(attended_of(rows), (ANU,), care(**FIGURES), ways)
    assert [(one.day.day, one.place) for one in listed] == [(2, FAR), (3, FAR)]
