"""The swim lanes as one file, named by what it shows; and as a table for those who read."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.charts.palette import LIGHT
from pipeline.charts.swim import SwimSpec
from pipeline.charts.swim_looks import LOOKS
from pipeline.config.schema import Config, Export
from pipeline.exports.formats import Making, file_name, file_of
from pipeline.sources.cells import safe_text

_PATTERNS = {
    "WIDE_UPWARD_DIAGONAL": "wide_upward_diagonal",
    "WIDE_DOWNWARD_DIAGONAL": "wide_downward_diagonal",
    "PERCENT_30": "percent_30",
    "OUTLINED_DIAMOND": "outlined_diamond",
}
"""Patterns by their names in PowerPoint and in the library that writes workbooks."""
COLUMNS = ("track", "channel", "state", "from", "to", "days", "began_with", "event")


def swim_file(spec: SwimSpec, fmt: str, config: Config, export: Export | None = None) -> bytes:
    """The bytes of a chart file; `export` sets another size than the config. Raises ExportError for a format that is not
    made, or a slide that cannot hold the lanes."""
    making = Making(
        provenance=spec.provenance,
        table=lambda: swim_table(spec),
        picture=lambda fmt: _picture(spec, fmt, export or config.export),
        slide=lambda: _slide(spec, config.export),
        page=lambda: _page(spec, config),
        workbook=lambda: _workbook(spec, config),
    )
    return file_of(fmt, making)


def _slide(spec: SwimSpec, export: Export) -> bytes:
    from pipeline.charts.slide_swim import render_swim_slide

    return render_swim_slide(spec, export)


def _picture(spec: SwimSpec, fmt: str, export: Export) -> bytes:
    from pipeline.charts.swim_print import render_swim

    return render_swim(spec, fmt, export)


def _page(spec: SwimSpec, config: Config) -> bytes:
    from pipeline.charts.swim_screen import swim_figure
    from pipeline.exports.web_page import Matter, web_page

    matter = Matter(lambda palette: swim_figure(spec, palette), swim_table(spec), "The lanes, a row a segment")
    return web_page(spec, matter, config)


def _workbook(spec: SwimSpec, config: Config) -> bytes:
    from pipeline.charts.slide_workbook import day_number
    from pipeline.charts.swim_columns import swim_columns, swim_series
    from pipeline.exports.bars_workbook import Bars, bars_workbook

    (begins, _), *states = swim_series(spec)
    firsts = [lane.segments[0].start if lane else None for _, lane in spec.rows]
    bars = [Bars(begins, firsts)]
    bars += [Bars(name, days, _look(look)) for look, (name, days) in zip(swim_columns(spec), states, strict=True)]
    span = {"min": day_number(spec.start), "max": day_number(spec.end) + 1, "num_format": "mmm yyyy"}
    names = [name if lane else name.upper() for name, lane in spec.rows]
    return bars_workbook(spec, swim_table(spec), names, bars, span, config.export.author)


def _look(name: str) -> dict[str, Any]:
    """A state's colour and pattern, for the bars of a workbook."""
    look = LOOKS[name]
    edge = {"border": {"color": look.colour, "width": 0.75}}
    if not look.slide:
        return {"fill": {"color": look.colour if look.height == 1 else LIGHT.background}, **edge}
    colours = (LIGHT.background, look.colour) if look.ground else (look.colour, LIGHT.background)
    pattern = {"pattern": _PATTERNS[look.slide], "fg_color": colours[0], "bg_color": colours[1]}
    return {"pattern": pattern, **edge}


def swim_name(spec: SwimSpec, fmt: str, config: Config) -> str:
    """A file name that says pair, matter and period: us-china-channels_2016-01-01_2024-06-30.png."""
    return file_name(f"{config.pair.slug}-channels_{spec.start}_{spec.end}", fmt)


def swim_table(spec: SwimSpec) -> pd.DataFrame:
    """What the chart draws: a row a segment, text made safe for spreadsheets."""
    labels = dict(spec.tracks)
    rows = [
        (
            safe_text(labels[lane.track]),
            safe_text(lane.name),
            part.words,
            part.start.isoformat(),
            part.end.isoformat(),
            part.days,
            safe_text(part.title),
            part.event,
        )
        for lane in spec.lanes
        for part in lane.segments
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
