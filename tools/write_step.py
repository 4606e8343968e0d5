"""Write the next step of the database: what its tables say now, and the steps so far do not.

    python tools/write_step.py "Clients may have two homes"

Read what it wrote: new tables of providers need their policy (see step 0002), and a change that
loses something is carried out in three steps: widen, fill, narrow.
"""

import re
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config

sys.path.insert(0, str(Path(__file__).parent.parent))

from api.store.engine import WRITES, open_engine
from api.store.migrate import FOLDER, known_steps


def write_step(what: str) -> Path:
    """The file of the new step."""
    number = f"{len(known_steps()) + 1:04}"
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    engine = open_engine("sqlite://", owner=True)
    with engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            config.attributes["connection"] = connection
            if number != "0001":
                command.upgrade(config, "head")
            command.revision(config, message=what, autogenerate=True, rev_id=number)
    (path,) = (FOLDER / "versions").glob(f"{number}_*.py")
    text = re.sub(r"\n *# ###.*", "", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    return path


if __name__ == "__main__":
    print(write_step(sys.argv[1]))
