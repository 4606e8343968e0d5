"""A worker sees their own meetings, a case manager their own clients, and nobody else's."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from api.security.rights import Role
from tests.api.pages.conftest import Served
from tests.api.pages.people.conftest import tab_to


@pytest.fixture
def mine(house: Served) -> Iterator[Page]:
    """A worker's browser."""
    page = house.context(Role.WORKER).new_page()
    yield page
    page.close()


def test_a_worker_makes_an_address_and_revokes_it(house: Served, mine: Page) -> None:
    mine.goto(f"{house.address}/my/calendar")
    expect(mine.locator(".visits li").first).to_be_visible()
    mine.get_by_role("button", name="Make an address").click()
    address = mine.locator(".made code").inner_text()
    asked = house.client(None)
    told = asked.get(address.removeprefix(house.address))
    assert told.status_code == 200
    assert told.text.count("BEGIN:VEVENT") >= mine.locator(".visits li").count()
    # It is shown only once.
    mine.goto(f"{house.address}/my/calendar")
    expect(mine.locator(".made")).to_have_count(0)
    mine.get_by_role("button", name="Revoke").click()
    expect(mine.locator(".said")).to_contain_text("The address is revoked")
    assert asked.get(address.removeprefix(house.address)).status_code == 404


def test_the_keyboard_alone_makes_and_revokes_an_address(house: Served, mine: Page) -> None:
    mine.goto(f"{house.address}/my/calendar")
    tab_to(mine, "Make an address")
    mine.keyboard.press("Enter")
    expect(mine.locator(".made code")).to_contain_text(".ics")
    for _ in range(60):
        mine.keyboard.press("Tab")
        if mine.evaluate("document.activeElement?.innerText") == "Revoke":
            break
    mine.keyboard.press("Enter")
    expect(mine.locator(".said")).to_contain_text("The address is revoked")


def test_a_worker_sees_no_other_page_of_people(house: Served) -> None:
    client = house.client(Role.WORKER)
    for path in ("/workers", "/workers/W01", "/clients", "/referrals", "/my/clients", "/users"):
        assert client.get(path).status_code == 403, path


def test_a_case_manager_reads_their_own_clients_and_changes_nothing(house: Served) -> None:
    page = house.context(Role.CASE_MANAGER).new_page()
    page.goto(f"{house.address}/my/clients")
    names = page.locator("tbody a.who").all_inner_texts()
    assert {"Solomija Rosynčuk", "Kersti Kuulaid"} <= set(names)
    tab_to(page, names[0])
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(names[0])
    assert page.locator("main form").count() == 0
    page.close()


def test_a_case_manager_does_not_learn_of_others_clients(house: Served) -> None:
    client = house.client(Role.CASE_MANAGER)
    assert client.get("/my/clients/R002").status_code == 200
    assert client.get("/my/clients/R001").status_code == 404
    assert client.get("/my/clients/R010").status_code == 404
    assert client.get("/clients/C002").status_code == 403
