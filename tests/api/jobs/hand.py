"""A worker of the tests as a process of its own, to be killed."""

import os
import sys

from api.jobs.child import House
from api.jobs.clock import utc_now
from api.jobs.until_told import run_worker
from api.jobs.worker import Limits, Worker
from tests.api.jobs.errands import ERRANDS
from tests.api.store.places import MASTER

LIMITS = Limits(lease=4.0, beat=0.3, poll=0.1, tick=0.05)
PRELOADED = ("tests.api.jobs.errands", "api.jobs.child")

if __name__ == "__main__":
    house = House(sys.argv[1], MASTER, 0)
    run_worker(
        Worker(f"hand:{os.getpid()}", house, ERRANDS, utc_now, 2, LIMITS, PRELOADED), beside=True
    )
