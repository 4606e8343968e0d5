"""Keep the catalogues of the pages: what templates and pages say, in three languages.

``python -m tools.page_words`` finds every message and writes ``api/pages/words/*.po`` anew:
new messages come in (English is the message itself), what nobody says any more goes. It names what
is still to be translated and ends with 1 while there is any.

``python -m tools.page_words add`` reads translations from standard input, a line each:
``English | Estonian | Russian``; forms that go with a number stand in one line, `` // `` between
them, three in Russian: ``%(num)d day // %(num)d days | %(num)d päev // %(num)d päeva | …``.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).parent.parent
PAGES = HOUSE / "api" / "pages"
WORDS = PAGES / "words"
LANGUAGES = ("et", "ru", "en")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "later": None}
METHODS = [("**.py", "python"), ("templates/**.j2", "jinja2.ext:babel_extract")]
OPTIONS = {"templates/**.j2": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}}
MOST_COLUMNS = 100
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural}\\n"

"""


def said() -> Iterator[tuple[str | tuple[str, ...], tuple[str, int]]]:
    """Every message with where it is said."""
    for name, line, message, _, _ in extract_from_dir(
        PAGES, METHODS, OPTIONS, KEYWORDS, (), strip_comment_tags=True
    ):
        yield message, (f"api/pages/{name}", line)


def read(language: str) -> Catalog:
    """A catalogue as it is; an empty one where there is none."""
    path = WORDS / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def renewed(old: Catalog, language: str) -> Catalog:
    """A catalogue with every message that is said, and no other."""
    new = Catalog(locale=language)
    for message, _ in sorted(said(), key=lambda one: str(one[0]).lower()):
        held = old.get(message if isinstance(message, str) else message[0])
        string = held.string if held and held.id == message else None
        new.add(message, string or (message if language == "en" else None))
    return new


def write(catalogue: Catalog, language: str) -> None:
    """Write a catalogue whole, at once."""
    path = WORDS / f"{language}.po"
    draft = path.with_suffix(".new")
    with draft.open("wb") as file:
        file.write(HEADER.format(language=language, plural=catalogue.plural_forms).encode())
        write_po(file, catalogue, width=MOST_COLUMNS, omit_header=True, sort_output=True)
    draft.replace(path)


def untold(catalogue: Catalog) -> list[Message]:
    """Messages without a translation, or with a form of it missing."""
    return [one for one in catalogue if one.id and not all(_forms(one))]


def _forms(message: Message) -> tuple[str | None, ...]:
    string = message.string
    return tuple(string) if isinstance(string, (list, tuple)) else (string,)


def main(asked: list[str]) -> int:
    """Renew the catalogues, with translations from standard input where asked."""
    told = [_split(line) for line in sys.stdin if line.strip()] if asked == ["add"] else []
    WORDS.mkdir(exist_ok=True)
    missing = 0
    with Path(__file__).open("rb") as lock:
        if find_spec("fcntl"):
            # Several people may work on pages at once.
            locks = import_module("fcntl")
            locks.flock(lock, locks.LOCK_EX)
        for language in LANGUAGES:
            catalogue = renewed(read(language), language)
            for forms in told:
                held = catalogue.get(forms[2][0])
                if held is None:
                    print(f"nobody says: {forms[2][0]}")
                elif language != "en":
                    string = forms[LANGUAGES.index(language)]
                    held.string = string[0] if isinstance(held.id, str) else tuple(string)
            write(catalogue, language)
            for one in untold(catalogue):
                print(f"{language}: {one.id!r}")
                missing += 1
    return int(missing > 0)


def _split(line: str) -> tuple[list[str], ...]:
    """Forms in the order of the languages; ValueError on a line of another form."""
    english, estonian, russian = line.strip().split(" | ")
    return tuple(one.split(" // ") for one in (estonian, russian, english))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
