"""Whatever somebody hands in: bytes made up by a fuzzer that sees which code they reach.

    python -m benchmarks.fuzz --seconds 60 --parser csv|xlsx|ubl|earve|money [--write]

It wants ``atheris``, which is no library of the house (``pip install atheris``). The parser's code
is watched while bytes are made of good files; what is reached anew is kept and built upon. A
parser has to answer with findings. A crash is an exception that nobody foresaw (counted once for
each place in our code), a process that died, or an answer that took more than 20 seconds. The last
line is one JSON object ``{parser, runs, crashes}``; above it stands each crash with the bytes that
made it. ``--write`` adds the run to ``results/fuzz.csv``.
"""

import argparse
import json
import os
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROOMS = ("api.imports", "billing.einvoice", "domain")
RESULTS = Path(__file__).parent / "results" / "fuzz.csv"
SLOW_SECONDS = 20
LONGEST = 20_000
"""Bytes of what is made up."""
SHOWN = 5


@dataclass(frozen=True)
class Parser:
    """What is tried, and good files to begin from."""

    seeds: tuple[bytes, ...]
    read: Callable[[bytes], object]


def main() -> None:
    """Fuzz one parser for so long."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--parser", choices=sorted(PARSERS), required=True)
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    runs, crashes = _in_a_process(given.parser, given.seconds)
    for place, data in sorted(crashes.items())[:SHOWN]:
        sys.stdout.write(f"{place}: {data!r}\n")
    figures = {"parser": given.parser, "runs": runs, "crashes": len(crashes)}
    if given.write:
        # Only now: what is fuzzed may not be imported before it is watched.
        keep = import_module("benchmarks.bench_week").keep
        keep(figures | {"seconds": given.seconds}, RESULTS)
    print(json.dumps(figures))


def _in_a_process(parser: str, seconds: int) -> tuple[int, dict[str, bytes]]:
    """The fuzzer never comes back, and what it tries may take the process along."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told"
        child = os.fork()
        if not child:
            try:
                _fuzz(parser, seconds, Path(folder))
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        if not told.exists():
            return 0, {f"the process died ({status})": b""}
        runs, crashes = json.loads(told.read_text())
        return runs, {place: bytes.fromhex(data) for place, data in crashes.items()}


def _fuzz(name: str, seconds: int, folder: Path) -> None:
    atheris: Any = import_module("atheris")
    tempfile.tempdir = str(folder)
    with atheris.instrument_imports(include=list(ROOMS), enable_loader_override=False):
        parser = PARSERS[name]()
    seeds = folder / "seeds"
    seeds.mkdir()
    for number, seed in enumerate(parser.seeds):
        (seeds / str(number)).write_bytes(seed[:LONGEST])
    runs = 0
    crashes: dict[str, str] = {}
    ends = time.monotonic() + seconds

    def one(data: bytes) -> None:
        nonlocal runs
        begun = time.monotonic()
        try:
            parser.read(data)
        except Exception as fault:  # noqa: BLE001 - each is what is looked for
            crashes.setdefault(_place(fault), data.hex())
        runs += 1
        now = time.monotonic()
        if now - begun > SLOW_SECONDS:
            crashes.setdefault("slow", data.hex())
        if now >= ends:
            (folder / "told").write_text(json.dumps([runs, crashes]))
            os._exit(0)

    _be_quiet()
    options = (f"-max_len={LONGEST}", "-rss_limit_mb=3000", "-timeout=60", "-verbosity=0")
    atheris.Setup([sys.argv[0], *options, str(seeds)], one)
    atheris.Fuzz()


def _be_quiet() -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)


def _place(fault: BaseException) -> str:
    """Kind of a fault and the last line of ours that it came through."""
    ours = [
        one
        for one in traceback.extract_tb(fault.__traceback__)
        if one.filename.startswith(str(Path(__file__).parents[1]))
    ]
    last = ours[-1]
    return f"{type(fault).__name__} {Path(last.filename).name}:{last.lineno}"


