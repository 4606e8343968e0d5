"""The page of the programmes says what the files say."""

from docs.build_programmes import CAP_WORDS, PAGE, page
from domain.caps import Dated
from domain.programme import components, programmes


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m docs.build_programmes"


def test_the_page_names_every_programme_component_and_source() -> None:
    text = page()
    for programme in programmes().values():
        assert f"`{programme.id}`" in text
    for name, (_, component) in components().items():
        assert f"`{name}`" in text
        dated: tuple[Dated, ...] = (*component.caps, *component.tariffs)
        assert all(value.source.replace("|", "/") in text for value in dated)


def test_the_page_has_words_for_every_kind_of_cap() -> None:
    own = {kind for kind in Dated.__subclasses__() if kind.__module__ == "domain.caps"}
    assert {kind for kind, _ in CAP_WORDS} == own
