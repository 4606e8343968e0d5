"""Whether the search is compiled on this machine already, and waiting for it elsewhere."""

import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import numba
from llvmlite.binding import get_host_cpu_name

from optimizer.search.compiled import sources
from optimizer.search.loop import run as compiled_run

run: Any = compiled_run
"""As numba made it: with statistics and signatures."""


def _mark() -> Path:
    """A file beside what numba keeps; its name says what must be the same."""
    made_for = f"{numba.__version__}-{platform.python_version()}-{get_host_cpu_name()}"
    return Path(run.stats.cache_path) / f"search-{sources():x}-{made_for}.ready"


def is_compiled() -> bool:
    """Whether a search would begin at once."""
    return bool(run.signatures) or _mark().exists()


def note_compiled() -> None:
    """Remember it for the next time; a folder that cannot be written to is no fault."""
    try:
        _mark().parent.mkdir(parents=True, exist_ok=True)
        _mark().touch()
    except OSError:
        return


class Compiling:
    """The search being compiled by another process, so that nobody waits for it."""

    def __init__(self) -> None:
        """Begin at once; what is compiled stays for the next time, whoever ends first."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "optimizer.warm"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def is_done(self) -> bool:
        """Whether it has come to its end and left something to use."""
        return self._process.poll() == 0 and is_compiled()
