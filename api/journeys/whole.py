"""Files written beside their place first and moved there together: nobody reads half of one."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

Write = Callable[[Path], None]


def write_whole(folder: Path, files: Mapping[str, Write]) -> tuple[Path, ...]:
    """Write files (by name within the folder) and move them in; OSError where that cannot be.

    A name may stand in a folder of its own (``invoices/1.xml``).
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".tugiplaan-", dir=folder.parent))
    try:
        for name, write in files.items():
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            write(draft / name)
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (draft / name).replace(folder / name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return tuple(folder / name for name in files)
