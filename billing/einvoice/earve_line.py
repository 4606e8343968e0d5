"""One line of an Estonian e-invoice, read into a row."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from billing.arithmetic import UNIT_MINUTES
from billing.einvoice.desk import Desk, Row, line_of, plain_row
from billing.einvoice.earve_form import (
    DAYS,
    E4_DECIMALS,
    EURO_DECIMALS,
    FUNDERS,
    PRICE,
    RESERVES,
    VAT_IDS,
)
from billing.einvoice.figures import LARGEST, half_away
from billing.einvoice.funders import read_funders
from billing.einvoice.units import FROM_EARVE
from billing.invoice import minutes_of
from billing.kinds import Kind
from billing.tables import E4

_CENT_E4 = 100
_LONGEST_BASE = 10**6


@dataclass(frozen=True, slots=True)
class Group:
    """VAT of a document per category and rate, in cents."""

    category: str
    rate: int
    vat: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, and its net in ten-thousandths as the file has it."""

    row: Row
    fine: int


def read_entry(
    desk: Desk,
    document: str,
    entry: etree._Element,
    groups: Sequence[Group],
    place: int,
    *,
    credit: bool,
    sign: int,
) -> Entry:
    """One line; ``sign`` turns the file's amounts into ours.

    Its number is its place where the seller gives it none.
    """
    told = {
        part.get("extensionId", ""): desk.text(part, "InformationContent")
        for part in entry.findall("ItemReserve")
    }
    taken, fine = _sums(desk, document, entry)
    net = sign * half_away(fine, _CENT_E4)
    words = desk.text(entry, "Description")
    row = plain_row(document, desk.text(entry, "RowNo") or str(place), words, net)
    row |= {name: told.get(name, "") for name in RESERVES}
    row |= {"row": line_of(entry), **_days(desk, document, entry, told.get(DAYS, ""))}
    counted = _counted(desk, document, entry, told.get(PRICE, ""), sign)
    if counted:
        row |= counted | {"allowance": half_away(taken, _CENT_E4)}
    if credit and net < 0 < _int(row["quantity"]) and _int(row["unit_price"]) > 0:
        row["quantity"] = -_int(row["quantity"])
    row["vat_category"], row["vat_rate"] = _vat(desk, document, entry, groups)
    _shares(desk, entry, str(row["object"]) or f"{document}/{row['number']}", told, net, sign)
    return Entry(row, fine)


def _sums(desk: Desk, document: str, entry: etree._Element) -> tuple[int, int]:
    """In ten-thousandths: what is taken off the size of the sum, and the net.

    Some sellers state the sum before its discount (as the standard has it), some after: the net
    before VAT tells which, where there is one.
    """
    net = _fine(desk, document, entry, "VAT/SumBeforeVAT", None)
    total = _fine(desk, document, entry, "ItemSum", net)
    if total is None:
        price = _fine(desk, document, entry, "ItemDetailInfo/ItemPrice", None)
        amount = _fine(desk, document, entry, "ItemDetailInfo/ItemAmount", None)
        if price is None or amount is None:
            desk.fault(Kind.P10, document, entry, "missing", facts={"element": "ItemSum"})
        total = half_away((price or 0) * (amount or 0), E4)
    taken = 0
    for found in entry.findall("Addition"):
        rate = desk.number(Kind.P10, document, found, "AddRate", EURO_DECIMALS, 0)
        by_rate = half_away(total * rate, E4)
        size = abs(desk.number(Kind.P10, document, found, "AddSum", E4_DECIMALS, by_rate))
        taken += -size if found.get("addCode") == "CHR" else size
    if abs(taken) > LARGEST or abs(total) > LARGEST:
        desk.fault(Kind.P10, document, entry, "too_large")
        return 0, 0
    less = total + taken if total < 0 else total - taken
    return taken, total if net is not None and net == total != less else less


def _fine(
    desk: Desk, document: str, entry: etree._Element, path: str, otherwise: int | None
) -> int | None:
    """Ten-thousandths at a path, where there is one."""
    if entry.find(path) is None:
        return otherwise
    return desk.number(Kind.P10, document, entry, path, E4_DECIMALS)


def _counted(desk: Desk, document: str, entry: etree._Element, reserve: str, sign: int) -> Row:
    """Quantity, unit and price; nothing where the line tells only its sum."""
    details = entry.findall("ItemDetailInfo")
    if len(details) > 1:
        desk.fault(Kind.P10, document, details[1], "several")
    if not details or details[0].find("ItemAmount") is None:
        return {}
    detail = details[0]
    quantity = desk.number(Kind.P10, document, detail, "ItemAmount", E4_DECIMALS)
    said = desk.text(detail, "ItemUnit").lower().rstrip(".")
    unit = FROM_EARVE.get(said, "")
    if not unit:
        desk.fault(Kind.P10, document, detail, "unit", facts={"unit": said[:20]})
    euros, _, told = reserve.partition("/")
    base = UNIT_MINUTES.get(unit, 0)
    if told.isascii() and told.isdecimal() and int(told[:9]) <= _LONGEST_BASE and base:
        base = int(told[:9]) or base
    if euros:
        price = desk.value(Kind.P10, document, entry, euros, E4_DECIMALS)
    elif detail.find("ItemPrice") is None:
        return {}
    else:
        price = desk.number(Kind.P10, document, detail, "ItemPrice", E4_DECIMALS)
    return {
        "quantity": sign * quantity,
        "unit": unit,
        "base": base,
        "minutes": minutes_of(quantity, unit),
        "unit_price": price,
    }


def _days(desk: Desk, document: str, entry: etree._Element, reserve: str) -> Row:
    """Days of service from the reserve, where it is written."""
    if not reserve:
        return {}
    first, _, last = reserve.partition("/")
    days = [desk.written_day(Kind.P10, document, entry, text) for text in (first, last or first)]
    return {"first": days[0] or days[1], "last": days[1] or days[0]}


def _vat(
    desk: Desk, document: str, entry: etree._Element, groups: Sequence[Group]
) -> tuple[str, int]:
    """Category and rate; those of the document where it has one group and the line is silent."""
    found = entry.find("VAT")
    if found is None:
        return (groups[0].category, groups[0].rate) if len(groups) == 1 else ("", 0)
    rate = desk.rate(Kind.P10, document, found, "VATRate")
    return VAT_IDS.get(found.get("vatId", ""), "S" if rate else ""), rate


def _shares(
    desk: Desk, entry: etree._Element, line: str, told: dict[str, str], net: int, sign: int
) -> None:
    """Who pays what: from the reserve, else from the accounting entries that name somebody."""
    if told.get(FUNDERS):
        for funder, cents in read_funders(told[FUNDERS], net):
            desk.share(line, funder, cents)
        return
    for found in entry.findall("Accounting/JournalEntry"):
        funder = desk.text(found, "CostObjective")
        if funder and found.find("Sum") is not None:
            fine = desk.number(Kind.P10, line, found, "Sum", E4_DECIMALS)
            desk.share(line, funder, sign * half_away(fine, _CENT_E4))


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0
