"""The closed vocabularies of the month's workbook, each word in the three languages."""

from api.workbook.column import LANGUAGES, Word
from domain.session import Outcome
from domain.words import say

ACTIVITIES = (
    Word("individual", "individuaalne", "индивидуально", "individual"),
    Word("group", "grupp", "группа", "group"),
)
BENEFICIARIES = (
    Word("person", "isik", "лицо", "person"),
    Word("family", "pere", "семья", "family"),
)
OUTCOMES = tuple(
    Word(one.value, *(say(language, f"outcome.{one}") for language in LANGUAGES)) for one in Outcome
)
CLOCKS = (
    Word("summer", "suveaeg", "летнее время", "summer time"),
    Word("winter", "talveaeg", "зимнее время", "winter time"),
)
"""Tells which of the two is meant in the hour that comes twice when the clocks go back."""
PRICE_UNITS = (
    Word("minutes", "minutid", "минуты", "minutes"),
    Word("meeting", "kohtumine", "встреча", "meeting"),
    Word("participant", "osaleja", "участник", "participant"),
    Word("month", "kuu", "месяц", "month"),
)
TREATMENTS = (
    Word("exempt", "maksuvaba", "без НДС", "exempt"),
    Word("standard", "tavamäär", "обычная ставка", "standard rate"),
)
DOCUMENT_KINDS = (
    Word("invoice", "arve", "счёт", "invoice"),
    Word("credit", "kreeditarve", "кредитный счёт", "credit note"),
)
LINE_UNITS = (
    Word("min", "minut", "минута", "minute"),
    Word("hour", "tund", "час", "hour"),
    Word("academic_hour", "akadeemiline tund", "академический час", "academic hour"),
    *PRICE_UNITS[1:],
)
SIDES = (
    Word("seller", "müüja", "продавец", "seller"),
    Word("buyer", "ostja", "покупатель", "buyer"),
)
SCHEMES = (
    Word("0191", "registrikood", "регистровый код", "registry code"),
    Word("9931", "KMKR number", "номер НДС", "VAT number"),
)
"""By which number e-invoices find a party (``billing.parties.Scheme``)."""
