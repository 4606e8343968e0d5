"""Cells with one value: whole numbers, euros, days, times, codes."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from stdnum.ee import ik
from stdnum.exceptions import ValidationError

from api.imports.misread import Misread
from api.imports.plain import MINUS, text_of
from api.imports.tables import RawCell
from domain.session import DAY_MINUTES

DAY_EXAMPLE = "23.11.2026"
MONTH_EXAMPLE = "2026-11"
TIME_EXAMPLE = "9:30"
RANGE_EXAMPLE = "9:00-17:00"
YEARS = (1900, 2100)
CENT_DIGITS = 2
MONTHS = 12
HOUR_MINUTES = 60

LARGEST = 10**12
"""Euros or units beyond which a figure is a mistake, and would not fit into a column."""
NOISE = Decimal("1e-9")
"""How far a computed figure of a workbook may lie from the cent that is meant."""
PERCENT_DIGITS = 2
E4_DIGITS = 4
NUMBER = re.compile(r"([+-]?[0-9]{1,12})(?:[.,]([0-9]{1,12}))?")
GROUP = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")
MILLIONS = re.compile(r"[+-]?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+")
AMBIGUOUS = re.compile(r"([+-]?[1-9][0-9]{0,2})([.,])([0-9]{3})")
"""A thousand and some, or one and some thousandths?"""
TELLING = re.compile(
    r"[+-]?(?:[0-9 .,]*[0-9 ])?([.,])(?:[0-9]{1,2}|[0-9]{4,12})|[+-]?0([.,])[0-9]{3}"
)
"""An amount that shows which mark stands before its decimals."""
DURATION = re.compile(r"([0-9]{1,3}):([0-9]{2})(?::00)?")
REGISTRY_CODE = re.compile(r"[0-9]{8}")
THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*(?!\1)([.,])[0-9]{1,2}")
LOCAL_DAY = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})\.?(?: 0?0:00(?::00)?)?")
ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
ISO_MONTH = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})")
LOCAL_MONTH = re.compile(r"([0-9]{1,2})[./-]([0-9]{4})")
CLOCK = r"([0-9]{1,2})(?:[:.,]([0-9]{2})(?::[0-9]{2})?)?"
TIME = re.compile(CLOCK)
RANGE = re.compile(rf"{CLOCK}\s*(?:-|\.\.+|…|kuni|до|to)\s*{CLOCK}")
SHIFT_BREAK = re.compile(r"[,;/\n]")


def read_decimal(raw: RawCell) -> Decimal | Misread:
    """A number, with a decimal comma or point, blanks between thousands, any minus sign."""
    if isinstance(raw, bool):
        return Misread("not_a_number", "360")
    if isinstance(raw, int | float):
        number = Decimal(repr(raw))
        return number if number.is_finite() else Misread("not_a_number", "360")
    text = _tidy(raw)
    millions = MILLIONS.fullmatch(text)
    if millions:
        text = text.replace(millions[1], "")
    thousands = THOUSANDS.fullmatch(text)
    if thousands:
        text = text.replace(thousands[1], "")
    found = NUMBER.fullmatch(text)
    return Decimal(text.replace(",", ".")) if found else Misread("not_a_number", "360")


def read_whole(raw: RawCell, least: int | None, most: int | None) -> int | Misread:
    """A whole number between two bounds."""
    number = read_decimal(raw)
    if isinstance(number, Misread):
        return number
    if number != number.to_integral_value():
        return Misread("not_whole", str(int(number)))
    if abs(number) >= LARGEST:
        return Misread("too_large", f"≤ {LARGEST - 1 if most is None else most}")
    return _bound(int(number), least, most)


def read_cents(
    raw: RawCell, least: int | None, most: int | None = None, mark: str | None = None
) -> int | Misread:
    """Euros as whole cents; ``mark`` is the decimal mark of the column, None: nothing tells it."""
    return read_amount(raw, CENT_DIGITS, (least, most), mark)


def read_amount(
    raw: RawCell, digits: int, bounds: tuple[int | None, int | None], mark: str | None = None
) -> int | Misread:
    """A number with so many decimals, as a whole number of the smallest of them.

    ``1.234`` is a thousand and some or one and some thousandths: unless other amounts of the
    column show the ``mark`` of its decimals, somebody has to be asked. The cell of a workbook
    is a binary number: its shortest form is taken, and what computing left behind is dropped.
    """
    if isinstance(raw, str):
        read = _marked(raw, mark)
        if isinstance(read, Misread):
            return read
        raw = read
    number = read_decimal(raw)
    if isinstance(number, Misread):
        return Misread("not_a_number", "105,50")
    if abs(number) >= LARGEST:
        return Misread("too_large", f"≤ {LARGEST - 1}")
    found = _to_digits(number, digits, computed=isinstance(raw, float))
    return found if isinstance(found, Misread) else _bound(found, *bounds)


def _to_digits(number: Decimal, digits: int, *, computed: bool) -> int | Misread:
    """A number as a whole one of its smallest decimals, unless it has more of them."""
    near = round(number, digits)
    if number != near and not (computed and abs(number - near) < NOISE):
        return Misread("not_cents", f"{near}".replace(".", ","))
    return int(near.scaleb(digits))


def _bound(whole: int, least: int | None, most: int | None) -> int | Misread:
    """A whole number between two bounds."""
    if least is not None and whole < least:
        return Misread("too_small", f"≥ {least}", {"least": least})
    if most is not None and whole > most:
        return Misread("too_large", f"≤ {most}", {"most": most})
    return whole


def find_mark(texts: Iterable[str]) -> str | None:
    """The mark before the decimals that the amounts of a column agree on; None: nothing tells."""
    told = (TELLING.fullmatch(_tidy(text)) for text in texts)
    marks = {found[1] or found[2] for found in told if found}
    return marks.pop() if len(marks) == 1 else None


def read_percent(raw: RawCell) -> int | Misread:
    """A share in hundredths of a percent: ``24``, ``24 %`` and ``24,00`` are 2400."""
    text = raw.strip().removesuffix("%") if isinstance(raw, str) else raw
    return read_amount(text, PERCENT_DIGITS, (0, 100 * 10**PERCENT_DIGITS))


def read_duration(raw: RawCell, least: int | None, most: int | None) -> int | Misread:
    """A length of time in whole minutes: ``90``, ``1:30``, or a real time of a workbook."""
    found = DURATION.fullmatch(text_of(raw)) if isinstance(raw, str | time | timedelta) else None
    if found is None:
        return read_whole(raw, least, most)
    hours, minutes = int(found[1]), int(found[2])
    if minutes >= HOUR_MINUTES:
        return Misread("not_a_number", "90")
    return read_whole(hours * HOUR_MINUTES + minutes, least, most)


def read_registry_code(raw: RawCell) -> str | Misread:
    """The registry code of a company or association: eight digits, kept as text."""
    text = text_of(raw).replace(" ", "")
    return text if REGISTRY_CODE.fullmatch(text) else Misread("registry_code", "80000000")


def read_day(raw: RawCell) -> date | Misread:
    """A day: dd.mm.yyyy, ISO, or a real date of a workbook."""
    if isinstance(raw, datetime):
        return _sound(raw.date()) if raw.time() == time() else Misread("not_a_day", DAY_EXAMPLE)
    if isinstance(raw, date):
        return _sound(raw)
    text = text_of(raw)
    local, iso = LOCAL_DAY.fullmatch(text), ISO_DAY.fullmatch(text)
    if local:
        day, month, year = (int(part) for part in local.groups())
    elif iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        return Misread("not_a_day", DAY_EXAMPLE)
    if not 1 <= month <= MONTHS or year < 1:
        return Misread("no_such_day", DAY_EXAMPLE)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return Misread("no_such_day", f"≤ {last:02d}.{month:02d}.{year}")
    return _sound(date(year, month, day))


def read_month(raw: RawCell) -> date | Misread:
    """The first day of a month: 2026-11, 11.2026 or that day itself."""
    if not isinstance(raw, date):
        text = text_of(raw)
        iso, local = ISO_MONTH.fullmatch(text), LOCAL_MONTH.fullmatch(text)
        parts = iso.groups() if iso else local.groups()[::-1] if local else None
        if parts:
            year, month = int(parts[0]), int(parts[1])
            sound = 1 <= month <= MONTHS and YEARS[0] <= year <= YEARS[1]
            return date(year, month, 1) if sound else Misread("not_a_month", MONTH_EXAMPLE)
    day = read_day(raw)
    if isinstance(day, Misread):
        return Misread("not_a_month", MONTH_EXAMPLE)
    return day if day.day == 1 else Misread("not_a_month", f"{day.year}-{day.month:02d}")


def read_time(raw: RawCell) -> int | Misread:
    """Minutes of the day, 0..1440: ``9:00``, ``09.00``, ``9``, or a real time of a workbook."""
    match raw:
        case time():
            return raw.hour * HOUR_MINUTES + raw.minute
        case timedelta() if timedelta() <= raw <= timedelta(days=1):
            return int(raw.total_seconds()) // HOUR_MINUTES
        case float() if 0 < raw < 1:
            return round(raw * DAY_MINUTES)
    found = TIME.fullmatch(text_of(raw))
    minutes = _clock(found[1], found[2]) if found else None
    return minutes if minutes is not None else Misread("not_a_time", TIME_EXAMPLE)


def read_range(raw: RawCell, least: int = 1) -> tuple[int, int] | Misread:
    """One stretch of a day of ``least`` minutes, such as ``9:00-17:00``."""
    text = text_of(raw).translate(MINUS)
    found = RANGE.fullmatch(text)
    if found is None:
        pieces = [piece.strip() for piece in SHIFT_BREAK.split(text)]
        if len(pieces) > 1 and all(RANGE.fullmatch(piece) for piece in pieces):
            return Misread("two_ranges", pieces[0])
        return Misread("not_a_range", RANGE_EXAMPLE)
    start, end = _clock(found[1], found[2]), _clock(found[3], found[4])
    if start is None or end is None:
        return Misread("not_a_range", RANGE_EXAMPLE)
    if end - start < least:
        return Misread("range_reversed", f"{text_of(found[3])}-{text_of(found[1])}")
    return start, end


def read_personal_code(raw: RawCell) -> str | Misread:
    """An Estonian personal code: eleven digits, a real day of birth, a sound check digit."""
    text = text_of(raw).replace(" ", "")
    try:
        return str(ik.validate(text))
    except ValidationError:
        return Misread("personal_code", "38001085718")


def birth_day(code: str) -> date:
    """The day of birth in a sound personal code."""
    found: date = ik.get_birth_date(code)
    return found


def _tidy(raw: RawCell) -> str:
    """An amount without the sign of the euro, blanks between thousands and strange minus signs."""
    return GROUP.sub("", text_of(raw).translate(MINUS).strip("€").strip())


def _marked(raw: str, mark: str | None) -> str | Misread:
    """An amount whose one mark means one thing."""
    text = _tidy(raw)
    found = AMBIGUOUS.fullmatch(text)
    if found is None:
        return text
    if mark is None:
        return Misread("ambiguous_number", f"{found[1]}{found[3]} / {found[1]},{found[3][:2]}")
    return text if found[2] == mark else f"{found[1]}{found[3]}"


def _clock(hours: str, minutes: str | None) -> int | None:
    found = int(hours) * HOUR_MINUTES + int(minutes or 0)
    return found if int(minutes or 0) < HOUR_MINUTES and found <= DAY_MINUTES else None


def _sound(day: date) -> date | Misread:
    return day if YEARS[0] <= day.year <= YEARS[1] else Misread("far_day", DAY_EXAMPLE)
