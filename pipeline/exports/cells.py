"""The cells as one file, named by what it shows; as a table they have a row a track and component."""

from __future__ import annotations

import pandas as pd

from pipeline.charts.cells import CellsSpec
from pipeline.charts.text_box import plain
from pipeline.config.schema import Config, Export
from pipeline.exports.formats import Making, file_name, file_of
from pipeline.sources.cells import safe_text


def cells_file(spec: CellsSpec, fmt: str, config: Config, export: Export | None = None) -> bytes:
    """The bytes of a chart file; `export` sets another size than the config. Raises ExportError for a format that is not made."""
    making = Making(
        provenance=spec.provenance,
        table=lambda: cells_table(spec),
        picture=lambda fmt: _picture(spec, fmt, export or config.export),
        slide=lambda: _slide(spec, config.export),
        page=lambda: _page(spec, config),
        workbook=lambda: _workbook(spec, config),
    )
    return file_of(fmt, making)


def cells_name(spec: CellsSpec, fmt: str, config: Config) -> str:
    """A file name that says pair, matter and day: us-china-cells_2026-09-27.png."""
    return file_name(f"{config.pair.slug}-cells{'-as-known' if spec.known else ''}_{spec.day}", fmt)


def cells_table(spec: CellsSpec) -> pd.DataFrame:
    """A row a `track` and `component`: the `points` that it adds, with the `tension` of the track and its `word`."""
    rows = [
        (row.slug, safe_text(plain(row.label)), cell.component, cell.points, row.tension, safe_text(plain(row.word)))
        for row in spec.rows
        for cell in row.cells
    ]
    return pd.DataFrame(rows, columns=["track", "label", "component", "points", "tension", "word"]).round(4)


def _picture(spec: CellsSpec, fmt: str, export: Export) -> bytes:
    from pipeline.charts.cells_print import render_cells

    return render_cells(spec, fmt, export)


def _slide(spec: CellsSpec, export: Export) -> bytes:
    from pipeline.charts.slide_cells import render_cells_slide

    return render_cells_slide(spec, export)


def _page(spec: CellsSpec, config: Config) -> bytes:
    from pipeline.charts.cells_screen import cells_figure
    from pipeline.exports.web_page import Matter, web_page

    matter = Matter(lambda palette: cells_figure(spec, palette), cells_table(spec), "The figures, a row a cell")
    return web_page(spec, matter, config)


def _workbook(spec: CellsSpec, config: Config) -> bytes:
    from pipeline.charts.palette import LIGHT
    from pipeline.exports.bars_workbook import Bars, bars_workbook, filled

    names = [cell.component for cell in spec.rows[0].cells]
    columns = zip(names, zip(*([cell.points for cell in row.cells] for row in spec.rows), strict=True), LIGHT.tracks, strict=True)
    bars = [Bars(f"{name}, points", [round(value, 4) for value in values], filled(colour)) for name, values, colour in columns]
    labels = [row.label for row in spec.rows]
    return bars_workbook(spec, cells_table(spec), labels, bars, {"num_format": "0"}, config.export.author, key=True)
