"""Who may open which page; the signed out are sent to sign in; nothing forged changes anything."""

import re
from typing import Any
from urllib.parse import unquote

import pytest

from api.pages.all_pages import PAGES
from api.pages.forms import put_mask
from api.pages.frame import own_address
from api.pages.page import Page
from api.routes.doors import Public
from api.routes.uploads import FORM
from api.security.rights import RIGHTS, Right, Role
from api.security.tokens import forgery_word
from tests.api.clients import TestClient
from tests.api.pages.conftest import JOB, Served

PUBLIC = {
    "/",
    "/first",
    "/sign-in",
    "/sign-in/code",
    "/sign-in/second-factor",
    "/sign-in/provider",
    "/sign-out",
    "/invitation",
    "/look",
    "/account",
    "/account/password",
    "/account/logins",
    "/account/logins/end",
    "/account/codes",
    "/assets/{name}",
}
"""Pages without a right, written down once more: a new one is not opened by oversight."""
PARTS = {"monday": "2026-11-23", "number": "1", "month": "2026-10", "need": "P004-1", "id": JOB}
GUARDED = [page for page in PAGES if isinstance(page.needs, Right)]


def _ask(client: TestClient, page: Page, **form: str) -> Any:
    at = re.sub(r"\{(\w+)\}", lambda part: PARTS.get(part[1], "X1"), page.path)
    if page.method == "GET":
        return client.get(at)
    headers = {"Origin": str(client.base_url).rstrip("/")}
    if page.uploads == FORM:
        parts = {name: (None, value) for name, value in {"x": "", **form}.items()}
        return client.post(at, files=parts, headers=headers)
    return client.post(at, data=form, headers=headers)


def test_pages_without_a_right_are_those_known() -> None:
    assert {page.path for page in PAGES if isinstance(page.needs, Public)} == PUBLIC
    assert all(page.needs.reason for page in PAGES if isinstance(page.needs, Public))


@pytest.mark.parametrize("page", GUARDED, ids=lambda page: f"{page.method} {page.path}")
def test_whoever_is_signed_out_is_sent_to_sign_in(served: Served, page: Page) -> None:
    answer = _ask(served.client(None), page)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
    if page.method == "GET":
        wanted = str(answer.request.url.path)
        assert unquote(answer.headers["location"]) == f"/sign-in?to={wanted}"


@pytest.mark.parametrize("page", GUARDED, ids=lambda page: f"{page.method} {page.path}")
def test_only_roles_with_its_right_open_a_page(served: Served, page: Page) -> None:
    for role in Role:
        client = served.client(role)
        word = put_mask(forgery_word(served.cookies[role]))
        status = _ask(client, page, word=word).status_code
        if page.needs in RIGHTS[role]:
            assert status not in {401, 403}, role
            assert status < 500, role
        else:
            assert status == 403, role


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.method == "POST"], ids=lambda page: page.path
)
def test_a_form_that_another_page_sends_is_refused(served: Served, page: Page) -> None:
    role = next((r for r in Role if page.needs in RIGHTS[r]), Role.COORDINATOR)
    client = served.client(role)
    word = put_mask(forgery_word(served.cookies[role]))
    for forged in ("", "00" * 64, put_mask(forgery_word("another cookie"))):
        assert _ask(client, page, word=forged).status_code == 403, forged
    foreign = {"Origin": "https://elsewhere.example"}
    at = re.sub(r"\{(\w+)\}", lambda part: PARTS.get(part[1], "X1"), page.path)
    assert client.post(at, data={"word": word}, headers=foreign).status_code == 403


@pytest.mark.parametrize(
    "told",
    ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere", "weeks", "", "/a\n"],
)
def test_nobody_is_sent_back_to_an_address_that_is_not_ours(told: str) -> None:
    assert own_address(told) == "/"
    assert own_address("/weeks/2026-11-23?county=Tartu") == "/weeks/2026-11-23?county=Tartu"


def test_what_goes_wrong_is_a_page_for_people_and_a_document_for_programs(served: Served) -> None:
    client = served.client(None)
    for language, words in (("et", "Sellist lehte ei ole"), ("ru", "Такой страницы нет")):
        page = client.get("/nowhere", headers={"Accept-Language": language})
        assert (page.status_code, words in page.text) == (404, True)
        assert page.headers["content-security-policy"]
    told = client.get("/nowhere", headers={"Accept": "application/json"})
    assert told.headers["content-type"] == "application/problem+json"
