"""What is written is read again, in every language, and nothing in it comes alive."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.exports.explanation import example_text
from api.exports.provider_csv import write_provider_csv
from api.exports.provider_workbook import write_provider, write_template
from api.imports.plain import plain_text
from api.imports.provider_workbook import read_provider
from api.sample import sample
from api.workbook.catalogue import house_catalogue
from api.workbook.column import LANGUAGES, Kind, Language, fold
from api.workbook.sheets import EXPLANATION, LISTS, SHEETS
from domain.people import Cefr, Client, Contract, Gender, Role, Shift, Speaks, Worker
from domain.provider import Provider
from domain.referral import PlanItem, Referral, Used
from tests.api.imports.good_provider import MARI, PROVIDER

LETTERS = "abcõäöüšžÕÜЖъЯ019 -+=@',;\"\u00a0"
NAMES = st.text(st.sampled_from(LETTERS), max_size=12).map(plain_text).filter(bool)
CLOCKS = st.integers(0, 287).map(lambda fives: 5 * fives)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
LANGUAGES_SPOKEN = st.sampled_from(("et", "ru", "en", "uk"))


@st.composite
def providers(draw: st.DrawFn) -> Provider:
    """Providers whose rows hold any text, day and figure that a cell can hold."""
    shifts = draw(st.dictionaries(st.integers(0, 6), st.tuples(CLOCKS, st.integers(1, 5))))
    worker = Worker(
        id="W1",
        name=draw(NAMES),
        roles=frozenset(draw(st.sets(st.sampled_from(Role), min_size=1))),
        contract=draw(st.sampled_from(Contract)),
        home=draw(st.sampled_from(sorted(house_catalogue().places.names))),
        languages=(Speaks(draw(LANGUAGES_SPOKEN), draw(st.sampled_from(Cefr))),),
        gender=draw(st.sampled_from(Gender)),
        shifts=tuple(Shift(day, start, start + n) for day, (start, n) in sorted(shifts.items())),
        caseload=draw(st.integers(0, 10**9)),
    )
    client = Client(
        id=draw(st.sampled_from(("1", "007", "C-1", "e5", "ÄÖ 3", "1e5", "TRUE"))),
        name=draw(NAMES),
        home="tartu",
        languages=tuple(draw(st.lists(LANGUAGES_SPOKEN, min_size=1, unique=True))),
        interpreter=draw(st.booleans()),
        born=draw(st.none() | DAYS),
    )
    on = draw(DAYS)
    referral = Referral(
        id="R1", programme="ska-support", client=client.id, on=on, case_manager=draw(NAMES)
    )
    earliest = draw(CLOCKS)
    plan = PlanItem(
        id="P1",
        referral="R1",
        component="sk-support",
        meetings=draw(st.integers(1, 50)),
        minutes=5,
        weekdays=frozenset(draw(st.sets(st.integers(0, 6), min_size=1))),
        earliest=earliest,
        latest=draw(st.integers(earliest // 5, 287)) * 5,
        pinned_start=draw(st.none() | st.integers(0, 10079)),
    )
    used = Used("R1", "sk-support", on.replace(day=1), 0, draw(st.integers(0, 10**9)))
    return Provider(draw(NAMES), (worker,), (client,), (), (referral,), (plan,), used=(used,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_gives_back_the_provider(language: Language, tmp_path: Path) -> None:
    write_provider(tmp_path / "a.xlsx", PROVIDER, language)
    assert read_provider(tmp_path / "a.xlsx") == (PROVIDER, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_csv_folder_gives_back_the_provider(language: Language, tmp_path: Path) -> None:
    write_provider_csv(tmp_path, PROVIDER, language)
    assert read_provider(tmp_path) == (PROVIDER, [])


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(provider=providers(), language=st.sampled_from(LANGUAGES))
def test_any_provider_survives_both_forms(
    provider: Provider, language: Language, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    write_provider_csv(folder / "csv", provider, language)
    write_provider(folder / "a.xlsx", provider, language)
    assert read_provider(folder / "csv")[0] == provider
    assert read_provider(folder / "a.xlsx")[0] == provider


def test_a_made_up_provider_survives_both_forms(tmp_path: Path) -> None:
    provider = sample("provider", date(2026, 11, 23))
    write_provider_csv(tmp_path / "csv", provider)
    write_provider(tmp_path / "a.xlsx", provider)
    assert read_provider(tmp_path / "csv")[0] == provider
    assert read_provider(tmp_path / "a.xlsx")[0] == provider


def test_equal_providers_give_equal_files(tmp_path: Path) -> None:
    write_provider(tmp_path / "a.xlsx", PROVIDER)
    write_provider(tmp_path / "b.xlsx", PROVIDER)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    clients = tuple(
        replace(PROVIDER.clients[0], id=f"X{number}", name=name, family=None)
        for number, name in enumerate(("=1+1", "http://example.org", "@SUM(A1)", "+3", "-3"))
    )
    path = tmp_path / "a.xlsx"
    write_provider(path, replace(PROVIDER, clients=PROVIDER.clients + clients))
    with ZipFile(path) as archive:
        pages = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        text = b"".join(archive.read(name) for name in pages)
        assert not [name for name in archive.namelist() if "worksheets/_rels" in name]
    assert b"<f>" not in text
    assert b"<hyperlink" not in text


def test_no_csv_cell_begins_like_a_formula(tmp_path: Path) -> None:
    write_provider_csv(tmp_path, PROVIDER)
    texts = [
        cell
        for path in tmp_path.iterdir()
        for row in csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";")
        for cell in row
    ]
    assert "'=1+1" in texts
    assert [text for text in texts if text[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


def test_the_csv_files_open_in_an_estonian_excel(tmp_path: Path) -> None:
    write_provider_csv(tmp_path, PROVIDER)
    content = (tmp_path / "used.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n")[1] == "R01;tk-peer;2026-11;180;105,05"
    assert "02.11.2026" in (tmp_path / "referrals.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_has_a_list_for_every_closed_vocabulary(
    language: Language, tmp_path: Path
) -> None:
    write_template(tmp_path / "t.xlsx", language)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    for sheet in SHEETS:
        page = book[sheet.names.name(language)]
        rules = {
            str(rule.sqref).split(":")[0]: rule for rule in page.data_validations.dataValidation
        }
        for place, column in enumerate(sheet.columns, start=1):
            rule = rules[page.cell(2, place).coordinate]
            assert rule.prompt == column.help.name(language)
            if column.kind in (Kind.WORD, Kind.YES_NO, Kind.PROGRAMME, Kind.COMPONENT, Kind.PLACE):
                assert rule.type == "list"
                cells = book.defined_names[rule.formula1].attr_text
                name, span = cells.replace("'", "").split("!")
                shown = [cell.value for (cell,) in book[name][span.replace("$", "")]]
                if column.words:
                    assert shown == [word.name(language) for word in column.words]
                assert all(shown)
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_explanation_names_every_column_in_three_languages(
    language: Language, tmp_path: Path
) -> None:
    write_template(tmp_path / "t.xlsx", language)
    page = openpyxl.load_workbook(tmp_path / "t.xlsx")[EXPLANATION.name(language)]
    told = {row[1:2] + row[4:7] for row in page.iter_rows(values_only=True)}
    for sheet in SHEETS:
        for column in sheet.columns:
            assert (column.names.name(language), *column.help.all()) in told


def test_an_empty_template_lacks_nothing_but_the_provider_s_name(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    provider, findings = read_provider(tmp_path / "t.xlsx")
    assert provider is None
    assert [finding.rule for finding in findings] == ["import.provider_missing"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_together_are_a_provider_without_a_fault(
    language: Language, tmp_path: Path
) -> None:
    for sheet in SHEETS:
        rows = (
            [column.names.name(language) for column in sheet.columns],
            [example_text(column, language, house_catalogue()) for column in sheet.columns],
        )
        with (tmp_path / f"{sheet.names.name(language)}.csv").open("w", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    provider, findings = read_provider(tmp_path)
    assert findings == []
    assert provider is not None
    assert all(getattr(provider, sheet.key) for sheet in SHEETS[1:] if sheet.key != "extensions")


def test_no_two_columns_of_a_sheet_answer_to_one_heading() -> None:
    for sheet in SHEETS:
        names = [{fold(n) for n in (c.key, *c.names.all())} for c in sheet.columns]
        assert sum(map(len, names)) == len(set().union(*names)), sheet.key
        assert all(len(text) <= 255 for c in sheet.columns for text in c.help.all())
    sheets = [{fold(n) for n in (sheet.key, *sheet.names.all())} for sheet in SHEETS]
    others = [{fold(n) for n in names.all()} for names in (EXPLANATION, LISTS)]
    assert sum(map(len, sheets + others)) == len(set().union(*sheets, *others))


def test_two_shifts_on_a_day_are_refused_when_writing(tmp_path: Path) -> None:
    worker = replace(MARI, shifts=(Shift(0, 540, 600), Shift(0, 700, 800)))
    with pytest.raises(ValueError, match="two shifts"):
        write_provider_csv(tmp_path, replace(PROVIDER, workers=(worker,)))
