"""A chart of bars as a workbook: what it shows as a table, the bars as a native chart with their own cells, provenance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from pipeline.charts.palette import LIGHT
from pipeline.exports.sheets import Sheets, workbook_of
from pipeline.exports.web_page import Shown

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ROW, _AROUND = 24, 140
"""Pixels a bar, and round all of them."""


@dataclass(frozen=True)
class Bars:
    """One series of stacked bars: a number, day or None a category. `look` is what xlsxwriter takes for a series; without one it
    only lifts the others."""

    name: str
    values: Sequence[float | date | None]
    look: dict[str, Any] = field(default_factory=lambda: {"fill": {"none": True}})


def filled(colour: str) -> dict[str, Any]:
    """The look of bars of one colour."""
    return {"fill": {"color": colour}}


def bars_workbook(
    spec: Shown,
    table: pd.DataFrame,
    categories: Sequence[str],
    bars: Sequence[Bars],
    axis: dict[str, Any],
    author: str,
    key: bool = False,
) -> bytes:
    """The bytes of an .xlsx with the sheets Chart, Data and Provenance. `axis` is what xlsxwriter takes for the axis of values;
    `key`: the series are named below the chart."""

    def fill(sheets: Sheets) -> None:
        rows = zip(categories, *(series.values for series in bars), strict=True)
        sheet = sheets.write("Chart", ["bar", *(series.name for series in bars)], rows)
        records = table.itertuples(index=False, name=None)
        sheets.write("Data", list(table.columns), ([_typed(cell) for cell in record] for record in records))
        sheets.write("Provenance", ["field", "value"], spec.provenance.fields().items())
        chart = _stacked(sheets.book, len(categories), bars, axis)
        chart.set_title({"none": True} if spec.plain else {"name": ["Provenance", 1, 1], "name_font": {"size": 14}})
        chart.set_legend({"position": "bottom"} if key else {"none": True})
        sheet.insert_chart(len(categories) + 2, 0, chart, {"description": spec.alt[:8000]})

    return workbook_of(spec.provenance, spec.alt, author, fill)


def _typed(cell: object) -> object:
    """A day that is told as text, as the day."""
    return date.fromisoformat(cell) if isinstance(cell, str) and _DAY.fullmatch(cell) else cell


def _stacked(book: Any, count: int, bars: Sequence[Bars], axis: dict[str, Any]) -> Any:
    """Horizontal stacked bars from the sheet Chart, the first on top; names are cells, for a name may look like a formula."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for place, series in enumerate(bars, start=1):
        cells = {"categories": ["Chart", 1, 0, count, 0], "values": ["Chart", 1, place, count, place]}
        chart.add_series({"name": ["Chart", 0, place], **cells, **series.look, "gap": 40, "overlap": 100})
    chart.set_y_axis({"reverse": True, "label_position": "low", "major_tick_mark": "none"})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}}, "label_position": "high", **axis})
    chart.set_size({"width": 960, "height": _ROW * count + _AROUND})
    return chart
