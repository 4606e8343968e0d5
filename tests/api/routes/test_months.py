"""A month by its doors: handed in, compared, decided, closed, invoiced, told as XML, explained."""

from pathlib import Path
from typing import Any

import pytest

from api.journeys.month_sample import make_month
from api.routes.uploads import Part, laid_out
from tests.api.clients import TestClient
from tests.api.months import NOVEMBER
from tests.api.routes.conftest import House
from tests.api.store.places import AT

HERE = "/api/v1/months"


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    make_month(folder, "small", NOVEMBER, 1, "en")
    return folder


def _post(client: TestClient, path: str, key: str, *files: tuple[str, Path], **query: Any) -> Any:
    handed = [(field, (one.name, one.read_bytes())) for field, one in files]
    return client.post(path, files=handed, params=query, headers={"Idempotency-Key": key})


def test_a_month_goes_from_its_workbook_to_an_e_invoice(house: House, desk: Path) -> None:
    house.clock.at = AT.replace(month=12, day=1)
    client = house.by_key()
    book = ("month", desk / "month.xlsx")
    delivered = _post(client, f"{HERE}/deliver", "a", book)
    assert delivered.status_code == 200, delivered.text
    again = _post(client, f"{HERE}/deliver", "a", book)
    assert again.json() == delivered.json()
    assert delivered.json()["month"] == "2026-11-01"
    bills = [("invoice", one) for one in sorted((desk / "invoices").iterdir()) if one.is_file()]
    compared = _post(client, f"{HERE}/reconcile", "b", book, *bills)
    assert compared.status_code == 200, compared.text
    assert compared.json()["undecided"] > 0
    headers = {"Idempotency-Key": "c"}
    refused = client.post(f"{HERE}/2026-11-01/close", json={}, headers=headers)
    assert refused.status_code == 422
    assert all(one["sentence"] for one in refused.json()["findings"])
    rules = {"kind": "all", "verdict": "disputed", "reason": "Right invoices follow"}
    decided = _post(client, f"{HERE}/reconcile", "d", book, *bills, **rules)
    assert decided.json()["undecided"] == 0
    closed = client.post(f"{HERE}/2026-11-01/close", json={}, headers={"Idempotency-Key": "e"})
    assert closed.status_code == 200, closed.text
    assert closed.json()["totals"] == decided.json()["totals"]
    issued = _post(
        client, f"{HERE}/2026-11-01/invoices", "f", ("contracts", desk / "contracts.xlsx")
    )
    assert issued.status_code == 200, issued.text
    first = issued.json()["invoices"][0]
    xml = client.get(f"/api/v1/invoices/{first['number']}.xml")
    assert (xml.status_code, xml.headers["content-type"]) == (200, "application/xml")
    assert first["number"] in xml.text
    told = client.get("/api/v1/explain", params={"figure": first["number"]})
    assert sum(one["cents"] for one in told.json()["parts"]) == first["net"]
    assert client.get("/api/v1/explain", params={"figure": "nothing"}).status_code == 404
    stranger = house.by_key(tenant=2)
    assert stranger.get(f"/api/v1/invoices/{first['number']}.xml").status_code in {404, 422}
    assert stranger.get("/api/v1/explain", params={"figure": "2026-11"}).status_code == 404


@pytest.mark.parametrize("field", ["../../aside", "/aside", "..", "month/..", "a\\b", "x" * 41])
def test_no_name_that_is_sent_becomes_part_of_a_path(
    house: House, desk: Path, field: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "a" / "b" / "c"))
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    client = house.by_key()
    answer = _post(client, f"{HERE}/deliver", "p", (field, desk / "month.xlsx"))
    assert answer.status_code == 400
    part = Part(field, "x.csv", b"forged")
    with laid_out((part,)) as files:
        (path,) = files[field]
        assert path.name == "file.csv"
        assert path.resolve().is_relative_to(tmp_path / "a" / "b" / "c")


def test_a_form_that_is_none_or_lacks_its_file_is_refused(house: House, desk: Path) -> None:
    client = house.by_key()
    headers = {"Idempotency-Key": "a", "Content-Type": "multipart/form-data; boundary=x"}
    answer = client.post(f"{HERE}/deliver", content=b"nothing", headers=headers)
    assert answer.status_code in {400, 422}
    wrong = _post(client, f"{HERE}/deliver", "b", ("other", desk / "month.xlsx"))
    assert wrong.status_code == 422
    script = desk / "month.exe"
    script.write_bytes(b"MZ")
    assert _post(client, f"{HERE}/deliver", "c", ("month", script)).status_code == 415
    broken = desk / "broken.xlsx"
    broken.write_bytes(b"PK")
    answer = _post(client, f"{HERE}/deliver", "d", ("month", broken))
    assert answer.status_code == 422
    assert answer.json()["findings"][0]["sentence"]
