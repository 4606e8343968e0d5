import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from api.store.shelf import LIST, NEXT, BusyError, DamagedError, Shelf, open_shelf


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_folder_that_is_not_there_is_an_empty_shelf(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path / "books")
    assert list(shelf.names()) == []
    assert not (tmp_path / "books").exists()


def test_what_is_put_is_read_again(tmp_path: Path) -> None:
    open_shelf(tmp_path).put({"a/one.csv": b"1", "two.json": b"2"})
    shelf = open_shelf(tmp_path)
    assert list(shelf.names()) == ["a/one.csv", "two.json"]
    assert list(shelf.names("a")) == ["a/one.csv"]
    assert shelf.read("a/one.csv") == b"1"
    assert sorted(everything(tmp_path)) == ["a/one.csv", LIST, "two.json"]


def test_a_file_that_is_taken_away_is_gone(tmp_path: Path) -> None:
    open_shelf(tmp_path).put({"one": b"1", "two": b"2"})
    open_shelf(tmp_path).put({"one": None})
    assert list(open_shelf(tmp_path).names()) == ["two"]
    assert not (tmp_path / "one").exists()


def test_putting_the_same_again_changes_nothing(tmp_path: Path) -> None:
    first = open_shelf(tmp_path).put({"one": b"1"})
    before = everything(tmp_path)
    assert first.put({"one": b"1"}) is first
    assert everything(tmp_path) == before


def test_a_file_changed_by_hand_is_named(tmp_path: Path) -> None:
    open_shelf(tmp_path).put({"one": b"1", "two": b"2"})
    (tmp_path / "one").write_bytes(b"10")
    shelf = open_shelf(tmp_path)
    assert shelf.damaged() == ("one",)
    with pytest.raises(DamagedError, match="one"):
        shelf.read("one")


def test_a_file_that_was_deleted_is_named(tmp_path: Path) -> None:
    open_shelf(tmp_path).put({"one": b"1", "two": b"2"})
    (tmp_path / "two").unlink()
    assert open_shelf(tmp_path).damaged() == ("two",)


def test_of_two_who_opened_the_same_only_the_first_can_write(tmp_path: Path) -> None:
    one, other = open_shelf(tmp_path), open_shelf(tmp_path)
    one.put({"one": b"1"})
    before = everything(tmp_path)
    with pytest.raises(BusyError):
        other.put({"one": b"2"})
    assert everything(tmp_path) == before


def test_a_change_in_the_making_keeps_others_out(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path).put({"one": b"1"})
    (tmp_path / NEXT).mkdir()
    (tmp_path / NEXT / "gone").write_text("[]")
    with pytest.raises(BusyError):
        shelf.put({"one": b"2"})


@pytest.mark.parametrize("crash", range(12))
def test_a_crash_at_any_write_leaves_all_or_nothing(
    crash: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "books"
    before = {"a": b"1", "b/c": b"2", "d": b"3"}
    shelf = open_shelf(folder).put(before)
    left = [crash]

    def failing(real: Callable[..., object]) -> Callable[..., object]:
        def write(*told: object, **more: object) -> object:
            if left[0] == 0:
                message = "the power went"
                raise KeyboardInterrupt(message)
            left[0] -= 1
            return real(*told, **more)

        return write

    with monkeypatch.context() as patched:
        for name in ("rename", "replace", "unlink", "open"):
            patched.setattr(Path, name, failing(getattr(Path, name)))
        patched.setattr("api.store.shelf.shutil.rmtree", lambda *_, **__: None)
        with contextlib.suppress(KeyboardInterrupt):
            shelf.put({"a": b"10", "b/c": None, "e": b"4"})
    found = open_shelf(folder)
    after = {name: found.read(name) for name in found.names()}
    assert after in (before, {"a": b"10", "d": b"3", "e": b"4"})
    again = found.put({"f": b"5"})
    assert again.read("f") == b"5"
    assert again.damaged() == ()


@pytest.mark.parametrize("text", ["", "[]", '{"revision": 1, "files": {"../x": "0"}}'])
def test_a_list_that_is_none_is_damaged(text: str, tmp_path: Path) -> None:
    (tmp_path / LIST).write_text(text)
    with pytest.raises(DamagedError, match=LIST):
        open_shelf(tmp_path)


def test_a_shelf_knows_what_it_has(tmp_path: Path) -> None:
    shelf: Shelf = open_shelf(tmp_path).put({"one": b"1"})
    assert shelf.has("one")
    assert not shelf.has("two")
