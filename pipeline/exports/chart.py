"""The tension chart, a comparison of two runs or a scenario as one file, named by what it shows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.charts.spec import HEADLINE, OWN, ChartSpec
from pipeline.config.schema import Config, Export
from pipeline.exports.formats import Making, file_name, file_of
from pipeline.exports.tables import decimals
from pipeline.index import IndexResult
from pipeline.sources.cells import safe_text


def chart_file(
    spec: ChartSpec, fmt: str, config: Config, export: Export | None = None, result: IndexResult | None = None
) -> bytes:
    """The bytes of a chart file; `export` sets another size than the config. With the run that it shows alone (`result`), a
    workbook holds its events, channels and measures too. Raises ExportError for a format not made."""
    making = Making(
        provenance=spec.provenance,
        table=lambda: chart_table(spec),
        picture=lambda fmt: _picture(spec, fmt, export or config.export),
        slide=lambda: _slide(spec, config.export),
        page=lambda: _page(spec, config),
        workbook=lambda: _workbook(spec, config, result),
    )
    return file_of(fmt, making)


def tension_file(spec: ChartSpec, fmt: str, result: IndexResult, export: Export | None = None) -> bytes:
    """The bytes of the tension chart of a run, as `chart_file` makes them."""
    return chart_file(spec, fmt, result.config, export, result)


def _picture(spec: ChartSpec, fmt: str, export: Export) -> bytes:
    from pipeline.charts.print import render

    return render(spec, fmt, export)


def _slide(spec: ChartSpec, export: Export) -> bytes:
    from pipeline.charts.slides import render_slide

    return render_slide(spec, export)


def _page(spec: ChartSpec, config: Config) -> bytes:
    from pipeline.exports.web_chart import chart_page

    return chart_page(spec, config)


def _workbook(spec: ChartSpec, config: Config, result: IndexResult | None) -> bytes:
    from pipeline.exports.workbook import lines_workbook, workbook

    return workbook(spec, result) if result else lines_workbook(spec, config.export.author)


def chart_name(spec: ChartSpec, fmt: str, config: Config) -> str:
    """A file name that says pair, measure and period: us-china-tension_2023-01-01_2024-06-30.png."""
    own = "-own-weights" if any(line.slug == OWN for line in spec.lines) else ""
    return file_name(f"{config.pair.slug}-tension{own}_{spec.start}_{spec.end}", fmt)


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
