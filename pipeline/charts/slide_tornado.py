"""Draws a TornadoSpec as a widescreen slide: a native stacked bar chart whose first series lifts the others, the index as the
line at which its axes cross."""

from __future__ import annotations

import math

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from pipeline.charts.lettering import characters, shortened
from pipeline.charts.logo import Logo, logo_of
from pipeline.charts.palette import LIGHT
from pipeline.charts.slide_chart import add_chart, place_plot
from pipeline.charts.slide_file import add_notes, deck_bytes, new_deck
from pipeline.charts.slide_frame import framed_slide
from pipeline.charts.slide_table import draw_table
from pipeline.charts.slide_text import rgb, write
from pipeline.charts.slide_workbook import ChartData, Value
from pipeline.charts.tables import Cell, Part, Table
from pipeline.charts.text_box import Box, Run, plain
from pipeline.charts.tornado import TornadoSpec, share_text
from pipeline.config.contrast import darkened
from pipeline.config.schema import Export

BASE, BELOW, ABOVE = "Where the range begins (not drawn)", "Range below the index", "Range above the index"
_WORDS, _SHARES = 0.28, 1.6
"""Share of the chart's width that the words take, and inches of the column of shares beside it."""
_POINT, _POINT_WIDTH = 0.3, 1.1
"""Inches of the words over the line of the index."""
DARKER = 7.0
"""Contrast on white of the range above the index, so that the two parts of a bar are told apart where they meet."""
_UNITS = (0.5, 1, 2, 5, 10, 20)


def render_tornado_slide(spec: TornadoSpec, export: Export) -> bytes:
    """The tornado as the bytes of a PPTX of one slide, its provenance inside."""
    deck = new_deck()
    tornado_slide(deck, spec, logo=logo_of(export))
    return deck_bytes(deck, spec.provenance, spec.alt, export.author)


def tornado_slide(deck: Deck, spec: TornadoSpec, own: bool = False, logo: Logo | None = None) -> None:
    """Adds the tornado to a deck."""
    slide, room = framed_slide(deck, spec.title, spec.subtitle, spec.footer, own, spec.plain, logo)
    add_notes(slide, spec.provenance, spec.alt)
    _draw(slide, spec, Box(room.left, room.top + _POINT, room.width, room.height - _POINT))


def tornado_series(spec: TornadoSpec) -> list[tuple[str, list[Value]]]:
    """Every series by name, a value a bar: where its range begins, what of it lies below the index and what above."""
    lows = [bar.low for bar in spec.bars]
    below = [max(min(bar.high, spec.point) - bar.low, 0.0) for bar in spec.bars]
    above = [max(bar.high - max(bar.low, spec.point), 0.0) for bar in spec.bars]
    columns = ((BASE, lows), (BELOW, below), (ABOVE, above))
    return [(name, [round(value, 9) for value in values]) for name, values in columns]


def _draw(slide: Slide, spec: TornadoSpec, room: Box) -> None:
    box = Box(room.left, room.top, room.width - _SHARES, room.height)
    size = max(min(13.0, box.height / len(spec.bars) * 72 / 2.9), 7.0)
    most = int(characters(size, box.width * _WORDS - 0.2) * 1.7)
    words = [shortened(plain(bar.label), most) for bar in spec.bars]
    chart = add_chart(slide, XL_CHART_TYPE.BAR_STACKED, box, ChartData(words, tornado_series(spec)), spec.alt)
    plot = Box(box.left + box.width * _WORDS, box.top + 0.05, box.width * (1 - _WORDS) - 0.2, box.height - 0.4)
    place_plot(chart, box, plot)
    bars = chart.plots[0]
    bars.gap_width, bars.overlap = 55, 100
    for drawn, colour in zip(bars.series, ("", LIGHT.band, darkened(LIGHT.band, DARKER)), strict=True):
        if colour:
            drawn.format.fill.solid()
            drawn.format.fill.fore_color.rgb = rgb(colour)
        else:
            drawn.format.fill.background()
        drawn.invert_if_negative = False
    _axes(chart, spec, size)
    _point(slide, spec, plot)
    _shares(slide, spec, Box(box.left + box.width, plot.top, _SHARES, plot.height), size)


def _shares(slide: Slide, spec: TornadoSpec, box: Box, size: float) -> None:
    """The shares of the variance in a column, each beside its bar."""
    rows = tuple((Cell((Run(share_text(bar)),), centred=True, tile=True),) for bar in spec.bars)
    part = Part(Table((), (1.0,), rows), size, (box.height / len(rows),) * len(rows))
    draw_table(slide, box, part, "Shares", f"Share of the variance of each of {len(rows)} groups, in the order of the bars")
    heading = Box(box.left, box.top - 0.05 - _POINT, box.width, _POINT)
    write(slide, heading, [Run("share of variance", colour=LIGHT.muted)], 12, "Heading of the shares", "bottom", "center")


def _axes(chart: Chart, spec: TornadoSpec, size: float) -> None:
    """The groups at the left, their axis at the index; the points below."""
    groups, points = chart.category_axis, chart.value_axis
    points.crosses_at = spec.point
    groups.reverse_order = True
    groups.tick_label_position, groups.major_tick_mark = XL_TICK_LABEL_POSITION.LOW, XL_TICK_MARK.NONE
    groups.format.line.color.rgb, groups.format.line.width = rgb(LIGHT.ink), Pt(2)
    points.minimum_scale, points.maximum_scale = _ends(spec)
    unit = _unit(spec)
    points.major_unit, points.major_tick_mark = unit, XL_TICK_MARK.NONE
    points.tick_labels.number_format, points.tick_labels.number_format_is_linked = "0.0" if unit < 1 else "0", False
    points.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # below, as the order of the groups is reversed
    points.major_gridlines.format.line.color.rgb, points.major_gridlines.format.line.width = rgb(LIGHT.grid), Pt(0.75)
    points.format.line.fill.background()
    for axis, points_of_type in ((groups, size), (points, 11.0)):
        axis.tick_labels.font.size, axis.tick_labels.font.color.rgb = Pt(points_of_type), rgb(LIGHT.ink)


def _ends(spec: TornadoSpec) -> tuple[float, float]:
    """Of the axis; it begins at a full unit, because its figures are counted from there."""
    unit = _unit(spec)
    return math.floor(spec.low / unit) * unit, round(spec.high, 2)


def _unit(spec: TornadoSpec) -> float:
    return next((unit for unit in _UNITS if (spec.high - spec.low) / unit <= 8), 25)


def _point(slide: Slide, spec: TornadoSpec, plot: Box) -> None:
    """The index in words, over its line."""
    low, high = _ends(spec)
    middle = plot.left + plot.width * (spec.point - low) / (high - low)
    place = Box(middle - _POINT_WIDTH / 2, plot.top - 0.05 - _POINT, _POINT_WIDTH, _POINT)
    write(slide, place, [Run(f"index {spec.point:.1f}", True)], 13, "Index", "bottom", "center")
