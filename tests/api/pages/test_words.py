"""What pages say is there in three languages, each sentence with the same facts, and no other."""

import re

import pytest
from babel.messages.catalog import Catalog, Message

from api.pages.catalogue import read_catalogue, translations
from domain.words import LANGUAGES, Language
from tools.page_words import said

FACT = re.compile(r"%\((\w+)\)[sd]")
FORMS = {"et": 2, "ru": 3, "en": 2}


def _ids(catalogue: Catalog) -> set[str | tuple[str, ...]]:
    return {one.id if isinstance(one.id, str) else tuple(one.id) for one in catalogue if one.id}


def _facts(words: str) -> set[str]:
    return set(FACT.findall(words))


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_in_the_catalogue_and_no_other(language: Language) -> None:
    wanted = {message for message, _ in said()}
    assert len(wanted) > 80
    assert _ids(read_catalogue(language)) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_with_the_same_facts(language: Language) -> None:
    for one in read_catalogue(language):
        if not one.id:
            continue
        ids = (one.id,) if isinstance(one.id, str) else tuple(one.id)
        forms = _forms(one)
        assert all(forms), one.id
        assert not one.fuzzy, one.id
        assert len(forms) == (1 if len(ids) == 1 else FORMS[language]), one.id
        for words in forms:
            assert _facts(words) == _facts(ids[-1]), one.id
            assert "%" not in FACT.sub("", words).replace("%%", ""), one.id


def test_a_noun_beside_a_number_has_the_form_that_goes_with_it() -> None:
    one = "Before this, %(num)d attempt to sign in with your name failed."
    many = "Before this, %(num)d attempts to sign in with your name failed."
    russian = translations("ru")
    told = [russian.ngettext(one, many, n).split()[5] for n in (1, 2, 5, 11, 21, 112)]
    assert told == ["попытка", "попытки", "попыток", "попыток", "попытка", "попыток"]
    estonian = translations("et")
    assert [estonian.ngettext(one, many, n).split()[4] for n in (1, 2)] == ["katse", "katset"]
