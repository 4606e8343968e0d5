"""What is left of caps, and until when: each claim with the figures of its source."""

from datetime import date, timedelta

import pytest

from domain.caps import (
    AnswerWithin,
    Cap,
    EurosPerCalendarYear,
    EurosPerMonth,
    Phase,
    StartWithin,
    UnitsPerReferral,
    WithinMonths,
)
from domain.entitlement import (
    History,
    Remaining,
    answer_deadline,
    period_of,
    remaining,
    start_deadline,
)
from domain.people import Role
from domain.programme import Component, Programme, SeatAsked
from domain.referral import (
    Closing,
    ClosingReason,
    Extension,
    InformationRequest,
    Referral,
    Used,
)

SINCE = date(2026, 1, 1)
NOBODY = History.of((), ())


def component(
    *caps: Cap,
    id_: str = "walks",
    first: bool = False,
    since: date | None = None,
    until: date | None = None,
) -> Component:
    """Name a component and its caps; everything else is ordinary."""
    return Component(
        id=id_,
        name={"et": id_, "ru": id_, "en": id_},
        seats=(SeatAsked(roles=(Role.SUPPORT_PERSON,)),),
        caps=caps,
        first=first,
        since=since,
        until=until,
    )


def programme(*caps: Cap, of: tuple[Component, ...], until: date | None = None) -> Programme:
    """Name a programme, its caps and its components."""
    return Programme(
        id="care",
        code="CA",
        name={"et": "hool", "ru": "care", "en": "care"},
        payer="payer",
        source="invented",
        since=SINCE,
        until=until,
        caps=caps,
        components=of,
    )


def hours(
    units: int = 10, *, may_extend: bool = True, since: date = SINCE, until: date | None = None
) -> UnitsPerReferral:
    """Academic hours for one referral."""
    return UnitsPerReferral(
        kind="units_per_referral",
        units=units,
        unit_minutes=45,
        may_extend=may_extend,
        since=since,
        until=until,
        source=f"{units} hours",
    )


def month(cents: int) -> EurosPerMonth:
    """Cents a month."""
    return EurosPerMonth(kind="euros_per_month", cents=cents, since=SINCE, source="month")


def year(cents: int, since: date = SINCE, until: date | None = None) -> EurosPerCalendarYear:
    """Twelve times so many cents a year."""
    return EurosPerCalendarYear(
        kind="euros_per_calendar_year",
        month_cents=cents,
        since=since,
        until=until,
        source=f"{cents} a month",
    )


def referral(
    id_: str = "r1",
    client: str = "anu",
    *,
    on: date = date(2026, 2, 2),
    extensions: tuple[Extension, ...] = (),
    closed: date | None = None,
    first_met: date | None = None,
) -> Referral:
    """Refer a client to the programme of these tests."""
    return Referral(
        id=id_,
        programme="care",
        client=client,
        on=on,
        extensions=extensions,
        closing=Closing(ClosingReason.GOALS_MET, closed) if closed else None,
        first_met=first_met,
    )


def row(
    of: str = "r1", what: str = "walks", on: date = SINCE, minutes: int = 0, cents: int = 0
) -> Used:
    """Note what was delivered in a month."""
    return Used(of, what, on, minutes, cents)


def ask(
    used: tuple[Used, ...],
    first: date,
    last: date,
    *,
    caps: tuple[Cap, ...] = (),
    above: tuple[Cap, ...] = (),
    who: Referral | None = None,
    others: tuple[Referral, ...] = (),
) -> tuple[Remaining, ...]:
    """Ask what is left for the walks; ``above`` are the programme's caps."""
    walks = component(*caps)
    who = who or referral()
    care = programme(*above, of=(walks, component(id_="talks")))
    return remaining(care, walks, who, History.of(used, (who, *others)), first, last)


MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
NEW_YEAR = (date(2026, 12, 28), date(2027, 1, 3))


def test_ten_academic_hours_less_two_meetings() -> None:
    found = ask((row(minutes=90), row(minutes=45)), MONDAY, SUNDAY, caps=(hours(),))
    assert found == (Remaining("r1:walks:units", "units_left", 315, MONDAY, SUNDAY, "10 hours"),)


