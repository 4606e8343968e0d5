from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from api.exports.calendar import name_files, write_calendar
from api.exports.roster_view import Mark, Visit, WorkerDay, WorkerRow
from tests.api.conftest import TODAY, SmallWeek

TALLINN = ZoneInfo("Europe/Tallinn")


def make_visit(day: date, start: int, end: int, need: str = "P1") -> Visit:
    return Visit(
        need=need,
        worker="W1",
        seat=1,
        day=day,
        start=start,
        end=end,
        component="peer",
        component_name="Kogemusnõustamine",
        code="TK",
        clients=("C1",),
        whom="Õie; Ülle, ja\nteised",
        place="Põlva",
        way_in=12,
        from_home=True,
        way_home=9,
        colleagues=("Mart",),
        marks=(Mark("group", "Grupp"),),
    )


def make_row(*visits: Visit, name: str = "W1") -> WorkerRow:
    monday = min(visit.day for visit in visits)
    monday -= timedelta(days=monday.weekday())
    days = tuple(
        WorkerDay(
            day=monday + timedelta(days=k),
            visits=tuple(v for v in visits if v.day == monday + timedelta(days=k)),
            away=False,
            holiday=False,
            on_duty=True,
        )
        for k in range(7)
    )
    return WorkerRow(name, "Žanna", "tugiisik", "et", 1, 60, 600, 700, 21, days)


def read_events(row: WorkerRow) -> list[dict[str, object]]:
    calendar = Calendar.from_ical(write_calendar(row, "Tugi", "et", TODAY))
    events: list[Any] = calendar.walk("VEVENT")
    return [
        {
            "uid": str(event["UID"]),
            "start": event["DTSTART"].dt,
            "end": event["DTEND"].dt,
            "zone": event["DTSTART"].params["TZID"],
            "summary": str(event["SUMMARY"]),
            "place": str(event["LOCATION"]),
            "sequence": int(event["SEQUENCE"]),
        }
        for event in events
    ]


def test_a_meeting_keeps_its_times_names_and_place() -> None:
    (event,) = read_events(make_row(make_visit(date(2026, 11, 24), 545, 605)))
    assert event["start"] == datetime(2026, 11, 24, 9, 5, tzinfo=TALLINN)
    assert event["end"] == datetime(2026, 11, 24, 10, 5, tzinfo=TALLINN)
    assert event["zone"] == "Europe/Tallinn"
    assert event["summary"] == "TK Kogemusnõustamine: Õie; Ülle, ja\nteised"
    assert event["place"] == "Põlva"
    assert event["sequence"] == 0


def test_a_meeting_that_moves_keeps_its_uid_and_another_worker_has_another() -> None:
    (before,) = read_events(make_row(make_visit(date(2026, 11, 24), 545, 605)))
    (after,) = read_events(make_row(make_visit(date(2026, 11, 26), 700, 760)))
    (other,) = read_events(make_row(make_visit(date(2026, 11, 24), 545, 605, need="P2")))
    assert before["uid"] == after["uid"]
    assert before["uid"] != other["uid"]


def test_meetings_after_the_clocks_change_begin_at_the_time_on_the_wall() -> None:
    saturday, sunday = date(2026, 10, 24), date(2026, 10, 25)
    row = make_row(make_visit(saturday, 540, 600, "P1"), make_visit(sunday, 540, 600, "P2"))
    first, second = (event["start"] for event in read_events(row))
    assert isinstance(first, datetime)
    assert isinstance(second, datetime)
    assert (first.astimezone(UTC).hour, second.astimezone(UTC).hour) == (6, 7)


def test_a_meeting_over_the_change_of_clocks_lasts_as_long_as_it_should() -> None:
    (event,) = read_events(make_row(make_visit(date(2026, 3, 29), 150, 270)))
    start, end = event["start"], event["end"]
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(minutes=120)


def test_the_calendar_carries_its_zone() -> None:
    text = write_calendar(make_row(make_visit(date(2026, 11, 24), 545, 605)), "T", "et", TODAY)
    zones: list[Any] = Calendar.from_ical(text).walk("VTIMEZONE")
    (zone,) = zones
    assert str(zone["TZID"]) == "Europe/Tallinn"
    tallinn = zone.to_tz()
    winter = datetime.combine(date(2026, 11, 24), time(9), tallinn)
    summer = datetime.combine(date(2026, 7, 1), time(9), tallinn)
    assert (winter.utcoffset(), summer.utcoffset()) == (timedelta(hours=2), timedelta(hours=3))


def test_files_have_safe_names_that_no_system_takes_for_the_same() -> None:
    day = make_visit(date(2026, 11, 24), 545, 605)
    ids = ["W1", "w1", "../../etc", "a/b", "CON", "Õ", "  ", "x" * 300]
    names = name_files([make_row(day, name=one) for one in ids])
    assert len({name.lower() for name in names.values()}) == len(ids)
    assert all(name.endswith(".ics") for name in names.values())
    assert not any(set(name) & set('/\\:*?"<>| ') or ".." in name for name in names.values())
    assert names["CON"] != "CON.ics"
    assert max(map(len, names.values())) < 80


def test_every_meeting_of_the_week_is_in_the_calendars_of_those_who_hold_it(
    small_week: SmallWeek,
) -> None:
    held = sum(len(meeting.workers) for meeting in small_week.planned.result.roster.meetings)
    files = small_week.written.calendars
    events = [e for f in files for e in Calendar.from_ical(f.read_bytes()).walk("VEVENT")]
    assert len(events) == held
    assert len({str(event["UID"]) for event in events}) == held
    assert len(files) == len(small_week.planned.problem.workers)
