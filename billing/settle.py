"""What happens to a claim afterwards: credits, payments, and what is written off.

A credit never passes what is left of its line, however many there are: each is taken from what
the funders still owe of the line, in proportion, and the last one takes the rest to the cent.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from billing.bookings import funded
from billing.extracts import entries_of, live
from billing.ledger import Batch, Cause, Entry

CREDITED, AMENDED, WRITTEN_OFF, BANK = "credited", "amended", "written_off", "bank"


class CreditTooLargeError(ValueError):
    """A credit of more than is left of its line."""


def creditable(booked: Batch, line: str) -> dict[str, int]:
    """Cents that each funder's account still bears of a line, after its earlier credits."""
    found: defaultdict[str, int] = defaultdict(int)
    for entry in entries_of(live(booked, [line])):
        for account, cents in entry.postings:
            if funded(account) is not None:
                found[account] += cents
    return dict(found)


def credit(
    booked: Batch,
    line: str,
    cents: int,
    period: date,
    key: str,
    cause: str,
    given: Mapping[str, int] | None = None,
) -> Entry:
    """An entry that takes cents off a line; CreditTooLargeError beyond what is left of it.

    ``key`` names the credit (a credit note and its line), so the same one is booked once.
    ``given`` are the cents of each funder by its name, as the credit note has them; in proportion
    to what is left where it is not told. The units of the referral stay used; the ceilings of
    month and year get their cents back.
    """
    left = creditable(booked, line)
    if not 0 < cents <= sum(left.values()):
        message = f"{cents} cents off {line}, of which {sum(left.values())} are left"
        raise CreditTooLargeError(message)
    shares = _of_accounts(left, given) if given else _in_proportion(left, cents)
    if sum(shares.values()) != cents or any(left[one] < part for one, part in shares.items()):
        message = f"shares {shares} of {cents} cents off {line}, of which {left} are left"
        raise CreditTooLargeError(message)
    return _off(booked, line, shares, period, (f"credit:{key}", CREDITED, cause))


def amend(booked: Batch, line: str, cents: int, period: date, key: str, cause: str) -> Entry:
    """An entry that amends what a line of a closed month claims, by more (+) or fewer (-) cents.

    Shared among its funders in proportion to what they owe of it. CreditTooLargeError where more
    is taken off than is left, or nobody owes anything of the line.
    """
    left = creditable(booked, line)
    if not cents or -cents > sum(left.values()) or not any(left.values()):
        message = f"{cents} cents to {line}, of which {sum(left.values())} are left"
        raise CreditTooLargeError(message)
    shares = _in_proportion(left, abs(cents))
    sign = -1 if cents > 0 else 1
    turned = {account: sign * share for account, share in shares.items()}
    return _off(booked, line, turned, period, (key, AMENDED, cause))


def _of_accounts(left: Mapping[str, int], given: Mapping[str, int]) -> dict[str, int]:
    """Cents of funders by their accounts; KeyError on a funder that owes nothing of the line."""
    named = {whose.funder: account for account in left if (whose := funded(account))}
    return {named[funder]: cents for funder, cents in given.items() if cents}


def _off(
    booked: Batch, line: str, shares: Mapping[str, int], period: date, told: tuple[str, str, str]
) -> Entry:
    """An entry that takes cents off accounts of a line; ``told``: key, other account, cause."""
    key, account, cause = told
    first = entries_of(live(booked, [line]))[0]
    cents = sum(shares.values())
    taken = tuple((one, -share) for one, share in shares.items() if share)
    return Entry(
        key=key,
        kind=Cause.CREDIT,
        period=period,
        service=first.service,
        postings=((account, cents), *taken),
        line=line,
        version=first.version,
        referral=first.referral,
        component=first.component,
        claimed=-cents,
        cause=cause,
    )


def _in_proportion(left: Mapping[str, int], cents: int) -> dict[str, int]:
    """Cents off each account, none below nothing: whole parts first, then the largest rests."""
    whole = sum(left.values())
    found = {account: cents * part // whole for account, part in left.items()}
    rests = sorted(left, key=lambda account: (-(cents * left[account] % whole), account))
    for account in rests[: cents - sum(found.values())]:
        found[account] += 1
    return found


def payment(key: str, account: str, cents: int, on: date, cause: str = "") -> Entry:
    """Money that came in on a day for what a funder owes."""
    return _settled(Cause.PAYMENT, BANK, (key, account, cents), on, cause)


def writeoff(key: str, account: str, cents: int, on: date, cause: str) -> Entry:
    """What a funder owes and nobody will ask for any more, with the reason."""
    return _settled(Cause.WRITEOFF, WRITTEN_OFF, (key, account, cents), on, cause)


def _settled(kind: Cause, to: str, what: tuple[str, str, int], on: date, cause: str) -> Entry:
    key, account, cents = what
    return Entry(
        key=f"{kind.value}:{key}",
        kind=kind,
        period=on.replace(day=1),
        service=on,
        postings=((to, cents), (account, -cents)),
        cause=cause,
    )
