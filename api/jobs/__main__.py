"""``python -m api.jobs``: a worker, as the server begins it beside itself."""

import logging
import sys

from api.jobs.begin import BESIDE, make_worker
from api.jobs.until_told import run_worker
from api.settings import Settings

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    _worker, _findings = make_worker(Settings())
    if _worker is None:
        sys.exit(", ".join(f"{one.rule}: {one.about}" for one in _findings))
    run_worker(_worker, beside=BESIDE in sys.argv)
