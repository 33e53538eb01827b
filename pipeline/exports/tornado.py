"""The tornado as one file, named by what it shows; as a table it has a row a group."""

from __future__ import annotations

import math

import pandas as pd

from pipeline.charts.tornado import TornadoSpec
from pipeline.config.schema import Config, Export
from pipeline.exports.formats import Making, file_name, file_of
from pipeline.questions.tornado import Tornado


def tornado_file(spec: TornadoSpec, fmt: str, config: Config, export: Export | None = None) -> bytes:
    """The bytes of a chart file; `export` sets another size than the config. Raises ExportError for a format that is not made."""
    making = Making(
        provenance=spec.provenance,
        table=lambda: tornado_table(spec),
        picture=lambda fmt: _picture(spec, fmt, export or config.export),
        slide=lambda: _slide(spec, config.export),
        page=lambda: _page(spec, config),
        workbook=lambda: _workbook(spec, config),
    )
    return file_of(fmt, making)


def tornado_name(found: Tornado, fmt: str, config: Config) -> str:
    """A file name that says pair, matter and day: us-china-how-sure_2026-09-27.png."""
    return file_name(f"{config.pair.slug}-how-sure_{found.day}", fmt)


def tornado_table(spec: TornadoSpec) -> pd.DataFrame:
    """A row a group: `group`, `label`, total-order index `total` and its `error`, range of the headline `low` to `high`."""
    rows = [(bar.group, bar.label, bar.total, bar.error, bar.low, bar.high) for bar in spec.bars]
    return pd.DataFrame(rows, columns=["group", "label", "total", "error", "low", "high"]).round(4)


def _picture(spec: TornadoSpec, fmt: str, export: Export) -> bytes:
    from pipeline.charts.tornado_print import render_tornado

    return render_tornado(spec, fmt, export)


def _page(spec: TornadoSpec, config: Config) -> bytes:
    from pipeline.charts.tornado_screen import tornado_figure
    from pipeline.exports.web_page import Matter, web_page

    table = tornado_table(spec)
    matter = Matter(lambda palette: tornado_figure(spec, palette), table, "The bars, a row a group")
    return web_page(spec, matter, config)


def _slide(spec: TornadoSpec, export: Export) -> bytes:
    from pipeline.charts.slide_tornado import render_tornado_slide

    return render_tornado_slide(spec, export)


def _workbook(spec: TornadoSpec, config: Config) -> bytes:
    from pipeline.charts.palette import LIGHT
    from pipeline.charts.slide_tornado import ABOVE, BELOW, DARKER, tornado_series
    from pipeline.config.contrast import darkened
    from pipeline.exports.bars_workbook import Bars, bars_workbook, filled

    colours = {BELOW: LIGHT.band, ABOVE: darkened(LIGHT.band, DARKER)}
    series = tornado_series(spec)
    bars = [Bars(name, values, filled(colours[name])) if name in colours else Bars(name, values) for name, values in series]
    axis = {"min": math.floor(spec.low), "max": math.ceil(spec.high), "num_format": "0.0"}
    return bars_workbook(spec, tornado_table(spec), [bar.label for bar in spec.bars], bars, axis, config.export.author)
