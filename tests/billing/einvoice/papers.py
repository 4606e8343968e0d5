"""Invented parties, lines and whole months of invoices for the tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from billing.credit import credit
from billing.invoice import Allowance, Invoice, Line, Share, group_vat
from billing.numbering import Counters
from billing.parties import Buyer, Seller, VatNumber
from domain.money import price_of

REGISTERED = Seller(
    name="Kasekodu OÜ",
    registry="10000018",
    street="Kase 1",
    city="Tartu",
    postcode="50001",
    vat=(VatNumber("EE100000010", date(2020, 1, 1)),),
    iban="EE382200221020145685",
    email="arved@kasekodu.example",
)
UNREGISTERED = Seller(
    name="MTÜ Õunapuu & sõbrad <Žanna>",
    registry="80000014",
    street="Õuna 2",
    city="Põlva",
    postcode="63301",
    iban="EE382200221020145685",
)
BUYER = Buyer(
    name="Näidisamet",
    registry="70000013",
    street="Paldiski mnt 80",
    city="Tallinn",
    postcode="10617",
    vat=(VatNumber("EE100000036", date(2015, 1, 1)),),
)
ISSUED = date(2026, 12, 3)
REASONS = ("Üle suunamise mahu", "Üle kuu piirhinna", "Üle kalendriaasta piirhinna")
WORDS = ("Kogemusnõustamine", "Tugiisik: kohtumine", "Группа поддержки", "Šokolaad & <tee>")
FUNDERS = ("AMIF", "Ministry of the Interior", "Fond")


def make_line(number: int, minutes: int, price: int, **changes: object) -> Line:
    """A line of minutes at a price in cents for 45 of them."""
    day = date(2026, 11, 2) + timedelta(days=number % 27)
    line = Line(
        number=str(number),
        object=f"M{number:04d}/C{number % 7:03d}",
        client=f"C{number % 7:03d}",
        component="peer-counselling",
        worker="W1",
        activity="individual",
        first=day,
        last=day,
        quantity=minutes * 10_000,
        unit="min",
        base=45,
        unit_price=price * 100,
        net=price_of(price, minutes, 45),
        vat_category="E",
        vat_rate=0,
        said="Kogemusnõustamine",
    )
    return replace(line, **changes)  # type: ignore[arg-type]


def make_invoice(lines: Sequence[Line], seller: Seller = REGISTERED) -> Invoice:
    """An invoice for November 2026."""
    return Invoice(
        number="TP26-0001",
        kind="invoice",
        seller=seller,
        buyer=BUYER,
        issued=ISSUED,
        due=ISSUED + timedelta(days=14),
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
        reference="2.3-1/26/17",
        lines=tuple(lines),
        vat=group_vat(lines),
        exemption="Maksuvaba käive (KMS § 16)",
        note="November 2026",
    )


def draw_line(dice: Random, number: int, *, registered: bool) -> Line:
    """Any line that a month may hold."""
    base = dice.choice((45, 60))
    price = dice.randint(1, 9000)
    minutes = dice.randint(1, 480)
    unit = dice.choice(("min", "min", "min", "meeting", "participant", "month", "sum"))
    timed = unit == "min"
    full = price_of(price, minutes, base) if timed else price
    taken = [dice.randint(0, full // 4) for _ in REASONS] if dice.random() < 0.3 else []
    allowances = tuple(
        Allowance(cents, why) for cents, why in zip(taken, REASONS, strict=False) if cents
    )
    net = full - sum(each.cents for each in allowances)
    first = date(2026, 11, 1) + timedelta(days=dice.randrange(30))
    taxed = registered and dice.random() < 0.3
    category = "S" if taxed else "E" if registered else "O"
    return Line(
        number=str(number),
        object=f"M{dice.randrange(10**9):09d}/C{dice.randrange(300):03d}",
        client=dice.choice(("", f"C{dice.randrange(300):03d}")),
        component=dice.choice(("peer-counselling", "mobile-support-person-service")),
        worker=dice.choice(("", "W17")),
        activity=dice.choice(("", "individual", "group")),
        first=first,
        last=first,
        quantity=(minutes if timed else 1) * 10_000,
        unit=unit,
        base=base if timed else 0,
        unit_price=price * 100,
        net=net,
        vat_category=category,
        vat_rate=2400 if taxed else 0,
        said=dice.choice(WORDS),
        allowances=allowances,
        shares=_shares(dice, net),
    )


def _shares(dice: Random, net: int) -> tuple[Share, ...]:
    funders = dice.choice(((), FUNDERS[:1], FUNDERS[:2], FUNDERS))
    if not funders or not net:
        return ()
    part = net // len(funders)
    rest = net - part * (len(funders) - 1)
    return tuple(Share(name, rest if name == funders[0] else part) for name in funders)


def draw_months(seed: int, count: int) -> list[Invoice]:
    """So many documents of any kind, every fifth of them a credit note."""
    dice = Random(seed)  # noqa: S311 dice of a test
    found: list[Invoice] = []
    counters: Counters = {}
    while len(found) < count:
        registered = dice.random() < 0.5
        lines = [
            draw_line(dice, n, registered=registered) for n in range(1, dice.choice((1, 3, 12)) + 1)
        ]
        invoice = replace(
            make_invoice(lines, REGISTERED if registered else UNREGISTERED),
            number=f"TP26-{len(found) + 1:04d}",
            exemption="Maksuvaba käive (KMS § 16)" if registered else "Ei ole KM-kohustuslane",
        )
        found.append(invoice)
        if dice.random() < 0.25 and invoice.net:
            note = credit(invoice, (), ISSUED, "KR26-", counters, _some(dice, invoice))
            counters = note.counters
            found += [note.note] if note.note else []
    return found[:count]


def _some(dice: Random, invoice: Invoice) -> dict[str, int] | None:
    if dice.random() < 0.5:
        return None
    line = dice.choice([line for line in invoice.lines if line.net])
    return {line.number: dice.randint(1, line.net)}