def test_units_count_the_referral_alone_and_euros_every_referral_of_the_client() -> None:
    used = (
        row("r1", minutes=60, cents=1000, on=date(2026, 11, 1)),
        row("r0", minutes=120, cents=3000, on=date(2026, 11, 1)),
        row("r9", minutes=240, cents=9000, on=date(2026, 11, 1)),
    )
    others = (referral("r0"), referral("r9", client="mati"))
    found = ask(used, MONDAY, SUNDAY, caps=(hours(), month(30_500)), others=others)
    assert [(pot.scope, pot.left) for pot in found] == [
        ("r1:walks:units", 390),
        ("anu:walks:2026-11", 26_500),
    ]


def test_a_cap_of_the_programme_counts_all_components_and_one_of_the_component_its_own() -> None:
    used = (
        row(what="walks", minutes=90, cents=500),
        row(what="talks", minutes=45, cents=200),
    )
    week = date(2026, 1, 5), date(2026, 1, 11)
    found = ask(
        used, *week, caps=(hours(5), month(1000)), above=(hours(10), month(2000), year(3000))
    )
    assert [(pot.scope, pot.rule, pot.left) for pot in found] == [
        ("r1:units", "units_left", 450 - 135),
        ("anu:care:all:2026-01", "euros_left", 2000 - 700),
        ("anu:care:all:2026", "euros_left", 36_000 - 700),
        ("r1:walks:units", "units_left", 225 - 90),
        ("anu:walks:2026-01", "euros_left", 1000 - 500),
    ]


def test_an_extension_counts_from_the_day_of_its_approval() -> None:
    more = Extension(2, "a new diagnosis asks for it", "case manager", SUNDAY)
    who = referral(extensions=(more,))
    (found,) = ask((), MONDAY, SUNDAY, caps=(hours(),), who=who)
    assert found.left == 12 * 45
    (before,) = ask((), MONDAY, date(2026, 11, 28), caps=(hours(),), who=who)
    assert before.left == 10 * 45


def test_an_extension_is_nothing_where_the_cap_may_not_be_extended() -> None:
    who = referral(extensions=(Extension(2, "asked for", "case manager", MONDAY),))
    (found,) = ask((), MONDAY, SUNDAY, caps=(hours(may_extend=False),), who=who)
    assert found.left == 450


def test_what_is_overspent_is_told_as_less_than_nothing() -> None:
    used = (row(minutes=495, cents=40_000, on=date(2026, 11, 1)),)
    found = ask(used, MONDAY, SUNDAY, caps=(hours(), month(30_500), year(3_000)))
    assert [pot.left for pot in found] == [-45, -9_500, -4_000]


def test_a_year_of_305_euros_a_month_is_3660_euros() -> None:
    (found,) = ask((), MONDAY, SUNDAY, caps=(year(30_500),))
    assert found.left == 366_000
    assert (found.scope, found.rule) == ("anu:walks:2026", "euros_left")


def test_a_month_may_pass_its_share_of_the_year() -> None:
    (found,) = ask((row(cents=100_000),), MONDAY, SUNDAY, caps=(year(30_500),))
    assert found.left == 266_000


def test_a_week_over_the_new_year_has_two_months_and_two_years() -> None:
    used = (
        row(on=date(2026, 12, 1), cents=30_000),
        row(on=date(2026, 3, 1), cents=1_000),
        row(on=date(2027, 1, 1), cents=500),
    )
    caps = (month(30_500), year(30_500, until=date(2026, 12, 31)), year(19_000, date(2027, 1, 1)))
    old, new = (date(2026, 12, 28), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 1, 3))
    assert ask(used, *NEW_YEAR, caps=caps) == (
        Remaining("anu:walks:2026-12", "euros_left", 500, *old, "month"),
        Remaining("anu:walks:2027-01", "euros_left", 30_000, *new, "month"),
        Remaining("anu:walks:2026", "euros_left", 366_000 - 31_000, *old, "30500 a month"),
        Remaining("anu:walks:2027", "euros_left", 228_000 - 500, *new, "19000 a month"),
    )


def test_a_week_that_ends_on_the_first_of_january_reaches_the_new_year() -> None:
    first = date(2027, 1, 1)
    found = ask((), date(2026, 12, 31), first, caps=(month(30_500), year(30_500)))
    assert [(pot.scope, pot.first, pot.last) for pot in found[1::2]] == [
        ("anu:walks:2027-01", first, first),
        ("anu:walks:2027", first, first),
    ]


