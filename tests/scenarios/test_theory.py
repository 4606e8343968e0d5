"""The matching in continuous time against Erlang's formulas, and against Ciw.

Tolerances come from the sets themselves: each figure is the mean of several sets with fixed seeds,
and may lie as far from theory as four standard errors of that mean, which must be small.
"""

from math import exp, factorial, sqrt

import ciw
import numpy as np
import pytest

from scenarios.events import serve
from scenarios.streams import stream

SETS = range(6)
SIGMAS = 4.0


def erlang_c(servers: int, load: float) -> float:
    """Chance that a client of M/M/c waits."""
    full = load**servers / factorial(servers) * servers / (servers - load)
    return full / (sum(load**k / factorial(k) for k in range(servers)) + full)


def erlang_a(servers: int, rate: float, impatience: float) -> tuple[float, float]:
    """Chances that a client of M/M/c+M (service 1) waits, and gives up."""
    weights = [1.0]
    for k in range(1, 4000):
        leaving = min(k, servers) + max(k - servers, 0) * impatience
        weights.append(weights[-1] * rate / leaving)
    states = np.array(weights) / sum(weights)
    queue = sum(max(k - servers, 0) * chance for k, chance in enumerate(states))
    return float(states[servers:].sum()), float(impatience * queue / rate)


def clients(seed: int, rate: float, many: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Moments of coming, lengths of service of mean 1, patience of mean 1."""
    draws = [stream(4242, seed, purpose) for purpose in ("arrivals", "service", "patience")]
    gaps, lasts, patience = (one.standard_exponential(many) for one in draws)
    return np.cumsum(gaps / rate), lasts, patience


def assert_near(found: list[float], theory: float, width: float) -> None:
    error = float(np.std(found, ddof=1)) / sqrt(len(found))
    assert error < width, f"the sets are too short to tell: {error}"
    assert abs(np.mean(found) - theory) < SIGMAS * error, (np.mean(found), error, theory)


@pytest.mark.parametrize(
    ("servers", "busy", "waits", "many"),
    [(5, 0.8, 0.554, 60_000), (20, 0.9, 0.551, 100_000), (60, 0.95, 0.599, 120_000)],
)
def test_as_many_wait_as_erlang_c_says(servers: int, busy: float, waits: float, many: int) -> None:
    chance, mean, late = [], [], []
    for seed in SETS:
        arrives, lasts, _ = clients(seed, busy * servers, many)
        wait = serve(arrives, lasts, servers)[many // 10 :]
        chance.append(float((wait > 0).mean()))
        mean.append(float(wait.mean()))
        late.append(float((wait > 0.1).mean()))
    theory = erlang_c(servers, busy * servers)
    assert theory == pytest.approx(waits, abs=0.001)
    rate = servers * (1 - busy)
    assert_near(chance, theory, 0.02)
    assert_near(mean, theory / rate, 0.02)
    assert_near(late, theory * exp(-rate * 0.1), 0.02)


def test_twenty_servers_let_a_client_wait_a_quarter_of_a_service() -> None:
    assert erlang_c(20, 18.0) / 2 == pytest.approx(0.275, abs=0.001)


@pytest.mark.parametrize(("busy", "impatience"), [(0.9, 0.5), (1.1, 2.0)])
def test_as_many_give_up_as_erlang_a_says(busy: float, impatience: float) -> None:
    servers, many = 20, 60_000
    waiting, leaving = [], []
    for seed in SETS:
        arrives, lasts, patience = clients(seed, busy * servers, many)
        wait = serve(arrives, lasts, servers, patience / impatience)[many // 10 :]
        leaving.append(float(np.isnan(wait).mean()))
        waiting.append(float((np.nan_to_num(wait, nan=1.0) > 0).mean()))
    waits, leaves = erlang_a(servers, busy * servers, impatience)
    assert_near(waiting, waits, 0.01)
    assert_near(leaving, leaves, 0.01)


def by_ciw(seed: int, rate: float, servers: int, until: float) -> list[float]:
    """Waits in Ciw, of those who came after the first tenth."""
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate)],
        service_distributions=[ciw.dists.Gamma(2.0, 0.5)],
        reneging_time_distributions=[ciw.dists.Uniform(0.2, 1.0)],
        number_of_servers=[servers],
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(until)
    records = simulation.get_all_records(only=["service", "renege"])
    return [
        record.waiting_time if record.record_type == "service" else float("nan")
        for record in records
        if record.arrival_date > until / 10
    ]


def test_ciw_sees_the_same_where_no_formula_does() -> None:
    # Stays of Erlang's shape and patience between two bounds: no closed form, so two programs.
    rate, servers, until, many = 7.6, 8, 2000.0, 15_000
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    for seed in SETS:
        arrives, _, _ = clients(seed, rate, many)
        lasts = stream(11, seed, "stay").standard_gamma(2.0, many) / 2
        patience = stream(11, seed, "patience").uniform(0.2, 1.0, many)
        wait = serve(arrives, lasts, servers, patience)[many // 10 :]
        ciw_waits = np.array(by_ciw(seed, rate, servers, until))
        for found, into in ((wait, ours), (ciw_waits, theirs)):
            into.append((float(np.nanmean(found)), float(np.isnan(found).mean())))
    for figure in (0, 1):
        one, other = ([row[figure] for row in rows] for rows in (ours, theirs))
        error = sqrt((np.var(one, ddof=1) + np.var(other, ddof=1)) / len(SETS))
        assert error < 0.01
        assert abs(np.mean(one) - np.mean(other)) < SIGMAS * error


def test_whoever_can_do_one_thing_alone_leaves_others_to_those_who_can_do_both() -> None:
    # Two kinds of clients, one server for each and one for both: nobody of kind 1 goes to server 0.
    arrives = np.array([0.0, 0.1, 0.2, 0.3])
    lasts = np.full(4, 10.0)
    wait = serve(arrives, lasts, 3, kind=np.array([0, 0, 1, 1]), able=[[0, 1], [2, 1]])
    assert wait[:3].tolist() == [0.0, 0.0, 0.0]
    assert wait[3] == pytest.approx(9.8)
