"""Questions and notices on the command line: kept, answered, told, listed with their clocks."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from api.journeys.open_house import open_house
from api.settings import Settings
from api.store.kinds import CLIENT, REFERRAL
from api.store.repository import Repository
from api.store.unit import Actor
from domain.people import Client
from domain.referral import Referral
from tests.api.test_cli_access import Run, founded, run

__all__ = ["founded", "run"]
TODAY = datetime.now(UTC).date() - timedelta(days=1)
LONG_AGO = date(2026, 1, 12)


@pytest.fixture
def referred(founded: Run, tmp_path: Path) -> Run:
    """A provider with one client and a referral that wants answers in time."""
    store, findings = open_house(Settings())
    assert store is not None, findings
    with store.write(Actor(1, "test"), datetime.now(UTC)) as unit:
        Repository[Client](unit, CLIENT).put([Client("C1", "Mari Näidis", "tartu", ("et",))])
        referral = Referral("R1", "ska-support", "C1", LONG_AGO)
        Repository[Referral](unit, REFERRAL).put([referral])
    store.close()
    (tmp_path / "text.txt").write_text("Kuidas läheb?\n", "utf-8")
    return founded


def _asked(run: Run, received: date = TODAY) -> str:
    told = run("question", "ask", "R1", "--received", received, "--text", "text.txt", "--json")
    assert told.exit_code == 0, told.output
    found: str = json.loads(told.stdout)["id"]
    return found


def test_a_question_is_kept_listed_and_answered(referred: Run) -> None:
    one, late = _asked(referred), _asked(referred, LONG_AGO)
    listed = json.loads(referred("question", "list", "--open", "--json").stdout)
    assert [item["id"] for item in listed["items"]] == [one, late]
    assert listed["items"][0]["days"] > 0 > listed["items"][1]["days"]
    assert listed["items"][0]["record"]["asked"] == "Kuidas läheb?"
    words = ("--on", TODAY, "--text", "-", "--language", "en")
    answered = referred("question", "answer", one, *words, said="Hästi.")
    assert (answered.exit_code, one in answered.stdout) == (0, True)
    shown = referred("question", "list", "--open", "--language", "en").stdout
    assert one not in shown
    assert "working days late" in shown
    every = json.loads(referred("question", "list", "--referral", "R1", "--json").stdout)["items"]
    assert [item["record"]["answer"] for item in every] == ["Hästi.", ""]
    assert (
        json.loads(referred("question", "list", "--client", "C2", "--json").stdout)["items"] == []
    )


def test_a_notice_is_kept_and_told(referred: Run) -> None:
    words = ("--noticed", f"{TODAY}T14:05", "--text", "text.txt", "--better", "--json")
    kept = json.loads(referred("notice", "keep", "R1", *words).stdout)
    assert kept["record"]["noticed"].startswith(f"{TODAY}T1")
    assert (kept["record"]["better"], kept["record"]["told"]) == (True, None)
    for _ in range(2):
        told = json.loads(referred("notice", "told", kept["id"], "--json").stdout)
        assert (told["revision"], told["days"]) == (2, None)
    assert json.loads(referred("notice", "list", "--open", "--json").stdout)["items"] == []
    assert kept["id"] in referred("notice", "list").stdout


@pytest.mark.parametrize(
    ("language", "said"), [("et", "Sellist suunamist"), ("ru", "направления"), ("en", "no such")]
)
def test_what_cannot_be_kept_ends_with_two_and_words(
    referred: Run, language: str, said: str
) -> None:
    words = ("--received", TODAY, "--text", "text.txt", "--language", language)
    refused = referred("question", "ask", "R9", *words)
    assert refused.exit_code == 2
    assert said in refused.output
    assert json.loads(referred("question", "list", "--json").stdout)["items"] == []


def test_words_that_cannot_be_read_keep_nothing(referred: Run, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_bytes(b"\xff\xfe")
    for file in ("text.txt", "none.txt"):
        words = ("--received", TODAY, "--text", file, "--json")
        refused = referred("question", "ask", "R1", *words)
        assert refused.exit_code == 2
        assert json.loads(refused.stdout)["ok"] is False
    unknown = referred("notice", "told", "N1", "--language", "en")
    assert (unknown.exit_code, "no such question" in unknown.output) == (2, True)
