"""The administrator lets people and programs in and out; the auditor reads who did what."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from api.security.rights import Role
from tests.api.pages.conftest import Served
from tests.api.pages.looking import RULES
from tests.api.pages.people.conftest import tab_to


@pytest.fixture
def office(house: Served) -> Iterator[Page]:
    """An administrator's browser."""
    page = house.context(Role.ADMINISTRATOR).new_page()
    yield page
    page.close()


def test_somebody_is_invited_changed_and_disabled(house: Served, office: Page) -> None:
    office.goto(f"{house.address}/users")
    office.get_by_role("heading", name="Invite somebody").click()
    office.get_by_label("Name", exact=True).fill("Mari Maasikas")
    office.get_by_label("Name they sign in with").fill("mari@example.ee")
    office.get_by_label("worker", exact=True).check()
    office.get_by_role("button", name="Invite", exact=True).click()
    expect(office.get_by_role("alert")).to_be_visible()
    office.get_by_label("Who it is in the records").fill("W02")
    office.get_by_role("button", name="Invite", exact=True).click()
    address = office.locator(".made code").inner_text()
    assert house.client(None).get(address.removeprefix(house.address)).status_code == 200
    office.get_by_role("link", name="Mari Maasikas").click()
    found = Axe().run(office, options={**RULES["light"], "resultTypes": ["violations"]})
    assert found.response["violations"] == []
    office.get_by_label("worker", exact=True).uncheck()
    office.get_by_label("planner").check()
    office.get_by_label("Who it is in the records").fill("")
    office.get_by_role("button", name="Change the roles").click()
    expect(office.locator(".said")).to_contain_text("The roles are changed")
    office.get_by_role("button", name="End all logins").click()
    expect(office.locator(".said")).to_contain_text("have ended")
    office.get_by_role("button", name="Disable").click()
    expect(office.locator(".head")).to_contain_text("disabled")
    office.get_by_role("button", name="Let in again").click()
    expect(office.locator(".head")).not_to_contain_text("disabled")


def test_the_last_administrator_stays_one(house: Served, office: Page) -> None:
    office.goto(f"{house.address}/users")
    office.locator("tbody").get_by_role("link", name="Kadri Administrator").click()
    office.get_by_label("administrator").uncheck()
    office.get_by_label("planner").check()
    office.get_by_role("button", name="Change the roles").click()
    expect(office.get_by_role("alert")).to_be_visible()


def test_a_key_is_made_shown_once_and_revoked(house: Served, office: Page) -> None:
    office.goto(f"{house.address}/keys")
    office.get_by_label("Which program").fill("Palgaprogramm")
    office.get_by_role("button", name="Make the key").click()
    expect(office.get_by_role("alert")).to_be_visible()
    office.get_by_label("people:look").check()
    office.get_by_role("button", name="Make the key").click()
    secret = office.locator(".made code").inner_text()
    asked = house.client(None)
    asked.headers.update({"Authorization": f"Bearer {secret}", "Accept": "application/json"})
    assert asked.get("/api/v1/clients").status_code == 200
    office.get_by_role("button", name="Revoke the key Palgaprogramm").click()
    expect(office.locator(".said")).to_contain_text("The key is revoked")
    assert asked.get("/api/v1/clients").status_code == 401


def test_interpreting_at_hand_is_set_for_another_language(house: Served, office: Page) -> None:
    office.goto(f"{house.address}/settings")
    office.get_by_label("Another language").select_option("so")
    office.get_by_label("Minutes", exact=True).fill("90")
    office.get_by_role("button", name="Keep", exact=True).click()
    expect(office.get_by_label("Somali")).to_have_value("90")


def test_the_keyboard_alone_invites_somebody(house: Served, office: Page) -> None:
    office.goto(f"{house.address}/users")
    tab_to(office, "Invite somebody")
    office.keyboard.press("Enter")
    tab_to(office, "Name")
    office.keyboard.type("Peeter Paju")
    tab_to(office, "Name they sign in with")
    office.keyboard.type("peeter@example.ee")
    tab_to(office, "planner")
    office.keyboard.press("Space")
    tab_to(office, "Invite")
    office.keyboard.press("Enter")
    expect(office.locator(".made code")).to_contain_text("/invitation?secret=")


def test_an_auditor_follows_somebody_and_verifies_the_chain(house: Served) -> None:
    page = house.context(Role.AUDITOR).new_page()
    page.goto(f"{house.address}/clients/C004")
    page.goto(f"{house.address}/audit?about=client/C004")
    expect(page.locator("tbody tr").first).to_contain_text("Kadri Auditor")
    page.goto(f"{house.address}/audit")
    page.get_by_label("What was done").select_option("publish")
    page.wait_for_url("**action=publish**")
    expect(page.locator("tbody tr")).to_have_count(1)
    tab_to(page, "Verify the chain")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("The chain holds")
    page.close()


def test_work_that_waits_is_called_off(house: Served) -> None:
    page = house.context(Role.COORDINATOR).new_page()
    page.goto(f"{house.address}/jobs")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".said")).to_have_text("It is called off.")
    expect(page.locator("tbody tr")).to_contain_text("called off")
    page.close()


def test_the_state_of_the_house_says_that_no_backup_is_known(house: Served, office: Page) -> None:
    office.goto(f"{house.address}/status")
    expect(office.get_by_text("ready for work")).to_be_visible()
    expect(office.get_by_text("none is on record")).to_be_visible()
