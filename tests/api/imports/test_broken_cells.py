"""One wrong cell: exactly that cell is named, nothing is imported."""

from pathlib import Path

import pytest

from api.imports.provider_workbook import read_provider
from tests.api.imports.damage import Edit, edit_csv, faults_in, letter, warnings_in
from tests.api.imports.good_provider import PROVIDER

WRONG: tuple[tuple[str, Edit], ...] = (
    ("no_such_day", ("referrals", 2, "on", "31.02.2026")),
    ("no_such_day", ("referrals", 2, "on", "2026-13-01")),
    ("not_a_day", ("absences", 2, "first", "23.11.26")),
    ("not_a_day", ("absences", 2, "first", "46349")),
    ("not_a_day", ("absences", 2, "first", "11/23/2026")),
    ("far_day", ("absences", 2, "last", "03.01.2207")),
    ("not_a_month", ("used", 2, "month", "2026-14")),
    ("not_a_month", ("used", 2, "month", "02.11.2026")),
    ("not_a_time", ("plan", 2, "earliest", "9:75")),
    ("not_a_time", ("plan", 2, "earliest", "25:00")),
    ("not_a_time", ("published", 2, "start", "24:00")),
    ("not_a_range", ("workers", 2, "tue", "9-5pm")),
    ("range_reversed", ("workers", 2, "tue", "17:00-9:00")),
    ("range_reversed", ("workers", 2, "tue", "9:00-9:00")),
    ("two_ranges", ("workers", 2, "tue", "9:00-12:00, 13:00-17:00")),
    ("not_a_week_time", ("plan", 2, "pinned_start", "10:00")),
    ("not_a_week_time", ("referrals", 3, "case_manager_free", "E-R 9:00-10:00")),
    ("range_reversed", ("referrals", 3, "case_manager_free", "E 12:00-9:00")),
    ("unknown_weekday", ("plan", 2, "weekdays", "E X")),
    ("unknown_weekday", ("plan", 2, "weekdays", "189")),
    ("too_small", ("plan", 2, "minutes", "-90")),
    ("too_small", ("plan", 2, "minutes", "\u221290")),
    ("too_small", ("plan", 2, "minutes", "0")),
    ("too_large", ("plan", 2, "minutes", "1 500")),
    ("not_whole", ("plan", 2, "minutes", "90,5")),
    ("not_whole", ("plan", 2, "minutes", "1.205")),
    ("not_a_number", ("plan", 2, "minutes", "poolteist tundi")),
    ("not_cents", ("used", 2, "cents", "10,555")),
    ("too_small", ("used", 2, "cents", "-5,00")),
    ("not_a_number", ("used", 2, "cents", "12,50 kr")),
    ("unknown_language", ("clients", 3, "languages", "ru, klingoni")),
    ("unknown_language", ("groups", 2, "language", "xx")),
    ("unknown_level", ("workers", 2, "languages", "et C2, ru")),
    ("unknown_level", ("workers", 2, "languages", "et C3")),
    ("listed_twice", ("workers", 2, "languages", "et C2, eesti C1")),
    ("not_interpreting", ("provider", 2, "interpreter_minutes", "uk")),
    ("unknown_theme", ("clients", 2, "themes", "depresioon")),
    ("unknown_theme", ("workers", 2, "experiences", "depression väga")),
    ("unknown_place", ("clients", 2, "home", "Atlantis")),
    ("ambiguous_name", ("clients", 2, "home", "Kose")),
    ("unknown_programme", ("referrals", 6, "programme", "iste-2019")),
    ("unknown_component", ("published", 2, "component", "massaaz")),
    ("ambiguous_name", ("published", 2, "component", "Kogemusnõustamine")),
    ("unknown_status", ("referrals", 2, "status", "pensionär")),
    ("unknown_service", ("parallel", 2, "kind", "saun")),
    ("unknown_subject", ("workers", 2, "trainings", "kunstiteraapia iseseisev 01.01.2024")),
    ("unknown_level", ("workers", 2, "trainings", "coaching meister 01.01.2024")),
    ("no_such_day", ("workers", 2, "trainings", "coaching iseseisev 30.02.2024")),
    ("days_reversed", ("workers", 2, "trainings", "coaching iseseisev 01.01.2024-01.01.2023")),
    ("not_a_training", ("workers", 2, "trainings", "coaching")),
    ("unknown_word", ("workers", 2, "roles", "kogemusnõustaja, võlur")),
    ("unknown_word", ("workers", 2, "contract", "leping")),
    ("unknown_word", ("plan", 2, "mode", "kuu peal")),
    ("unknown_word", ("groups", 2, "leading", "keegi")),
    ("unknown_word", ("referrals", 4, "closing_reason", "tüdines")),
    ("unknown_word", ("clients", 2, "interpreter", "võib-olla")),
    ("unknown_word", ("clients", 2, "asks_gender", "ükskõik")),
    ("personal_code", ("clients", 2, "personal_code", "38001085719")),
    ("personal_code", ("clients", 2, "personal_code", "3800108571")),
    ("not_an_id", ("workers", 3, "id", "7, 8")),
    ("value_missing", ("clients", 2, "name", " \u00a0 ")),
    ("value_missing", ("plan", 2, "weekdays", "")),
    ("value_missing", ("published", 2, "workers", ",")),
    ("mangled_text", ("clients", 3, "name", "Ãœlo Å\u00a0Ã¼tt")),
    ("mangled_text", ("clients", 3, "name", "Ć•nne")),
    ("mangled_text", ("clients", 3, "name", "Света".encode().decode("cp1251"))),
    ("mangled_text", ("clients", 3, "name", "P\ufffdrnu")),
)

