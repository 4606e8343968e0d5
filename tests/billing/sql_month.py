"""A month's prices, ceilings and shares told once more, in SQL: sets and windows, not columns.

Tables come in as they are (``attended``, ``prices``, ``used``), terms as small ones made here:
``rules`` (percent due by outcome), ``parts`` (component, programme, billed), ``caps``,
``granting`` (referrals and their extensions), ``owners`` and ``funders`` (who pays which share of
a programme). Of the results ``told`` has a row per line, ``shared`` one per line and funder;
further statements may join them to invoices.

Windows serve one full pot a line, of a size that may grow but not shrink, and at most two funders:
enough for the programmes of the house. Where pots cross, plain loops (``tests/oracle/money.py``)
are the judge.
"""

from collections.abc import Iterable, Sequence

import duckdb
import pandas as pd

from billing.month import Terms
from billing.outcomes import outcome_rules
from domain.caps import EurosPerCalendarYear, EurosPerMonth, UnitsPerReferral
from domain.referral import Referral

FOREVER = 3_652_059
RATED = """
create table rated as
with rows as (
    select a.*, p.programme, p.billed,
        (select r.due from rules r
         where r.outcome = a.outcome and (r.programme is null or r.programme = p.programme)
           and a.day between r.since and r.until
         order by r.programme is null, r.since desc limit 1) as due
    from attended a left join parts p using (component)
), candidates as (
    select r.line, p.place, p.cents, p.unit_minutes,
        row_number() over (partition by r.line order by p.provider = '') as choice
    from rows r join prices p on p.component = r.component and p.activity = r.activity
        and p.beneficiary = r.beneficiary and p.provider in (r.provider, '')
        and r.day between p.since and p.until
    where coalesce(r.billed, true) and r.due > 0 and r.minutes > 0
)
select r.*, coalesce(c.place, -1) as price, coalesce(c.cents, 0) as cents,
    coalesce(c.unit_minutes, 1) as unit,
    coalesce(cast((2 * c.cents * r.minutes * r.due + 100 * c.unit_minutes)
        // (200 * c.unit_minutes) as bigint), 0) as full_cents,
    case when c.place is null then 0 else r.minutes end as wanted
from rows r left join candidates c on c.line = r.line and c.choice = 1
"""
UNITS = """
create table units as
with sized as (
    select r.line, r.referral, r.programme, r.day, r.start, r.wanted,
        c.unit_minutes * (c.units + case when c.may_extend then
            (select coalesce(sum(g.units), 0) from extensions g
             where g.referral = r.referral and g.day <= r.day) else 0 end) as size,
        (select coalesce(sum(u.minutes), 0) from used u join parts p using (component)
         where u.referral = r.referral and p.programme = r.programme) as taken
    from rated r join granting g on g.referral = r.referral
    join caps c on c.kind = 'units' and c.owner = r.programme and r.day between c.since and c.until
), running as (
    select *, sum(wanted) over w as total,
        min(greatest(size, taken) - so_far) over w as room
    from (select *, coalesce(sum(wanted) over (partition by referral, programme
            order by day, start, line rows between unbounded preceding and current row), 0)
            as so_far from sized)
    window w as (partition by referral, programme order by day, start, line
        rows between unbounded preceding and current row)
), level as (
    select *, total + least(taken, room) as filled from running
)
select line, cast(filled - coalesce(lag(filled) over (partition by referral, programme
    order by day, start, line), taken) as bigint) as granted
from level
"""
GRANTED = """
create table granted as
select r.*, coalesce(u.granted, r.wanted) as granted,
    cast(case when coalesce(u.granted, r.wanted) = r.wanted then r.full_cents
        else (2 * r.cents * u.granted * r.due + 100 * r.unit) // (200 * r.unit) end as bigint)
        as paid,
    coalesce(g.client, r.client) as owner,
    year(date '0001-01-01' + cast(r.day - 1 as integer)) as service_year
from rated r left join units u using (line) left join granting g on g.referral = r.referral
"""
YEARS = """
create table years as
with months as (
    select make_date(y.service_year, m.m, 1) as first, y.service_year
    from (select distinct service_year from granted) y, (select unnest(range(1, 13)) as m) m
), shares as (
    select c.owner as component, m.service_year, sum(
        (select c2.month_cents from caps c2 where c2.kind = 'year' and c2.owner = c.owner
           and c2.since <= m.last and c2.until >= m.day
         order by greatest(c2.since, m.day), c2.since desc limit 1)) as size
    from (select distinct owner from caps where kind = 'year') c, (select *,
        datediff('day', date '0001-01-01', first) + 1 as day,
        datediff('day', date '0001-01-01', last_day(first)) + 1 as last from months) m
    group by all
), before as (
    select g.client as owner, u.component,
        year(date '0001-01-01' + cast(u.month - 1 as integer)) as service_year,
        sum(u.cents) as taken
    from used u join granting g using (referral) group by all
)
select r.line, cast(greatest(0, least(r.paid, s.size - coalesce(b.taken, 0)
    - (sum(r.paid) over (partition by r.owner, r.component, r.service_year
        order by r.day, r.start, r.line) - r.paid))) as bigint) as net
from granted r join shares s on s.component = r.component and s.service_year = r.service_year
left join before b on b.owner = r.owner and b.component = r.component
    and b.service_year = r.service_year
"""
TOLD = """
create table told as
select g.line, g.price, g.granted, g.full_cents, g.full_cents - g.paid as over_units,
    g.paid - coalesce(y.net, g.paid) as over_year, coalesce(y.net, g.paid) as net
from granted g left join years y using (line)
"""
SHARED = """
create table shared as
with turns as (
    select programme, since as day from owners
    union select programme, since from funders
    union select programme, until + 1 from funders where until < {forever}
), bearing as (
    select t.programme, t.day, f.place, f.name, f.percent from turns t
    join funders f on f.programme = t.programme and t.day between f.since and f.until
), claimed as (
    select g.line, g.provider, g.programme, g.day, g.start, t.net,
        (select coalesce(max(s.day) filter (s.day <= g.day), min(s.day)) from turns s
         where s.programme = g.programme) as since
    from granted g join told t using (line) where t.net > 0 and g.programme is not null
), running as (
    select c.*, b.name, b.place, count(*) over (partition by c.line) as many,
        row_number() over (partition by c.line order by b.place) as turn,
        (2 * b.percent * sum(c.net) over (partition by c.programme, c.since, c.provider, b.place
            order by c.day, c.start, c.line) + 100) // 200 as given
    from claimed c join bearing b on b.programme = c.programme and b.day = c.since
), first as (
    select *, given - coalesce(lag(given) over (partition by programme, since, provider, place
        order by day, start, line), 0) as cents
    from running where turn = 1
)
select line, name as funder, programme, since,
    cast(case when many = 1 then net else cents end as bigint) as cents from first
union all
select r.line, r.name, r.programme, r.since, cast(r.net - f.cents as bigint)
from running r join first f using (line) where r.turn = 2
union all
select c.line, o.payer, c.programme, c.since, c.net
from claimed c join owners o using (programme)
where not exists (select 1 from bearing b where b.programme = c.programme and b.day = c.since)
"""
STEPS = (RATED, UNITS, GRANTED, YEARS, TOLD, SHARED.format(forever=FOREVER))


