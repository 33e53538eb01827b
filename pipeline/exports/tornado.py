"""The tornado as one file: PNG, SVG, PDF, PPTX or CSV (a row a group), named by what it shows."""

from __future__ import annotations

import pandas as pd

from pipeline.charts.tornado import TornadoSpec
from pipeline.config.schema import Config
from pipeline.exports.chart import file_of
from pipeline.questions.tornado import Tornado


def tornado_file(spec: TornadoSpec, fmt: str, config: Config) -> bytes:
    """The bytes of a chart file; raises ExportError for a format that is not made."""

    def draw() -> bytes:
        if fmt == "pptx":
            from pipeline.charts.slide_tornado import render_tornado_slide

            return render_tornado_slide(spec, config.export)
        from pipeline.charts.tornado_print import render_tornado

        return render_tornado(spec, fmt, config.export)

    return file_of(fmt, spec.provenance, lambda: tornado_table(spec), draw)


def tornado_name(found: Tornado, fmt: str, config: Config) -> str:
    """A file name that says pair, matter and day: us-china-how-sure_2026-09-27.png."""
    return f"{config.pair.slug}-how-sure_{found.day}.{fmt}"


def tornado_table(spec: TornadoSpec) -> pd.DataFrame:
    """A row a group: `group`, `label`, total-order index `total` and its `error`, range of the headline `low` to `high`."""
    rows = [(bar.group, bar.label, bar.total, bar.error, bar.low, bar.high) for bar in spec.bars]
    return pd.DataFrame(rows, columns=["group", "label", "total", "error", "low", "high"]).round(4)
