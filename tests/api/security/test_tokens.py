"""Secrets: random, found by their prefix, kept as a hash only."""

from hypothesis import given
from hypothesis import strategies as st

from api.security.tokens import (
    FEED_PREFIX,
    INVITED_PREFIX,
    KEY_PREFIX,
    MOST,
    digest,
    forgery_word,
    is_forgery_word,
    new_id,
    new_secret,
)


def test_a_secret_has_256_bits_and_none_comes_twice() -> None:
    made = {new_secret() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(one) for one in made} == {43}
    assert len({new_id("K") for _ in range(1000)}) == 1000


def test_secrets_of_programs_and_calendars_are_known_by_their_prefix() -> None:
    assert new_secret(KEY_PREFIX).startswith("tpk_")
    assert new_secret(FEED_PREFIX).startswith("tpf_")
    assert new_secret(INVITED_PREFIX).startswith("tpi_")


def test_what_is_kept_does_not_hold_the_secret() -> None:
    secret = new_secret()
    assert secret not in digest(secret)
    assert len(digest(secret)) == 64
    assert digest(secret) != digest(f"{secret}x")


def test_the_word_of_another_cookie_is_refused() -> None:
    mine, theirs = new_secret(), new_secret()
    assert is_forgery_word(mine, forgery_word(mine))
    assert not is_forgery_word(mine, forgery_word(theirs))
    assert not is_forgery_word(mine, "")
    assert not is_forgery_word(mine, mine)
    assert forgery_word(mine) != digest(mine)


@given(st.text(max_size=2 * MOST), st.text(max_size=2 * MOST))
def test_any_text_may_come_in_a_header(cookie: str, word: str) -> None:
    assert not is_forgery_word(cookie, word)
    assert len(digest(cookie)) == 64
