"""Draws a DeckSpec as a PPTX: native charts and tables, in an empty widescreen file or in a template of the user's own."""

from __future__ import annotations

from pathlib import Path

from pptx.presentation import Presentation as Deck

from pipeline.charts.deck import DeckSpec, Sheet
from pipeline.charts.logo import Logo, logo_of
from pipeline.charts.slide_file import add_notes, deck_bytes, new_deck
from pipeline.charts.slide_frame import framed_slide
from pipeline.charts.slide_table import draw_table
from pipeline.charts.slide_waterfall import waterfall_slide
from pipeline.charts.slides import chart_slide
from pipeline.charts.tables import SHEET_SIZES, parts
from pipeline.charts.text_box import plain
from pipeline.config.schema import Export


def render_deck(spec: DeckSpec, export: Export, template: Path | None = None) -> bytes:
    """The deck as the bytes of a PPTX, its provenance inside; raises ExportError where a template cannot be used."""
    deck, own = new_deck(template), template is not None
    logo = logo_of(export)
    chart_slide(deck, spec.chart, own, logo)
    _sheet(deck, spec, spec.board, own, logo)
    waterfall_slide(deck, spec.waterfall, own, logo)
    _sheet(deck, spec, spec.events, own, logo)
    _sheet(deck, spec, spec.method, own, logo)
    return deck_bytes(deck, spec.provenance, spec.chart.alt, export.author)


def _sheet(deck: Deck, spec: DeckSpec, sheet: Sheet, own: bool, logo: Logo | None) -> None:
    """A slide with a table, or several where it is long."""
    slide, room = framed_slide(deck, sheet.title, sheet.subtitle, spec.footer, own, logo=logo)
    found = parts(sheet.table, room.width, room.height, SHEET_SIZES)
    for number, part in enumerate(found, start=1):
        if number > 1:
            title = f"{sheet.title} ({number} of {len(found)})"
            slide, room = framed_slide(deck, title, sheet.subtitle, spec.footer, own, logo=logo)
        add_notes(slide, spec.provenance)
        draw_table(slide, room, part, sheet.name, f"{plain(sheet.title)}: a table of {len(part.table.rows)} rows")
