"""One chart as one file: PNG, SVG, PDF, PPTX or CSV, named by what it shows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from pipeline.charts.spec import OWN, ChartSpec
from pipeline.config.schema import Config
from pipeline.errors import ExportError, expected
from pipeline.exports.stamps import csv_header
from pipeline.exports.tables import decimals, to_csv
from pipeline.provenance import Provenance
from pipeline.sources.cells import safe_text

SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FORMATS = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf", "pptx": SLIDES, "csv": "text/csv"}


def file_of(fmt: str, provenance: Provenance, table: Callable[[], pd.DataFrame], draw: Callable[[], bytes]) -> bytes:
    """The bytes of a chart in one of the `FORMATS`: its table or its picture; raises ExportError for any other."""
    if fmt not in FORMATS:
        raise ExportError(f"--format: found {fmt!r}, {expected(fmt, FORMATS)}")
    return csv_header(provenance) + to_csv(table()) if fmt == "csv" else draw()


def chart_file(spec: ChartSpec, fmt: str, config: Config) -> bytes:
    """The bytes of a chart file; raises ExportError for a format that is not made."""

    def draw() -> bytes:
        if fmt == "pptx":
            from pipeline.charts.slides import render_slide

            return render_slide(spec, config.export)
        from pipeline.charts.print import render

        return render(spec, fmt, config.export)

    return file_of(fmt, spec.provenance, lambda: chart_table(spec), draw)


def chart_name(spec: ChartSpec, fmt: str, config: Config) -> str:
    """A file name that says pair, measure and period: us-china-tension_2023-01-01_2024-06-30.png."""
    own = "-own-weights" if any(line.slug == OWN for line in spec.lines) else ""
    return f"{config.pair.slug}-tension{own}_{spec.start}_{spec.end}.{fmt}"


def chart_table(spec: ChartSpec) -> pd.DataFrame:
    """What the chart draws: a row a day, a column a line, and the numbered events on their days."""
    table = pd.DataFrame({"date": spec.days.strftime("%Y-%m-%d")})
    for line in spec.lines:
        table[line.slug] = np.where(np.isnan(line.values), "", decimals(line.values))
    texts = {str(badge.day): " / ".join(f"{e.number}. {e.title}" for e in badge.entries) for badge in spec.badges}
    table["events"] = [safe_text(texts.get(day, "")) for day in table["date"]]
    return table
