"""How the house stands: whether it takes work, its queue, its last backup and proven restore."""

from dataclasses import dataclass
from datetime import datetime

from api.journeys.house_backup import BACKED_UP, PROVEN
from api.store.health import is_up_to_date, takes_writes
from api.store.jobs import Queue, look_at_queue
from api.store.listing import ActsChosen, Noted, list_acts
from api.store.unit import Actor, Store

OLD_HOURS = 26
"""Hours after which a daily backup is missing."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the house stands."""

    writes: bool
    newest: bool
    """The database stands at the step this program knows."""
    queue: Queue
    backup: Noted | None
    proven: Noted | None
    database: str
    """``sqlite`` or ``postgresql``."""

    def backup_age(self, at: datetime) -> int | None:
        """Whole hours since the last backup; None: there was none."""
        return None if self.backup is None else int((at - self.backup.at).total_seconds()) // 3600


def look_at_status(store: Store, actor: Actor, at: datetime) -> Status:
    """The house, part by part; the look is on record."""
    with store.read(actor, at) as unit:
        backup = list_acts(unit, None, 1, ActsChosen(action=BACKED_UP))
        proven = list_acts(unit, None, 1, ActsChosen(action=PROVEN))
        unit.note("look", "status")
    return Status(
        writes=takes_writes(store),
        newest=is_up_to_date(store),
        queue=look_at_queue(store),
        backup=backup[0] if backup else None,
        proven=proven[0] if proven else None,
        database=store.engine.dialect.name,
    )
