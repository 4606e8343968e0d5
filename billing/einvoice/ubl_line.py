"""One line of a UBL invoice or credit note, read into a row."""

from lxml import etree

from billing.arithmetic import UNIT_MINUTES
from billing.einvoice.desk import Desk, Row, line_of
from billing.einvoice.figures import half_away
from billing.einvoice.funders import read_funders
from billing.einvoice.ubl_names import CAC, CBC, E4_DECIMALS, EURO_DECIMALS, OBJECT, PROPERTIES
from billing.einvoice.units import FROM_UBL
from billing.invoice import minutes_of
from billing.kinds import Kind
from billing.tables import E4


def read_line(desk: Desk, document: str, line: etree._Element, sign: int) -> Row:
    """One line, with our own signs: a credit note's quantity and net are minus."""
    quantity, unit = _quantity(desk, document, line)
    price, base = _price(desk, document, line, unit)
    net = desk.number(Kind.P10, document, line, f"{CBC}LineExtensionAmount", EURO_DECIMALS)
    taken = -sum(
        read_charge(desk, Kind.P10, document, extra)
        for extra in line.findall(f"{CAC}AllowanceCharge")
    )
    first = desk.day(Kind.P10, document, line, f"{CAC}InvoicePeriod/{CBC}StartDate")
    last = desk.day(Kind.P10, document, line, f"{CAC}InvoicePeriod/{CBC}EndDate")
    category, rate = read_category(
        desk, document, line.find(f"{CAC}Item/{CAC}ClassifiedTaxCategory")
    )
    number = desk.text(line, f"{CBC}ID")
    ours = _object(desk, line)
    told = {
        desk.text(extra, f"{CBC}Name"): desk.text(extra, f"{CBC}Value")
        for extra in line.findall(f"{CAC}Item/{CAC}AdditionalItemProperty")
    }
    for funder, cents in read_funders(desk.text(line, f"{CBC}AccountingCost"), sign * net):
        desk.share(ours or f"{document}/{number}", funder, cents)
    return {
        "document": document,
        "number": number,
        "row": line_of(line),
        "object": ours,
        **{name: told.get(name, "") for name in PROPERTIES},
        "component": desk.text(line, f"{CAC}Item/{CAC}SellersItemIdentification/{CBC}ID"),
        "first": first or last,
        "last": last or first,
        "quantity": sign * quantity,
        "unit": unit,
        "base": base,
        "minutes": minutes_of(quantity, unit),
        "unit_price": price,
        "allowance": -taken if quantity < 0 else taken,
        "net": sign * net,
        "vat_category": category,
        "vat_rate": rate,
        "said": _words(desk, line),
    }


def _quantity(desk: Desk, document: str, line: etree._Element) -> tuple[int, str]:
    """Ten-thousandths of a unit; an unknown unit is empty, and a fault."""
    for name in ("InvoicedQuantity", "CreditedQuantity"):
        found = line.find(f"{CBC}{name}")
        if found is not None:
            code = found.get("unitCode", "")
            unit = FROM_UBL.get(code, "")
            if not unit:
                desk.fault(Kind.P10, document, found, "unit", facts={"unit": code[:20]})
            return desk.value(Kind.P10, document, found, found.text or "", E4_DECIMALS), unit
    desk.fault(Kind.P10, document, line, "missing", facts={"element": "Quantity"})
    return 0, ""


def _price(desk: Desk, document: str, line: etree._Element, unit: str) -> tuple[int, int]:
    """Price in ten-thousandths, and the minutes for which it stands (0 outside time)."""
    at = line.find(f"{CAC}Price")
    if at is None:
        desk.fault(Kind.P10, document, line, "missing", facts={"element": "Price"})
        return 0, UNIT_MINUTES.get(unit, 0)
    price = desk.number(Kind.P10, document, at, f"{CBC}PriceAmount", E4_DECIMALS)
    found = at.find(f"{CBC}BaseQuantity")
    if found is None:
        return price, UNIT_MINUTES.get(unit, 0)
    size = desk.value(Kind.P10, document, found, found.text or "", E4_DECIMALS)
    of = FROM_UBL.get(found.get("unitCode", ""), unit)
    base, rest = divmod(size * UNIT_MINUTES.get(of, 1), E4)
    if size <= 0 or rest or (of in UNIT_MINUTES) != (unit in UNIT_MINUTES):
        desk.fault(Kind.P10, document, found, "base", facts={"unit": of})
        return price, UNIT_MINUTES.get(unit, 0)
    if unit in UNIT_MINUTES:
        return price, base
    if price % base:
        desk.fault(Kind.P10, document, found, "decimals")
    return half_away(price, base), 0


def _object(desk: Desk, line: etree._Element) -> str:
    for found in line.findall(f"{CAC}DocumentReference"):
        if desk.text(found, f"{CBC}DocumentTypeCode") == OBJECT:
            return desk.text(found, f"{CBC}ID")
    return ""


def _words(desk: Desk, line: etree._Element) -> str:
    parts = [desk.text(line, f"{CAC}Item/{CBC}{name}") for name in ("Name", "Description")]
    parts.append(desk.text(line, f"{CBC}Note"))
    return ". ".join(part for part in parts if part)


def read_charge(desk: Desk, kind: Kind, document: str, extra: etree._Element) -> int:
    """Cents of a charge; minus for an allowance."""
    cents = desk.number(kind, document, extra, f"{CBC}Amount", EURO_DECIMALS)
    return cents if desk.text(extra, f"{CBC}ChargeIndicator") in {"true", "1"} else -cents


def read_category(desk: Desk, document: str, found: etree._Element | None) -> tuple[str, int]:
    """Category of VAT, and its rate in hundredths of a percent."""
    if found is None:
        return "", 0
    return desk.text(found, f"{CBC}ID"), desk.rate(Kind.P10, document, found, f"{CBC}Percent")
