"""The reference for programs: complete, true, and kept beside the docs."""

import json
from typing import Any

import pytest

from docs.build_reference import PAGE, build_reference

PROBLEM = "#/components/schemas/Problem"


@pytest.fixture(scope="module")
def reference() -> Any:
    return json.loads(build_reference())


def _operations(reference: Any) -> list[tuple[str, str, Any]]:
    return [
        (path, method, told)
        for path, methods in reference["paths"].items()
        for method, told in methods.items()
    ]


def test_the_reference_in_the_docs_is_that_of_the_program() -> None:
    assert PAGE.read_text("utf-8") == build_reference(), "python -m docs.build_reference"


def test_every_reference_leads_somewhere(reference: Any) -> None:
    def refs(told: Any) -> list[str]:
        if isinstance(told, dict):
            own = [told["$ref"]] if isinstance(told.get("$ref"), str) else []
            return own + [one for value in told.values() for one in refs(value)]
        return [one for value in told for one in refs(value)] if isinstance(told, list) else []

    known = {f"#/components/schemas/{name}" for name in reference["components"]["schemas"]}
    assert set(refs(reference)) <= known


def test_every_door_tells_what_it_gives_and_every_way_it_may_refuse(reference: Any) -> None:
    for path, method, told in _operations(reference):
        statuses = set(told["responses"])
        assert {"422", "429", "500", "503"} <= statuses, path
        assert any(status.startswith(("2", "3")) for status in statuses), path
        assert told["summary"]
        for status, answer in told["responses"].items():
            if status.startswith(("4", "5")):
                schema = answer["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": PROBLEM}, (path, status)
            elif status not in {"204", "303", "304"}:
                assert answer["content"], (path, method)


def test_every_operation_has_a_name_of_its_own(reference: Any) -> None:
    names = [told["operationId"] for _, _, told in _operations(reference)]
    assert len(names) == len(set(names)) > 80


def test_what_is_handed_in_has_nothing_but_its_fields(reference: Any) -> None:
    taken = {
        told["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for _, _, told in _operations(reference)
        if "application/json" in told.get("requestBody", {}).get("content", {})
    }
    assert len(taken) > 20
    for name in taken:
        assert reference["components"]["schemas"][name]["additionalProperties"] is False, name
