import pytest

from api.jobs.executor import Executor, read_executor
from scenarios.executor import Engine


def test_so_many_processes_of_this_machine() -> None:
    assert read_executor("processes:4") == (Executor(4, Engine(4)), [])


@pytest.mark.parametrize(
    "text", ["", "processes:0", "processes:", "threads:2", "dask://", "dask:/x"]
)
def test_anything_else_is_told_with_what_would_be_right(text: str) -> None:
    executor, (finding,) = read_executor(text)
    assert executor is None
    assert (finding.rule, finding.about) == ("executor.unreadable", text)


@pytest.mark.parametrize("there", [True, False])
def test_a_cluster_needs_its_library(*, there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenarios.executor.find_spec", lambda _: object() if there else None)
    executor, findings = read_executor("tls+dask://planner:8786")
    if there:
        url = "tls+dask://planner:8786"
        assert executor == Executor(1, Engine(cluster="tls://planner:8786"), url)
    else:
        assert [one.rule for one in findings] == ["executor.no_dask"]
