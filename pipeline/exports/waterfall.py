"""The waterfall as one file, named by what it shows; as a table it has every part, adding up."""

from __future__ import annotations

import math

from pipeline.charts.waterfall import WaterfallSpec
from pipeline.config.schema import Config, Export
from pipeline.exports.formats import Making, file_name, file_of
from pipeline.questions.why import Why, why_table


def waterfall_file(spec: WaterfallSpec, why: Why, fmt: str, config: Config, export: Export | None = None) -> bytes:
    """The bytes of a chart file; `export` sets another size than the config. Raises ExportError for a format that is not made."""
    making = Making(
        provenance=spec.provenance,
        table=lambda: why_table(why),
        picture=lambda fmt: _picture(spec, fmt, export or config.export),
        slide=lambda: _slide(spec, config.export),
        page=lambda: _page(spec, why, config),
        workbook=lambda: _workbook(spec, why, config),
    )
    return file_of(fmt, making)


def waterfall_name(why: Why, fmt: str, config: Config) -> str:
    """A file name that says pair, matter and period: us-china-what-moved-tension_2022-07-31_2022-08-31.png."""
    return file_name(f"{config.pair.slug}-what-moved-{why.series}_{why.start}_{why.end}", fmt)


def _picture(spec: WaterfallSpec, fmt: str, export: Export) -> bytes:
    from pipeline.charts.waterfall_print import render_waterfall

    return render_waterfall(spec, fmt, export)


def _slide(spec: WaterfallSpec, export: Export) -> bytes:
    from pipeline.charts.slide_waterfall import render_waterfall_slide

    return render_waterfall_slide(spec, export)


def _page(spec: WaterfallSpec, why: Why, config: Config) -> bytes:
    from pipeline.charts.waterfall_screen import waterfall_figure
    from pipeline.exports.web_page import Matter, web_page

    table = why_table(why).round({"points": 4})
    matter = Matter(lambda palette: waterfall_figure(spec, palette), table, "Every part, adding up")
    return web_page(spec, matter, config)


def _workbook(spec: WaterfallSpec, why: Why, config: Config) -> bytes:
    from pipeline.charts.palette import NEUTRAL
    from pipeline.charts.slide_waterfall import BARS, FIGURE, waterfall_series
    from pipeline.exports.bars_workbook import Bars, bars_workbook, filled

    colours = dict(zip(BARS, (spec.looks.line, spec.looks.thaw, spec.looks.freeze, NEUTRAL), strict=True))
    series = [(name, values) for name, values in waterfall_series(spec) if name != FIGURE]
    bars = [Bars(name, values, filled(colours[name])) if name in colours else Bars(name, values) for name, values in series]
    labels = [f"{step.when}: {step.label}" if step.when else step.label for step in spec.steps]
    axis = {"min": math.floor(spec.low), "max": math.ceil(spec.high), "num_format": "0"}
    return bars_workbook(spec, why_table(why), labels, bars, axis, config.export.author)