def month_in_sql(
    attended: pd.DataFrame, terms: Terms, referrals: Iterable[Referral], used: pd.DataFrame
) -> duckdb.DuckDBPyConnection:
    """A database with the tables ``told`` and ``shared``, and every table on the way to them."""
    here = duckdb.connect(":memory:", config={"threads": 1})
    known = list(referrals)
    parts = [(c.id, p.id, c.paid) for p in terms.programmes.values() for c in p.components]
    _fill(here, "attended", _plain(attended))
    _fill(here, "prices", _plain(terms.prices).assign(place=range(len(terms.prices))))
    _fill(here, "used", _plain(used))
    _make(here, "parts", "component text, programme text, billed boolean", parts)
    _make(
        here,
        "rules",
        "outcome text, programme text, due bigint, since bigint, until bigint",
        [
            (r.outcome.value, r.programme, r.due, r.since.toordinal(), _end(r.until))
            for r in (*terms.rules.outcomes, *outcome_rules())
        ],
    )
    owners = [(p.id, p.payer, p.since.toordinal()) for p in terms.programmes.values()]
    _make(here, "owners", "programme text, payer text, since bigint", owners)
    _make(
        here,
        "funders",
        "programme text, place bigint, name text, percent bigint, since bigint, until bigint",
        [
            (p.id, place, f.name, f.percent, f.since.toordinal(), _end(f.until))
            for p in terms.programmes.values()
            for place, f in enumerate(p.funders)
        ],
    )
    _make(here, "granting", "referral text, client text", [(r.id, r.client) for r in known])
    _make(
        here,
        "extensions",
        "referral text, units bigint, day bigint",
        [(r.id, more.units, more.on.toordinal()) for r in known for more in r.extensions],
    )
    columns = (
        "kind text, owner text, units bigint, unit_minutes bigint, may_extend boolean,"
        " month_cents bigint, since bigint, until bigint"
    )
    _make(here, "caps", columns, list(_caps(terms)))
    for step in STEPS:
        here.execute(step)
    return here


def _caps(terms: Terms) -> Iterable[tuple[object, ...]]:
    """Units of programmes and years of components; any other ceiling is beyond these windows."""
    for programme in terms.programmes.values():
        levels = ((programme.id, programme.caps), *((c.id, c.caps) for c in programme.components))
        for owner, caps in levels:
            for cap in caps:
                days = (cap.since.toordinal(), _end(cap.until))
                if isinstance(cap, UnitsPerReferral):
                    assert owner == programme.id
                    yield ("units", owner, cap.units, cap.unit_minutes, cap.may_extend, 0, *days)
                elif isinstance(cap, EurosPerCalendarYear):
                    assert owner != programme.id
                    yield ("year", owner, 0, 0, False, cap.month_cents, *days)
                else:
                    assert not isinstance(cap, EurosPerMonth)


def _end(day: object) -> int:
    return FOREVER if day is None else int(getattr(day, "toordinal")())  # noqa: B009


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with its ids as text."""
    ids = [name for name in frame.columns if str(frame[name].dtype) in {"category", "str"}]
    return frame.assign(**{name: frame[name].astype("object") for name in ids})


def _fill(here: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    here.from_df(frame).create(name)


def _make(
    here: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Sequence[tuple[object, ...]]
) -> None:
    here.execute(f"create table {name} ({columns})")
    if rows:
        marks = ", ".join("?" for _ in rows[0])
        here.executemany(f"insert into {name} values ({marks})", rows)  # noqa: S608
