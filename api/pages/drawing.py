"""Templates become pages: one set of templates, ready for each language, compiled once.

What a template is given is escaped; what it asks for and does not get is a fault.
"""

from functools import cache
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket

from api.pages.assets import address_of
from api.pages.catalogue import translations
from api.pages.names import ROLE_NAMES
from api.pages.writing import writers_of
from domain.words import Language

I18N = "jinja2.ext.i18n"


class _Compiled(BytecodeCache):
    """What a template compiles to is alike for all languages: the first keeps it for the others."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand out what is known."""
        bucket.code = self._known.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is new."""
        self._known[bucket.key] = bucket.code


_COMPILED = _Compiled()


def draw(language: Language, template: str, **facts: Any) -> str:
    """A template with its facts; jinja2.UndefinedError where it asks for another."""
    return _desk(language).get_template(template).render(facts)


@cache
def _desk(language: Language) -> Environment:
    desk = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_COMPILED,
        extensions=[I18N],
        loader=PackageLoader("api.pages"),
    )
    desk.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    desk.globals |= {
        **writers_of(language),
        "language": language,
        "asset": address_of,
        "role_names": ROLE_NAMES,
        "_": desk.globals["gettext"],
    }
    return desk
