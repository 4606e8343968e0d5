"""Marks of what records name, worked out from the records: after a restore, and to verify them."""

from typing import Any

from api.store import kinds
from api.store.named import forget_names, marks_kept, marks_of, names_of, write_names
from api.store.repository import Repository
from api.store.unit import Unit


def name_anew(unit: Unit) -> None:
    """Make every mark of a provider again."""
    forget_names(unit)
    for kind in kinds.KINDS:
        held = Repository[Any](unit, kind).all()
        names = names_of(kind, {one: kept.record for one, kept in held.items()})
        write_names(unit, kind, {}, names)


def misnamed(unit: Unit) -> list[str]:
    """Records whose marks are not what they name, or that are no more; empty where all agree."""
    wanted = set()
    for kind in kinds.KINDS:
        for one, kept in Repository[Any](unit, kind).all().items():
            marks = marks_of(unit, kind.names(kept.record))
            wanted |= {(kind.name, one, mark) for mark in marks}
    return sorted({f"{kind}/{one}" for kind, one, _ in wanted ^ marks_kept(unit)})
