"""Programmes are strict: what is not known, not dated or not sourced is refused."""

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.caps import Cap, Dated, EurosPerCalendarYear, GroupSize, Phase
from domain.people import Level
from domain.places import places
from domain.programme import Component, Programme, SeatAsked, Tariff, components, programmes
from domain.referral import ClosingReason

SUBJECTS = {
    "peer-counselling",
    "support-person",
    "coaching",
    "psychology",
    "physiotherapy",
    "social-work",
    "group-leading",
}
NAMES = {"et": "Teenus", "ru": "Услуга", "en": "Service"}
DATED = {"since": "2026-01-01", "source": "a source"}


def component(**more: Any) -> dict[str, Any]:
    return {"id": "c", "name": NAMES, "seats": [{"roles": ["support_person"]}]} | more


def programme(**more: Any) -> dict[str, Any]:
    return {
        "id": "p",
        "code": "PP",
        "name": NAMES,
        "payer": "payer",
        "components": [component()],
    } | (DATED | more)


def test_five_programmes_are_known_by_their_ids() -> None:
    assert {p.id: p.code for p in programmes().values()} == {
        "tootukassa-peer": "TK",
        "amif-2018": "AM",
        "kov-tk-joint": "KV",
        "ska-components": "IS",
        "ska-support": "SK",
    }


def test_a_component_is_found_with_its_programme() -> None:
    owner, found = components()["is-peer"]
    assert (owner.id, found.id) == ("ska-components", "is-peer")
    assert len(components()) == sum(len(p.components) for p in programmes().values())


def test_person_centred_care_has_two_base_and_twenty_four_additional_components() -> None:
    tiers = [c.tier for c in programmes()["ska-components"].components]
    assert (tiers.count("base"), tiers.count("additional")) == (2, 24)


def test_every_component_bound_to_a_place_is_bound_to_a_known_one() -> None:
    bound = {place for _, c in components().values() for place in c.places}
    assert bound == {"tallinn", "tartu", "paldiski", "loksa", "raasiku"}
    assert bound <= set(places())


def test_trainings_asked_for_are_the_seven_subjects_of_the_house() -> None:
    asked = {s.subject for _, c in components().values() for s in c.seats if s.subject}
    assert asked == SUBJECTS


def test_closing_reasons_are_those_of_the_domain() -> None:
    for found in programmes().values():
        assert set(found.closing_reasons) <= {reason.value for reason in ClosingReason}


def test_volunteer_seats_are_never_billed() -> None:
    volunteers = {"mentor", "language_partner", "work_mentor"}
    for _, found in components().values():
        roles = {role.value for seat in found.seats for role in seat.roles}
        assert found.paid == (not roles & volunteers), found.id


def test_whoever_may_meet_in_a_group_has_a_seat_there() -> None:
    for _, found in components().values():
        for kind in ("individual", "group"):
            if kind in found.activity:
                assert found.seats_at(kind), f"{found.id}: nobody at a meeting ({kind})"


def test_prices_start_no_earlier_than_their_programme() -> None:
    for owner, found in components().values():
        values: tuple[Dated, ...] = (*found.tariffs, *found.caps)
        assert all(value.since >= owner.since for value in values), found.id


def test_a_value_holds_on_its_first_and_on_its_last_day() -> None:
    value = Dated(since=date(2026, 1, 1), until=date(2026, 1, 31), source="a source")
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))
    assert [value.holds_on(day) for day in days] == [False, True, True, False]


def test_a_value_without_an_end_holds_for_good() -> None:
    assert Dated(since=date(2026, 1, 1), source="a source").holds_on(date(2099, 1, 1))


def test_a_value_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValidationError, match="before 2026-01-02"):
        Dated(since=date(2026, 1, 2), until=date(2026, 1, 1), source="a source")


def test_a_value_without_a_source_is_refused() -> None:
    with pytest.raises(ValidationError, match="source"):
        Dated(since=date(2026, 1, 1), source="")


def test_an_unknown_word_in_a_file_is_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        Programme.model_validate(programme(colour="blue"))


def test_an_unknown_kind_of_cap_is_refused() -> None:
    with pytest.raises(ValidationError, match="hours_per_moon"):
        TypeAdapter(Cap).validate_python({"kind": "hours_per_moon", "hours": 3} | DATED)


