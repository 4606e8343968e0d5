"""Whatever happens, in whatever order: what is closed stays, and the books balance."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from billing.bookings import CLAIM, funded, used_of, versions_of
from billing.close import Amended, Periods, amend, amendments, close, review, verify
from billing.content import Content, content_hash
from billing.delivered import delivered
from billing.extracts import balances, booked_in, live
from billing.grants import all_grants
from billing.late import Run, run
from billing.ledger import Batch, Ledger
from billing.settle import amend as amend_entry
from billing.settle import credit, creditable
from billing.split import NOTHING_OWED
from domain.caps import EurosPerCalendarYear, EurosPerMonth, UnitsPerReferral
from domain.clock import ZONE, months_after
from domain.programme import Funder
from domain.referral import Referral
from domain.session import Attendance, Held, Outcome
from tests.billing.invented import OURS, SINCE, component, price, programme, terms_of

FIRST = date(2026, 10, 1)
DAYS = st.integers(0, 120).map(lambda n: FIRST + timedelta(days=n))
CAPS = (
    UnitsPerReferral(
        kind="units_per_referral", units=6, unit_minutes=60, since=SINCE, source="invented"
    ),
    EurosPerMonth(kind="euros_per_month", cents=9_001, since=SINCE, source="invented"),
    EurosPerCalendarYear(
        kind="euros_per_calendar_year", month_cents=1_000, since=SINCE, source="invented"
    ),
)
FUNDERS = (
    Funder(name="union", percent=75, since=SINCE, source="invented"),
    Funder(name="state", percent=25, since=SINCE, source="invented"),
)
CARE = programme("care", [component("talks", CAPS)], funders=FUNDERS)
TERMS = terms_of([CARE], [price("talks", 3_511, 45)])
REFERRALS = tuple(
    Referral(id=f"r-{client}", programme="care", client=client, on=FIRST)
    for client in ("anu", "mati")
)


class Books(RuleBasedStateMachine):
    """One provider's months: deliver, edit, import, book, crash, credit, amend, close, replay."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[Held] = []
        self.ledger = Ledger()
        self.periods = Periods("care", FIRST)
        self.owed = NOTHING_OWED
        self.runs: dict[date, list[Run]] = {}
        self.credits = 0
        self.seen = (0, 0)

    @rule(day=DAYS, client=st.sampled_from(("anu", "mati")), minutes=st.integers(1, 200))
    def deliver(self, day: date, client: str, minutes: int) -> None:
        begins = datetime(day.year, day.month, day.day, 10, tzinfo=ZONE)
        self.held.append(
            Held(
                meeting=f"M{len(self.held)}",
                version=1,
                component="talks",
                provider=OURS,
                clients=(Attendance(client, f"r-{client}"),),
                workers=("juta",),
                begins=begins,
                ends=begins + timedelta(minutes=minutes),
                outcome=Outcome.DELIVERED,
                recorded=day,
            )
        )

    @precondition(lambda self: bool(self.held))
    @rule(data=st.data(), minutes=st.integers(1, 200))
    def edit(self, data: st.DataObject, minutes: int) -> None:
        old = data.draw(st.sampled_from(self.held))
        newest = max(one.version for one in self.held if one.meeting == old.meeting)
        client = data.draw(st.sampled_from(("anu", "mati")))
        changed = replace(
            old,
            version=newest + 1,
            ends=old.begins + timedelta(minutes=minutes),
            clients=(Attendance(client, f"r-{client}"),),
            outcome=data.draw(st.sampled_from((Outcome.DELIVERED, Outcome.NO_SHOW))),
        )
        self.held.append(changed)

    @precondition(lambda self: bool(self.held))
    @rule(data=st.data())
    def import_file(self, data: st.DataObject) -> None:
        """A file holds some of what is known, in any order: reading it books nothing by itself."""
        some = data.draw(st.lists(st.sampled_from(self.held), min_size=1, unique_by=id))
        before, periods = len(self.ledger), self.periods
        period = self.periods.earliest_open()
        attended = delivered(some)
        found = run(self.ledger.all, attended, TERMS, REFERRALS, period, self.owed)
        assert (len(self.ledger), self.periods) == (before, periods)
        stands = versions_of(self.ledger.all)
        versions = dict(zip(attended["line"], attended["version"], strict=True))
        assert all(versions[line] > stands.get(line, 0) for line in found.attended["line"])
        self.held = data.draw(st.permutations(self.held))

    def _next_run(self) -> tuple[date, Run]:
        period = self.periods.earliest_open()
        until = months_after(period, 1)
        known = [one for one in self.held if one.begins.date() < until]
        attended = delivered(known)
        return period, run(self.ledger.all, attended, TERMS, REFERRALS, period, self.owed)

    @rule(share=st.integers(0, 10))
    def book(self, share: int) -> None:
        period, found = self._next_run()
        if len(found.batch):
            some = found.batch.entries.iloc[: len(found.batch) * share // 10]
            mine = found.batch.postings["key"].isin(set(some["key"]))
            self.ledger.append(Batch(some, found.batch.postings[mine]))
        assert self.ledger.append(found.batch) <= len(found.batch)
        assert self.ledger.append(found.batch) == 0
        self.owed = found.month.state
        self.runs.setdefault(period, []).append(found)
        assert len(self._next_run()[1].batch) == 0

    @rule()
    def replay(self) -> None:
        assert self.ledger.append(self.ledger.all) == 0

    @precondition(lambda self: bool(self.ledger))
    @rule(data=st.data())
    def give_credit(self, data: st.DataObject) -> None:
        booked = self.ledger.all
        lines = sorted(versions_of(booked))
        if not lines:
            return
        line = data.draw(st.sampled_from(lines))
        left = sum(creditable(booked, line).values())
        if left:
            self.credits += 1
            cents = data.draw(st.integers(1, left))
            period = self.periods.earliest_open()
            name = f"K{self.credits}"
            self.ledger.add(credit(booked, line, cents, period, name, "too much"))

    @precondition(lambda self: bool(self.periods.closed))
    @rule(data=st.data())
    def amend_line(self, data: st.DataObject) -> None:
        booked = self.ledger.all
        owed = {line: sum(creditable(booked, line).values()) for line in versions_of(booked)}
        lines = sorted(line for line, left in owed.items() if left)
        if not lines:
            return
        line = data.draw(st.sampled_from(lines))
        cents = -data.draw(st.integers(1, owed[line]))
        key = f"amendment:{len(amendments(self.periods)) + 1}"
        period = self.periods.earliest_open()
        batch = Batch.of([amend_entry(booked, line, cents, period, key, "agreed")])
        self.ledger.append(batch)
        told = Amended(line, cents, period, key, str(batch.entries["fingerprint"].iloc[0]))
        month = data.draw(st.sampled_from(self.periods.closed))
        self.periods = amend(self.periods, month, told, month, "Kai", "agreed", "ab" * 32)

    @rule()
    def close_month(self) -> None:
        self.book(share=0)
        month = self.periods.next
        content = content_hash(self._content(month))
        self.periods = close(review(self.periods, month), month, content, month, "Kai")

    def _content(self, month: date) -> Content:
        return Content.of(self.runs[month], TERMS.prices, booked_in(self.ledger.all, month))

    @invariant()
    def all_is_well(self) -> None:
        """Whatever can only change with an entry or a link is looked at when there is a new one."""
        seen = (len(self.ledger), len(self.periods.chain))
        if seen == self.seen:
            return
        self.seen = seen
        self._closed_months_never_change()
        self._the_books_balance()
        self._no_ceiling_is_passed()
        self._what_stands_is_the_newest_that_was_booked()
        self._grants_are_known()

    def _closed_months_never_change(self) -> None:
        stored = {month: content_hash(self._content(month)) for month in self.periods.closed}
        assert verify(self.periods, stored) is None

    def _the_books_balance(self) -> None:
        booked = self.ledger.all
        months = sorted(set(booked.entries["period"].tolist()))
        for part in [booked, *(booked_in(booked, date.fromordinal(day)) for day in months)]:
            sums = balances(part)
            assert sum(sums.values()) == 0
            assert sums.get(CLAIM, 0) == 0
            of_funders = sum(cents for name, cents in sums.items() if funded(name))
            assert of_funders == int(part.entries["claimed"].sum())

    def _no_ceiling_is_passed(self) -> None:
        used = used_of(self.ledger.all)
        assert (used.groupby("referral", observed=True)["minutes"].sum() <= 360).all()
        lines = live(self.ledger.all, versions_of(self.ledger.all))
        assert used["minutes"].sum() == lines.entries["minutes"].sum()
        assert (used["cents"] <= 9_001).all()
        assert (used["cents"] >= 0).all()
        years = used["month"].map(lambda day: date.fromordinal(day).year)
        by_year = used.assign(year=years).groupby(["referral", "year"], observed=True)
        assert (by_year["cents"].sum() <= 12_000).all()

    def _what_stands_is_the_newest_that_was_booked(self) -> None:
        stands = versions_of(self.ledger.all)
        newest: dict[str, int] = {}
        for one in self.held:
            newest[one.meeting] = max(one.version, newest.get(one.meeting, 0))
        for line, version in stands.items():
            assert version <= newest[line.partition("/")[0]]

    def _grants_are_known(self) -> None:
        assert {key[0] for key in self.owed} <= set(all_grants([CARE]))


TestBooks = Books.TestCase
TestBooks.settings = settings(max_examples=8, stateful_step_count=30, deadline=None)
