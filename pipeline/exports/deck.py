"""The briefing deck as one file: PPTX or PDF, named by what it shows."""

from __future__ import annotations

from pathlib import Path

from pipeline.charts.deck import DeckSpec
from pipeline.config.schema import Config
from pipeline.errors import ExportError, expected
from pipeline.exports.formats import SLIDES

FORMATS = {"pptx": SLIDES, "pdf": "application/pdf"}


def deck_file(spec: DeckSpec, fmt: str, config: Config, template: Path | None = None) -> bytes:
    """The bytes of a deck; raises ExportError for a format that is not made, and a template that cannot be used."""
    if fmt not in FORMATS:
        raise ExportError(f"--format: found {fmt!r}, {expected(fmt, FORMATS)}")
    if fmt == "pdf":
        from pipeline.charts.deck_print import render_deck_pages

        if template:
            raise ExportError("--template: belongs to --format pptx, found pdf")
        return render_deck_pages(spec, config.export)
    from pipeline.charts.slide_deck import render_deck

    return render_deck(spec, config.export, template)


def deck_name(spec: DeckSpec, fmt: str, config: Config) -> str:
    """A file name that says pair and period: us-china-deck_2023-01-01_2024-06-30.pptx."""
    return f"{config.pair.slug}-deck_{spec.chart.start}_{spec.chart.end}.{fmt}"
