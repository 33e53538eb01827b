"""The cells as one file: PNG, SVG, PDF, PPTX or CSV (a row a track and component), named by what it shows."""

from __future__ import annotations

import pandas as pd

from pipeline.charts.cells import CellsSpec
from pipeline.charts.text_box import plain
from pipeline.config.schema import Config
from pipeline.exports.chart import file_of
from pipeline.sources.cells import safe_text


def cells_file(spec: CellsSpec, fmt: str, config: Config) -> bytes:
    """The bytes of a chart file; raises ExportError for a format that is not made."""

    def draw() -> bytes:
        if fmt == "pptx":
            from pipeline.charts.slide_cells import render_cells_slide

            return render_cells_slide(spec, config.export)
        from pipeline.charts.cells_print import render_cells

        return render_cells(spec, fmt, config.export)

    return file_of(fmt, spec.provenance, lambda: cells_table(spec), draw)


def cells_name(spec: CellsSpec, fmt: str, config: Config) -> str:
    """A file name that says pair, matter and day: us-china-cells_2026-09-27.png."""
    return f"{config.pair.slug}-cells{'-as-known' if spec.known else ''}_{spec.day}.{fmt}"


def cells_table(spec: CellsSpec) -> pd.DataFrame:
    """A row a `track` and `component`: the `points` that it adds, with the `tension` of the track and its `word`."""
    rows = [
        (row.slug, safe_text(plain(row.label)), cell.component, cell.points, row.tension, safe_text(plain(row.word)))
        for row in spec.rows
        for cell in row.cells
    ]
    return pd.DataFrame(rows, columns=["track", "label", "component", "points", "tension", "word"]).round(4)
