from domain.funders import funder_name, funders, read_funder
from domain.programme import programmes
from domain.words import LANGUAGES

PAY = {p.payer for p in programmes().values()} | {
    funder.name for p in programmes().values() for funder in p.funders
}


def test_everybody_who_pays_under_a_programme_has_a_name_in_each_language_and_nobody_else() -> None:
    assert set(funders()) == PAY
    for language in LANGUAGES:
        names = [funder_name(funder, language) for funder in PAY]
        assert all(names)
        assert len(set(names)) == len(names)


def test_no_estonian_or_russian_name_is_english() -> None:
    for funder in PAY - {"AMIF"}:
        et, ru, en = (funder_name(funder, language) for language in LANGUAGES)
        assert len({et, ru, en}) == 3
        assert "Insurance" not in et + ru
        assert any("а" <= letter <= "я" for letter in ru)


def test_a_funder_is_read_back_from_each_of_its_names_however_it_is_typed() -> None:
    for funder in PAY:
        for language in LANGUAGES:
            name = funder_name(funder, language)
            assert read_funder(name) == funder
            assert read_funder(f" {name.upper()} ") == funder
        assert read_funder(funder) == funder


def test_a_funder_whom_nobody_knows_is_called_and_read_as_it_is_written() -> None:
    for told in ("Town of Näidis", " two  blanks "):
        assert {funder_name(told, language) for language in LANGUAGES} == {told}
        assert read_funder(told) == told
