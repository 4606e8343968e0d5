"""Files of people: what comes in must fit what is there; what goes out can come in again."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from api.exports.provider_workbook import write_provider
from api.imports.provider_workbook import read_provider
from api.routes.files import WORKBOOK
from domain.provider import Provider
from tests.api.clients import TestClient
from tests.api.routes.conftest import House

CODE = "38001085718"


def _put(client: TestClient, provider: Provider, folder: Path, key: str, **query: Any) -> Any:
    path = folder / f"{key}.xlsx"
    write_provider(path, replace(provider, name=provider.name or "Tugi MTÜ"))
    headers = {"Idempotency-Key": key, "Content-Type": WORKBOOK}
    return client.post("/api/v1/imports", content=path.read_bytes(), headers=headers, params=query)


def _newcomers(people: Provider, code: str) -> Provider:
    """A sound file of one client and one referral, whom the house does not know yet."""
    client = replace(people.clients[0], id="C900", personal_code=code, born=None)
    client = replace(client, family=None, chosen=None, refused=frozenset(), confirmed=frozenset())
    referral = replace(people.referrals[0], id="R900", client="C900")
    none: dict[str, Any] = dict.fromkeys(
        ("families", "plan", "groups", "absences", "used", "parallel", "published"), ()
    )
    workers = tuple(replace(one, excluded=frozenset()) for one in people.workers[:1])
    return replace(people, workers=workers, clients=(client,), referrals=(referral,), **none)


def test_what_a_file_says_must_fit_those_whom_it_does_not_name(
    full_house: House, people: Provider, tmp_path: Path
) -> None:
    client = full_house.by_key()
    held = client.get("/api/v1/clients/C002").json()["record"]
    coded = held | {"personal_code": CODE, "born": None}
    kept = client.put("/api/v1/clients/C002", json=coded, headers={"If-Match": "*"})
    assert kept.status_code == 200, kept.text
    new = _newcomers(people, CODE)
    refused = _put(client, new, tmp_path, "a")
    assert refused.status_code == 422
    (finding,) = refused.json()["findings"]
    assert (finding["rule"], finding["about"]) == ("import.code_twice", "C900")
    assert client.get("/api/v1/clients/C900").status_code == 404
    taken = _put(
        client, replace(new, clients=(replace(new.clients[0], personal_code=None),)), tmp_path, "b"
    )
    assert taken.status_code == 200, taken.text
    assert taken.json()["added"] == {"clients": 1, "referrals": 1}


def test_a_file_that_takes_the_ground_from_under_a_plan_is_refused(
    full_house: House, people: Provider, tmp_path: Path
) -> None:
    item = people.plan[0]
    held = next(one for one in people.referrals if one.id == item.referral)
    other = next(one for one in people.referrals if one.programme != held.programme)
    moved = replace(held, programme=other.programme, status=other.status, closing=None)
    alone = _newcomers(people, CODE)
    whose = next(one for one in people.clients if one.id == held.client)
    whose = replace(whose, family=None, chosen=None, refused=frozenset(), confirmed=frozenset())
    file = replace(alone, clients=(whose,), referrals=(replace(moved, extensions=()),))
    refused = _put(full_house.by_key(), file, tmp_path, "a")
    assert refused.status_code == 422
    rules = {one["rule"] for one in refused.json()["findings"]}
    assert "import.component_not_of_programme" in rules


def test_the_same_people_put_in_again_meet_no_objection(
    full_house: House, people: Provider, tmp_path: Path
) -> None:
    again = _put(full_house.by_key(), people, tmp_path, "a")
    assert again.status_code in {200, 202}, again.text
    assert again.json().get("added", {}) == {}


@pytest.mark.parametrize("language", ["et", "en"])
def test_files_of_csv_go_out_that_can_be_read_again(
    full_house: House, people: Provider, tmp_path: Path, language: str
) -> None:
    answer = full_house.by_key().get("/api/v1/exports/people.zip", params={"language": language})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    with ZipFile(BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path / "people")
    read, findings = read_provider(tmp_path / "people")
    assert read is not None, findings
    assert (read.clients, read.referrals, read.plan) == (
        people.clients,
        people.referrals,
        people.plan,
    )
