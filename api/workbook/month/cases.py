"""Under which referrals it was given, and what earlier months used: the weekly sheets, widened."""

from dataclasses import replace

from api.workbook.column import Column, Kind, Names
from api.workbook.sheets import parallel, referrals, used

THEIRS = Column(
    "theirs",
    Kind.TEXT,
    Names("Juhtumi number", "Номер случая", "Case number"),
    Names(
        "Juhtumi number maksja registris.",
        "Номер случая в регистре плательщика.",
        "Number of the case in the payer's register.",
    ),
    example="STAR-000123",
)


def _without_list(column: Column) -> Column:
    """A column whose ids stand on no sheet of the month."""
    return replace(column, refers=())


def _any_sign(column: Column) -> Column:
    """A reversal of an earlier month is minus."""
    return replace(column, least=None) if column.key in ("minutes", "cents") else column


CASES = replace(
    referrals.SHEET,
    required=False,
    columns=(*map(_without_list, referrals.SHEET.columns), THEIRS),
)
USED = replace(used.SHEET, columns=tuple(map(_any_sign, used.SHEET.columns)))
PARALLEL = replace(parallel.SHEET, columns=tuple(map(_without_list, parallel.SHEET.columns)))