RIGHT: tuple[Edit, ...] = (
    ("referrals", 2, "on", "2. 11. 2026"),
    ("referrals", 2, "on", "2026-11-02 00:00:00"),
    ("used", 2, "month", "11.2026"),
    ("used", 2, "month", "01.11.2026"),
    ("used", 2, "cents", "105,05 €"),
    ("used", 2, "cents", "105.05"),
    ("used", 2, "minutes", "180,0"),
    ("workers", 2, "mon", "09.00 – 17.00"),
    ("workers", 2, "mon", "9\u221217"),
    ("workers", 2, "mon", "9,00 kuni 17"),
    ("workers", 2, "roles", "консультант по опыту; Specialist"),
    ("workers", 2, "caseload", "12,00"),
    ("workers", 2, "languages", "eesti c2, русский B2"),
    (
        "workers",
        2,
        "trainings",
        "peer-counselling 4 2021-05-01..2027-05-01; coaching short 1.1.2020",
    ),
    ("workers", 2, "experiences", "depressioon raske, зависимость семья, autism severe family"),
    ("workers", 3, "id", " 7\u202f"),
    ("workers", 3, "home", "kose-voru"),
    ("clients", 2, "home", "TARTU"),
    ("clients", 2, "interpreter", "x"),
    ("clients", 2, "themes", "anxiety, Депрессия"),
    ("clients", 2, "name", "\u200b=1+1"),
    ("plan", 2, "weekdays", "135"),
    ("plan", 2, "weekdays", "Mon, Wed, Fri"),
    ("plan", 2, "weekdays", "понедельник, Ср Пт"),
    ("plan", 2, "weekdays", "esmaspäev kolmapäev reede"),
    ("plan", 2, "pinned_start", "1 10.00"),
    ("referrals", 3, "case_manager_free", "Mon 9-12; Thu 13:00..16:00"),
    ("referrals", 4, "closing_reason", "Другой случай"),
)


@pytest.mark.parametrize(("rule", "edit"), WRONG)
def test_a_wrong_cell_is_named(rule: str, edit: Edit, tmp_path: Path) -> None:
    sheet, row, column, _ = edit
    found = faults_in(edit_csv(tmp_path, edit))
    own = {one for one in found if one[:3] == (rule, sheet, row)}
    assert own == {(rule, sheet, row, letter(sheet, column))}
    # What follows from an id that is gone is told too; nothing else may be.
    assert {one[0] for one in found - own} <= FOLLOWS.get((sheet, column), set())


@pytest.mark.parametrize("edit", RIGHT)
def test_estonian_ways_of_writing_are_understood(edit: Edit, tmp_path: Path) -> None:
    assert read_provider(edit_csv(tmp_path, edit)) == (PROVIDER, [])


FOLLOWS = {("workers", "id"): {"unknown_worker"}}


def test_a_cell_that_differs_only_in_the_last_digit_of_a_code_is_refused(tmp_path: Path) -> None:
    assert faults_in(edit_csv(tmp_path, ("clients", 2, "born", "09.01.1980"))) == {
        ("code_and_birthday", "clients", 2, letter("clients", "born"))
    }


def test_minutes_off_the_five_are_taken_with_a_warning(tmp_path: Path) -> None:
    assert warnings_in(edit_csv(tmp_path, ("plan", 2, "minutes", "92"))) == {
        ("warn_minutes_unusual", "plan", 2, letter("plan", "minutes"))
    }
