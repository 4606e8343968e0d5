"""What funders ask for after a month: claims, cost report, journal, benefits for attending."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from api.exports.benefit_leaf import benefit_leaf
from api.exports.month_claims import claim_report
from api.exports.month_costs import YearSoFar, cost_report
from api.exports.month_journal import journal, write_beancount
from api.exports.month_leaf import Leaf
from api.exports.month_leaf_files import write_leaf_csv, write_leaves
from api.imports.misread import is_warning
from api.imports.provider_workbook import read_provider
from api.journeys.month_deliver import open_or_tell
from api.journeys.month_explain import bases
from api.journeys.month_net import NetMonth, net_month
from api.journeys.month_people import ways_of
from api.journeys.whole import write_whole
from api.store import Books, Place
from billing.basis import Basis
from billing.benefits import Attended, Ways, benefits_of
from billing.grants import all_grants
from billing.papers import rows_of
from billing.split import Claim, claims
from domain.caps import EurosPerCalendarYear
from domain.finding import Fact, Finding
from domain.programme import components, programmes
from domain.provider import Provider
from domain.words import Language

REPORT, JOURNAL, LEDGER, COSTS = "report.xlsx", "journal.csv", "ledger.beancount", "costs.csv"
YEAR_MONTHS = 12


@dataclass(frozen=True)
class Reported:
    """What the funders of a month are asked for."""

    month: date
    closed: bool
    claims: tuple[Claim, ...]
    benefits: tuple[Attended, ...]
    people: bool
    """Whether homes and places were given."""
    files: tuple[Path, ...]


def costs_of_month(folder: Place, month: date) -> tuple[Leaf | None, list[Finding]]:
    """The cost report that municipalities ask for; None, and why, as in ``report_month``."""
    books, findings = open_or_tell(folder)
    if books is None:
        return None, findings
    basis = next((one for when, one in bases(books) if when == month), None)
    if basis is None:
        facts: dict[str, Fact] = {"month": month.isoformat()}
        return None, [Finding("close.not_handed_in", month.isoformat(), facts)]
    return _costs(basis, net_month(books, basis, month)), findings


def report_month(
    folder: Place, month: date, out: Path, language: Language, people: Path | None = None
) -> tuple[Reported | None, list[Finding]]:
    """Write ``report.xlsx`` (claims, costs, benefits, journal) and the same as CSV and beancount.

    ``people`` is the weekly workbook, for homes and places. A month that is open is reported as
    it would be booked today. None, and every finding, where a file has errors or the month was
    never handed in. Raises OSError where ``out`` cannot be written.
    """
    books, findings = open_or_tell(folder)
    if books is None:
        return None, findings
    provider = None
    if people is not None:
        provider, faults = read_provider(people)
        findings += faults
    basis = next((one for when, one in bases(books) if when == month), None)
    if basis is None:
        facts = {"month": month.isoformat()}
        findings.append(Finding("close.not_handed_in", month.isoformat(), facts))
    if basis is None or not all(map(is_warning, findings)):
        return None, findings
    net = net_month(books, basis, month)
    found = _report(basis, net, provider)
    files = _write(books, basis, net, found, out, language)
    return Reported(month, month in books.closed, *found, provider is not None, files), findings


Figures = tuple[tuple[Claim, ...], tuple[Attended, ...]]


def _report(basis: Basis, net: NetMonth, provider: Provider | None) -> Figures:
    grants = all_grants(programmes().values())
    ways = ways_of(provider, basis.attended) if provider else Ways({}, {})
    rows = benefits_of(basis.attended, basis.referrals, programmes(), ways)
    return claims(net.split, grants), rows


def _write(
    books: Books, basis: Basis, net: NetMonth, found: Figures, out: Path, language: Language
) -> tuple[Path, ...]:
    grants = all_grants(programmes().values())
    costs = _costs(basis, net)
    papers = _papers(books)
    entries, postings = net.booked.entries, net.booked.postings
    booked = journal(entries, postings, papers)
    leaves = [
        claim_report(found[0], grants, net.split, language),
        costs,
        benefit_leaf(found[1], language),
        booked,
    ]
    return write_whole(
        out,
        {
            REPORT: lambda path: write_leaves(path, leaves, language),
            COSTS: lambda path: write_leaf_csv(path, costs, language),
            JOURNAL: lambda path: write_leaf_csv(path, booked, language),
            LEDGER: lambda path: write_beancount(path, entries, postings, papers),
        },
    )


def _costs(basis: Basis, net: NetMonth) -> Leaf:
    year = _year(basis, net)
    return cost_report(net.attended, net.priced, net.prices, basis.referrals, year)


def _papers(books: Books) -> Mapping[str, str]:
    """Our invoice of each line."""
    return {
        line.object: invoice.number
        for invoice in books.issued
        for line in invoice.lines
        if invoice.kind == "invoice"
    }


def _year(basis: Basis, net: NetMonth) -> YearSoFar:
    """What clients took of ceilings of the year before the month, and the ceilings."""
    if not len(net.attended):
        return YearSoFar()
    year = date.fromordinal(int(net.attended["day"].max())).year
    clients = {one.id: one.client for one in basis.referrals}
    before: defaultdict[tuple[str, str], int] = defaultdict(int)
    for row in rows_of(net.used):
        if date.fromordinal(row.month).year == year and str(row.referral) in clients:
            before[clients[str(row.referral)], str(row.component)] += int(row.cents)
    ceilings = {}
    parts = zip(net.attended["client"], net.attended["component"], strict=True)
    for client, component in {(str(a), str(b)) for a, b in parts}:
        known = components().get(component)
        months = [date(year, number, 1) for number in range(1, YEAR_MONTHS + 1)]
        caps = [
            cap.month_cents
            for month in months
            for cap in (known[1].caps if known else ())
            if isinstance(cap, EurosPerCalendarYear) and cap.holds_on(month)
        ]
        if caps:
            ceilings[client, component] = sum(caps)
    return YearSoFar(before, ceilings)