def test_a_change_in_the_middle_of_a_year_gives_each_month_its_own_share() -> None:
    caps = (year(30_500, until=date(2026, 6, 30)), year(19_000, date(2026, 7, 1)))
    (found,) = ask((row(on=date(2026, 5, 1), cents=7_000),), MONDAY, SUNDAY, caps=caps)
    assert found.left == 6 * 30_500 + 6 * 19_000 - 7_000
    assert found.source == "30500 a month; 19000 a month"


def test_months_before_a_ceiling_neither_add_to_it_nor_eat_from_it() -> None:
    used = (row(on=date(2026, 6, 1), cents=99_000), row(on=date(2026, 7, 1), cents=1_000))
    (found,) = ask(used, MONDAY, SUNDAY, caps=(year(30_500, date(2026, 7, 1)),))
    assert found.left == 6 * 30_500 - 1_000


def test_a_cap_binds_on_the_days_on_which_it_is_in_force() -> None:
    wednesday = date(2026, 11, 25)
    (begins,) = ask((), MONDAY, SUNDAY, caps=(hours(since=wednesday),))
    assert (begins.first, begins.last) == (wednesday, SUNDAY)
    (ends,) = ask((), MONDAY, SUNDAY, caps=(hours(until=wednesday),))
    assert (ends.first, ends.last) == (MONDAY, wednesday)
    for days in (MONDAY, MONDAY), (wednesday + timedelta(days=5), wednesday + timedelta(days=9)):
        assert ask((), *days, caps=(hours(since=wednesday, until=wednesday),)) == ()


def test_the_value_of_the_first_day_holds_for_the_days_asked_about() -> None:
    wednesday = date(2026, 11, 25)
    caps = (hours(10, until=date(2026, 11, 24)), hours(12, since=wednesday))
    (found,) = ask((), MONDAY, SUNDAY, caps=caps)
    assert (found.left, found.first, found.last, found.source) == (450, MONDAY, SUNDAY, "10 hours")
    (later,) = ask((), wednesday, SUNDAY, caps=caps)
    assert later.left == 540


def test_where_two_values_hold_at_once_the_newer_one_counts() -> None:
    (found,) = ask((), MONDAY, SUNDAY, caps=(hours(12, since=date(2026, 9, 1)), hours(10)))
    assert found.left == 540


def test_days_that_end_before_they_begin_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="before they begin"):
        ask((), SUNDAY, MONDAY)


def test_rows_of_a_referral_nobody_knows_are_handed_back() -> None:
    stray = row("lost", minutes=60, cents=1000)
    history = History.of((stray, row(minutes=30)), (referral(),))
    assert history.strays == (stray,)
    assert history.minutes == {"lost": 60, "r1": 30}
    assert ("anu", "walks") in history.cents_of_component


def test_a_row_counts_in_its_month_whatever_its_day() -> None:
    (found,) = ask((row(on=SUNDAY, cents=500),), MONDAY, SUNDAY, caps=(month(30_500),))
    assert found.left == 30_000


def test_without_caps_there_is_nothing_to_tell() -> None:
    assert ask((row(minutes=600, cents=99_999),), MONDAY, SUNDAY) == ()


def within(months: int, since: date = SINCE) -> WithinMonths:
    """Months from the referral."""
    return WithinMonths(
        kind="within_months_of_referral", months=months, since=since, source="months"
    )


def phase(from_month: int, to_month: int | None = None, *, usual: bool = False) -> Phase:
    """Months in which a component is given."""
    return Phase(
        kind="phase",
        from_month=from_month,
        to_month=to_month,
        usual=usual,
        since=SINCE,
        source="phase",
    )


def days_of(
    who: Referral, *caps: Cap, above: tuple[Cap, ...] = (), until: date | None = None
) -> tuple[date, date | None]:
    """Ask for the days on which the walks may be given."""
    walks = component(*caps)
    return period_of(programme(*above, of=(walks,), until=until), walks, who)


def test_without_an_end_a_component_may_be_given_for_good() -> None:
    assert days_of(referral()) == (date(2026, 2, 2), None)


