"""The power goes between any two writes of a month: done again, the books are the same."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.journeys.month_close import close_month
from api.journeys.month_deliver import deliver_month
from api.journeys.month_invoice import issue_invoices
from api.journeys.month_sample import make_month
from api.journeys.month_verify import verify_books
from api.store.shelf import DRAFT

MONTH, CLOSED, ISSUED = date(2026, 10, 1), date(2026, 11, 2), date(2026, 11, 3)
WRITES = ("rename", "replace", "unlink", "open", "mkdir")
REMOVE = shutil.rmtree
Step = Callable[[Path, Path], object]


def hand_in(files: Path, books: Path) -> object:
    return deliver_month(files / "month.xlsx", books)


def close(_: Path, books: Path) -> object:
    return close_month(books, MONTH, CLOSED, "Mari Maasikas")


def issue(files: Path, books: Path) -> object:
    return issue_invoices(books, MONTH, files / "contracts.xlsx", ISSUED)


STEPS: tuple[Step, ...] = (hand_in, close, issue)


@contextlib.contextmanager
def power_for(writes: int) -> Iterator[list[int]]:
    """Let so many writes of files happen, then none; counts those that were asked for."""
    asked = [0]

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def write(*told: object, **more: object) -> object:
            reading = real.__name__ == "open" and (*told, "r")[1] in {"r", "rb"}
            if not reading:
                asked[0] += 1
                if asked[0] > writes:
                    message = "the power went"
                    raise KeyboardInterrupt(message)
            return real(*told, **more)

        return write

    def cleaned(folder: Path, *, ignore_errors: bool = False) -> None:
        if asked[0] <= writes:
            REMOVE(folder, ignore_errors=ignore_errors)

    with pytest.MonkeyPatch.context() as patched:
        for name in WRITES:
            patched.setattr(Path, name, counted(getattr(Path, name)))
        patched.setattr("api.store.shelf.shutil.rmtree", cleaned)
        yield asked


def content(books: Path) -> dict[str, bytes]:
    """Every file of the books; what a crash left of a draft is none of them."""
    found = {path.relative_to(books): path for path in books.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in found.items()
        if not name.parts[0].startswith(DRAFT)
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("month")
    make_month(folder, "small", MONTH, 1, "et")
    return folder


@pytest.fixture(scope="module")
def whole(files: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, int]]:
    """The books after each step without a crash, and the writes that the step asked for."""
    books = tmp_path_factory.mktemp("whole") / "books"
    found = []
    for number, step in enumerate(STEPS):
        with power_for(10**9) as asked:
            step(files, books)
        kept = books.with_name(f"after-{number}")
        shutil.copytree(books, kept)
        found.append((kept, asked[0]))
    return found


def test_all_steps_write(whole: list[tuple[Path, int]]) -> None:
    assert all(writes > 5 for _, writes in whole)
    last, _ = whole[-1]
    seen, findings = verify_books(last)
    assert seen is not None
    assert findings == []
    assert seen.closed == (MONTH,)
    assert seen.invoices > 0


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_crash_between_any_two_writes_and_a_retry_leave_the_same_books(
    data: st.DataObject,
    files: Path,
    whole: list[tuple[Path, int]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    number = data.draw(st.integers(0, len(STEPS) - 1))
    wanted, writes = whole[number]
    books = tmp_path_factory.mktemp("crash") / "books"
    if number:
        shutil.copytree(whole[number - 1][0], books)
    for most in data.draw(st.lists(st.integers(0, writes - 1), min_size=1, max_size=2)):
        with power_for(most), contextlib.suppress(KeyboardInterrupt):
            STEPS[number](files, books)
    STEPS[number](files, books)
    assert content(books) == content(wanted)
    if number + 1 < len(STEPS):
        STEPS[number + 1](files, books)
        assert content(books) == content(whole[number + 1][0])
