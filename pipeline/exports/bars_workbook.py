"""A chart of bars as a workbook: what it shows as a table, the bars as a native chart with their own cells, provenance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.charts.palette import LIGHT
from pipeline.exports.sheets import Sheets, workbook_of
from pipeline.exports.web_page import Shown

_ROW, _AROUND = 24, 140
"""Pixels a bar, and round all of them."""


@dataclass(frozen=True)
class Bars:
    """One series of stacked bars: a value or None a category; `fill` is empty where it only lifts the others, `fills` gives each
    of its bars a colour of its own."""

    name: str
    values: Sequence[float | None]
    fill: str = ""
    fills: Sequence[str] = ()


def bars_workbook(
    spec: Shown, table: pd.DataFrame, categories: Sequence[str], bars: Sequence[Bars], axis: dict[str, Any], author: str
) -> bytes:
    """The bytes of an .xlsx with the sheets Data, Chart and Provenance. `table`: dates as ISO text, numbers, text;
    `axis`: what xlsxwriter takes for the axis of values."""

    def fill(sheets: Sheets) -> None:
        sheets.write("Data", list(table.columns), table.itertuples(index=False, name=None))
        rows = zip(categories, *(series.values for series in bars), strict=True)
        sheet = sheets.write("Chart", ["bar", *(series.name for series in bars)], rows)
        sheets.write("Provenance", ["field", "value"], spec.provenance.fields().items())
        chart = _stacked(sheets.book, len(categories), bars, axis)
        sheet.insert_chart(1, len(bars) + 2, chart, {"description": spec.alt[:8000]})

    return workbook_of(spec.provenance, spec.alt, author, fill)


def _stacked(book: Any, count: int, bars: Sequence[Bars], axis: dict[str, Any]) -> Any:
    """Horizontal stacked bars from the sheet Chart, the first on top; names are cells, for a name may look like a formula."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for place, series in enumerate(bars, start=1):
        look: dict[str, Any] = {"fill": {"color": series.fill}} if series.fill or series.fills else {"fill": {"none": True}}
        if series.fills:
            look = {"points": [{"fill": {"color": colour}} if colour else None for colour in series.fills]}
        cells = {"categories": ["Chart", 1, 0, count, 0], "values": ["Chart", 1, place, count, place]}
        chart.add_series({"name": ["Chart", 0, place], **cells, **look, "gap": 40, "overlap": 100})
    chart.set_title({"name": ["Provenance", 1, 1], "name_font": {"size": 14}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low", "major_tick_mark": "none"})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}}, "label_position": "high", **axis})
    chart.set_size({"width": 960, "height": _ROW * count + _AROUND})
    return chart