def test_twelve_months_end_with_the_corresponding_day() -> None:
    assert days_of(referral(), above=(within(12),)) == (date(2026, 2, 2), date(2027, 2, 2))
    leap = referral(on=date(2028, 2, 29))
    assert days_of(leap, above=(within(12),)) == (date(2028, 2, 29), date(2029, 2, 28))


def test_the_earliest_end_counts() -> None:
    shut, over = date(2026, 8, 8), date(2026, 9, 9)
    above = (within(12),)
    assert days_of(referral(closed=shut), within(6), above=above)[1] == date(2026, 8, 2)
    assert days_of(referral(closed=shut), above=above, until=over)[1] == shut
    assert days_of(referral(), above=above, until=over)[1] == over


def test_nothing_is_given_before_the_programme_begins() -> None:
    assert days_of(referral(on=date(2025, 12, 20)))[0] == SINCE


def test_a_component_is_given_on_its_own_days() -> None:
    new, old = date(2026, 5, 1), date(2026, 4, 30)
    begun, ended = component(since=new), component(since=date(2025, 1, 1), until=old)
    for walks, days in ((begun, (new, None)), (ended, (date(2026, 2, 2), old))):
        assert period_of(programme(of=(walks,)), walks, referral()) == days


def test_a_closing_before_a_phase_begins_leaves_no_day() -> None:
    first, last = days_of(referral(closed=date(2026, 3, 1)), phase(4))
    assert last is not None
    assert last < first


def test_phases_follow_one_another_without_a_gap() -> None:
    who = referral(on=date(2026, 10, 31))
    assert days_of(who, phase(0, 4)) == (date(2026, 10, 31), date(2027, 2, 27))
    assert days_of(who, phase(4)) == (date(2027, 2, 28), None)


def test_a_phase_as_a_rule_does_not_bind() -> None:
    assert days_of(referral(), phase(3, 4, usual=True)) == (date(2026, 2, 2), None)


def test_a_cap_that_comes_after_the_referral_does_not_shorten_it() -> None:
    assert days_of(referral(), within(6, since=date(2026, 3, 1)))[1] is None


def start_within(days: int, since: date = SINCE) -> StartWithin:
    """Working days to the first meeting."""
    return StartWithin(kind="start_within_working_days", days=days, since=since, source="start")


def test_five_working_days_after_the_referral_the_service_has_started() -> None:
    first = component(start_within(5))
    who = referral(on=date(2026, 6, 19))
    assert start_deadline(programme(of=(first,)), first, who) == date(2026, 6, 30)
    met = referral(on=date(2026, 6, 19), first_met=date(2026, 6, 22))
    assert start_deadline(programme(of=(first,)), first, met) is None


def test_the_component_that_starts_the_service_bears_the_deadline_of_the_programme() -> None:
    first, second = component(id_="meet", first=True), component()
    care = programme(start_within(5), of=(first, second))
    who = referral(on=date(2026, 12, 21))
    assert start_deadline(care, first, who) == date(2026, 12, 30)
    assert start_deadline(care, second, who) is None
    unmarked = programme(start_within(5), of=(second,))
    assert start_deadline(unmarked, second, who) == date(2026, 12, 30)


def test_the_tighter_of_two_deadlines_counts() -> None:
    first = component(start_within(2))
    care = programme(start_within(5), of=(first,))
    assert start_deadline(care, first, referral(on=date(2026, 12, 21))) == date(2026, 12, 23)


def test_a_deadline_asked_for_after_the_referral_is_not_owed() -> None:
    first = component(start_within(5, since=date(2026, 3, 1)))
    assert start_deadline(programme(of=(first,)), first, referral()) is None


def test_five_working_days_to_answer_the_municipality() -> None:
    answer = AnswerWithin(kind="answer_within_working_days", days=5, since=SINCE, source="answer")
    care = programme(answer, of=(component(),))
    request = InformationRequest("r1", received=date(2026, 12, 21), answered=date(2027, 1, 4))
    assert answer_deadline(care, request) == date(2026, 12, 30)
    assert answer_deadline(programme(of=(component(),)), request) is None
    assert answer_deadline(care, InformationRequest("r1", date(2025, 12, 31))) is None


def test_a_history_of_nothing_leaves_everything() -> None:
    walks = component(hours())
    (found,) = remaining(programme(of=(walks,)), walks, referral(), NOBODY, MONDAY, SUNDAY)
    assert found.left == 450
