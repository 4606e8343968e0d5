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

``simulate.simulate(scenario, replication) -> Outcome`` plays one replication;
``tables.TABLES`` and ``tables.FIGURES`` say what an outcome holds.
``sweep.sweep(scenarios, url, ...) -> Played`` plays many, on the processes or the cluster that an
engine's URL names; ``Played.tables`` are the tables as frames, one after the other.
``compare.interval``, ``compare.paired`` and ``compare.breaks_first`` read them.
``sampled.sampled_weeks(...)`` holds the relaxed matching against the optimizer's own rosters.
"""
