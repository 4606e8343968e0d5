"""Where long work is handed to: the executor of a URL, or why it cannot be had."""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from domain.finding import Finding
from optimizer.elsewhere import Elsewhere
from scenarios.executor import hands_of, open_engine, read_engine

AWAY = "executor.away"
DONE_HERE = "executor.done_here"
"""A cluster is away, and what it was asked for is done in this process."""
LARGE = 1_000
"""Needs of a week from which it is worth the way to other processes."""
HERE = "serial:"


@contextmanager
def open_executor(url: str) -> Iterator[tuple[Executor | None, list[Finding]]]:
    """The executor of a URL; in this process a thread beside, so that progress can be told."""
    engine, findings = read_engine(url)
    if engine is None:
        yield None, findings
        return
    if url == HERE:
        with ThreadPoolExecutor(1) as here:
            try:
                yield here, []
            finally:
                here.shutdown(cancel_futures=True)
        return
    with ExitStack() as stack:
        try:
            executor = stack.enter_context(open_engine(engine))
        except OSError as error:
            yield None, [Finding(AWAY, url, {"value": str(error)})]
            return
        yield executor, []


@contextmanager
def open_elsewhere(url: str, needs: int) -> Iterator[tuple[Elsewhere | None, list[Finding]]]:
    """Where parts of a week of so many needs are improved; None for this process alone.

    A small week asks for nobody. A cluster that cannot be reached is told (``DONE_HERE``), and the
    week is planned here: whoever waits for a roster is not to wait for another machine.
    """
    if url == HERE or needs < LARGE:
        yield None, []
        return
    with open_executor(url) as (executor, findings):
        if executor is not None:
            yield Elsewhere(executor, hands_of(executor)), []
        else:
            yield None, [_done_here(one) for one in findings]


def _done_here(finding: Finding) -> Finding:
    return replace(finding, rule=DONE_HERE) if finding.rule == AWAY else finding
