"""Where long work is handed to: the executor of a URL, or why it cannot be had."""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from domain.finding import Finding
from scenarios.executor import open_engine, read_engine

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
