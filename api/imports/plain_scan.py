"""A sheet as programs write it, told at a glance from one that has to be walked cell by cell.

Walking five million cells takes ten seconds, looking for what would make the walk worth while
takes one: a formula, a failed cell, a cell without a name or one that stands too far.
"""

import re

from api.workbook.column import letter_of

DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
MARK = b"\xef\xbb\xbf"
PREFIXED = re.compile(rb":(?:c|row|f|v)[\s/>]")
FORMULA = re.compile(rb"<f[\s/>]")
NAMELESS_ROW = re.compile(rb'<row(?! r="[0-9]{1,7}")[\s/>]')
ROW = re.compile(rb'<row r="([0-9]{1,7})"')


def is_plain(text: bytes, rows: int, columns: int, cells: int) -> bool:
    """Whether no cell of a sheet holds a formula or an error, lacks a name, or stands too far.

    False where that cannot be told at a glance: then the sheet is walked.
    """
    start = text.removeprefix(MARK)
    declared = DECLARED.match(start)
    if b"\0" in start[:4] or (declared and declared[1].lower() != b"utf-8"):
        return False
    if any(found.search(text) for found in (PREFIXED, FORMULA, NAMELESS_ROW)):
        return False
    last = max(map(int, ROW.findall(text)), default=0)
    widest = min(columns, cells // max(last, 1))
    if last > rows or widest < 1:
        return False
    return _other_cell(last, widest).search(text) is None


def _other_cell(last: int, widest: int) -> re.Pattern[bytes]:
    """A cell that failed, is not named, is named beyond a row or a column, or says more."""
    near = rf"(?:{_columns_up_to(widest)})(?!(?:{_beyond(last)})\")[0-9]{{1,7}}\""
    rest = r'(?: s="[0-9]{1,5}")?(?: t="(?:s|n|b|d|str|inlineStr)")?/?>'
    return re.compile(rf'<c(?! r="{near}{rest})[\s/>]'.encode())


def _columns_up_to(count: int) -> str:
    """The letters of the first columns; the singles as one class, which is quick to look up."""
    singles, others = min(count, 26), [letter_of(place) for place in range(26, count)]
    return "|".join([f"[A-{letter_of(singles - 1)}]", *others])


def _beyond(number: int) -> str:
    """The numbers larger than one, as a pattern."""
    figures = str(number)
    larger = [f"[0-9]{{{len(figures) + 1},}}"]
    for place, figure in enumerate(figures):
        if figure != "9":
            rest = len(figures) - place - 1
            larger.append(f"{figures[:place]}[{int(figure) + 1}-9][0-9]{{{rest}}}")
    return "|".join(larger)
