from collections import Counter

import pytest

from domain.languages import languages
from domain.themes import kind_name, kind_of, kinds, themes


def test_every_theme_is_of_a_known_kind() -> None:
    assert {theme.kind for theme in themes().values()} == set(kinds())


def test_mental_health_has_the_most_themes() -> None:
    counted = Counter(theme.kind for theme in themes().values())
    assert counted.most_common(1)[0][0] == "psychiatric"


def test_the_kinds_are_the_eight_of_disability_and_two_of_life() -> None:
    assert kinds() == (
        *("mobility", "vision", "hearing", "speech", "intellectual", "psychiatric"),
        *("combined", "other", "refuge", "joblessness"),
    )


def test_depression_is_nearer_to_anxiety_than_to_blindness() -> None:
    assert kind_of("depression") == kind_of("anxiety") != kind_of("blindness")


def test_names_are_given_once_in_each_of_three_languages() -> None:
    for language in ("et", "ru", "en"):
        names = [getattr(theme, language) for theme in themes().values()]
        assert all(names)
        assert len(set(names)) == len(names)
        assert all(kind_name(kind, language) for kind in kinds())


def test_an_unknown_theme_is_an_error_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        kind_of("weather")


def test_no_theme_bears_the_name_of_another_ones_kind() -> None:
    assert not set(themes()) & set(kinds())


def test_the_languages_of_the_services_are_known() -> None:
    assert {"et", "ru", "uk", "en", "ar"} <= set(languages())
    assert all(len(code) == 2 for code in languages())
    assert languages()["uk"].et == "ukraina"
