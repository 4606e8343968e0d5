"""A password that was changed or taken away while it was tried lets nobody in."""

import pytest

from api.journeys.sign_in import WRONG, sign_in
from api.security.passwords import Verdict
from api.security.rights import Role
from api.store.accounts import set_password
from api.store.unit import Store
from tests.api.journeys.access import ADDRESS, AT, PASSWORD, Hashes, come_in, hashes

__all__ = ["hashes"]
MARI = "mari@naidis.ee"


@pytest.mark.parametrize("now", [None, "hash of another"])
def test_a_password_that_goes_while_it_is_tried_lets_nobody_in(
    store: Store, hashes: Hashes, monkeypatch: pytest.MonkeyPatch, now: str | None
) -> None:
    mari = come_in(store, MARI, Role.COORDINATOR)

    def try_one(kept: str | None, password: str) -> Verdict:
        hashes.tried += 1
        with store.door(writes=True) as connection:
            set_password(connection, mari.account, now)
        return Verdict(kept == f"hash of {password}")

    monkeypatch.setattr("api.journeys.sign_in.try_password", try_one)
    assert sign_in(store, AT, MARI, PASSWORD, ADDRESS) == (None, [WRONG])
