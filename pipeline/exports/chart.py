"""One chart as one file, named by what it shows: a picture, a slide, its table, or a page that works offline."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from pipeline.charts.spec import HEADLINE, OWN, ChartSpec
from pipeline.config.schema import Config, Export
from pipeline.errors import ExportError, expected
from pipeline.exports.stamps import csv_header
from pipeline.exports.tables import decimals, to_csv
from pipeline.index import IndexResult
from pipeline.provenance import Provenance
from pipeline.sources.cells import safe_text

SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FORMATS = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf", "pptx": SLIDES, "csv": "text/csv"}
"""What every chart can be taken away as."""
TENSION_FORMATS = {
    **FORMATS,
    "csv-excel": "text/csv",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What the tension chart can be taken away as."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it Excel takes a CSV for one in the code page of its machine."""


def file_of(fmt: str, provenance: Provenance, table: Callable[[], pd.DataFrame], draw: Callable[[], bytes]) -> bytes:
    """The bytes of a chart in one of the `FORMATS`: its table or its picture; raises ExportError for any other."""
    if fmt not in FORMATS:
        raise ExportError(f"--format: found {fmt!r}, {expected(fmt, FORMATS)}")
    return csv_header(provenance) + to_csv(table()) if fmt == "csv" else draw()


def chart_file(spec: ChartSpec, fmt: str, config: Config, export: Export | None = None) -> bytes:
    """The bytes of a chart file; `export` sets another size than the config. Raises ExportError for a format not made."""

    def draw() -> bytes:
        if fmt == "pptx":
            from pipeline.charts.slides import render_slide

            return render_slide(spec, config.export)
        from pipeline.charts.print import render

        return render(spec, fmt, export or config.export)

    return file_of(fmt, spec.provenance, lambda: chart_table(spec), draw)


def tension_file(spec: ChartSpec, fmt: str, result: IndexResult, export: Export | None = None) -> bytes:
    """The bytes of the tension chart of a run in one of the `TENSION_FORMATS`; raises ExportError for any other."""
    if fmt == "html":
        from pipeline.exports.web_page import web_page

        return web_page(spec, result.config)
    if fmt == "xlsx":
        from pipeline.exports.workbook import workbook

        return workbook(spec, result)
    if fmt == "csv-excel":
        return BYTE_ORDER_MARK + chart_file(spec, "csv", result.config)
    return chart_file(spec, fmt, result.config, export)


def chart_name(spec: ChartSpec, fmt: str, config: Config) -> str:
    """A file name that says pair, measure and period: us-china-tension_2023-01-01_2024-06-30.png."""
    ending = "_excel.csv" if fmt == "csv-excel" else f".{fmt}"
    own = "-own-weights" if any(line.slug == OWN for line in spec.lines) else ""
    return f"{config.pair.slug}-tension{own}_{spec.start}_{spec.end}{ending}"


def chart_table(spec: ChartSpec) -> pd.DataFrame:
    """What the chart draws: a row a day, a column a line and an edge of the band, and the numbered events on their days."""
    table = pd.DataFrame({"date": spec.days.strftime("%Y-%m-%d")})
    for line in spec.lines:
        table[line.slug] = np.where(np.isnan(line.values), "", decimals(line.values))
        if line.slug == HEADLINE:
            table = table.assign(**{name: decimals(values) for name, values in spec.edges})
    texts = {str(badge.day): " / ".join(f"{e.number}. {e.title}" for e in badge.entries) for badge in spec.badges}
    table["events"] = [safe_text(texts.get(day, "")) for day in table["date"]]
    if spec.notes:
        found = spec.notes_by_day.items()
        notes = {str(day): " / ".join(f"{note.letter}. {note.text}" for note in noted) for day, noted in found}
        table["notes"] = [safe_text(notes.get(day, "")) for day in table["date"]]
    return table
