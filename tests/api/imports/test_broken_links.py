"""Cells that are right alone and wrong together: every one is named, nothing is imported."""

from pathlib import Path

import pytest

from tests.api.imports.damage import Edit, edit_csv, faults_in, letter, warnings_in

WRONG: tuple[tuple[str, str, tuple[Edit, ...]], ...] = (
    # The last edit of each is the one that is told, in the column named second.
    ("duplicate_id", "id", (("plan", 3, "id", "P01"),)),
    (
        "used_twice",
        "referral",
        (
            ("used", 4, "minutes", "5"),
            *(
                ("used", 4, key, text)
                for key, text in (
                    ("month", "2026-11"),
                    ("cents", "1"),
                    ("component", "tk-peer"),
                    ("referral", "R01"),
                )
            ),
        ),
    ),
    ("unknown_worker", "chosen", (("clients", 2, "chosen", "W1"),)),
    ("unknown_worker", "pinned_worker", (("plan", 2, "pinned_worker", "W99"),)),
    ("unknown_worker", "workers", (("published", 2, "workers", "W01, W02"),)),
    ("unknown_worker", "refused", (("clients", 2, "refused", "8"),)),
    ("unknown_client", "excluded", (("workers", 2, "excluded", "C03, C33"),)),
    ("unknown_client", "client", (("parallel", 2, "client", "F01"),)),
    ("unknown_client", "client", (("published", 2, "client", "C09"),)),
    ("unknown_referral", "referral", (("extensions", 2, "referral", "R11"),)),
    ("unknown_referral", "referral", (("plan", 2, "referral", "R11"),)),
    ("unknown_referral", "referrals", (("groups", 2, "referrals", "R04, R05, R06"),)),
    ("unknown_group", "group", (("published", 3, "group", "G02"),)),
    ("unknown_person", "who", (("absences", 2, "who", "W02"),)),
    (
        "ambiguous_id",
        "who",
        (
            ("clients", 5, "id", "7"),
            ("referrals", 6, "client", "7"),
            ("absences", 3, "who", "7"),
        ),
    ),
    ("days_reversed", "closed_on", (("referrals", 4, "closed_on", "05.01.2025"),)),
    ("days_reversed", "first_met", (("referrals", 3, "first_met", "15.11.2026"),)),
    ("days_reversed", "last", (("absences", 2, "last", "20.12.2026"),)),
    ("days_reversed", "last", (("parallel", 2, "last", "12.01.2025"),)),
    ("days_reversed", "on", (("extensions", 2, "on", "01.11.2026"),)),
    ("value_missing", "justification", (("extensions", 2, "justification", ""),)),
    ("value_missing", "approved_by", (("extensions", 3, "approved_by", ""),)),
    ("code_twice", "personal_code", (("clients", 4, "personal_code", "38001085718"),)),
    ("chosen_refused", "chosen", (("clients", 3, "refused", "7"), ("clients", 3, "chosen", "7"))),
    ("confirmed_refused", "confirmed", (("clients", 2, "confirmed", "W01, 7"),)),
    ("chosen_excluded", "chosen", (("clients", 4, "chosen", "W01"),)),
    ("pinned_refused", "pinned_worker", (("plan", 2, "pinned_worker", "7"),)),
    ("unknown_family", "family", (("clients", 5, "family", "F02"),)),
    ("family_without_member", "family", (("clients", 5, "family", "F01"),)),
    (
        "two_families",
        "members",
        (
            ("families", 3, "id", "F02"),
            ("families", 3, "name", "Teine"),
            ("families", 3, "members", "C04, C02"),
        ),
    ),
    ("unknown_client", "members", (("families", 2, "members", "C03, C02, C20"),)),
    ("status_not_eligible", "status", (("referrals", 2, "status", ""),)),
    ("closing_reason_missing", "closing_reason", (("referrals", 4, "closing_reason", ""),)),
    ("closing_day_missing", "closed_on", (("referrals", 4, "closed_on", ""),)),
    ("closing_text_missing", "closing_text", (("referrals", 4, "closing_text", ""),)),
    ("component_not_of_programme", "component", (("plan", 3, "component", "is-daily"),)),
    ("component_not_of_programme", "component", (("used", 3, "component", "sk-support"),)),
    ("component_not_of_programme", "referrals", (("groups", 2, "referrals", "R04, R05, R01"),)),
    (
        "window_reversed",
        "latest",
        (("plan", 3, "earliest", "10:00"), ("plan", 3, "latest", "9:55")),
    ),
    ("window_outside_day", "latest", (("plan", 3, "latest", "22:05"),)),
    ("sizes_reversed", "largest", (("groups", 2, "largest", "1"),)),
    ("group_too_small", "referrals", (("groups", 2, "referrals", "R04"),)),
    (
        "group_too_large",
        "referrals",
        (
            ("groups", 2, "smallest", "1"),
            ("groups", 2, "largest", "1"),
            ("groups", 2, "referrals", "R04, R05"),
        ),
    ),
    (
        "gender_against_group",
        "referrals",
        (("clients", 5, "gender", "mees"), ("groups", 2, "gender", "naine")),
    ),
    ("client_and_group", "client", (("published", 3, "client", "C01"),)),
    ("client_or_group_missing", "client", (("published", 3, "group", ""),)),
    ("group_has_other_component", "component", (("published", 3, "component", "is-daily"),)),
    (
        "meeting_past_midnight",
        "minutes",
        (("published", 2, "start", "23:00"), ("published", 2, "minutes", "65")),
    ),
)


