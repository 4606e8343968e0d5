"""Rows without a fault become the records of the trade."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from api.imports.book import Book
from api.workbook.sheets.workers import SHIFT_KEYS
from domain.people import Absence, Client, Contract, Family, Gender, Role, Shift, Worker
from domain.provider import Provider, PublishedMeeting
from domain.referral import (
    Closing,
    ClosingReason,
    Extension,
    Group,
    Leading,
    ParallelService,
    PlaceMode,
    PlanItem,
    Referral,
    Used,
)

Values = Mapping[str, Any]
CLOSING_KEYS = ("closing_reason", "closed_on", "closing_text")


def build_provider(book: Book) -> Provider:
    """The provider that a sound book describes; an empty cell takes the record's own default."""
    (own,) = _rows(book, "provider")
    families = {m: row["id"] for row in _rows(book, "families") for m in row["members"]}
    return Provider(
        name=own["name"],
        workers=tuple(map(_worker, _rows(book, "workers"))),
        clients=tuple(_client(row, families) for row in _rows(book, "clients")),
        families=tuple(Family(**row) for row in _rows(book, "families")),
        referrals=build_referrals(book),
        plan=tuple(map(_plan_item, _rows(book, "plan"))),
        groups=tuple(map(_group, _rows(book, "groups"))),
        absences=tuple(Absence(**row) for row in _rows(book, "absences")),
        used=tuple(Used(**row) for row in _rows(book, "used")),
        parallel=build_parallel(book),
        published=tuple(map(_published, _rows(book, "published"))),
        interpreter_minutes=dict(own.get("interpreter_minutes", ())),
    )


def build_referrals(book: Book, *others: str) -> tuple[Referral, ...]:
    """The referrals with their extensions; ``others`` are columns that are no part of them."""
    extensions: defaultdict[str, list[Extension]] = defaultdict(list)
    for row in _rows(book, "extensions"):
        extensions[row["referral"]].append(
            Extension(row["units"], row["justification"], row["approved_by"], row["on"])
        )
    rows = (_without(row, *others) for row in _rows(book, "referrals"))
    return tuple(_referral(row, extensions) for row in rows)


def build_parallel(book: Book) -> tuple[ParallelService, ...]:
    """The services of other systems."""
    return tuple(ParallelService(**row) for row in _rows(book, "parallel"))


def _rows(book: Book, sheet: str) -> list[Values]:
    page = book.pages.get(sheet)
    return [row.values for row in page.rows] if page else []


def _worker(row: Values) -> Worker:
    shifts = tuple(Shift(day, *row[key]) for day, key in enumerate(SHIFT_KEYS) if key in row)
    return Worker(
        **_without(row, *SHIFT_KEYS, "roles", "contract", "gender", "excluded"),
        roles=frozenset(map(Role, row["roles"])),
        contract=Contract(row["contract"]),
        gender=_gender(row, "gender") or Gender.OTHER,
        shifts=shifts,
        excluded=frozenset(row.get("excluded", ())),
    )


def _client(row: Values, families: Mapping[str, str]) -> Client:
    """Either side may name the family: the client's row or the family's members."""
    return Client(
        **_without(row, "themes", "gender", "asks_gender", "refused", "confirmed", "family"),
        themes=frozenset(row.get("themes", ())),
        gender=_gender(row, "gender") or Gender.OTHER,
        asks_gender=_gender(row, "asks_gender"),
        refused=frozenset(row.get("refused", ())),
        confirmed=frozenset(row.get("confirmed", ())),
        family=families.get(row["id"]),
    )


def _referral(row: Values, extensions: Mapping[str, list[Extension]]) -> Referral:
    closing = None
    if "closing_reason" in row:
        reason = ClosingReason(row["closing_reason"])
        closing = Closing(reason, row["closed_on"], row.get("closing_text", ""))
    return Referral(
        **_without(row, *CLOSING_KEYS),
        extensions=tuple(extensions.get(row["id"], ())),
        closing=closing,
    )


def _plan_item(row: Values) -> PlanItem:
    mode = PlaceMode(row.get("mode", PlaceMode.HOME))
    return PlanItem(**_without(row, "mode"), mode=mode)


def _group(row: Values) -> Group:
    return Group(
        **{"theme": None, **_without(row, "leading", "referrals", "gender")},
        leading=Leading(row["leading"]),
        referrals=row.get("referrals", ()),
        gender=_gender(row, "gender"),
    )


def _published(row: Values) -> PublishedMeeting:
    return PublishedMeeting(
        **{"client": None, "group": None, **_without(row, "keep")},
        keep=frozenset(row.get("keep", ())),
    )


def _gender(row: Values, key: str) -> Gender | None:
    return Gender(row[key]) if key in row else None


def _without(row: Values, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}
