"""Keys of people: one each, wrapped by their provider's, which the master key wraps.

A key forgotten is a person erased: nothing that was sealed with it can be read again. The row
stays without its key, so that nobody comes back by an old workbook or an old backup unnoticed.
"""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from api.security.seal import Key, new_key
from api.store.schema import PERSON_KEY

OWN = ""
"""In place of a person: the provider itself."""
FORGOTTEN = b""
"""In place of a key that was forgotten."""


class ErasedError(RuntimeError):
    """Something about people who were erased: their ids are never used again."""

    def __init__(self, people: Iterable[str]) -> None:
        self.people = tuple(sorted(people))
        super().__init__(", ".join(self.people))


class Keys:
    """The keys of one provider, read at once and made where they are missing."""

    def __init__(self, connection: sa.Connection, tenant: int, master: Key) -> None:
        self._connection = connection
        self._tenant = tenant
        self._master = master
        self._held: dict[str, Key] = {}
        self._wrapped: dict[str, bytes] | None = None

    def own(self) -> Key:
        """The provider's own key."""
        return self.of([OWN])[OWN]

    def of(self, people: Iterable[str]) -> Mapping[str, Key]:
        """Keys of people; new ones are kept with the next commit. ErasedError where one is gone."""
        wanted = {OWN, *people}
        rows = self._rows()
        # Asked for one person at a time by whoever opens a row: never a walk over all of them.
        gone = {person for person in wanted if rows.get(person) == FORGOTTEN}
        if gone:
            raise ErasedError(gone)
        made = {person: new_key() for person in sorted(wanted - rows.keys())}
        if OWN in made:
            self._keep({OWN: self._master.wrap(made[OWN], self._place(OWN))})
        own = self._open(OWN, self._master)
        made.pop(OWN, None)
        if made:
            self._keep({who: own.wrap(key, self._place(who)) for who, key in made.items()})
        return {person: self._open(person, own) for person in wanted}

    def known(self) -> frozenset[str]:
        """People who have a key: nobody else's secrets can be read."""
        return frozenset(person for person, key in self._rows().items() if key != FORGOTTEN)

    def erased(self) -> frozenset[str]:
        """People who had one."""
        return frozenset(person for person, key in self._rows().items() if key == FORGOTTEN)

    def existing(self, people: Iterable[str]) -> Mapping[str, Key]:
        """Keys of those among the people who have one; none is made."""
        rows = self._rows()
        found = [person for person in people if rows.get(person, FORGOTTEN) != FORGOTTEN]
        return self.of(found) if found else {}

    def forget(self, person: str) -> bool:
        """Lose a person's key for good; False where there is none. The row says that it was."""
        rows = self._rows()
        if rows.get(person, FORGOTTEN) == FORGOTTEN or person == OWN:
            return False
        self._connection.execute(
            sa.update(PERSON_KEY)
            .where(PERSON_KEY.c.tenant == self._tenant, PERSON_KEY.c.person == person)
            .values(wrapped=FORGOTTEN)
        )
        rows[person] = FORGOTTEN
        self._held.pop(person, None)
        return True

    def _rows(self) -> dict[str, bytes]:
        if self._wrapped is None:
            found = self._connection.execute(
                sa.select(PERSON_KEY.c.person, PERSON_KEY.c.wrapped).where(
                    PERSON_KEY.c.tenant == self._tenant
                )
            )
            self._wrapped = {row.person: row.wrapped for row in found}
        return self._wrapped

    def _keep(self, wrapped: Mapping[str, bytes]) -> None:
        rows = [
            {"tenant": self._tenant, "person": person, "wrapped": sealed}
            for person, sealed in wrapped.items()
        ]
        self._connection.execute(sa.insert(PERSON_KEY), rows)
        self._rows().update(wrapped)

    def _open(self, person: str, key: Key) -> Key:
        if person not in self._held:
            self._held[person] = key.unwrap(self._rows()[person], self._place(person))
        return self._held[person]

    def _place(self, person: str) -> str:
        return f"{self._tenant}|person_key|{person}"