@pytest.mark.parametrize(("rule", "column", "edits"), WRONG)
def test_a_contradiction_is_named(
    rule: str, column: str, edits: tuple[Edit, ...], tmp_path: Path
) -> None:
    sheet, row, _, _ = edits[-1]
    assert faults_in(edit_csv(tmp_path, *edits)) == {(rule, sheet, row, letter(sheet, column))}


def test_a_group_without_groups_in_its_component_is_refused(tmp_path: Path) -> None:
    edits: tuple[Edit, ...] = (
        ("groups", 2, "component", "is-planning"),
        ("published", 3, "component", "is-planning"),
    )
    assert faults_in(edit_csv(tmp_path, *edits)) == {
        ("component_not_for_groups", "groups", 2, letter("groups", "component"))
    }


def test_a_closing_reason_is_one_of_the_programme(tmp_path: Path) -> None:
    edits: tuple[Edit, ...] = (
        ("referrals", 4, "closing_reason", "eesmärgid täidetud"),
        ("referrals", 4, "closing_text", ""),
    )
    assert warnings_in(edit_csv(tmp_path, *edits)) == set()


def test_the_same_meeting_published_twice_is_refused(tmp_path: Path) -> None:
    again = {
        "day": "16.11.2026",
        "start": "10:00",
        "minutes": "90",
        "component": "tk-peer",
        "client": "C01",
        "workers": "7",
    }
    edits = [("published", 4, key, text) for key, text in again.items()]
    assert faults_in(edit_csv(tmp_path, *edits)) == {
        ("published_twice", "published", 4, letter("published", "day"))
    }


def test_the_second_of_three_equal_ids_and_the_third_are_told(tmp_path: Path) -> None:
    edits: tuple[Edit, ...] = (("plan", 3, "id", "P01"), ("plan", 4, "id", "P01"))
    found = faults_in(edit_csv(tmp_path, *edits))
    assert {one for one in found if one[0] == "duplicate_id"} == {
        ("duplicate_id", "plan", 3, "A"),
        ("duplicate_id", "plan", 4, "A"),
    }


WARNED: tuple[tuple[str, str, tuple[Edit, ...]], ...] = (
    (
        "warn_client_without_referral",
        "id",
        (
            ("clients", 6, "name", "Uus"),
            ("clients", 6, "home", "Tartu"),
            ("clients", 6, "languages", "et"),
            ("clients", 6, "id", "C05"),
        ),
    ),
    ("warn_no_theme", "component", (("clients", 2, "themes", ""), ("plan", 2, "minutes", "90"))),
    ("warn_programme_not_in_force", "on", (("referrals", 4, "on", "30.04.2023"),)),
    ("warn_minutes_unusual", "minutes", (("groups", 2, "minutes", "121"),)),
    ("warn_liked_outside_window", "liked", (("plan", 2, "liked", "15:05-16:00"),)),
    ("warn_pinned_outside_window", "pinned_start", (("plan", 2, "pinned_start", "T 10:00"),)),
    ("warn_pinned_outside_window", "pinned_start", (("plan", 2, "pinned_start", "E 8:55"),)),
    (
        "warn_worker_double_booked",
        "workers",
        (
            ("published", 2, "day", "19.11.2026"),
            ("published", 2, "start", "15:00"),
            ("published", 3, "workers", "W01"),
        ),
    ),
)


@pytest.mark.parametrize(("rule", "column", "edits"), WARNED)
def test_a_warning_lets_the_file_in(
    rule: str, column: str, edits: tuple[Edit, ...], tmp_path: Path
) -> None:
    sheet, row, _, _ = edits[-1]
    assert warnings_in(edit_csv(tmp_path, *edits)) == {(rule, sheet, row, letter(sheet, column))}


def test_bounds_that_are_just_met_are_no_fault(tmp_path: Path) -> None:
    edits: tuple[Edit, ...] = (
        ("groups", 2, "largest", "2"),
        ("published", 2, "day", "19.11.2026"),
        ("published", 2, "start", "14:30"),
    )
    assert warnings_in(edit_csv(tmp_path, *edits)) == set()
