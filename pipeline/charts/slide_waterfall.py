"""Draws a WaterfallSpec as a widescreen slide: a native stacked bar chart whose first series lifts the others."""

from __future__ import annotations

import math

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from pipeline.charts.lettering import characters, shortened
from pipeline.charts.logo import Logo, logo_of
from pipeline.charts.palette import LIGHT, NEUTRAL
from pipeline.charts.slide_badges import write_label
from pipeline.charts.slide_chart import add_chart, place_plot
from pipeline.charts.slide_file import add_notes, deck_bytes, new_deck
from pipeline.charts.slide_frame import framed_slide
from pipeline.charts.slide_text import rgb
from pipeline.charts.slide_workbook import ChartData
from pipeline.charts.text_box import Box, plain
from pipeline.charts.waterfall import Step, WaterfallSpec
from pipeline.charts.waterfall_screen import points_text
from pipeline.config.schema import Export

BASE, FIGURE = "Where the bar begins (not drawn)", "Room for the figure (not drawn)"
BARS = ("Level", "Thaw", "Freeze", "Slow or small")
_WORDS = 0.46
"""Share of the width that the words take."""
_FIGURE = 0.1
"""Room for a figure, as a share of the axis."""


def render_waterfall_slide(spec: WaterfallSpec, export: Export) -> bytes:
    """The waterfall as the bytes of a PPTX of one slide, its provenance inside."""
    deck = new_deck()
    waterfall_slide(deck, spec, logo=logo_of(export))
    return deck_bytes(deck, spec.provenance, spec.alt, export.author)


def waterfall_slide(deck: Deck, spec: WaterfallSpec, own: bool = False, logo: Logo | None = None) -> None:
    """Adds the waterfall to a deck."""
    slide, room = framed_slide(deck, spec.title, spec.subtitle, spec.footer, own, spec.plain, logo)
    add_notes(slide, spec.provenance, spec.alt)
    _draw(slide, spec, room)


def waterfall_series(spec: WaterfallSpec) -> list[tuple[str, list[float | None]]]:
    """Every series by name, a value or None a step: where the bar begins, its length in the series of its kind."""
    found: list[tuple[str, list[float | None]]] = [(BASE, [round(step.low, 6) for step in spec.steps])]
    for name in BARS:
        found.append((name, [round(step.high - step.low, 6) if _bar(step) == name else None for step in spec.steps]))
    room = round((spec.high - spec.low) * _FIGURE, 6)
    return [*found, (FIGURE, [room] * len(spec.steps))]


def _bar(step: Step) -> str:
    if step.kind == "level":
        return "Level"
    return ("Thaw" if step.direction > 0 else "Freeze") if step.kind == "event" else "Slow or small"


def _draw(slide: Slide, spec: WaterfallSpec, box: Box) -> None:
    size = max(min(11.0, box.height / len(spec.steps) * 72 / 2.9), 7.0)
    words = [_words(step, size, box.width * _WORDS - 0.2) for step in spec.steps]
    chart = add_chart(slide, XL_CHART_TYPE.BAR_STACKED, box, ChartData(words, waterfall_series(spec)), spec.alt)
    plot = Box(box.left + box.width * _WORDS, box.top + 0.05, box.width * (1 - _WORDS) - 0.15, box.height - 0.4)
    place_plot(chart, box, plot)
    bars = chart.plots[0]
    bars.gap_width, bars.overlap = 55, 100
    colours = dict(zip(BARS, (spec.looks.line, spec.looks.thaw, spec.looks.freeze, NEUTRAL), strict=True))
    for drawn in bars.series:
        fill = drawn.format.fill
        if drawn.name in colours:
            fill.solid()
            fill.fore_color.rgb = rgb(colours[drawn.name])
        else:
            fill.background()
        drawn.invert_if_negative = False
    figures = bars.series[-1]
    for place, step in enumerate(spec.steps):
        label = figures.points[place].data_label
        write_label(label, points_text(step), LIGHT.ink, size, bold=step.kind == "level")
        label.position = XL_LABEL_POSITION.INSIDE_BASE
    _axes(chart, spec, size)


def _axes(chart: Chart, spec: WaterfallSpec, size: float) -> None:
    causes, points = chart.category_axis, chart.value_axis
    causes.reverse_order = True
    causes.tick_label_position, causes.major_tick_mark = XL_TICK_LABEL_POSITION.LOW, XL_TICK_MARK.NONE
    causes.format.line.fill.background()
    unit = next((step for step in (1, 2, 5, 10, 20) if (spec.high - spec.low) / step <= 8), 25)
    points.minimum_scale, points.maximum_scale = math.floor(spec.low / unit) * unit, round(spec.high, 2)
    points.major_unit, points.major_tick_mark = unit, XL_TICK_MARK.NONE
    points.tick_labels.number_format, points.tick_labels.number_format_is_linked = "0", False
    points.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # below, as the order of the causes is reversed
    points.major_gridlines.format.line.color.rgb, points.major_gridlines.format.line.width = rgb(LIGHT.grid), Pt(0.75)
    points.format.line.fill.background()
    for axis, points_of_type in ((causes, size), (points, 11.0)):
        axis.tick_labels.font.size, axis.tick_labels.font.color.rgb = Pt(points_of_type), rgb(LIGHT.ink)


def _words(step: Step, size: float, inches: float) -> str:
    """A cause on at most two lines."""
    return shortened(plain(f"{step.when}: {step.label}" if step.when else step.label), int(characters(size, inches) * 1.7))
