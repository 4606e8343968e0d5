"""Who sells and who buys: what an invoice has to say of either."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from stdnum import iban
from stdnum.ee import kmkr, registrikood

from domain.finding import Finding, Where

Scheme = Literal["0191", "9931"]
"""What an electronic address is: 0191 a code of the business register, 9931 a VAT number."""
BY_CODE: Scheme = "0191"
BY_VAT: Scheme = "9931"


@dataclass(frozen=True, slots=True)
class VatNumber:
    """A VAT number, and the days on which it holds."""

    number: str
    since: date
    until: date | None = None
    """Last day, included; None: still."""

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Party:
    """A legal person on an invoice."""

    name: str
    registry: str
    """Code of the business register; of a public body, of its own register."""
    street: str = ""
    city: str = ""
    postcode: str = ""
    country: str = "EE"
    vat: tuple[VatNumber, ...] = ()
    scheme: Scheme = BY_CODE
    """By which of its numbers its e-invoices find it."""

    def vat_on(self, day: date) -> str:
        """VAT number on a day; empty where it is not registered."""
        return next((held.number for held in self.vat if held.holds_on(day)), "")

    def address_on(self, day: date) -> tuple[Scheme, str]:
        """Electronic address: scheme and number; the registry code where there is no other."""
        number = self.vat_on(day) if self.scheme == BY_VAT else ""
        return (BY_VAT, number) if number else (BY_CODE, self.registry)


@dataclass(frozen=True, slots=True)
class Seller(Party):
    """Who provides and sends invoices."""

    iban: str = ""
    """Account to be paid to."""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Buyer(Party):
    """Who pays: a municipality, a state body, a fund's administrator."""


def check_party(party: Party) -> tuple[Finding, ...]:
    """Every number of a party that cannot be right, by its check digits."""
    return tuple(_wrong_numbers(party))


def _wrong_numbers(party: Party) -> Iterator[Finding]:
    if not registrikood.is_valid(party.registry):
        yield _finding("party_registry", party, party.registry)
    for held in party.vat:
        if not kmkr.is_valid(held.number):
            yield _finding("party_vat_number", party, held.number)
    account = party.iban if isinstance(party, Seller) else ""
    if account and not iban.is_valid(account):
        yield _finding("party_iban", party, account)
    if not party.name:
        yield _finding("party_name", party, party.name)


def _finding(rule: str, party: Party, value: str) -> Finding:
    return Finding(rule, party.registry, {"name": party.name}, where=Where("", value=value))
