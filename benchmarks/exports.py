"""Each format of the tension chart, beside the bare library that draws a line of as many points and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable

from benchmarks.timing import take_turns
from pipeline import build_index, load_config, load_events
from pipeline.charts.deck import briefing_deck
from pipeline.charts.spec import ChartSpec
from pipeline.charts.tension import tension_chart
from pipeline.exports.archive import archive
from pipeline.exports.chart import tension_file
from pipeline.exports.deck import deck_file
from pipeline.exports.formats import FORMATS
from pipeline.exports.presets import sized
from pipeline.exports.tables import to_csv
from pipeline.sources.episodes import load_episodes


def run(short: bool) -> list[str]:
    config = load_config()
    result = build_index(config, load_events(config))
    days = result.daily.index
    start = days[-2000 if short and len(days) > 2000 else 0].date()
    spec = tension_chart(result, start, result.through, (), load_episodes(config))
    rounds = 1 if short else 5
    lines = [
        f"{len(spec.days):,} days, {len(spec.entries)} numbered events",
        f"{'format':>10} {'size':>10} {'seconds':>8} {'bare':>8} {'ratio':>6}",
    ]
    for fmt in FORMATS:
        own, bare = (lambda fmt=fmt: tension_file(spec, fmt, result)), _bare(spec, fmt, config.export)
        size = len(own())
        bare()
        times = {name: min(seconds) for name, seconds in take_turns(rounds, own=own, bare=bare).items()}
        lines.append(
            f"{fmt:>10} {size / 1000:>7,.0f} KB {times['own']:>8.2f} {times['bare']:>8.2f} {times['own'] / times['bare']:>6.1f}"
        )
    deck = briefing_deck(result, days[-366].date(), result.through)
    whole = {
        "deck pptx": lambda: deck_file(deck, "pptx", config),
        "deck pdf": lambda: deck_file(deck, "pdf", config),
        "archive": lambda: archive(result),
    }
    for name, own in whole.items():
        size, seconds = len(own()), min(take_turns(rounds, own=own)["own"])
        lines.append(f"{name:>10} {size / 1000:>7,.0f} KB {seconds:>8.2f}")
    return lines


def _bare(spec: ChartSpec, fmt: str, export) -> Callable[[], object]:
    """A line of the same points, as small a program as the library allows."""
    values = spec.lines[0].values
    days = spec.days.to_pydatetime()

    def picture():
        from matplotlib.figure import Figure

        size = sized(export)
        fig = Figure(figsize=(size.width / 100, size.height / 100), dpi=100)
        fig.add_subplot().plot(days, values)
        fig.savefig(io.BytesIO(), format=fmt, dpi=100 * size.scale if fmt == "png" else 100)

    def page():
        import plotly.graph_objects as go

        return go.Figure(go.Scatter(x=spec.days, y=values)).to_html(include_plotlyjs=True)

    def book():
        import xlsxwriter

        with xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True}) as made:
            sheet = made.add_worksheet()
            style = made.add_format({"num_format": "yyyy-mm-dd"})
            for row, (day, value) in enumerate(zip(days, values, strict=True)):
                sheet.write_datetime(row, 0, day, style)
                sheet.write_number(row, 1, value)
            chart = made.add_chart({"type": "line"})
            chart.add_series({"values": ["Sheet1", 0, 1, len(days) - 1, 1]})
            sheet.insert_chart(0, 3, chart)

    def slide():
        from pptx import Presentation
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE
        from pptx.util import Inches

        deck, data = Presentation(), CategoryChartData()
        data.categories = [day.date() for day in days]
        data.add_series("Tension", values)
        shapes = deck.slides.add_slide(deck.slide_layouts[6]).shapes
        shapes.add_chart(XL_CHART_TYPE.LINE, 0, 0, Inches(10), Inches(7), data)
        deck.save(io.BytesIO())

    def table():
        import pandas as pd

        return to_csv(pd.DataFrame({"date": spec.days, "tension": values}))

    return {"html": page, "xlsx": book, "pptx": slide, "csv": table, "csv-excel": table}.get(fmt, picture)
