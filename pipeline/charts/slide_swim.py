"""Draws a SwimSpec as a widescreen slide: a native stacked bar chart, a row a channel, whose first series lifts to its first day.

Each further series is a state, not a place in the order: "open", "open, overdue", "suspended", "open (2)" ... So the
workbook tells what was when: a row has the day a channel begins and, in the columns of its states, how many days each
lasted. A figure that is changed moves what follows it, one moved to another column changes the state, and a colour is
changed once a column, not once a bar. Series by order, coloured bar by bar, would tell none of this in the workbook.

The key stands beside the chart, because the chart's own would name every column, and programs count them differently.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches, Pt

from pipeline.charts.day_scale import DayScale, day_scale
from pipeline.charts.lettering import fitted, text_width
from pipeline.charts.logo import Logo, logo_of
from pipeline.charts.palette import LIGHT
from pipeline.charts.slide_chart import add_chart, place_plot
from pipeline.charts.slide_file import add_notes, deck_bytes, new_deck
from pipeline.charts.slide_frame import framed_slide
from pipeline.charts.slide_looks import draw_key, fill_look, without_theme
from pipeline.charts.slide_text import described, fill_frame, rgb, write
from pipeline.charts.slide_workbook import ChartData
from pipeline.charts.swim import NO_LANES, SwimSpec
from pipeline.charts.swim_columns import BEGINS, swim_columns, swim_series
from pipeline.charts.swim_looks import LOOKS
from pipeline.charts.text_box import Box, Run, plain
from pipeline.config.schema import Export
from pipeline.words import day_text

_MOST = 30
"""Lanes on a slide, so that their names can be read; more of them go on on further slides."""
_LARGEST, _SHARE = 11.0, 0.66
"""Most points of a lane's name, and its share of the lane."""
_NAMES = 0.35
"""Most of the width that the names take."""
_MARK, _DAYS, _KEY, _GAP = 0.28, 0.34, 0.3, 0.15
"""Inches of the marked day above the plot, of the days and the key below it, and between words and bars."""
_DATE = 1.2
"""Inches that a date takes."""


def render_swim_slide(spec: SwimSpec, export: Export) -> bytes:
    """The lanes as the bytes of a PPTX of one slide, or more where there are many, its provenance inside.

    Raises ExportError where no native chart can hold them.
    """
    deck = new_deck()
    swim_slide(deck, spec, logo=logo_of(export))
    return deck_bytes(deck, spec.provenance, spec.alt, export.author)


