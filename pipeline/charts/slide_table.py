"""Native tables on a slide: cells that can be edited, hairlines between rows, links that are live."""

from __future__ import annotations

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.util import Inches

from pipeline.charts.palette import LIGHT
from pipeline.charts.slide_text import described, fill_frame, rgb
from pipeline.charts.tables import GUTTER, PAD, Cell, Part
from pipeline.charts.text_box import Box, Run

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own name for a table without any style."""
_SIDES = ("lnL", "lnR", "lnT", "lnB")


def draw_table(slide: Slide, box: Box, part: Part, name: str, alt: str) -> Table:
    """One place's part of a table, as the native table that it returns; a row grows where more is written into it."""
    headed = bool(part.table.headings)
    count = len(part.table.rows) + headed
    heights = ([part.head] if headed else []) + list(part.heights)
    edges = (box.left, box.top, box.width, sum(heights))
    frame = slide.shapes.add_table(count, len(part.table.shares), *(Inches(edge) for edge in edges))
    described(frame, name, alt)
    table = frame.table
    table._tbl[0].find("{*}tableStyleId").text = _NO_STYLE
    table.first_row, table.horz_banding = headed, False
    for place, share in enumerate(part.table.shares):
        table.columns[place].width = Inches(share * box.width)
    for row, height in zip(list(table.rows), heights, strict=True):
        row.height = Inches(height)
    headings = [tuple(Cell((Run(text, True, LIGHT.muted),)) for text in part.table.headings)] if headed else []
    for row, cells in enumerate([*headings, *part.table.rows]):
        for column, cell in enumerate(cells):
            _fill(table.cell(row, column), cell, part.size, line=headed)
    return table


def _fill(place: _Cell, cell: Cell, size: float, line: bool) -> None:
    fill_frame(place.text_frame, list(cell.lines), size, "center" if cell.centred else "left")
    if cell.tile:
        place.vertical_anchor = MSO_ANCHOR.MIDDLE
    place.margin_left = place.margin_right = Inches(0 if cell.centred else GUTTER / 2)
    place.margin_top = place.margin_bottom = Inches(PAD)
    edges = _edges(cell, line)
    for edge in reversed(edges):
        place._tc.get_or_add_tcPr().insert(0, parse_xml(edge))
    if cell.fill:
        place.fill.solid()
        place.fill.fore_color.rgb = rgb(cell.fill)


def _edges(cell: Cell, line: bool) -> list[str]:
    """The lines round a cell: a hairline under it, a gap under a badge and round a tile, a ring round a hollow one."""
    if cell.ring:
        dash = '<a:prstDash val="sysDash"/>' if cell.dashed else ""
        return [_edge(side, cell.ring, 12700, dash) for side in _SIDES]
    if cell.fill:
        return [_edge(side, LIGHT.background, 50800) for side in (_SIDES if cell.tile else _SIDES[-1:])]
    return [_edge("lnB", LIGHT.grid, 9525)] if line else []


def _edge(side: str, colour: str, width: int, dash: str = "") -> str:
    fill = f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
    return f'<a:{side} {nsdecls("a")} w="{width}">{fill}{dash}</a:{side}>'
