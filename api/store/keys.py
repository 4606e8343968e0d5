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
FEW = 200
"""People up to whose number their keys are asked for by name; above, all are read."""


def own_place(tenant: int) -> str:
    """Where a provider's own key stands."""
    return f"{tenant}|person_key|{OWN}"


class ErasedError(RuntimeError):
    """Something about people who were erased: their ids are never used again."""

    def __init__(self, people: Iterable[str]) -> None:
        self.people = tuple(sorted(people))
        super().__init__(", ".join(self.people))


class Keys:
    """The keys of one provider: those asked for are read, and made where they are missing."""

    def __init__(
        self,
        connection: sa.Connection,
        tenant: int,
        master: Key,
        owned: dict[int, Key] | None = None,
    ) -> None:
        """``owned``: providers' own keys that units before this one have opened already."""
        self._connection = connection
        self._tenant = tenant
        self._master = master
        self._owned = {} if owned is None else owned
        self._held: dict[str, Key] = {}
        if tenant in self._owned:
            self._held[OWN] = self._owned[tenant]
        self._wrapped: dict[str, bytes] = {}
        self._absent: set[str] = set()
        self._whole = False
        """Whether every key of the provider was read."""

    def own(self) -> Key:
        """The provider's own key."""
        return self._held.get(OWN) or self.of([OWN])[OWN]

    def of(self, people: Iterable[str]) -> Mapping[str, Key]:
        """Keys of people; new ones are kept with the next commit. ErasedError where one is gone."""
        wanted = {OWN, *people}
        closed = wanted - self._held.keys()
        rows = self._know(closed)
        gone = {person for person in closed if rows.get(person) == FORGOTTEN}
        if gone:
            raise ErasedError(gone)
        made = {person: new_key() for person in sorted(closed - rows.keys())}
        if OWN in made:
            # Another unit may use it only once this one is committed: it is not remembered.
            self._keep({OWN: self._master.wrap(made[OWN], self._place(OWN))})
            self._held[OWN] = made.pop(OWN)
        elif OWN in closed:
            self._owned[self._tenant] = self._open(OWN, self._master)
        own = self._held[OWN]
        if made:
            self._keep({who: own.wrap(key, self._place(who)) for who, key in made.items()})
        return {person: self._open(person, own) for person in wanted}

    def known(self) -> frozenset[str]:
        """People who have a key: nobody else's secrets can be read."""
        return frozenset(person for person, key in self._all().items() if key != FORGOTTEN)

    def erased(self) -> frozenset[str]:
        """People who had one."""
        return frozenset(person for person, key in self._all().items() if key == FORGOTTEN)

    def is_erased(self, person: str) -> bool:
        """Whether somebody had a key that was forgotten."""
        return person not in self._held and self._know([person]).get(person) == FORGOTTEN

    def existing(self, person: str) -> Key | None:
        """The key of a person; None where there is none, or it was forgotten. None is made."""
        if person in self._held:
            return self._held[person]
        if self._know([person]).get(person, FORGOTTEN) == FORGOTTEN:
            return None
        return self._open(person, self.own())

    def learn(self, wrapped: Mapping[str, bytes | None]) -> None:
        """Take note of keys as they were read beside records; None: there is none."""
        self._absent |= {person for person, key in wrapped.items() if key is None}
        self._wrapped |= {person: key for person, key in wrapped.items() if key is not None}

    def forget(self, person: str) -> bool:
        """Lose a person's key for good; False where there is none. The row says that it was."""
        rows = self._know([person])
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

    def _know(self, people: Iterable[str]) -> dict[str, bytes]:
        """What is known of wrapped keys, once those of people were read who were not before."""
        unread = [one for one in people if one not in self._wrapped and one not in self._absent]
        if unread and not self._whole:
            few = len(unread) <= FEW
            self._read([PERSON_KEY.c.person.in_(unread)] if few else [])
            self._whole = not few
            self._absent |= set(unread) - self._wrapped.keys()
        return self._wrapped

    def _all(self) -> dict[str, bytes]:
        if not self._whole:
            self._read([])
            self._whole = True
        return self._wrapped

    def _read(self, chosen: list[sa.ColumnElement[bool]]) -> None:
        found = self._connection.execute(
            sa.select(PERSON_KEY.c.person, PERSON_KEY.c.wrapped).where(
                PERSON_KEY.c.tenant == self._tenant, *chosen
            )
        )
        self._wrapped |= {row.person: row.wrapped for row in found}

    def _keep(self, wrapped: Mapping[str, bytes]) -> None:
        rows = [
            {"tenant": self._tenant, "person": person, "wrapped": sealed}
            for person, sealed in wrapped.items()
        ]
        self._connection.execute(sa.insert(PERSON_KEY), rows)
        self._wrapped |= wrapped
        self._absent -= wrapped.keys()

    def _open(self, person: str, key: Key) -> Key:
        if person not in self._held:
            self._held[person] = key.unwrap(self._wrapped[person], self._place(person))
        return self._held[person]

    def _place(self, person: str) -> str:
        return f"{self._tenant}|person_key|{person}"
