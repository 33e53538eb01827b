"""The numbered list of events beside a printed chart: a page has no hover, so the list travels with it."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from pipeline.charts.lettering import fitted, wrapped
from pipeline.charts.palette import LIGHT, Looks
from pipeline.charts.spec import Badge, ChartSpec, Entry
from pipeline.words import UNREVIEWED_MARK, direction_sign, side_name

_INDENT = 0.34
"""Inches between a number of the list and its text."""
_GAP = 0.43
"""Lines between two entries of the list."""


NOTE_LOOK: dict = {
    "color": LIGHT.ink,
    "fontweight": "bold",
    "bbox": {"boxstyle": "circle,pad=0.18", "facecolor": LIGHT.background, "edgecolor": LIGHT.ink, "linewidth": 1.0},
}
"""The letter of a note: in ink, because it is the analyst's and no event."""


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


def draw_list(fig: Figure, spec: ChartSpec, columns: list[Column]) -> None:
    """The numbered events in as large a type as fits: each below a heading, or running on from its date where they are
    many, or cut to one line each where they are very many."""
    setting = _fitted(spec, columns)
    line = setting.size * 1.28 / 72 / columns[0].height
    entries = list(zip(spec.entries, setting.texts, strict=True))
    y, column = columns[0].top, columns[0]
    for column, number in zip(columns, setting.filled, strict=True):
        y = column.top
        for entry, lines in entries[:number]:
            _entry(fig, entry, lines, column, y, setting, spec.looks)
            y -= line * (len(lines) + setting.gap)
        entries = entries[number:]
    for text in wrapped(spec.not_shown, setting.size, column.inches[0] + _INDENT):
        fig.text(column.left, y, text, fontsize=setting.size, color=LIGHT.muted, va="top")
        y -= line


def list_inches(spec: ChartSpec, columns: list[Column]) -> float:
    """How high the list is in columns of this height, at the type size that it takes there."""
    setting = _fitted(spec, columns)
    lengths, used = [len(lines) + setting.gap for lines in setting.texts], []
    for number in setting.filled:
        used.append(sum(lengths[:number]))
        lengths = lengths[number:]
    used[-1] += len(wrapped(spec.not_shown, setting.size, columns[0].inches[0] + _INDENT))
    return max(used) * setting.size * 1.28 / 72


def _entry(fig: Figure, entry: Entry, lines: list[str], column: Column, y: float, setting: _Setting, looks: Looks) -> None:
    """One number and its lines, the first of which starts at the height `y`."""
    size = setting.size
    line = size * 1.28 / 72 / column.height
    fig.text(
        column.left + 0.1 / column.width,
        y - line * 0.5,
        str(entry.number),
        fontsize=size * (0.9 if setting.gap else 0.72),
        fontweight="bold",
        ha="center",
        va="center",
        **badge_look(entry, 0.22 if setting.gap else 0.16, looks),
    )
    for row, text in enumerate(lines):
        head = setting.headed and row == 0
        colour = looks.text(entry.direction)
        fig.text(
            column.left + _INDENT / column.width,
            y - row * line,
            text,
            fontsize=size,
            va="top",
            fontweight="bold" if head else "normal",
            color=colour if head else LIGHT.ink,
        )


def badge_look(mark: Badge | Entry, pad: float, looks: Looks) -> dict:
    """Text colour and box of a badge: round for thaw, square for freeze; a ring for what has not happened, a dashed one for
    what nobody has reviewed."""
    shape = f"round,pad={pad},rounding_size=0.6" if mark.direction > 0 else f"square,pad={pad}"
    colour = looks.mark(mark.direction)
    if mark.hollow:
        stroke = (0, (2.5, 1.2)) if mark.unreviewed else "-"
        ring = {"facecolor": LIGHT.background, "edgecolor": colour, "linestyle": stroke, "linewidth": 1.4}
        return {"color": looks.text(mark.direction), "bbox": {"boxstyle": shape, **ring}}
    return {"color": "white", "bbox": {"boxstyle": shape, "facecolor": colour, "edgecolor": "none"}}


@dataclass(frozen=True)
class _Setting:
    """How the list is set: type size in points, whether entries have headings, lines between two of them, each entry's
    lines, and how many entries stand in each column."""

    size: float
    headed: bool
    gap: float
    texts: list[list[str]]
    filled: list[int]


_ATTEMPTS = ((True, (10.0, 9.5, 9.0, 8.5, 8.0)), (False, (9.0, 8.5, 8.0, 7.5, 7.0)))


def _fitted(spec: ChartSpec, columns: list[Column]) -> _Setting:
    """The largest setting that fits the columns."""
    width, height = columns[0].inches
    for headed, sizes in _ATTEMPTS:
        for size in sizes:
            texts = [_lines(entry, size, width, headed) for entry in spec.entries]
            extra = len(wrapped(spec.not_shown, size, width + _INDENT))
            filled = _filled([len(lines) + _GAP for lines in texts], extra, height * 72 / (size * 1.28), len(columns))
            if filled:
                return _Setting(size, headed, _GAP, texts, filled)
    most = -(-len(spec.entries) // len(columns))
    size = min(7.0, height / (most + (2 if spec.not_shown else 0)) * 72 / 1.28)
    texts = [[fitted(_one_line(entry), size, width)] for entry in spec.entries]
    return _Setting(size, False, 0.0, texts, [max(min(most, len(texts) - most * place), 0) for place in range(len(columns))])


def _lines(entry: Entry, size: float, width: float, headed: bool) -> list[str]:
    if headed:
        return [*wrapped(heading(entry), size, width, bold=True), *wrapped(entry.title, size, width)]
    return wrapped(_one_line(entry), size, width)


def _filled(lengths: list[float], extra: int, room: float, columns: int) -> list[int]:
    """How many entries each column takes, one after the other, `extra` lines at the end; empty where they do not fit."""
    filled, used = [0] * columns, 0.0
    place = 0
    for length in lengths:
        if used + length > room:
            place, used = place + 1, 0.0
        if place == columns or length > room:
            return []
        filled[place] += 1
        used += length
    return filled if used + extra <= room else []


def _one_line(entry: Entry) -> str:
    """Date, direction and title; that nobody has reviewed it stands first, where no shortening takes it away."""
    text = f"{heading(entry)}  {entry.title}"
    return f"{UNREVIEWED_MARK}{text.replace(UNREVIEWED_MARK, '', 1)}" if entry.unreviewed else text


def heading(entry: Entry) -> str:
    """Date, sign and direction of an entry."""
    return f"{entry.when}  {direction_sign(entry.direction)} {side_name(entry.direction)}"
