"""The swim lanes as one file, named by what it shows; and as a table for those who read."""

from __future__ import annotations

import pandas as pd

from pipeline.charts.swim import SwimSpec
from pipeline.config.schema import Config, Export
from pipeline.errors import ExportError
from pipeline.exports.formats import Making, file_name, file_of
from pipeline.sources.cells import safe_text

COLUMNS = ("track", "channel", "state", "from", "to", "days", "began_with", "event")


def swim_file(spec: SwimSpec, fmt: str, config: Config, export: Export | None = None) -> bytes:
    """The bytes of a chart file; `export` sets another size than the config. Raises ExportError for a format that is not made."""
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
    raise ExportError("not yet")


def _picture(spec: SwimSpec, fmt: str, export: Export) -> bytes:
    from pipeline.charts.swim_print import render_swim

    return render_swim(spec, fmt, export)


def _page(spec: SwimSpec, config: Config) -> bytes:
    from pipeline.charts.swim_screen import swim_figure
    from pipeline.exports.web_page import Matter, web_page

    matter = Matter(lambda palette: swim_figure(spec, palette), swim_table(spec), "The lanes, a row a segment", plain=spec.plain)
    return web_page(spec, matter, config)


def _workbook(spec: SwimSpec, config: Config) -> bytes:
    raise ExportError("not yet")


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
