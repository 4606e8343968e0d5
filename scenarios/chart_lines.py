"""A panel of lines: axes, grid, lines with their own dashes, and their names at the right end."""

from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.chart import Scale, apart, curve, line, series, shorten, text, up_to_round

LABEL_HEIGHT = 14
LETTERS = 26
"""Of a line's name beside the panel."""


@dataclass(frozen=True)
class Panel:
    """Where lines are drawn, and the two axes of it."""

    x: Scale
    y: Scale

    def axes(
        self, x_ticks: Sequence[tuple[float, str]], y_ticks: Sequence[tuple[float, str]]
    ) -> str:
        """Grid lines with what they mean."""
        parts = []
        for number, words in y_ticks:
            at = self.y.at(number)
            parts.append(line(self.x.first, at, self.x.last, at, "grid"))
            parts.append(text(self.x.first - 6, at + 4, words, "small", "end"))
        for number, words in x_ticks:
            parts.append(text(self.x.at(number), self.y.first + 16, words, "small", "middle"))
        parts.append(line(self.x.first, self.y.first, self.x.last, self.y.first, "axis"))
        return "".join(parts)

    def points(self, xs: Sequence[float], ys: Sequence[float]) -> list[tuple[float, float]]:
        """Places of numbers."""
        return [(self.x.at(x), self.y.at(y)) for x, y in zip(xs, ys, strict=True)]


def panel(
    left: float, top: float, width: float, height: float, x: tuple[float, float], y_top: float
) -> Panel:
    """A panel whose upright axis begins at 0."""
    return Panel(
        Scale(x[0], x[1], left, left + width),
        Scale(0, up_to_round(y_top), top + height, top),
    )


def named_lines(where: Panel, lines: Sequence[tuple[str, Sequence[float], Sequence[float]]]) -> str:
    """Lines with their names at the right, none upon another."""
    drawn = [curve(where.points(xs, ys), k) for k, (_, xs, ys) in enumerate(lines)]
    ends = [where.y.at(ys[-1]) if len(ys) else where.y.first for _, _, ys in lines]
    places = apart(ends, LABEL_HEIGHT, where.y.last, where.y.first)
    names = [
        text(where.x.last + 8, at + 4, shorten(name, LETTERS), series(k))
        for k, ((name, _, _), at) in enumerate(zip(lines, places, strict=True))
    ]
    return "".join([*drawn, *names])
