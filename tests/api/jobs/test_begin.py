"""Workers as an operator begins them: beside the server, or by the command."""

import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from api.jobs.begin import begin_beside, make_worker
from api.jobs.clock import utc_now
from api.jobs.import_people import IMPORT_PEOPLE, ImportAsked
from api.jobs.kinds import ask_for
from api.settings import Settings
from api.store.jobs import find_job
from api.store.unit import Store
from tests.api.store.places import MASTER, ONE

LONGEST = 120.0


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "master.key"
    path.write_text(MASTER.hex())
    path.chmod(0o600)
    return path


def test_a_worker_beside_the_server_does_its_jobs_and_ends_when_told(
    store: Store, address: str, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUGIPLAAN_DATABASE_URL", address)
    monkeypatch.setenv("TUGIPLAAN_KEY_FILE", str(key_file))
    with store.write(ONE, utc_now()) as unit:
        job = ask_for(unit, IMPORT_PEOPLE, ImportAsked("AAAA")).id
    worker = begin_beside()
    try:
        latest = time.monotonic() + LONGEST
        while True:
            with store.read(ONE, utc_now()) as unit:
                found = find_job(unit, job)
            assert found is not None
            if found.finished:
                break
            assert time.monotonic() < latest
            time.sleep(0.2)
        worker.terminate()
        assert worker.wait(60) == 0
    finally:
        worker.kill()
        worker.wait()
    assert found.reason == "job.refused"


def test_what_is_set_makes_the_worker(key_file: Path, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'none.db'}"
    settings = Settings(
        database_url=address, key_file=key_file, executor="processes:3", lease_seconds=7
    )
    worker, findings = make_worker(settings)
    assert findings == []
    assert worker is not None
    worker.store.close()
    assert (worker.processes, worker.limits.lease) == (3, 7.0)
    assert str(MASTER) not in repr(worker)


def test_a_worker_without_a_key_or_with_an_unknown_executor_says_so(
    key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUGIPLAAN_KEY_FILE", str(tmp_path / "none.key"))
    told = CliRunner().invoke(app, ["worker", "--language", "en"])
    assert told.exit_code == 2
    assert "The worker cannot begin" in told.output
    monkeypatch.setenv("TUGIPLAAN_KEY_FILE", str(key_file))
    monkeypatch.setenv("TUGIPLAAN_EXECUTOR", "threads:2")
    told = CliRunner().invoke(app, ["worker", "--language", "en"])
    assert told.exit_code == 2
    assert "threads:2" in told.output
