"""What people call the ids of a week: names for workers, clients, meetings, places."""

from dataclasses import dataclass
from functools import cached_property

from domain.places import places
from domain.programme import components
from domain.provider import Provider
from domain.session import Need
from domain.words import Language
from optimizer.problem import Problem


@dataclass(frozen=True)
class NameBook:
    """Looks up names by id, in one language; an id without a name speaks for itself."""

    provider: Provider
    problem: Problem
    language: Language

    @cached_property
    def people(self) -> dict[str, str]:
        """Names of workers and clients, by id."""
        workers = {worker.id: worker.name for worker in self.provider.workers}
        return workers | {client.id: client.name for client in self.provider.clients}

    @cached_property
    def needs(self) -> dict[str, Need]:
        """The needs of the week, by id."""
        return {need.id: need for need in self.problem.needs}

    @cached_property
    def groups(self) -> dict[str, str]:
        """Names of groups, by id."""
        return {group.id: group.name for group in self.provider.groups}

    @cached_property
    def _families(self) -> dict[str, str]:
        return {
            member: family.name for family in self.provider.families for member in family.members
        }

    def person(self, name: str) -> str:
        """A worker's or client's name."""
        return self.people.get(name, name)

    def place(self, name: str | None) -> str:
        """A place's name; nothing where nobody travels."""
        if name is None:
            return ""
        known = places().get(name)
        return known.name if known else name

    def component(self, name: str) -> str:
        """What a component is called."""
        return components()[name][1].name[self.language]

    def code(self, component: str) -> str:
        """Two letters of the programme that a component belongs to."""
        return components()[component][0].code

    def programme(self, component: str) -> str:
        """What the programme of a component is called."""
        return components()[component][0].name[self.language]

    def whom(self, need: Need) -> str:
        """Whom a meeting is for: a group, a family, or the client."""
        if need.group:
            return self.groups.get(need.group, need.group)
        first = need.clients[0]
        if len(need.clients) > 1 and first in self._families:
            return self._families[first]
        return ", ".join(self.person(client) for client in need.clients)

    def about(self, name: str) -> str:
        """Whom or what a finding is about: a person, or a meeting with its id."""
        need = self.needs.get(name)
        if need is not None:
            return f"{self.whom(need)} ({need.id})"
        return self.groups.get(name) or self.person(name)
