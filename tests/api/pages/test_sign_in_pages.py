"""In by the pages: password, return address, language; the first start of an empty house."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.app import make_app
from api.journeys.accounts import add_member
from api.journeys.found_house import set_password_of
from api.pages.forms import put_mask
from api.security.rights import Role
from api.security.seal import Key
from api.security.tokens import forgery_word
from api.store.members import providers_known
from api.store.people import open_provider
from api.store.unit import Actor, Store, open_store
from tests.api.clients import TestClient
from tests.api.conftest import MONDAY, SmallWeek
from tests.api.routes.conftest import COOKIE, SITE, Clock, settings_of
from tests.api.store.conftest import NewAddress, address, new_address, store
from tests.api.store.places import AT, MASTER

__all__ = ["address", "new_address", "store"]
LOGIN, PASSWORD = "mari@example.ee", "kolm väikest kassi aknal"
ORIGIN = {"Origin": SITE}


def _client(store: Store, address: str, host: str = "127.0.0.1") -> TestClient:
    app = make_app(store, settings_of(address), Clock())
    headers = {"Accept": "text/html", "Accept-Language": "en"}
    return TestClient(app, SITE, headers=headers, follow_redirects=False, client=(host, 5))


@pytest.fixture
def mari(store: Store, address: str) -> TestClient:
    """A browser of a coordinator who is not in yet."""
    actor = Actor(1, "test")
    told, found = add_member(store, actor, AT, LOGIN, "Mari Maasikas", [Role.COORDINATOR])
    assert told is not None, found
    assert set_password_of(store, actor, AT, told.account, PASSWORD) == []
    return _client(store, address)


def _sign_in(client: TestClient, password: str, to: str = "/") -> Any:
    form = {"login": LOGIN, "password": password, "to": to}
    return client.post("/sign-in", data=form, headers=ORIGIN)


def test_whoever_signs_in_comes_to_where_they_wanted_to_go(mari: TestClient) -> None:
    asked = mari.get("/weeks/2026-11-23?county=Tartu")
    assert asked.headers["location"] == "/sign-in?to=%2Fweeks%2F2026-11-23%3Fcounty%3DTartu"
    page = mari.get(asked.headers["location"])
    to = re.search(r'action="/sign-in".*?name="to" value="([^"]+)"', page.text)
    assert to is not None
    came = _sign_in(mari, PASSWORD, to[1])
    assert (came.status_code, came.headers["location"]) == (303, "/weeks/2026-11-23?county=Tartu")
    assert mari.get("/").headers["location"] == "/weeks"


def test_a_wrong_password_is_told_and_the_next_sign_in_tells_of_it(mari: TestClient) -> None:
    wrong = _sign_in(mari, "not this one")
    assert wrong.status_code == 422
    assert f'value="{LOGIN}"' in wrong.text
    assert "not this one" not in wrong.text
    came = _sign_in(mari, PASSWORD)
    page = mari.get("/account", headers={"Cookie": _cookies(came)})
    assert "1 attempt to sign in with your name failed" in page.text


def _cookies(answer: Any) -> str:
    return "; ".join(line.partition(";")[0] for line in answer.headers.get_list("set-cookie"))


def test_nobody_is_sent_away_after_signing_in(mari: TestClient) -> None:
    assert _sign_in(mari, PASSWORD, "https://elsewhere.example").headers["location"] == "/"


def test_who_goes_out_is_out(mari: TestClient) -> None:
    _sign_in(mari, PASSWORD)
    word = put_mask(forgery_word(mari.cookies[COOKIE]))
    out = mari.post("/sign-out", data={"word": word}, headers=ORIGIN)
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in")
    assert mari.get("/weeks/2026-11-23").headers["location"].startswith("/sign-in")


def test_language_and_looks_are_kept_for_the_browser(mari: TestClient) -> None:
    told = {"language": "ru", "theme": "dark", "contrast": "more", "to": "/sign-in"}
    sent = mari.post("/look", data=told, headers=ORIGIN)
    assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in")
    page = mari.get("/sign-in").text
    assert '<html lang="ru" data-theme="dark" data-contrast="more">' in page
    assert "Войти" in page


@pytest.fixture
def empty(new_address: NewAddress, tmp_path: Path) -> Iterator[tuple[Store, str]]:
    """A house that nobody lives in."""
    address = new_address(tmp_path)
    opened = open_store(address, Key(MASTER))
    yield opened, address
    opened.close()


FIRST = {
    "provider": "MTÜ Virumaa Tugivõrgustik",
    "registry": "80000008",
    "name": "Ada Admin",
    "login": "ada@example.ee",
    "password": PASSWORD,
    "people": "own",
}


def test_the_first_start_founds_the_provider_with_its_own_workbook(
    empty: tuple[Store, str], small_week: SmallWeek
) -> None:
    client = _client(*empty)
    assert client.get("/").headers["location"] == "/first"
    wrong = client.post(
        "/first", data=FIRST | {"registry": "1"}, files={"book": ("x.xlsx", b"PK no")},
        headers=ORIGIN,
    )  # fmt: skip
    assert wrong.status_code == 422
    assert wrong.text.count("<tr>") + wrong.text.count("<li>") >= 2
    book = {"book": ("provider.xlsx", Path(small_week.workbook).read_bytes())}
    begun = client.post("/first", data=FIRST, files=book, headers=ORIGIN)
    assert begun.status_code == 303, begun.text
    assert begun.headers["location"] == "/sign-in/second-factor"
    with empty[0].read(Actor(1, "test"), AT) as unit:
        assert len(open_provider(unit, MONDAY).clients) == 30
    again = client.post("/first", data=FIRST, files=book, headers=ORIGIN)
    assert again.status_code in {303, 403}
    with empty[0].door() as connection:
        assert len(providers_known(connection)) == 1


def test_nobody_elsewhere_takes_an_empty_house(empty: tuple[Store, str]) -> None:
    client = _client(*empty, host="192.0.2.7")
    assert "set up at the machine itself" in client.get("/first").text
    form = FIRST | {"people": "none"}
    sent = client.post("/first", files={n: (None, v) for n, v in form.items()}, headers=ORIGIN)
    assert sent.status_code == 403
    forwarded = _client(*empty).get("/first", headers={"X-Forwarded-For": "192.0.2.7"})
    assert "set up at the machine itself" in forwarded.text
