"""A table that a page or slide shows: its cells, and which of its rows fit at which size. Every renderer draws this."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.charts.text_box import LEADING, Run, lines_of, plain

PAD = 0.04
"""Inches above and below a cell's text."""
GUTTER = 0.12
"""Inches between two columns."""
SHEET_SIZES = (14.0, 13.0, 12.0, 11.0, 10.5, 10.0, 9.5, 9.0)
"""Type sizes of a table that has a slide or page to itself."""


@dataclass(frozen=True)
class Cell:
    """The lines of a cell; `fill` makes it a badge on a coloured ground, `ring` a hollow one, `dashed` or not; `tile` puts its
    text in the middle of its height, and its ground apart from its neighbours on every side."""

    lines: tuple[Run, ...]
    fill: str = ""
    ring: str = ""
    dashed: bool = False
    centred: bool = False
    tile: bool = False


@dataclass(frozen=True)
class Table:
    """`shares` are the columns' parts of the width and add up to 1; `headings` may be empty."""

    headings: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(default=())


@dataclass(frozen=True)
class Part:
    """As much of a table as fits one place: its rows, their heights in inches, and the type size in points."""

    table: Table
    size: float
    heights: tuple[float, ...]

    @property
    def head(self) -> float:
        """Height of the headings."""
        return _height(1, self.size) if self.table.headings else 0.0


def words(*texts: str) -> tuple[Cell, ...]:
    """A row of plain cells."""
    return tuple(Cell((Run(text),)) for text in texts)


def parts(table: Table, width: float, height: float, sizes: tuple[float, ...]) -> list[Part]:
    """The table in the largest size at which it fits, or in the smallest, cut into as many places as it takes."""
    for size in sizes:
        part = Part(table, size, tuple(_heights(table, width, size)))
        if part.head + sum(part.heights) <= height:
            return [part]
    found: list[Part] = []
    size, rows, tall = sizes[-1], list(table.rows), _heights(table, width, sizes[-1])
    while rows:
        room, count = height - (_height(1, size) if table.headings else 0.0), 0
        while count < len(rows) and (room >= tall[count] or count == 0):
            room -= tall[count]
            count += 1
        found.append(Part(Table(table.headings, table.shares, tuple(rows[:count])), size, tuple(tall[:count])))
        rows, tall = rows[count:], tall[count:]
    return found


def cell_lines(cell: Cell, size: float, inches: float) -> list[tuple[str, Run]]:
    """A cell's lines as they break in a width, each with the run that it belongs to."""
    return [(line, run) for run in cell.lines for line in lines_of(plain(run.text), size, inches, run.bold)]


def _heights(table: Table, width: float, size: float) -> list[float]:
    inches = [share * width - GUTTER for share in table.shares]
    return [
        _height(max(len(cell_lines(cell, size, room)) for cell, room in zip(row, inches, strict=True)), size)
        for row in table.rows
    ]


def _height(lines: int, size: float) -> float:
    return max(lines, 1) * size * LEADING / 72 + 2 * PAD
