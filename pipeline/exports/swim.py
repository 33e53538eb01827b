"""The swim lanes as one file: PNG, SVG, PDF, PPTX or CSV, named by what it shows; and as a table for those who read."""

from __future__ import annotations

import pandas as pd

from pipeline.charts.swim import SwimSpec
from pipeline.config.schema import Config
from pipeline.exports.chart import file_of
from pipeline.sources.cells import safe_text

COLUMNS = ("track", "channel", "state", "from", "to", "days", "began_with", "event")


def swim_file(spec: SwimSpec, fmt: str, config: Config) -> bytes:
    """The bytes of a chart file; raises ExportError for a format that is not made, or a slide that cannot hold the lanes."""

    def draw() -> bytes:
        if fmt == "pptx":
            from pipeline.charts.slide_swim import render_swim_slide

            return render_swim_slide(spec, config.export)
        from pipeline.charts.swim_print import render_swim

        return render_swim(spec, fmt, config.export)

    return file_of(fmt, spec.provenance, lambda: swim_table(spec), draw)


def swim_name(spec: SwimSpec, fmt: str, config: Config) -> str:
    """A file name that says pair, matter and period: us-china-channels_2016-01-01_2024-06-30.png."""
    return f"{config.pair.slug}-channels_{spec.start}_{spec.end}.{fmt}"


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
