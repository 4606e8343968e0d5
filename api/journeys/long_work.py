"""Where long work is handed to: the executor of a URL, or why it cannot be had."""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from domain.finding import Finding
from optimizer.elsewhere import Elsewhere
from scenarios.executor import hands_of, open_engine, read_engine

AWAY = "executor.away"
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
def open_elsewhere(url: str) -> Iterator[tuple[Elsewhere | None, list[Finding]]]:
    """Where parts of a large week are improved: None, and no finding, for this process alone."""
    if url == HERE:
        yield None, []
        return
    with open_executor(url) as (executor, findings):
        yield None if executor is None else Elsewhere(executor, hands_of(executor)), findings
