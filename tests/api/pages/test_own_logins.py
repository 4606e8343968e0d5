"""One's own logins and codes by the pages; a second factor that a telephone reads."""

import re
from typing import Any

import pyotp
import pytest

from api.app import make_app
from api.journeys.accounts import add_member
from api.journeys.found_house import set_password_of
from api.pages.forms import put_mask
from api.pages.qr import draw_qr
from api.security.rights import Role
from api.security.second_factor import address_for_telephone
from api.security.tokens import forgery_word
from api.store.unit import Actor, Store
from tests.api.clients import TestClient
from tests.api.routes.conftest import COOKIE, SITE, Clock, settings_of
from tests.api.store.conftest import address, new_address, store
from tests.api.store.places import AT

__all__ = ["address", "new_address", "store"]
LOGIN, PASSWORD = "mari@example.ee", "kolm väikest kassi aknal"
ORIGIN = {"Origin": SITE}
HERE = "/account/logins"
BROWSER = re.compile(r'name="browser" value="([0-9a-f]+)"')
CODES = re.compile(r"<code>([A-Z2-7-]{29})</code>")


class Browser:
    """A browser in which Mari comes in."""

    def __init__(self, store: Store, address: str) -> None:
        app = make_app(store, settings_of(address), Clock())
        headers = {"Accept": "text/html", "Accept-Language": "en"}
        self.client = TestClient(
            app, SITE, headers=headers, follow_redirects=False, client=("127.0.0.1", 5)
        )

    def come_in(self) -> str:
        """By password; where she is sent."""
        self.client.cookies.clear()
        form = {"login": LOGIN, "password": PASSWORD, "to": "/"}
        came = self.client.post("/sign-in", data=form, headers=ORIGIN)
        return str(came.headers["location"])

    def send(self, path: str, **fields: str) -> Any:
        """A form."""
        word = put_mask(forgery_word(self.client.cookies[COOKIE]))
        return self.client.post(path, data={"word": word, **fields}, headers=ORIGIN)

    def get(self, path: str) -> Any:
        """A page."""
        return self.client.get(path)


@pytest.fixture
def two(store: Store, address: str) -> tuple[Browser, Browser]:
    """Mari's browser, and the one that she left open elsewhere."""
    actor = Actor(1, "test")
    told, found = add_member(store, actor, AT, LOGIN, "Mari Maasikas", [Role.COORDINATOR])
    assert told is not None, found
    assert set_password_of(store, actor, AT, told.account, PASSWORD) == []
    here, lost = Browser(store, address), Browser(store, address)
    assert (here.come_in(), lost.come_in()) == ("/", "/")
    return here, lost


def test_a_login_elsewhere_is_ended_by_whoever_knows_the_password(
    two: tuple[Browser, Browser],
) -> None:
    here, lost = two
    page = here.get(HERE)
    assert page.text.count("this browser") == 1
    (browser,) = BROWSER.findall(page.text)
    wrong = here.send(f"{HERE}/end", browser=browser, login_proof="not this one")
    assert wrong.status_code == 422
    assert 'role="alert"' in wrong.text
    assert "not this one" not in wrong.text
    assert lost.get(HERE).status_code == 200
    ended = here.send(f"{HERE}/end", browser=browser, login_proof=PASSWORD)
    assert (ended.status_code, ended.headers["location"]) == (303, HERE)
    assert "You are signed out there." in here.get(HERE).text
    assert lost.get(HERE).headers["location"].startswith("/sign-in")
    assert "signed in nowhere else" in here.get(HERE).text
    again = here.send(f"{HERE}/end", browser=browser, login_proof=PASSWORD)
    assert again.status_code == 422


def test_codes_come_with_a_second_factor_are_shown_once_and_let_in(
    two: tuple[Browser, Browser],
) -> None:
    here, _ = two
    assert "They come with a second factor." in here.get(HERE).text
    assert here.send("/account/codes", codes_proof=PASSWORD).status_code == 422
    _set_up(here)
    made = here.send("/account/codes", codes_proof=PASSWORD)
    codes = CODES.findall(made.text)
    assert (made.status_code, len(codes)) == (200, 8)
    page = here.get(HERE).text
    assert "8 left" in page
    assert not CODES.findall(page)
    assert here.come_in() == "/sign-in/code"
    came = here.send("/sign-in/code", code=codes[3])
    assert (came.status_code, came.headers["location"]) == (303, "/")
    page = here.get(HERE).text
    assert "7 left" in page
    assert "code for emergencies" in page


def _set_up(browser: Browser) -> None:
    page = browser.get("/sign-in/second-factor").text
    told = dict(re.findall(r'name="(ticket|secret)" value="([^"]+)"', page))
    code = pyotp.TOTP(told["secret"]).at(AT)
    kept = browser.send("/sign-in/second-factor", code=code, password=PASSWORD, **told)
    assert kept.status_code == 303, kept.text


def test_the_picture_of_a_second_factor_says_what_the_key_says(
    two: tuple[Browser, Browser],
) -> None:
    here, _ = two
    pages = [here.get("/sign-in/second-factor").text for _ in range(2)]
    secrets = [re.findall(r'name="secret" value="([A-Z2-7]+)"', page)[0] for page in pages]
    assert secrets[0] != secrets[1]
    for page, secret in zip(pages, secrets, strict=True):
        picture = draw_qr(address_for_telephone(secret, LOGIN))
        assert page.count(str(picture)) == 1
        assert "style=" not in picture
    refused = here.send("/sign-in/second-factor", ticket="x", secret="<b>" * 2000, code="123456")
    assert refused.status_code == 422
