"""A sheet and its columns as data: template, explanation, reader and docs come from here."""

import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

Language = Literal["et", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("et", "ru", "en")


class Kind(Enum):
    """What a cell of the column holds."""

    TEXT = auto()
    ID = auto()
    IDS = auto()
    WORD = auto()
    WORDS = auto()
    YES_NO = auto()
    WHOLE = auto()
    DURATION = auto()
    EUROS = auto()
    E4 = auto()
    PERCENT = auto()
    DATE = auto()
    MONTH = auto()
    TIME = auto()
    TIME_RANGE = auto()
    WEEK_TIME = auto()
    WEEK_TIMES = auto()
    WEEKDAYS = auto()
    PERSONAL_CODE = auto()
    REGISTRY_CODE = auto()
    LANGUAGE = auto()
    LANGUAGES = auto()
    SPEAKS = auto()
    INTERPRETING = auto()
    TRAININGS = auto()
    EXPERIENCES = auto()
    PLACE = auto()
    THEME = auto()
    THEMES = auto()
    PROGRAMME = auto()
    COMPONENT = auto()
    STATUS = auto()
    SERVICE = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of a closed vocabulary: the key of the program and its names for people."""

    key: str
    et: str
    ru: str
    en: str

    def name(self, language: Language) -> str:
        """The word in one language."""
        return {"et": self.et, "ru": self.ru, "en": self.en}[language]


@dataclass(frozen=True, slots=True)
class Names:
    """A name or a help text in the three languages."""

    et: str
    ru: str
    en: str

    def name(self, language: Language) -> str:
        """The text in one language."""
        return {"et": self.et, "ru": self.ru, "en": self.en}[language]

    def all(self) -> tuple[str, str, str]:
        """Estonian, Russian, English."""
        return (self.et, self.ru, self.en)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its heading in three languages, what a cell may hold and means."""

    key: str
    kind: Kind
    names: Names
    help: Names
    example: object = None
    """A value as the program holds it; None: none, or the catalogue gives one."""
    required: bool = False
    """Every row has a value."""
    words: tuple[Word, ...] = ()
    """The closed vocabulary of WORD and WORDS."""
    refers: tuple[str, ...] = ()
    """Sheets among whose ids the value must be found."""
    least: int | None = None
    most: int | None = None
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its key, its name in three languages, its columns from left to right."""

    key: str
    names: Names
    about: Names
    columns: tuple[Column, ...]
    required: bool = True
    """The file is refused without the sheet; otherwise a missing sheet means no rows."""
    id: str | None = None
    """The column whose values are unique."""

    def column(self, key: str) -> Column:
        """The column with a key; KeyError if there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


def fold(text: str) -> str:
    """A heading or word as it is compared: no case, accents, blanks, stars or marks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def letter_of(column: int) -> str:
    """The letters by which a spreadsheet names a column; 0 = A."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
