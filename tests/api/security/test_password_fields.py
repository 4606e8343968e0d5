"""Fields for passwords on pages: hidden as they are typed, filled in by their keepers, pasted."""

from pathlib import Path

import pytest
from lxml import html

import api.pages
from api.security.rights import Role
from tests.api.routes.conftest import House, NewHouse, house, new_house

__all__ = ["house", "new_house"]
FIELDS = {
    "/sign-in": {"password": "current-password"},
    "/invitation?secret=tpi_x": {"password": "new-password", "again": "new-password"},
    "/account": {
        "old_password": "current-password",
        "new_password": "new-password",
        "again": "new-password",
    },
    "/sign-in/second-factor": {"password": "current-password"},
}
"""Pages with such fields, and how a keeper of passwords knows what belongs into each."""


@pytest.mark.parametrize("path", FIELDS)
def test_a_password_is_hidden_and_may_be_filled_in_and_pasted(
    new_house: NewHouse, path: str
) -> None:
    house: House = new_house()
    inside = path.startswith(("/account", "/sign-in/second"))
    client = house.signed_in(Role.COORDINATOR) if inside else house.nobody()
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    fields = {
        one.get("name"): one
        for one in html.fromstring(answer.text).iter("input")
        if one.get("type") == "password" or "password" in (one.get("name") or "")
    }
    assert {name: one.get("autocomplete") for name, one in fields.items()} == FIELDS[path]
    for one in fields.values():
        assert one.get("type") == "password"
        assert one.get("value") in {None, ""}
        assert not {"readonly", "maxlength", "onpaste", "oncopy", "ondrop"} & set(one.attrib)


def test_no_script_stands_in_the_way_of_pasting() -> None:
    scripts = sorted((Path(api.pages.__path__[0]) / "static").glob("*.js"))
    assert scripts
    assert [one.name for one in scripts if "paste" in one.read_text("utf-8")] == []
