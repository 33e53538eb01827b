"""The waterfall as one file: PNG, SVG, PDF, PPTX or CSV (every part, adding up), named by what it shows."""

from __future__ import annotations

from pipeline.charts.waterfall import WaterfallSpec
from pipeline.config.schema import Config
from pipeline.exports.chart import file_of
from pipeline.questions.why import Why, why_table


def waterfall_file(spec: WaterfallSpec, why: Why, fmt: str, config: Config) -> bytes:
    """The bytes of a chart file; raises ExportError for a format that is not made."""

    def draw() -> bytes:
        if fmt == "pptx":
            from pipeline.charts.slide_waterfall import render_waterfall_slide

            return render_waterfall_slide(spec, config.export)
        from pipeline.charts.waterfall_print import render_waterfall

        return render_waterfall(spec, fmt, config.export)

    return file_of(fmt, spec.provenance, lambda: why_table(why), draw)


def waterfall_name(why: Why, fmt: str, config: Config) -> str:
    """A file name that says pair, matter and period: us-china-what-moved-tension_2022-07-31_2022-08-31.png."""
    return f"{config.pair.slug}-what-moved-{why.series}_{why.start}_{why.end}.{fmt}"
