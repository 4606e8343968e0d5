"""What if: capacity, money and waiting under changed circumstances.

Read a question, play it, compare it:

``reading.read_scenario(path)`` and ``reading.scenario_from(fields)`` give ``(Scenario | None,
[Finding])``: every fault at once, with ``field``, ``value`` and ``expected`` in its facts
(rules ``scenario.unknown``, ``.value``, ``.field``, ``.missing``, ``.unreadable``,
``.impossible``, ``.too_large``).
``scenario.Scenario`` is frozen; its parts stand in ``demand``, ``staff``, ``budgets``, ``world``,
its typed operations in ``operations`` (``Operation`` is the union).
``scenario.variant(base, name, changes)`` makes another, ``scenario.difference(one, other)`` tells
two of one base apart, ``changing.applied(scenario)`` carries the changes out,
``examine.examine(applied)`` finds what cannot be, ``size.megabytes_of(applied)`` tells the memory.
``snapshot.snapshot(provider, begins)`` makes a scenario and its workers of a provider's records.

``simulate.set_stage(scenario)`` and ``simulate.play_once(stage, replication) -> Played`` play one
replication, ``outcome.outcome_of(played) -> Outcome`` puts it into tables; ``tables.TABLES`` and
``tables.FIGURES`` say what an outcome holds.
``sweep.sweep(scenarios, engine, folder) -> Swept`` plays many, until the interval is narrow enough;
``Swept.tables`` are the tables as frames, one outcome below the other.
``executor.read_engine(url)`` reads ``serial:``, ``processes:2``, ``dask://...``;
``executor.open_engine(engine)`` gives a plain ``concurrent.futures.Executor``.
``compare``: ``estimate``, ``paired``, ``differences``, ``waiting``, ``fan``, ``gaps``,
``exhaustion``, ``breaks_first``. ``intervals.interval(values)`` is Student's.
``sampled.sampled_weeks(...)`` holds the relaxed matching against the optimizer's own rosters.
"""