def swim_slide(deck: Deck, spec: SwimSpec, own: bool = False, logo: Logo | None = None) -> None:
    """Adds the lanes to a deck; raises ExportError where no native chart can hold them."""
    lanes = [lane for _, lane in spec.rows if lane]
    count = max(math.ceil(len(lanes) / _MOST), 1)
    for number in range(count):
        part = lanes[number * len(lanes) // count : (number + 1) * len(lanes) // count]
        title = f"{spec.title} ({number + 1} of {count})" if count > 1 else spec.title
        slide, room = framed_slide(deck, title, spec.subtitle, spec.footer, own, spec.plain, logo)
        add_notes(slide, spec.provenance, spec.alt)
        _lanes(slide, replace(spec, lanes=tuple(part)), room)


def _lanes(slide: Slide, spec: SwimSpec, room: Box) -> None:
    """The chart, the words on its right, the marked day above and the key below; the words stand on the chart's frame, since
    the label of its last day needs room there too."""
    if not spec.lanes:
        write(slide, room, [Run(NO_LANES, colour=LIGHT.muted)], 14, "No channel")
        return
    marked = spec.mark if spec.mark != spec.end else None
    above = _MARK if marked else 0.0
    frame = Box(room.left, room.top + above, room.width, room.height - above - _KEY)
    tall = frame.height - _DAYS
    size = min(tall / len(spec.rows) * 72 * _SHARE, _LARGEST)
    widest = max(text_width(plain(name), size) for name in _row_names(spec))
    names = min(widest + _GAP, _NAMES * room.width)
    words = max(text_width(LOOKS[look].word, size) for look in spec.looks) + _GAP
    plot = Box(frame.left + names, frame.top, frame.width - names - words, tall)
    scale = day_scale(spec.start, spec.end, plot.width)
    _draw(slide, spec, scale, frame, plot, size)
    _end_words(slide, spec, Box(plot.left + plot.width, plot.top, words, tall), size)
    if marked:
        _mark(slide, marked, plot, scale)
    draw_key(slide, spec.looks, Box(room.left, frame.top + frame.height, room.width, _KEY))


def _row_names(spec: SwimSpec) -> list[str]:
    """Tracks in capitals, since the labels of a native axis are all of one weight."""
    return [name if lane else name.upper() for name, lane in spec.rows]


def _draw(slide: Slide, spec: SwimSpec, scale: DayScale, frame: Box, plot: Box, size: float) -> None:
    """The native chart."""
    inches = plot.left - frame.left - _GAP
    names = [fitted(plain(name), size, inches) for name in _row_names(spec)]
    chart = add_chart(slide, XL_CHART_TYPE.BAR_STACKED, frame, ChartData(names, swim_series(spec), "0", (BEGINS,)), spec.alt)
    place_plot(chart, frame, plot)
    bars = chart.plots[0]
    bars.gap_width, bars.overlap, bars.vary_by_categories = 50, 100, False
    lift, *drawn = bars.series
    lift.format.fill.background()
    for series, look in zip(drawn, swim_columns(spec), strict=True):
        fill_look(series.format.fill, series.format.line, LOOKS[look])
    for series in bars.series:
        series.invert_if_negative = False
    _axes(chart, scale, size)


def _axes(chart: Chart, scale: DayScale, size: float) -> None:
    lanes, days = chart.category_axis, chart.value_axis
    lanes.reverse_order = True
    lanes.tick_label_position, lanes.major_tick_mark = XL_TICK_LABEL_POSITION.LOW, XL_TICK_MARK.NONE
    lanes.format.line.fill.background()
    lanes._element.find(qn("c:lblOffset")).addnext(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>'))
    days.minimum_scale, days.maximum_scale, days.major_unit = scale.low, scale.high, scale.unit
    days.tick_labels.number_format, days.tick_labels.number_format_is_linked = scale.number, False
    days.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # below, as the order of the lanes is reversed
    days.major_tick_mark = XL_TICK_MARK.NONE
    days.major_gridlines.format.line.color.rgb, days.major_gridlines.format.line.width = rgb(LIGHT.grid), Pt(0.75)
    days.format.line.fill.background()
    for axis, points in ((lanes, size), (days, 11.0)):
        axis.tick_labels.font.size, axis.tick_labels.font.color.rgb = Pt(points), rgb(LIGHT.ink)


def _end_words(slide: Slide, spec: SwimSpec, box: Box, size: float) -> None:
    """The state on the last day, beside each lane; a channel that has ended has none."""
    row = box.height / len(spec.rows)
    for place, (_, lane) in enumerate(spec.rows):
        if lane and lane.segments[-1].end == spec.end:
            word = Box(box.left + _GAP / 2, box.top + place * row, box.width - _GAP / 2, row)
            write(slide, word, [Run(LOOKS[lane.segments[-1].look].word)], size, f"State at the end, row {place + 1}", "middle")


def _mark(slide: Slide, day: date, plot: Box, scale: DayScale) -> None:
    """The marked day: a line through the lanes, its date above them."""
    across, top, bottom = plot.left + scale.share(day) * plot.width, plot.top - 0.07, plot.top + plot.height
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(across), Inches(top), Inches(across), Inches(bottom))
    described(line, "Marked day", f"The day marked: {day_text(day)}")
    without_theme(line)
    line.line.color.rgb, line.line.width, line.line.dash_style = rgb(LIGHT.ink), Pt(1.25), MSO_LINE.DASH
    left = min(max(across - _DATE / 2, plot.left), plot.left + plot.width - _DATE)
    place = (Inches(edge) for edge in (left, plot.top - _MARK, _DATE, _MARK - 0.09))
    shape = slide.shapes.add_textbox(*place)
    described(shape, "Marked day, date", day_text(day))
    fill_frame(shape.text_frame, [Run(day_text(day))], 10, "center", "bottom")
