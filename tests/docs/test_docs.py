"""Everything that a page tells to type is typed, and answers as the page shows."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from api.journeys.make_files import make_sample
from tests.conftest import leave_out
from tests.docs.pages import DOCS, HOUSE, README, read_fences
from tests.docs.typed import PROGRAM, Typed, Written, fits, read_installs, read_steps

PAGES = (README, *sorted(DOCS.glob("tutorial/*.md")), *sorted(DOCS.glob("how-to/*.md")))
MOST_SECONDS = 3
"""Longest search in a test: pages may give a search more."""
SEARCHES = ("roster", "replan", "demo")
BEFOREHAND = "provider.xlsx"
"""Workbook that pages call yours."""
MONDAY = date(2026, 11, 23)
FILES = {"use-your-own-travel-matrix.md": {"ways.csv": 0}}
"""Files that a page shows in a block, by the block's number."""
MADE_BY_MAKE = ("ARGS", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "PYTHON", "VENV")
"""Of the environment: what make hands on to what it runs."""
QUIET = {"--quiet", "--disable-pip-version-check"}
INSTALLING = ("-m venv", "pip install", "optimizer.warm")
"""Words of commands that no page may leave away."""
names = [page.relative_to(HOUSE).as_posix() for page in PAGES]


def program() -> list[str]:
    """Find the command beside the interpreter, or call it in this checkout."""
    found = shutil.which(PROGRAM, path=str(Path(sys.executable).parent))
    call = f"import sys; sys.argv[0] = {PROGRAM!r}; from api.cli import main; main()"
    return [found] if found else [sys.executable, "-c", call]


def hurry(words: list[str]) -> list[str]:
    """Give a search no more than a test has."""
    if words[1] not in SEARCHES:
        return words
    if "--seconds" not in words:
        return [*words, "--seconds", str(MOST_SECONDS)]
    at = words.index("--seconds") + 1
    return [*words[:at], str(min(int(words[at]), MOST_SECONDS)), *words[at + 1 :]]


def run(typed: Typed, folder: Path) -> tuple[int, list[str]]:
    """Exit code and every line of the answer, errors where they come."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TUGIPLAAN")}
    done = subprocess.run(  # noqa: S603 - the words of our own pages
        [*program(), *hurry(typed.words)[1:]],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(HOUSE), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    lines = done.stdout.decode("utf-8").splitlines()
    return done.returncode, [line.rstrip().replace("\\", "/") for line in lines]


def write_cells(written: Written, folder: Path) -> None:
    """Fill cells as the reader would in Excel, where the page knows what stands in them."""
    book = load_workbook(folder / written.workbook)
    for sheet, cell, before, after in written.cells:
        found = book[sheet][cell]
        assert str(found.value or "") == before, f"{sheet}!{cell} holds {found.value!r}"
        found.value = after
    book.save(folder / written.workbook)


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_what_a_page_tells_to_type_answers_as_shown(page: Path, tmp_path: Path) -> None:
    steps = read_steps(page)
    words = [word for step in steps if isinstance(step, Typed) for word in step.words]
    if BEFOREHAND in words:
        make_sample(tmp_path / BEFOREHAND, "small", MONDAY, 1, "et")
    for name, number in FILES.get(page.name, {}).items():
        lines = read_fences(page)[number].lines
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")
    for step in steps:
        if isinstance(step, Written):
            write_cells(step, tmp_path)
            continue
        assert step.words[0] == PROGRAM, f"line {step.line}: only {PROGRAM} runs everywhere"
        if step.words[1] == "sample" and BEFOREHAND in step.words:
            (tmp_path / BEFOREHAND).unlink()
        code, printed = run(step, tmp_path)
        answer = "\n".join(printed)
        assert code == step.code, f"line {step.line}: ended with {code}:\n{answer}"
        if step.shown is not None:
            assert fits(step.shown, printed), f"line {step.line}: the answer is\n{answer}"


def test_the_first_pages_tell_to_type_something() -> None:
    fewest = {"README.md": 2, "docs/tutorial/first-week.md": 6}
    found = {name: len(read_steps(HOUSE / name)) for name in fewest}
    assert {name: found[name] for name in fewest if found[name] < fewest[name]} == {}


def test_an_answer_fits_only_what_is_shown() -> None:
    printed = ["Left out: 3", "", "Rule  1", "Total  33,150"]
    assert fits(["Left out: …", "…", "Total …"], printed)
    assert fits(["…"], printed)
    assert fits(["…", "Total  33,150", "…"], printed)
    assert not fits(["Left out: 4", "…"], printed)
    assert not fits(["Left out: …"], printed)
    assert not fits(["…", "Total"], printed)
    assert not fits(["Left out: 3", "", "Rule  1", "Total  33,150", "more"], printed)
    assert not fits(["…", "Rule  … 1 …", "Total…"], printed)


def plain(line: str) -> str:
    """Write a command of one system as the Makefile has it."""
    line = line.replace("\\", "/").replace(".venv/Scripts/", ".venv/bin/")
    line = re.sub(r"^py( -3\.\d+)? ", "python3 ", line).replace(" -r ", " --requirement ")
    return " ".join(word for word in line.split() if word not in QUIET)


@pytest.fixture(scope="module")
def made() -> dict[str, list[str]]:
    """What ``make demo`` and ``make test`` would do on a fresh machine, line by line."""
    program = shutil.which("make")
    if program is None:
        leave_out("make is missing.")
    found = {}
    for target in ("demo", "test"):
        done = subprocess.run(  # noqa: S603 - our own Makefile, which does nothing with -n
            [str(program), "--dry-run", target, "VENV=.fresh", "PYTHON=python3"],
            cwd=HOUSE,
            check=True,
            capture_output=True,
            text=True,
            # What an outer make was told (ARGS, a dry run) is not what the page says.
            env={k: v for k, v in os.environ.items() if k not in MADE_BY_MAKE},
        )
        found[target] = [
            plain(line.replace(".fresh", ".venv")) for line in done.stdout.splitlines()
        ]
    return found


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_what_a_page_tells_to_install_is_what_make_does(
    page: Path, made: dict[str, list[str]]
) -> None:
    for block in read_installs(page):
        if block[0].startswith("make "):
            assert {line.split()[1] for line in block} <= set(made)
            continue
        lines = [plain(line) for line in block]
        target = "test" if any("constraints.txt" in line for line in lines) else "demo"
        wanted = [line for line in made[target] if line in lines]
        assert wanted == lines
        installs = [line for line in made[target] if any(word in line for word in INSTALLING)]
        assert [line for line in lines if line in installs] == installs


def test_both_commands_stand_in_the_readme_with_the_plain_ones() -> None:
    blocks = [" ".join(block) for block in read_installs(README)]
    assert {"make demo", "make test"} <= set(blocks)
    assert any(block.startswith("py ") and "Scripts" in block for block in blocks)


def test_continuous_integration_runs_the_tests_by_make() -> None:
    assert re.search(r"^make test ", (HOUSE / ".ci" / "run").read_text("utf-8"), re.MULTILINE)
