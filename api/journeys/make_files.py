"""Make files to begin with: the empty workbook, or one filled with a made-up provider."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from api.exports.provider_csv import write_provider_csv
from api.exports.provider_workbook import write_provider, write_template
from api.sample import Size, sample
from domain.provider import Provider
from domain.words import Language


def make_template(path: Path, language: Language, *, csv: bool = False) -> None:
    """The empty workbook, or the empty CSV folder. Raises OSError where it cannot be written."""
    if csv:
        write_provider_csv(path, Provider(name=""), language)
    else:
        _whole(path, lambda draft: write_template(draft, language))


def make_sample(path: Path, size: Size, monday: date, seed: int, language: Language) -> Provider:
    """A workbook with a made-up provider around a week; the same seed, the same people."""
    provider = sample(size, monday, seed)
    _whole(path, lambda draft: write_provider(draft, provider, language))
    return provider


def _whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write beside the file first: nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".tugiplaan-", dir=path.parent))
    try:
        write(folder / path.name)
        (folder / path.name).replace(path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
