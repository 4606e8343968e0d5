"""What a cell may name: places, themes, languages, programmes and all that follows from them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property

from api.workbook.column import LANGUAGES, Kind, Language, fold
from domain.languages import languages
from domain.places import places
from domain.programme import Component, Programme, components, programmes
from domain.themes import themes


@dataclass(frozen=True)
class Lookup:
    """Ids with the names by which people may call them."""

    names: Mapping[str, tuple[str, ...]]
    """Id -> its names; Estonian, Russian, English where there are three, one, or none."""

    @cached_property
    def _by_fold(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key, names in self.names.items():
            for text in dict.fromkeys(fold(name) for name in (key, *names)):
                found[text].append(key)
        return {text: tuple(keys) for text, keys in found.items()}

    def find(self, text: str) -> tuple[str, ...]:
        """The ids that a text may mean: none, one, or several where a name is shared."""
        if text in self.names:
            return (text,)
        return self._by_fold.get(fold(text), ())

    def nearest(self, text: str, most: int = 3) -> tuple[str, ...]:
        """Ids or names that look like a text, the likest first; empty where none does."""
        asked = fold(text)
        near = [known for known in self._by_fold if known[:1] == asked[:1]]
        found = (self._by_fold[name] for name in get_close_matches(asked, near, most))
        return tuple(dict.fromkeys(self.label(key) for keys in found for key in keys))

    def label(self, key: str) -> str:
        """The single name of an id where it means nothing else, otherwise the id."""
        names = self.names.get(key, ())
        return names[0] if len(names) == 1 and self.find(names[0]) == (key,) else key

    def name(self, key: str, language: Language) -> str:
        """The name of an id in a language; the only name or the id where there are no three."""
        names = self.names.get(key, ())
        if len(names) == len(LANGUAGES):
            return names[LANGUAGES.index(language)]
        return names[0] if names else key


@dataclass(frozen=True)
class Catalogue:
    """Everything that a cell may name and that no sheet of the workbook declares."""

    places: Lookup
    themes: Lookup
    languages: Lookup
    programmes: Mapping[str, Programme]
    components: Mapping[str, tuple[Programme, Component]]

    @cached_property
    def subjects(self) -> Lookup:
        """Training subjects that some component asks for."""
        asked = (
            seat.subject
            for _, component in self.components.values()
            for seat in component.seats
            if seat.subject
        )
        return _nameless(asked)

    @cached_property
    def statuses(self) -> Lookup:
        """Standings of a client that some programme asks for."""
        found = (p.statuses for p in self.programmes.values())
        entitled = (tuple(p.benefits.values()) for p in self.programmes.values())
        return _nameless(status for some in (*found, *entitled) for status in some)

    @cached_property
    def services(self) -> Lookup:
        """Services of other systems that some programme excludes."""
        return _nameless(kind for p in self.programmes.values() for kind in p.excludes)

    @cached_property
    def lookups(self) -> Mapping[Kind, Lookup]:
        """What a cell of each naming kind is looked up in."""
        programme_names = {key: _three(p.name) for key, p in self.programmes.items()}
        component_names = {key: _three(c.name) for key, (_, c) in self.components.items()}
        return {
            Kind.PLACE: self.places,
            Kind.THEME: self.themes,
            Kind.THEMES: self.themes,
            Kind.EXPERIENCES: self.themes,
            Kind.LANGUAGE: self.languages,
            Kind.LANGUAGES: self.languages,
            Kind.SPEAKS: self.languages,
            Kind.INTERPRETING: self.languages,
            Kind.TRAININGS: self.subjects,
            Kind.PROGRAMME: Lookup(programme_names),
            Kind.COMPONENT: Lookup(component_names),
            Kind.STATUS: self.statuses,
            Kind.SERVICE: self.services,
        }


@cache
def house_catalogue() -> Catalogue:
    """The catalogue of the places, themes, languages and programmes of the house."""
    return Catalogue(
        places=Lookup({key: (place.name,) for key, place in places().items()}),
        themes=Lookup({key: (t.et, t.ru, t.en) for key, t in themes().items()}),
        languages=Lookup({key: (w.et, w.ru, w.en) for key, w in languages().items()}),
        programmes=programmes(),
        components=components(),
    )


def _three(name: Mapping[Language, str]) -> tuple[str, ...]:
    """The names of a record in Estonian, Russian and English."""
    return tuple(name[language] for language in LANGUAGES)


def _nameless(keys: Iterable[str]) -> Lookup:
    return Lookup(dict.fromkeys(sorted(set(keys)), ()))
