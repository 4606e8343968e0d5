"""Charts drawn by hand as SVG: axes, text and colours that all of them share.

A chart is a picture with a title and a description inside it, and the table of what it shows beside
it. Nothing is told by colour alone: lines have their own dashes and bear their names, cells their
figures. Colours are tokens, for light, dark and paper, in ``chart.css``: inside the picture where
it stands alone, in the page where pages allow no styles inside a picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from math import floor, log10

WIDTH = 720
DASHES = ("", "7 4", "2 3", "10 3 2 3", "12 5", "4 2 1 2")


@cache
def read_css() -> str:
    """The styles of charts."""
    return (files("scenarios") / "chart.css").read_text("utf-8")


@dataclass(frozen=True)
class Chart:
    """A picture and the table of what it shows."""

    name: str
    title: str
    about: str
    body: str
    height: int
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def svg(self, *, styled: bool = True) -> str:
        """The picture; ``styled``: with its colours inside, to stand alone."""
        style = f"<style>{read_css()}</style>" if styled else ""
        names = f'aria-labelledby="{self.name}-t {self.name}-d"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" {names} '
            f'viewBox="0 0 {WIDTH} {self.height}" width="{WIDTH}" height="{self.height}">'
            f'<title id="{self.name}-t">{escape(self.title)}</title>'
            f'<desc id="{self.name}-d">{escape(self.about)}</desc>{style}'
            f'<rect class="paper" width="{WIDTH}" height="{self.height}"/>'
            f'<text class="head" x="16" y="24">{escape(self.title)}</text>{self.body}</svg>\n'
        )


@dataclass(frozen=True, slots=True)
class Scale:
    """From numbers to places on an axis, and the ticks between."""

    low: float
    high: float
    first: float
    last: float

    def at(self, number: float) -> float:
        """Where a number stands."""
        span = self.high - self.low or 1.0
        return round(self.first + (number - self.low) / span * (self.last - self.first), 1)

    def ticks(self, many: int = 5) -> list[float]:
        """Round numbers from end to end, about so many."""
        step = round_step((self.high - self.low) / many)
        first = -floor(-self.low / step)
        return [k * step for k in range(first, floor(self.high / step + 1e-9) + 1)]


def round_step(step: float) -> float:
    """The least of 1, 2, 5, 10, … that is no smaller."""
    if step <= 0:
        return 1.0
    size = float(10 ** floor(log10(step)))
    return next(size * k for k in (1, 2, 5, 10) if size * k >= step * (1 - 1e-9))


def up_to_round(number: float, many: int = 5) -> float:
    """The end of an axis that begins at 0."""
    step = round_step(max(number, 1e-9) / many)
    return -floor(-number / step + 1e-9) * step or step


def text(x: float, y: float, words: str, how: str = "", anchor: str = "start") -> str:
    """Words at a place."""
    kind = f' class="{how}"' if how else ""
    return f'<text x="{x:g}" y="{y:g}"{kind} text-anchor="{anchor}">{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, how: str) -> str:
    """A straight line."""
    return f'<line class="{how}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>'


def curve(points: Sequence[tuple[float, float]], number: int) -> str:
    """A line through points, with the colour and the dashes of its number."""
    told = " ".join(f"{x:g},{y:g}" for x, y in points)
    dash = DASHES[number % len(DASHES)]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline class="curve {series(number)}" points="{told}"{dashes}/>'


def band(
    upper: Sequence[tuple[float, float]], lower: Sequence[tuple[float, float]], solid: float
) -> str:
    """The space between two lines."""
    told = " ".join(f"{x:g},{y:g}" for x, y in [*upper, *reversed(lower)])
    return f'<polygon class="band" fill-opacity="{solid:g}" points="{told}"/>'


def series(number: int) -> str:
    """Class of the colour of a line."""
    return f"s{number % len(DASHES) + 1}"


def apart(places: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Places of labels moved so that none lies on another; in the given order."""
    order = sorted(range(len(places)), key=lambda k: places[k])
    moved = [0.0] * len(places)
    below = low - least
    for k in order:
        below = max(places[k], below + least)
        moved[k] = below
    above = high + least
    for k in reversed(order):
        above = min(moved[k], above - least)
        moved[k] = above
    return moved


def shorten(words: str, most: int) -> str:
    """Words that fit; the whole of them stands in the table."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
