"""Where each text of a CellsSpec stands, and in which size: one grid, which print draws and a slide makes a table of."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.charts.cells import QUESTIONS, CellsSpec
from pipeline.charts.palette import LIGHT
from pipeline.charts.tables import PAD
from pipeline.charts.text_box import LEADING, Box, Run, fitted, lines_of, plain
from pipeline.records import COMPONENTS

SHARES = (0.19, 0.15, 0.22, 0.22, 0.22)
"""Of the width: the tracks, their tension, the three components."""
GAP = 0.06
"""Inches from one tile to the next."""
_INSET = 0.08
"""Inches between the edge of a ground and its text."""
_FLAT = 0.8
"""Most of a tile's height, as a share of its width."""
_LABELS = (18.0, 16.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
_NUMBERS = (30.0, 26.0, 24.0, 22.0, 20.0, *_LABELS)
_WORDS = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
_QUESTIONS = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)


@dataclass(frozen=True)
class GridCell:
    """A cell's paragraphs, each with its size in points; `ground` is empty where it has none, and a heading is no `tile`."""

    box: Box
    lines: tuple[tuple[Run, float], ...]
    ground: str = ""
    centred: bool = True
    tile: bool = True

    @property
    def inner(self) -> float:
        """Inches that a line may take."""
        return _inner(self.box, bool(self.ground))


@dataclass(frozen=True)
class _Said:
    """A text and the inches that it may take."""

    text: str
    width: float
    height: float
    bold: bool = False

    def fits(self, size: float) -> bool:
        """Whether it does so with no word broken."""
        text = plain(self.text)
        lines = len(lines_of(text, size, self.width, self.bold))
        whole = all(len(lines_of(word, size, self.width, self.bold)) == 1 for word in text.split())
        return whole and lines * size * LEADING / 72 <= self.height + 1e-9


def _inner(box: Box, ground: bool) -> float:
    """Inches of a line in a box; a ground stands out beyond its text."""
    return box.width - GAP - (2 * _INSET if ground else 0)


def cells_grid(spec: CellsSpec, box: Box) -> tuple[tuple[GridCell, ...], ...]:
    """The headings and a row a track, from the top of a box; tiles are never taller than they look well."""
    lefts = [box.left + sum(SHARES[:place]) * box.width for place in range(len(SHARES))]
    columns = [Box(left, box.top, share * box.width, box.height) for left, share in zip(lefts, SHARES, strict=True)]
    headings = _headings(columns)
    head = headings[0].box.height
    tall = min((box.height - head) / len(spec.rows), columns[-1].width * _FLAT)
    places = [
        [Box(column.left, box.top + head + tall * row, column.width, tall) for column in columns] for row in range(len(spec.rows))
    ]
    return (headings, *_rows(spec, places))


def _headings(columns: list[Box]) -> tuple[GridCell, ...]:
    """The components with their questions, as high as the longest question needs."""
    names = ("Track", "Tension", *(name.title() for name in COMPONENTS))
    asked = ("", "0 to 100", *(QUESTIONS[name] for name in COMPONENTS))
    rooms = [_inner(column, False) for column in columns]
    size = _size([_Said(text, room, 0.5) for text, room in zip(asked, rooms, strict=True)], _QUESTIONS)
    head = min(size + 2, _size([_Said(text, room, 0.3, True) for text, room in zip(names, rooms, strict=True)], _LABELS))
    lines = max(len(lines_of(text, size, room)) for text, room in zip(asked, rooms, strict=True))
    height = (head + lines * size) * LEADING / 72 + 2 * PAD + GAP
    found = []
    for place, (column, name, text) in enumerate(zip(columns, names, asked, strict=True)):
        said = [(Run(name, True), head)] + [(Run(text, colour=LIGHT.muted), size)] * bool(text)
        box = Box(column.left, column.top, column.width, height)
        found.append(GridCell(box, tuple(said), centred=place > 0, tile=False))
    return tuple(found)


def _rows(spec: CellsSpec, places: list[list[Box]]) -> tuple[tuple[GridCell, ...], ...]:
    """One size for all labels, one for all figures and one for all words, so that no row shouts."""
    first, second, third = places[0][:3]
    room = max(first.height - GAP - 2 * PAD, 0.1)
    high, low = room * 0.6, room * 0.4
    labels = _size([_Said(row.label, _inner(first, False), room, True) for row in spec.rows], _LABELS)
    figures = [_Said(f"{row.tension:.0f}", _inner(second, False), high, True) for row in spec.rows]
    figures += [_Said(cell.text, _inner(third, True), high, True) for row in spec.rows for cell in row.cells]
    numbers = _size(figures, _NUMBERS)
    said = [_Said(row.word, _inner(second, False), low) for row in spec.rows]
    said += [_Said(cell.side, _inner(third, True), low) for row in spec.rows for cell in row.cells]
    words = _size(said, tuple(size for size in _WORDS if size <= numbers * 0.6) or _WORDS[-1:])

    def pair(figure: str, word: str, inches: float) -> tuple[tuple[Run, float], ...]:
        return (Run(figure, True), numbers), (Run(_held(word, words, inches, low)), words)

    found = []
    for row, boxes in zip(spec.rows, places, strict=True):
        label = Run(_held(row.label, labels, _inner(boxes[0], False), room, True), True)
        cells = [GridCell(boxes[0], ((label, labels),), centred=False)]
        cells.append(GridCell(boxes[1], pair(f"{row.tension:.0f}", row.word, _inner(boxes[1], False))))
        for heat, box in zip(row.cells, boxes[2:], strict=True):
            cells.append(GridCell(box, pair(heat.text, heat.side, _inner(box, True)), heat.ground(spec.looks)))
        found.append(tuple(cells))
    return tuple(found)


def _size(texts: list[_Said], sizes: tuple[float, ...]) -> float:
    """The largest size in which each text fits its room, or the smallest."""
    return next((size for size in sizes if all(said.fits(size) for said in texts)), sizes[-1])


def _held(text: str, size: float, width: float, height: float, bold: bool = False) -> str:
    """The text, shortened where even the smallest size did not hold it."""
    return fitted(text, (size,), Box(0, 0, width, height), bold)[1]
