"""Draws a CellsSpec as a widescreen slide: a native table with filled cells."""

from __future__ import annotations

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from pipeline.charts.cells import CellsSpec
from pipeline.charts.cells_grid import SHARES, GridCell, cells_grid
from pipeline.charts.logo import Logo, logo_of
from pipeline.charts.slide_file import add_notes, deck_bytes, new_deck
from pipeline.charts.slide_frame import framed_slide
from pipeline.charts.slide_table import draw_table
from pipeline.charts.tables import Cell, Part, Table
from pipeline.charts.text_box import Box
from pipeline.config.schema import Export

_SIZE = 12.0
"""Of what has no size of its own."""


def render_cells_slide(spec: CellsSpec, export: Export) -> bytes:
    """The cells as the bytes of a PPTX of one slide, its provenance inside."""
    deck = new_deck()
    cells_slide(deck, spec, logo=logo_of(export))
    return deck_bytes(deck, spec.provenance, spec.alt, export.author)


def cells_slide(deck: Deck, spec: CellsSpec, own: bool = False, logo: Logo | None = None) -> None:
    """Adds the cells to a deck."""
    slide, room = framed_slide(deck, spec.title, spec.subtitle, spec.footer, own, spec.plain, logo)
    add_notes(slide, spec.provenance, spec.alt)
    _draw(slide, spec, room)


def _draw(slide: Slide, spec: CellsSpec, room: Box) -> None:
    grid = cells_grid(spec, room)
    rows = tuple(tuple(_cell(cell) for cell in row) for row in grid)
    part = Part(Table((), SHARES, rows), _SIZE, tuple(row[0].box.height for row in grid))
    table = draw_table(slide, room, part, "Cells", spec.alt)
    table.first_row = table.first_col = True
    for place, row in enumerate(grid):
        for column, cell in enumerate(row):
            paragraphs = table.cell(place, column).text_frame.paragraphs
            for paragraph, (_, size) in zip(paragraphs, cell.lines, strict=True):
                paragraph.runs[0].font.size = Pt(size)


def _cell(cell: GridCell) -> Cell:
    return Cell(tuple(run for run, _ in cell.lines), fill=cell.ground, centred=cell.centred, tile=cell.tile)
