"""A small month without a fault, and months of any texts, days and figures."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import pandas as pd
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from api.imports.plain import mend, plain_text
from api.workbook.catalogue import house_catalogue
from api.workbook.month.book import MonthBook
from billing.delivered import line_of
from billing.invoice import minutes_of, name_document
from billing.parties import Buyer, Seller, VatNumber
from billing.tables import (
    ATTENDED,
    BILLED,
    DOCUMENTS,
    NO_END,
    PRICES,
    USED,
    Schema,
    table,
)
from domain.clock import ZONE
from domain.referral import Closing, ClosingReason, Extension, ParallelService, Referral
from domain.session import Outcome

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SERVICE = next(iter(house_catalogue().services.names))
COMPONENTS = tuple(house_catalogue().components)
NOVEMBER = date(2026, 11, 2).toordinal()
FRAMES = ("attended", "prices", "documents", "billed", "used")

PART: Mapping[str, object] = {
    "meeting": "M1",
    "version": 1,
    "client": "C1",
    "referral": "",
    "component": "sk-support",
    "provider": "80123456",
    "worker": "W1",
    "begun": (datetime(2026, 11, 2, 8, 0, tzinfo=UTC) - EPOCH) // timedelta(minutes=1),
    "minutes": 90,
    "activity": "individual",
    "beneficiary": "person",
    "present": 1,
    "outcome": "delivered",
    "confirmed": True,
    "planned": True,
    "booked": 0,
    "recorded": NOVEMBER,
    "theirs": "",
}
PRICE: Mapping[str, object] = {
    "component": "sk-support",
    "activity": "individual",
    "beneficiary": "person",
    "provider": "",
    "since": NOVEMBER,
    "until": NO_END,
    "unit": "minutes",
    "unit_minutes": 60,
    "cents": 3_500,
    "vat": "exempt",
    "source": "Leping 12, lisa 3",
}
DOCUMENT: Mapping[str, object] = {
    "document": "80123456/7",
    "number": "7",
    "kind": "invoice",
    "seller": "80123456",
    "buyer": "75000000",
    "issued": NOVEMBER + 28,
    "first": NOVEMBER - 1,
    "last": NOVEMBER + 28,
    "corrects": "",
    "currency": "EUR",
    "net": 5_250,
    "vat": 0,
    "gross": 5_250,
    "reference": "Leping 12",
    "file": "arve.xlsx",
    "sha256": "ab12",
    "syntax": "xlsx",
}
LINE: Mapping[str, object] = {
    "document": "80123456/7",
    "number": "1",
    "row": 2,
    "object": "M1/C1",
    "client": "C1",
    "component": "sk-support",
    "worker": "W1",
    "activity": "individual",
    "first": NOVEMBER,
    "last": NOVEMBER,
    "quantity": 15_000,
    "unit": "hour",
    "base": 60,
    "unit_price": 350_000,
    "allowance": 0,
    "net": 5_250,
    "vat_category": "E",
    "vat_rate": 0,
    "said": "Tugiisik 2. november; 1,5 tundi",
}
USE: Mapping[str, object] = {
    "referral": "R1",
    "component": "sk-support",
    "month": date(2026, 10, 1).toordinal(),
    "minutes": 180,
    "cents": 10_500,
}


def rows_of(
    schema: Schema, like: Mapping[str, object], rows: Sequence[Mapping[str, object]]
) -> pd.DataFrame:
    """A table of rows that say only what is special about them."""
    whole = [_derived(schema, {**like, **row}) for row in rows]
    return table(schema, {name: [row[name] for row in whole] for name in schema.names})


def _derived(schema: Schema, row: dict[str, object]) -> dict[str, object]:
    if schema is ATTENDED:
        local = (EPOCH + timedelta(minutes=int(str(row["begun"])))).astimezone(ZONE)
        row |= {"day": local.toordinal(), "start": local.hour * 60 + local.minute}
        row["line"] = line_of(str(row["meeting"]), str(row["client"]))
    if schema is BILLED:
        row["minutes"] = minutes_of(int(str(row["quantity"])), str(row["unit"]))
    return row


def minute(year: int, month: int, day: int, hour: int, of_hour: int = 0) -> int:
    """Minutes since 1970 of an instant in UTC."""
    return (datetime(year, month, day, hour, of_hour, tzinfo=UTC) - EPOCH) // timedelta(minutes=1)


MONTH = MonthBook(
    attended=rows_of(
        ATTENDED,
        PART,
        (
            {"referral": "R1", "theirs": "STAR-1"},
            {
                "meeting": "M2",
                "client": "007",
                "activity": "group",
                "present": 4,
                "booked": NOVEMBER - 9,
            },
            {"meeting": "M2", "client": "C3", "outcome": "no_show", "minutes": 0},
            {"meeting": "M3", "client": "C-4", "begun": minute(2026, 10, 25, 0, 30)},
            {"meeting": "M4", "client": "C-4", "begun": minute(2026, 10, 25, 1, 30)},
            {"meeting": "M5", "begun": minute(2026, 12, 31, 21, 59), "minutes": 1500},
            {"meeting": "M6", "beneficiary": "family", "planned": False, "theirs": "=STAR"},
        ),
    ),
    prices=rows_of(
        PRICES,
        PRICE,
        (
            {},
            {"activity": "group", "provider": "01234567", "until": NOVEMBER + 60, "cents": 0},
            {"unit": "month", "unit_minutes": 0, "vat": "standard", "source": "-5 %"},
        ),
    ),
    documents=rows_of(
        DOCUMENTS,
        DOCUMENT,
        (
            {},
            {"document": "80123456/K1", "number": "K1", "kind": "credit", "corrects": "7"}
            | {"net": -5_250, "gross": -5_250, "first": 0, "last": 0, "reference": ""},
        ),
    ),
    billed=rows_of(
        BILLED,
        LINE,
        (
            {},
            {"number": "2", "client": "", "component": "", "said": "@SUM(A1)", "row": 0},
            {"document": "80123456/K1", "quantity": -10_000, "net": -3_500, "first": 0, "last": 0},
            {"number": "3", "unit": "academic_hour", "base": 45, "quantity": 12_345},
            {"number": "4", "unit": "meeting", "base": 0, "vat_category": "S", "vat_rate": 2_400},
        ),
    ),
    used=rows_of(USED, USE, ({}, {"component": "sk-support", "referral": "R2", "cents": -5})),
    sellers=(
        Seller(
            "MTÜ Näide",
            "80123456",
            street="Näite 1",
            city="Tartu",
            postcode="01234",
            vat=(
                VatNumber("EE100000001", date(2020, 1, 1), date(2024, 12, 31)),
                VatNumber("EE100000002", date(2025, 1, 1)),
            ),
            scheme="9931",
            iban="EE382200221020145685",
            email="arved@example.org",
        ),
    ),
    buyers=(Buyer("Näidisvald", "75000000"), Buyer("+Amet", "70000000", country="FI")),
    referrals=(
        Referral(
            "R1",
            "ska-support",
            "C1",
            date(2026, 1, 5),
            municipality="Tartu linn",
            case_manager_free=((540, 720),),
            extensions=(Extension(5, "vajab tuge", "Kati Kohalik", date(2026, 5, 4)),),
            closing=Closing(ClosingReason.OTHER, date(2026, 11, 20), "kolis ära"),
        ),
        Referral("R2", "ska-support", "C-4", date(2026, 2, 28), urgent=True),
    ),
    numbers={"R1": "STAR-1"},
    parallel=(ParallelService("C1", SERVICE, date(2026, 1, 1)),),
)


def assert_same(found: MonthBook | None, wanted: MonthBook) -> None:
    """Bit for bit: tables with their dtypes and categories, records field by field."""
    assert found is not None
    for name in FRAMES:
        assert_frame_equal(getattr(found, name), getattr(wanted, name))
    for name in MonthBook.__slots__:
        if name not in FRAMES:
            assert getattr(found, name) == getattr(wanted, name), name


LETTERS = "abcõäöüšžÕÜЖъЯ019 -+=@',;\"\u00a0\u202f.%€"


def is_sound(text: str) -> bool:
    """Whether no letters stand together as in a file read by another alphabet."""
    return mend(text) is None


TEXTS = st.text(st.sampled_from(LETTERS), max_size=9).map(plain_text).filter(is_sound)
IDS = (
    st.text(st.sampled_from("abÕж019-+=@'_/ ."), min_size=1, max_size=6)
    .map(plain_text)
    .filter(is_sound)
    .filter(bool)
)
CENTS = st.integers(-(10**12), 10**12)
SOME_CENTS = st.integers(0, 10**12)
E4S = st.integers(-(10**13), 10**13)
DAYS = st.integers(date(2000, 1, 1).toordinal(), date(2100, 12, 31).toordinal())
CODES = st.text(st.sampled_from("0123456789"), min_size=8, max_size=8)
ACTIVITIES = st.sampled_from(("individual", "group"))
BENEFICIARIES = st.sampled_from(("person", "family"))
NO_DAY = st.just(0)


def _parts() -> st.SearchStrategy[dict[str, object]]:
    changes = [minute(year, month, 25, 0) for year in (2025, 2026) for month in (3, 10)]
    near = st.builds(lambda at, by: at + by, st.sampled_from(changes), st.integers(-9999, 9999))
    whole = st.integers(minute(2000, 1, 2, 0), minute(2100, 12, 30, 0))
    return st.fixed_dictionaries(
        {
            "meeting": IDS,
            "version": st.integers(1, 10**6),
            "client": IDS,
            "component": st.sampled_from(COMPONENTS),
            "provider": CODES,
            "worker": IDS,
            "begun": near | whole,
            "minutes": st.integers(0, 2880),
            "activity": ACTIVITIES,
            "beneficiary": BENEFICIARIES,
            "present": st.integers(0, 10_000),
            "outcome": st.sampled_from([one.value for one in Outcome]),
            "confirmed": st.booleans(),
            "planned": st.booleans(),
            "booked": DAYS | NO_DAY,
            "recorded": DAYS,
            "theirs": TEXTS,
        }
    )


def _spans() -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(DAYS, DAYS).map(lambda two: (min(two), max(two)))


def _prices() -> st.SearchStrategy[dict[str, object]]:
    def whole(told: dict[str, object], span: tuple[int, int], *, ends: bool) -> dict[str, object]:
        length = max(int(str(told["unit_minutes"])), int(told["unit"] == "minutes"))
        until = span[1] if ends else NO_END
        return told | {"since": span[0], "until": until, "unit_minutes": length}

    told = st.fixed_dictionaries(
        {
            "component": st.sampled_from(COMPONENTS),
            "activity": ACTIVITIES,
            "beneficiary": BENEFICIARIES,
            "provider": CODES | st.just(""),
            "unit": st.sampled_from(("minutes", "meeting", "participant", "month")),
            "unit_minutes": st.integers(0, 10_000),
            "cents": SOME_CENTS,
            "vat": st.sampled_from(("exempt", "standard")),
            "source": TEXTS,
        }
    )
    return st.builds(whole, told, _spans(), ends=st.booleans())


def _documents() -> st.SearchStrategy[dict[str, object]]:
    def whole(told: dict[str, object], span: tuple[int, int]) -> dict[str, object]:
        name = name_document(str(told["seller"]), str(told["number"]))
        return told | {"document": name, "first": span[0], "last": span[1]}

    told = st.fixed_dictionaries(
        {
            "number": IDS,
            "kind": st.sampled_from(("invoice", "credit")),
            "seller": CODES,
            "buyer": CODES,
            "issued": DAYS,
            "corrects": TEXTS,
            "currency": st.sampled_from(("EUR", "USD")),
            "net": CENTS,
            "vat": CENTS,
            "gross": CENTS,
            "reference": TEXTS,
            "file": TEXTS.filter(bool),
            "sha256": IDS,
            "syntax": st.sampled_from(("ubl", "earve", "xlsx", "csv")),
        }
    )
    return st.builds(whole, told, _spans() | st.just((0, 0)))


def _lines(documents: Sequence[str]) -> st.SearchStrategy[dict[str, object]]:
    def whole(told: dict[str, object], span: tuple[int, int]) -> dict[str, object]:
        return told | {"first": span[0], "last": span[1]}

    told = st.fixed_dictionaries(
        {
            "document": st.sampled_from(documents),
            "number": IDS,
            "row": st.integers(0, 10**9),
            "object": TEXTS,
            "client": IDS | st.just(""),
            "component": st.sampled_from((*COMPONENTS, "")),
            "worker": IDS | st.just(""),
            "activity": ACTIVITIES | st.just(""),
            "quantity": E4S,
            "unit": st.sampled_from(("min", "hour", "academic_hour", "meeting", "month")),
            "base": st.integers(0, 100_000),
            "unit_price": E4S,
            "allowance": SOME_CENTS,
            "net": CENTS,
            "vat_category": st.sampled_from(("E", "S", "O", "")),
            "vat_rate": st.integers(0, 10_000),
            "said": TEXTS,
        }
    )
    return st.builds(whole, told, _spans() | st.just((0, 0)))


@st.composite
def months(draw: st.DrawFn) -> MonthBook:
    """Months whose rows hold any text, day and figure that a cell can hold."""
    parts = draw(
        st.lists(_parts(), max_size=6, unique_by=lambda p: f"{p['meeting']}/{p['client']}")
    )
    documents = draw(st.lists(_documents(), max_size=4, unique_by=lambda one: one["document"]))
    names = [str(one["document"]) for one in documents]
    return MonthBook(
        attended=rows_of(ATTENDED, PART, parts),
        prices=rows_of(PRICES, PRICE, draw(st.lists(_prices(), max_size=4))),
        documents=rows_of(DOCUMENTS, DOCUMENT, documents),
        billed=rows_of(BILLED, LINE, draw(st.lists(_lines(names), max_size=6)) if names else ()),
    )
