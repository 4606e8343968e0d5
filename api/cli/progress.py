"""The bar while a week is planned: time, the best so far, how good it can get; and Ctrl-C."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.progress_bar import ProgressBar
from rich.text import Text

from api.cli.screen import Screen
from api.exports.phrases import phrase
from api.journeys.plan_week import Stage
from domain.words import write_count, write_share
from optimizer.solve import Progress as Searched

BAR = 30


class Watch:
    """Hears of stages and progress, shows them, and knows whether to stop."""

    def __init__(self, screen: Screen, bar: Progress) -> None:
        self.screen, self.bar = screen, bar
        self.stopped = False
        self._task = bar.add_task("", total=None, said="", hint="")

    def begun(self, stage: Stage) -> None:
        """Name the stage."""
        words = phrase(self.screen.language, stage)
        self.bar.reset(self._task, total=None, description=words, said="", hint="")

    def searching(self, seconds: int) -> None:
        """Show the time that the search has."""
        hint = phrase(self.screen.language, "stop_hint")
        self.bar.update(self._task, total=seconds, hint=hint)

    def told(self, searched: Searched) -> None:
        """Show the best so far."""
        language = self.screen.language
        gap = 1 - searched.bound / searched.cost if searched.cost > searched.bound else 0.0
        parts = [
            phrase(language, "best_so_far", cost=write_count(language, searched.cost)),
            phrase(language, "left_out_so_far", count=searched.left_out),
        ]
        if searched.bound > 0:
            parts.append(phrase(language, "gap_so_far", gap=write_share(language, gap)))
        self.bar.update(self._task, said=", ".join(parts))

    def stop(self) -> bool:
        """Whether somebody asked to end the search."""
        return self.stopped

    def interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        """End the search at the first Ctrl-C, everything at the second."""
        if self.stopped:
            raise KeyboardInterrupt
        self.stopped = True
        self.bar.update(self._task, hint=phrase(self.screen.language, "stopped"))


class _TimeBar(ProgressColumn):
    """How much of the time given is gone."""

    max_refresh = 0.2

    def render(self, task: Task) -> Any:
        """A bar of seconds, or one that pulses where nobody knows how long it takes."""
        elapsed = task.elapsed or 0.0
        if task.total is None:
            return ProgressBar(total=None, width=BAR, pulse=True, animation_time=elapsed)
        return ProgressBar(total=task.total, completed=min(elapsed, task.total), width=BAR)


class _Seconds(ProgressColumn):
    """Seconds gone of seconds given."""

    max_refresh = 0.2

    def render(self, task: Task) -> Text:
        """Such as ``12 / 60 s``."""
        elapsed = int(task.elapsed or 0)
        given = f" / {task.total:.0f}" if task.total else ""
        return Text(f"{elapsed}{given} s", style="progress.elapsed")


@contextmanager
def watch(screen: Screen) -> Iterator[Watch]:
    """A bar on standard error, gone when done; none where nobody looks at a terminal."""
    console = Console(stderr=True, highlight=False)
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        _TimeBar(),
        _Seconds(),
        TextColumn("{task.fields[said]}"),
        TextColumn("[dim]{task.fields[hint]}"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        seen = Watch(screen, bar)
        before = signal.signal(signal.SIGINT, seen.interrupt)
        try:
            yield seen
        finally:
            signal.signal(signal.SIGINT, before)
