"""What comes of a month by its doors: decisions, invoices, credit notes, amendments, reports."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from api.journeys.month_sample import make_month
from api.security.rights import Right, Role
from tests.api.clients import TestClient
from tests.api.months import NOVEMBER
from tests.api.routes.conftest import House
from tests.api.routes.test_months import _post
from tests.api.store.places import AT

HERE = "/api/v1/months"
MONTH = f"{HERE}/2026-11-01"
KEY = "Idempotency-Key"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    make_month(folder, "small", NOVEMBER, 1, "en")
    (folder / "signed.pdf").write_bytes(b"a signature")
    return folder


def _compare(client: TestClient, desk: Path, **query: Any) -> Any:
    bills = [("invoice", one) for one in sorted((desk / "invoices").iterdir()) if one.is_file()]
    book = ("month", desk / "month.xlsx")
    answer = _post(client, f"{HERE}/reconcile", f"r{len(query)}", book, *bills, **query)
    assert answer.status_code in {200, 202}, answer.text
    return answer


def _decide(client: TestClient, key: str, *decisions: Any) -> Any:
    body = {"decisions": decisions}
    return client.post(f"{MONTH}/decisions", json=body, headers={KEY: key})


def _rules(answer: Any) -> set[str]:
    return {one["rule"] for one in answer.json()["findings"]}


def test_results_are_decided_one_by_one_and_by_kind(house: House, desk: Path) -> None:
    house.clock.at = AT.replace(month=12, day=1)
    client = house.by_key()
    assert client.get(MONTH).json()["state"] == "none"
    assert client.get(f"{MONTH}/results").status_code == 404
    compared = _compare(client, desk).json()
    items = client.get(f"{MONTH}/results").json()["items"]
    assert [(one["key"], one["cents"], one["sentence"]) for one in items] == [
        (one["key"], one["cents"], one["sentence"]) for one in compared["results"]
    ]
    first = next(one for one in items if one["kind"] != "P03")
    mine = {"key": first["key"], "cents": first["cents"], "verdict": "accepted", "reason": "So"}
    other = _decide(client, "a", mine | {"cents": first["cents"] + 1}, mine | {"key": "none"})
    assert (other.status_code, _rules(other)) == (422, {"decide.changed", "decide.unknown"})
    assert client.get(MONTH).json()["undecided"] == len(items)
    done = _decide(client, "b", mine)
    assert (done.status_code, done.json()["undecided"]) == (200, len(items) - 1), done.text
    rest = {"kind": "all", "verdict": "disputed", "reason": "Right invoices follow"}
    assert _decide(client, "c", rest).json()["undecided"] == 0
    held = client.get(f"{MONTH}/results", params={"kind": first["kind"]}).json()["items"]
    assert held[0]["decision"]["verdict"] == "accepted"
    assert held[0]["decision"]["person"].startswith("key:")
    waiting = client.get(f"{MONTH}/results", params={"decided": False}).json()["items"]
    assert waiting == []
    assert _compare(client, desk, month="2026-11-01").json()["undecided"] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "x", "kind": "P03"},
        {"reason": "  "},
        {"key": "", "kind": ""},
        {"verdict": "perhaps"},
        {"person": "somebody else"},
        {"cents": 1.5},
    ],
)
def test_a_decision_that_is_none_is_refused(house: House, wrong: dict[str, Any]) -> None:
    sound = {"key": "x", "cents": 1, "verdict": "accepted", "reason": "So"}
    answer = _decide(house.by_key(), "a", sound | wrong)
    assert answer.status_code == 422
    assert answer.json()["findings"]


def test_a_closed_month_is_credited_amended_and_reported(house: House, desk: Path) -> None:
    house.clock.at = AT.replace(month=12, day=1)
    client = house.by_key()
    _compare(client, desk, kind="all", verdict="disputed", reason="Right invoices follow")
    closed = client.post(f"{MONTH}/close", json={}, headers={KEY: "a"})
    assert closed.status_code == 200, closed.text
    late = _decide(client, "b", {"kind": "all", "verdict": "accepted", "reason": "So"})
    assert (late.status_code, _rules(late)) == (422, {"month_file.closed"})
    issued = _post(client, f"{MONTH}/invoices", "c", ("contracts", desk / "contracts.xlsx")).json()
    state = client.get(MONTH).json()
    assert (state["state"], state["seal"]) == ("closed", closed.json()["seal"])
    assert state["invoices"] == [one["number"] for one in issued["invoices"]]

    invoice = issued["invoices"][0]
    asked = {"reason": "Billed twice", "lines": ["1"], "cents": 100}
    where = f"/api/v1/invoices/{invoice['number']}/credits"
    credit = client.post(where, json=asked, headers={KEY: "d"})
    assert credit.status_code == 201, credit.text
    told = credit.json()
    assert (told["note"]["net"], told["left"]) == (-100, invoice["net"] - 100)
    assert client.post(where, json=asked, headers={KEY: "d"}).json() == told
    two = client.post(where, json=asked | {"quantity": 1}, headers={KEY: "e"})
    assert two.status_code == 422
    unknown = client.post("/api/v1/invoices/X-1/credits", json=asked, headers={KEY: "f"})
    assert (unknown.status_code, _rules(unknown)) == (404, {"credit.unknown"})

    traced = client.get("/api/v1/explain", params={"figure": invoice["number"]}).json()
    line = traced["parts"][-1]["line"]
    asked = {"line": line, "cents": -50, "reason": "As agreed"}
    signed = ("signed", desk / "signed.pdf")
    amended = _post(client, f"{MONTH}/amendments", "g", signed, **asked)
    assert amended.status_code == 201, amended.text
    assert (amended.json()["cents"], len(amended.json()["signature"])) == (-50, 64)
    wrong = _post(client, f"{MONTH}/amendments", "h", ("signed", desk / "month.xlsx"), **asked)
    assert wrong.status_code == 415

    report = client.get(f"{MONTH}/report.zip", params={"language": "en"})
    assert report.headers["content-type"] == "application/zip"
    with ZipFile(BytesIO(report.content)) as archive:
        assert {"report.xlsx", "costs.csv", "journal.csv"} <= set(archive.namelist())
    costs = client.get(f"{MONTH}/costs").json()
    assert costs["cents"] == closed.json()["totals"]["net"]
    one = costs["items"][0]["municipality"]
    some = client.get(f"{MONTH}/costs", params={"municipality": one}).json()
    assert {item["municipality"] for item in some["items"]} == {one}
    assert client.get(f"{HERE}/2025-01-01/costs").status_code == 404
    assert client.get(f"{HERE}/2025-01-01/report.zip").status_code == 404


def test_work_that_is_put_off_is_a_job_once(house: House, desk: Path) -> None:
    client = house.by_key()
    first = _post(client, f"{HERE}/deliver", "a", ("month", desk / "month.xlsx"), later=True)
    assert first.status_code == 202
    assert first.headers["location"] == f"/api/v1/jobs/{first.json()['id']}"
    again = _post(client, f"{HERE}/deliver", "a", ("month", desk / "month.xlsx"), later=True)
    assert again.json()["id"] == first.json()["id"]
    closing = client.post(f"{MONTH}/close", params={"later": True}, json={}, headers={KEY: "b"})
    assert (closing.status_code, closing.json()["kind"]) == (202, "close_month")
    assert len(client.get("/api/v1/jobs").json()["items"]) == 2


def test_whoever_may_only_look_at_months_decides_nothing(house: House) -> None:
    client = house.by_key(scopes=frozenset({Right.MONTH_LOOK}))
    assert _decide(client, "a", {}).status_code == 403
    assert client.get(MONTH).status_code == 200
    assert house.signed_in(Role.COORDINATOR).get(f"{MONTH}/results").status_code == 403
