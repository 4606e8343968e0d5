"""The floors of the house hold, and each of their contracts can fail."""

import sys

import grimp
import pytest

from tools.check_contracts import BREACHES, HOUSE, ROOMS, Breach, breaks, contracts, lint, tried

GROUND = frozenset({"holidays", "numpy", "pydantic", "yaml"})
BESIDE_THE_CHECK = frozenset(
    {
        *("limit", "lookups", "policy", "problem", "roster"),
        *("rules", "strangers", "tables", "tabulate", "visits", "why"),
    }
)
TRAVEL = frozenset({"domain.places", "domain.ways"})


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*ROOMS, include_external_packages=True, cache_dir=None)


def outsiders(graph: grimp.ImportGraph, room: str) -> dict[str, set[str]]:
    """Libraries by the file that imports them, without the standard library."""
    names: dict[str, set[str]] = {}
    for module in {room, *graph.find_descendants(room)}:
        for imported in graph.find_modules_directly_imported_by(module):
            top = imported.partition(".")[0]
            if top not in ROOMS and top not in sys.stdlib_module_names:
                names.setdefault(top, set()).add(module)
    return names


def test_every_contract_is_kept() -> None:
    run = lint(HOUSE)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_contract_is_tried_with_a_breach() -> None:
    assert set(contracts()) == tried()


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: f"{breach.contract}-{breach.file}")
def test_a_forbidden_import_breaks_its_contract(breach: Breach) -> None:
    assert breaks(breach)


def test_a_harmless_import_breaks_nothing() -> None:
    assert not breaks(Breach("floors", "optimizer/policy.py", "import domain.money"))


def test_the_ground_floor_stands_on_four_libraries(graph: grimp.ImportGraph) -> None:
    assert set(outsiders(graph, "domain")) <= GROUND


def test_numpy_on_the_ground_floor_serves_the_travel_matrix_alone(
    graph: grimp.ImportGraph,
) -> None:
    assert outsiders(graph, "domain").get("numpy", set()) <= TRAVEL


def test_the_solver_is_known_to_the_optimizer_and_to_one_file_of_billing(
    graph: grimp.ImportGraph,
) -> None:
    knows = {room: outsiders(graph, room).get("ortools", set()) for room in ROOMS}
    assert {room for room, files in knows.items() if files} == {"optimizer", "billing"}
    assert knows["billing"] == {"billing.reconcile.assign"}


def test_the_check_leans_on_no_engine_even_by_a_detour(graph: grimp.ImportGraph) -> None:
    below = graph.find_upstream_modules("optimizer.check")
    files = {module.split(".")[1] for module in below if module.startswith("optimizer.")}
    assert files - BESIDE_THE_CHECK == set()
    assert "ortools" not in below
