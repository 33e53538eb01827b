"""Draws a DeckSpec as a PDF of widescreen pages: the same words and figures as the slides, fonts embedded, links live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from pypdf import PdfReader, PdfWriter

from pipeline.charts.deck import DeckSpec, Sheet
from pipeline.charts.palette import LIGHT
from pipeline.charts.print import furniture, render
from pipeline.charts.print_file import saved
from pipeline.charts.tables import GUTTER, PAD, SHEET_SIZES, Cell, Part, cell_lines, parts
from pipeline.charts.text_box import LEADING, Box, Run, plain
from pipeline.charts.waterfall_print import render_waterfall
from pipeline.config.schema import Export
from pipeline.sources.cells import safe_link

_WIDTH, _HEIGHT = 12.8, 7.2
"""Inches of a page: widescreen, whatever size the config gives a single chart."""
_MARGIN = 0.2


@dataclass(frozen=True)
class _Frame:
    """What stands round a table."""

    title: str
    subtitle: str
    footer: str


def render_deck_pages(spec: DeckSpec, export: Export) -> bytes:
    """The deck as the bytes of a PDF, its provenance inside."""
    wide = export.model_copy(update={"width": round(_WIDTH * 100), "height": round(_HEIGHT * 100)})
    pages = [
        render(spec.chart, "pdf", wide),
        *_sheet(spec, spec.board, wide),
        render_waterfall(spec.waterfall, "pdf", wide),
        *_sheet(spec, spec.events, wide),
        *_sheet(spec, spec.method, wide),
    ]
    return _joined(pages, spec)


def _joined(pages: list[bytes], spec: DeckSpec) -> bytes:
    """One PDF of all the pages, with the document information of the first but for the deck's own provenance."""
    whole = PdfWriter()
    for page in pages:
        whole.append(BytesIO(page), import_outline=False)
    first = dict(PdfReader(BytesIO(pages[0])).metadata or {})
    whole.metadata = {**first, "/Keywords": spec.provenance.json()}
    out = BytesIO()
    whole.write(out)
    return out.getvalue()


def _sheet(spec: DeckSpec, sheet: Sheet, wide: Export) -> Iterator[bytes]:
    """A page with a table, or several where it is long."""
    width, height = _WIDTH - 2 * _MARGIN, _HEIGHT - 2.0
    found = parts(sheet.table, width, height, SHEET_SIZES)
    for number, part in enumerate(found, start=1):
        title = sheet.title if number == 1 else f"{sheet.title} ({number} of {len(found)})"
        frame = _Frame(plain(title), plain(sheet.subtitle), plain(spec.footer))

        def draw(part: Part = part, frame: _Frame = frame) -> Figure:
            fig = Figure(figsize=(_WIDTH, _HEIGHT), dpi=100)
            top = furniture(fig, frame, _WIDTH, _HEIGHT, wide)
            _table(fig, part, Box(_MARGIN, (1 - top) * _HEIGHT, width, height))
            return fig

        yield saved(draw, spec.provenance, title, "pdf", wide)


def _table(fig: Figure, part: Part, box: Box) -> None:
    """Rows from the top of a box, a hairline under each."""
    rows = [(part.head, tuple(Cell((Run(text, True, LIGHT.muted),)) for text in part.table.headings))] if part.head else []
    rows += zip(part.heights, part.table.rows, strict=True)
    y = box.top
    for height, cells in rows:
        x = box.left
        for cell, share in zip(cells, part.table.shares, strict=True):
            _cell(fig, cell, part.size, Box(x, y + PAD, share * box.width - GUTTER, height))
            x += share * box.width
        y += height
        if part.head:
            fig.add_artist(_hairline(fig, box, y))


def _cell(fig: Figure, cell: Cell, size: float, box: Box) -> None:
    y = box.top
    for line, run in cell_lines(cell, size, box.width):
        link = run.link if run.link and safe_link(run.link) else None
        look: dict = {"fontsize": size, "va": "top", "fontweight": "bold" if run.bold else "normal", "color": run.colour}
        fig.text(box.left / _WIDTH, 1 - y / _HEIGHT, line, url=link, **look)
        y += size * LEADING / 72


def _hairline(fig: Figure, box: Box, y: float) -> Line2D:
    edges = (box.left / _WIDTH, (box.left + box.width) / _WIDTH)
    return Line2D(edges, (1 - y / _HEIGHT,) * 2, transform=fig.transFigure, color=LIGHT.grid, linewidth=0.8)