def _fuzz_csv() -> Parser:
    """The first byte says which table it is; the others are empty."""
    provider = import_module("api.imports.provider_workbook")
    month = import_module("api.imports.month_book")
    writer = import_module("api.exports.provider_csv")
    good = import_module("tests.api.imports.good_provider").PROVIDER
    folder = Path(tempfile.mkdtemp())
    (folder / "good").mkdir()
    writer.write_provider_csv(folder / "good", good)
    tables = sorted((folder / "good").rglob("*.csv"))
    inside = folder / "in"
    inside.mkdir()

    def read(data: bytes) -> None:
        which = data[0] % (len(tables) + 1) if data else 0
        if which == len(tables):
            path = folder / "month.csv"
            path.write_bytes(data[1:])
            month.read_month(path)
            return
        path = inside / tables[which].name
        path.write_bytes(data[1:])
        provider.read_provider(inside)
        path.unlink()

    seeds = [bytes([number]) + one.read_bytes() for number, one in enumerate(tables)]
    return Parser((*seeds, bytes([len(tables)]) + b"a;b\n1;2\n"), read)


def _fuzz_xlsx() -> Parser:
    """The first byte says which part of a good workbook the others are."""
    provider = import_module("api.imports.provider_workbook")
    writer = import_module("api.exports.provider_workbook")
    good = import_module("tests.api.imports.good_provider").PROVIDER
    folder = Path(tempfile.mkdtemp())
    writer.write_provider(folder / "good.xlsx", good)
    with zipfile.ZipFile(folder / "good.xlsx") as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    names = sorted(held)

    def read(data: bytes) -> None:
        which = data[0] % (len(names) + 1) if data else len(names)
        path = folder / "in.xlsx"
        if which == len(names):
            path.write_bytes(data[1:])
        else:
            with zipfile.ZipFile(path, "w") as parts:
                for name, content in held.items():
                    parts.writestr(name, data[1:] if name == names[which] else content)
        provider.read_provider(path)

    small = [(number, held[name]) for number, name in enumerate(names) if len(held[name]) < LONGEST]
    return Parser(tuple(bytes([number]) + content for number, content in small), read)


def _fuzz_ubl() -> Parser:
    return _fuzz_invoice("ubl")


def _fuzz_earve() -> Parser:
    return _fuzz_invoice("earve")


def _fuzz_invoice(syntax: str) -> Parser:
    einvoice = import_module("billing.einvoice")
    papers = import_module("tests.billing.einvoice.papers")
    return Parser(
        tuple(einvoice.write(one, syntax) for one in papers.draw_months(31, 6)), einvoice.read
    )


def _fuzz_money() -> Parser:
    """Every way in which an amount, a share or a number comes in."""
    scalars = import_module("api.imports.scalars")
    figures = import_module("billing.einvoice.figures")

    def read(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        cents = scalars.read_cents(text, None)
        if isinstance(cents, int):
            assert abs(cents) < 100 * scalars.LARGEST
        scalars.read_cents(text, 0, 10_000_000, ",")
        scalars.read_decimal(text)
        scalars.read_percent(text)
        scalars.read_whole(text, 0, 100)
        try:
            assert figures.read_number(text, 2) in range(-figures.LARGEST, figures.LARGEST + 1)
        except figures.UnreadableError:
            return

    seeds = ("105,50", "1 234 567.89", "-0,01", "€ 12", "1.234", "12 %", "1e5", "+7", "٣", "1'000")
    return Parser(tuple(one.encode() for one in seeds), read)


PARSERS: Mapping[str, Callable[[], Parser]] = {
    "csv": _fuzz_csv,
    "xlsx": _fuzz_xlsx,
    "ubl": _fuzz_ubl,
    "earve": _fuzz_earve,
    "money": _fuzz_money,
}
"""Ways in for what people hand in."""


if __name__ == "__main__":
    main()
