"""Whatever stands in a month's files, reading never raises; the examples are a month."""

import csv
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.exports.dropdowns import key_of
from api.exports.explanation import example_text
from api.exports.month_csv import write_month_csv
from api.exports.month_workbook import write_month, write_month_template
from api.imports.misread import is_warning
from api.imports.month_book import read_month
from api.workbook.catalogue import house_catalogue
from api.workbook.column import LANGUAGES, Kind, Language
from api.workbook.month import MONTH_SHEETS
from api.workbook.sheets import LISTS
from tests.api.imports.good_month import MONTH

CELLS = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        (
            *("", "0", "-1", "1.234", "12,50", "999999999999", "1e308", "NaN", "'=1", "24:00"),
            *("3:30", "0:00", "25.10.2026", "29.03.2026", "31.12.2100", "01.01.1900", "2026-11"),
            *("80123456", "jah", "tund", "minutid", "suveaeg", "osutatud", "R1", "M1", "müüja"),
        )
    ),
)


@pytest.fixture(scope="module")
def sheets_as_csv(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("good")
    write_month_csv(folder, MONTH)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def parts_of_workbook(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = tmp_path_factory.mktemp("good") / "a.xlsx"
    write_month(path, MONTH)
    with zipfile.ZipFile(path) as before:
        return {item: before.read(item) for item in before.namelist()}


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_cell_makes_the_reader_raise(
    data: st.DataObject,
    sheets_as_csv: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    for name, text in sheets_as_csv.items():
        (folder / name).write_bytes(text)
    sheet = data.draw(st.sampled_from(MONTH_SHEETS)).key
    path = folder / f"{sheet}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    for _ in range(data.draw(st.integers(1, 5))):
        row = data.draw(st.sampled_from(rows))
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(CELLS)
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    month, findings = read_month(folder)
    assert (month is None) == any(not is_warning(finding) for finding in findings)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_damage_to_a_workbook_makes_the_reader_raise(
    data: st.DataObject,
    parts_of_workbook: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "a.xlsx"
    parts = dict(parts_of_workbook)
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    parts[name] = bytes(content)
    with zipfile.ZipFile(path, "w") as after:
        for item, text in parts.items():
            after.writestr(item, text)
    month, findings = read_month(path)
    assert (month is None) == any(not is_warning(finding) for finding in findings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_the_columns_are_a_month(language: Language, tmp_path: Path) -> None:
    catalogue = house_catalogue()
    for sheet in MONTH_SHEETS:
        with (tmp_path / f"{sheet.key}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(column.key for column in sheet.columns)
            writer.writerow(example_text(column, language, catalogue) for column in sheet.columns)
    month, findings = read_month(tmp_path)
    assert [finding for finding in findings if not is_warning(finding)] == []
    assert month is not None
    assert len(month.attended) == len(month.billed) == len(month.referrals) == 1
    assert month.attended["theirs"].tolist() == ["STAR-000123"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_has_a_list_for_every_closed_vocabulary(
    language: Language, tmp_path: Path
) -> None:
    write_month_template(tmp_path / "a.xlsx", language)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    listed = set(book.defined_names)
    for sheet in MONTH_SHEETS:
        page = book[sheet.names.name(language)]
        rules = [
            rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list"
        ]
        for column in sheet.columns:
            key = key_of(sheet, column)
            if key and column.kind is not Kind.TRAININGS:
                assert key in listed
                assert any(rule and rule.lstrip("=") == key for rule in rules), (sheet.key, key)
        notes = [rule.prompt for rule in page.data_validations.dataValidation]
        assert len([note for note in notes if note]) == len(sheet.columns)
    assert book[LISTS.name(language)].max_row > 1
