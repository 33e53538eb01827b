"""The numbered list of events beside a printed chart: a page has no hover, so the list travels with it."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from pipeline.charts.lettering import characters, shortened, wrapped
from pipeline.charts.palette import LIGHT, direction_colour, text_colour
from pipeline.charts.spec import Badge, ChartSpec, Entry
from pipeline.words import UNREVIEWED_MARK, direction_sign, side_name

_INDENT = 0.34
"""Inches between a number of the list and its text."""
_GAP = 0.43
"""Lines between two entries of the list."""


@dataclass(frozen=True)
class Column:
    """Where the list stands: shares of the figure, and the figure's size in inches."""

    left: float
    right: float
    top: float
    bottom: float
    width: float
    height: float

    @property
    def inches(self) -> tuple[float, float]:
        """Width for text, and height."""
        return (self.right - self.left) * self.width - _INDENT, (self.top - self.bottom) * self.height


def draw_list(fig: Figure, spec: ChartSpec, column: Column) -> None:
    """The numbered events in as large a type as fits: two or more lines each, or one line each where they are many."""
    size, texts = _fitted(spec, column)
    line = size * 1.28 / 72 / column.height
    y = column.top
    for entry, lines in zip(spec.entries, texts, strict=True):
        fig.text(
            column.left + 0.1 / column.width,
            y - line * 0.5,
            str(entry.number),
            fontsize=size - 1,
            fontweight="bold",
            ha="center",
            va="center",
            **badge_look(entry, 0.22),
        )
        for row, text in enumerate(lines):
            head = row == 0 and len(lines) > 1
            heading = {1: LIGHT.thaw_text, -1: LIGHT.freeze_text}.get(entry.direction, LIGHT.muted)
            fig.text(
                column.left + _INDENT / column.width,
                y,
                text,
                fontsize=size,
                va="top",
                fontweight="bold" if head else "normal",
                color=heading if head else LIGHT.ink,
            )
            y -= line
        y -= line * _GAP if len(lines) > 1 else 0
    for text in wrapped(spec.not_shown, size, column.inches[0]):
        fig.text(column.left, y, text, fontsize=size, color=LIGHT.muted, va="top")
        y -= line


def badge_look(mark: Badge | Entry, pad: float) -> dict:
    """Text colour and box of a badge: round for thaw, square for freeze; a ring for what has not happened, a dashed one for
    what nobody has reviewed."""
    shape = f"round,pad={pad},rounding_size=0.6" if mark.direction > 0 else f"square,pad={pad}"
    colour = direction_colour(mark.direction)
    if mark.hollow:
        stroke = (0, (2.5, 1.2)) if mark.unreviewed else "-"
        ring = {"facecolor": LIGHT.background, "edgecolor": colour, "linestyle": stroke, "linewidth": 1.4}
        return {"color": text_colour(mark.direction), "bbox": {"boxstyle": shape, **ring}}
    return {"color": "white", "bbox": {"boxstyle": shape, "facecolor": colour, "edgecolor": "none"}}


def _fitted(spec: ChartSpec, column: Column) -> tuple[float, list[list[str]]]:
    """A type size, and each entry's lines at that size."""
    width, height = column.inches
    extra = 2 if spec.not_shown else 0
    for size in (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0):
        texts = [[heading(entry), *wrapped(entry.title, size, width)] for entry in spec.entries]
        if (sum(len(lines) + _GAP for lines in texts) + extra) * size * 1.28 / 72 <= height:
            return size, texts
    size = min(7.0, height / (len(spec.entries) + extra) * 72 / 1.28)
    room = characters(size, width)
    return size, [[shortened(_one_line(entry), room)] for entry in spec.entries]


def _one_line(entry: Entry) -> str:
    """Date, direction and title; that nobody has reviewed it stands first, where no shortening takes it away."""
    text = f"{heading(entry)}  {entry.title}"
    return f"{UNREVIEWED_MARK}{text.replace(UNREVIEWED_MARK, '', 1)}" if entry.unreviewed else text


def heading(entry: Entry) -> str:
    """Date, sign and direction of an entry."""
    return f"{entry.when}  {direction_sign(entry.direction)} {side_name(entry.direction)}"
