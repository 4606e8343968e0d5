"""The sheets of the workbook, in the order in which people fill them."""

from api.workbook.column import Names, Sheet
from api.workbook.sheets import (
    absences,
    clients,
    extensions,
    families,
    groups,
    parallel,
    plan,
    provider,
    published,
    referrals,
    used,
    workers,
)

SHEETS: tuple[Sheet, ...] = (
    provider.SHEET,
    workers.SHEET,
    clients.SHEET,
    families.SHEET,
    referrals.SHEET,
    extensions.SHEET,
    plan.SHEET,
    groups.SHEET,
    absences.SHEET,
    used.SHEET,
    parallel.SHEET,
    published.SHEET,
)

EXPLANATION = Names("Selgitused", "Пояснения", "Explanations")
"""The sheet that says what each column means; the reader passes it over."""
LISTS = Names("Loendid", "Списки", "Lists")
"""The sheet behind the dropdowns; the reader passes it over."""
