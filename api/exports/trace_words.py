"""A line explained in words: one sentence a step; and the same as plain data."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from api.exports.phrases import phrase
from billing.bookings import funded, funder_account
from billing.ledger import Entry
from billing.trace import Pot, Trace
from domain.finding import Fact
from domain.funders import funder_name
from domain.programme import components
from domain.words import Language, say, write_count, write_euros

TIMED = "minutes"
_HUNDREDTHS = 100


def write_trace(trace: Trace, language: Language) -> Iterator[str]:
    """Every step of a line, in the order in which it became money."""
    name = component_name(trace.component, language)
    yield f"{trace.line}: {name}"
    yield say(
        language,
        "trace.met",
        day=trace.day,
        start=trace.start,
        minutes=trace.minutes,
        outcome=say(language, f"outcome.{trace.outcome}"),
        client=trace.client,
        worker=trace.worker,
        version=trace.version,
        recorded=trace.recorded,
    )
    yield say(language, "trace.due", percent=trace.percent, rule=trace.rule)
    yield from _price(trace, language)
    yield from _ceilings(trace, language)
    yield say(language, "trace.net", net=trace.net)
    if trace.vat_category:
        rate = write_hundredths(trace.vat_rate, language)
        yield say(language, "trace.vat", category=trace.vat_category, rate=rate)
    for part in trace.shares:
        yield say(
            language,
            "trace.share",
            funder=funder_name(part.funder, language),
            percent=part.percent,
            cents=part.cents,
            owed=write_hundredths(part.owed, language),
            after=write_hundredths(part.after, language),
            grant=trace.grant,
        )
    for entry in trace.entries:
        yield _entry(entry, language)
    if not trace.entries:
        yield say(language, "trace.no_entry")


def trace_document(trace: Trace, language: Language) -> dict[str, Any]:
    """The line as plain data, its sentences included."""
    found = _plain(asdict(trace))
    return {**found, "apart": trace.apart, "sentences": list(write_trace(trace, language))}


def component_name(component: str, language: Language) -> str:
    """What people call a component."""
    known = components().get(component)
    return known[1].name[language] if known else component


def account_name(account: str, language: Language) -> str:
    """An account as people read it: a funder's says whose it is, all others are as in the books."""
    whose = funded(account)
    if whose is None:
        return account
    return funder_account(whose.provider, whose.grant, funder_name(whose.funder, language))


def write_hundredths(value: int, language: Language) -> str:
    """A number of hundredths: 0,25; whole ones without decimals."""
    whole, rest = divmod(abs(value), _HUNDREDTHS)
    mark = "." if language == "en" else ","
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{whole}{mark}{rest:02}" if rest else f"{sign}{write_count(language, whole)}"


def _price(trace: Trace, language: Language) -> Iterator[str]:
    tariff = trace.tariff
    if tariff is None:
        yield say(language, "trace.no_price")
        return
    yield say(language, "trace.billable", minutes=trace.billable)
    facts: dict[str, Fact] = {
        "price": tariff.cents,
        "since": tariff.since.isoformat(),
        "source": tariff.source,
    }
    if tariff.unit == TIMED:
        unit = phrase(language, "per_hour", minutes=tariff.unit_minutes)
        yield say(language, "trace.price", **facts, unit=unit)
        minutes = {"minutes": trace.billable, "unit_minutes": tariff.unit_minutes}
        yield say(language, "trace.full", price=tariff.cents, full=trace.full, **minutes)
    else:
        yield say(language, "trace.flat", **facts)
        yield say(language, "trace.full_flat", full=trace.full)


def _ceilings(trace: Trace, language: Language) -> Iterator[str]:
    if not trace.pots and trace.tariff is not None:
        yield say(language, "trace.no_ceiling")
    for pot in trace.pots:
        kind = kind_of(pot)
        over = {"units": trace.over_units, "month": trace.over_month, "year": trace.over_year}
        facts = {"before": pot.before, "asked": pot.asked, "taken": pot.taken, "after": pot.after}
        yield say(language, f"trace.{kind}", **facts, over=over[kind], source=pot.source)


def kind_of(pot: Pot) -> str:
    """Which ceiling a pot is: ``units``, ``month`` or ``year``."""
    if pot.rule == "units_left":
        return "units"
    return "month" if "-" in pot.scope.rpartition(":")[2] else "year"


def _entry(entry: Entry, language: Language) -> str:
    postings = "; ".join(
        f"{account_name(account, language)} {write_euros(language, cents)}"
        for account, cents in entry.postings
    )
    return say(language, "trace.entry", key=entry.key, month=entry.period, postings=postings)


def _plain(value: Any) -> Any:
    """Days as their ISO text; everything else as it is."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
