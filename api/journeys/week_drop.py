"""Drop the draft of a week: what is published of it holds as before."""

from datetime import date

from api.store.drafts import save_draft
from api.store.unit import Unit


def drop_draft(unit: Unit, monday: date, revision: int) -> None:
    """Forget a draft; ChangedMeanwhileError where it is another than ``revision``."""
    save_draft(unit, monday, None, revision)
    unit.note("drop draft", f"week/{monday.isoformat()}", revision=revision)