def test_a_programme_without_a_russian_name_is_refused() -> None:
    with pytest.raises(ValidationError, match="name"):
        Programme.model_validate(programme(name={"et": "Teenus", "en": "Service"}))


def test_two_components_of_one_id_are_refused() -> None:
    with pytest.raises(ValidationError, match="repeat"):
        Programme.model_validate(programme(components=[component(), component()]))


def test_an_included_component_must_exist() -> None:
    with pytest.raises(ValidationError, match="elsewhere"):
        Programme.model_validate(programme(components=[component(includes=["elsewhere"])]))


def test_funders_whose_shares_do_not_make_a_whole_are_refused() -> None:
    funders = [DATED | {"name": "one", "percent": 75}, DATED | {"name": "other", "percent": 20}]
    with pytest.raises(ValidationError, match="95 %"):
        Programme.model_validate(programme(funders=funders))


def test_a_benefit_for_a_status_that_is_not_eligible_is_refused() -> None:
    with pytest.raises(ValidationError, match="retired"):
        Programme.model_validate(programme(statuses=["employed"], benefits={"way": "retired"}))


def test_a_group_of_more_than_its_most_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 8"):
        GroupSize.model_validate(DATED | {"kind": "group_size", "smallest": 8, "largest": 6})


def tariffs(*spans: tuple[str, str | None, int]) -> list[dict[str, Any]]:
    return [
        {"since": since, "until": until, "cents": cents, "unit_minutes": 60, "source": "a source"}
        for since, until, cents in spans
    ]


def test_two_prices_on_one_day_are_refused() -> None:
    spans = (("2026-01-01", "2026-03-31", 100), ("2026-03-31", None, 200))
    with pytest.raises(ValidationError, match="two prices on 2026-03-31"):
        Component.model_validate(component(tariffs=tariffs(*spans)))


def test_the_price_changes_with_the_day() -> None:
    spans = (("2026-01-01", "2026-03-31", 100), ("2026-04-01", None, 200))
    found = Component.model_validate(component(tariffs=tariffs(*spans)))
    prices = [found.tariff(date(2026, *day)) for day in ((3, 31), (4, 1))]
    assert [price.cents for price in prices if price] == [100, 200]
    assert found.tariff(date(2025, 12, 31)) is None


def test_individual_group_and_family_have_prices_of_their_own() -> None:
    common: dict[str, Any] = DATED | {"unit_minutes": 60}
    found = Component.model_validate(
        component(
            tariffs=[
                common | {"cents": 1},
                common | {"cents": 2, "activity": "group"},
                common | {"cents": 3, "beneficiary": "family"},
            ]
        )
    )
    day = date(2026, 6, 1)
    asked: list[Tariff | None] = [
        found.tariff(day),
        found.tariff(day, "group"),
        found.tariff(day, "individual", "family"),
        found.tariff(day, "group", "family"),
    ]
    assert [price.cents if price else None for price in asked] == [1, 2, 3, None]


def test_a_price_is_whole_cents() -> None:
    with pytest.raises(ValidationError, match="cents"):
        Tariff.model_validate(DATED | {"unit_minutes": 60, "cents": 35.5})


def test_a_level_is_written_as_its_number() -> None:
    seat = SeatAsked.model_validate({"roles": ["peer_counsellor"], "level": 3})
    assert seat.level is Level.INDEPENDENT


def test_a_phase_covers_its_first_month_and_not_its_last() -> None:
    phase = Phase.model_validate(DATED | {"kind": "phase", "from_month": 2, "to_month": 4})
    assert [phase.covers(months) for months in range(1, 5)] == [False, True, True, False]


def test_a_phase_without_an_end_covers_every_later_month() -> None:
    phase = Phase.model_validate(DATED | {"kind": "phase", "from_month": 4})
    assert [phase.covers(months) for months in (3, 4, 400)] == [False, True, True]


def test_caps_of_a_component_are_the_programmes_and_its_own_in_force() -> None:
    owner, found = components()["is-worklike"]
    for day, cents in ((date(2024, 12, 31), 30500), (date(2025, 1, 1), 19000)):
        (cap,) = owner.caps_of(found, day)
        assert isinstance(cap, EurosPerCalendarYear)
        assert cap.month_cents == cents
