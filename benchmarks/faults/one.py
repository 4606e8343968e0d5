"""One task in a process of its own: ``python -m benchmarks.faults.one ADDRESS DIARY WORK KEY``."""

import sys
from pathlib import Path

from api.store.unit import open_store
from benchmarks.faults.work import Task, carry_out, told_of
from benchmarks.faults.writer import MASTER, Diary

if __name__ == "__main__":
    address, diary, work, key = sys.argv[1:]
    store = open_store(address, MASTER)
    task = Task(work, key)
    Diary(Path(diary)).write("told", task, **told_of(carry_out(store, task)))
    store.close()
