"""The tension chart as a native chart on a date axis: every figure stands in its workbook and can be edited there."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
from pptx.chart.axis import DateAxis, ValueAxis
from pptx.chart.chart import Chart
from pptx.chart.series import LineSeries
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Inches, Pt

from pipeline.charts.lettering import characters, shortened
from pipeline.charts.palette import LIGHT, STROKES, Looks
from pipeline.charts.slide_badges import LANE, badge_height, draw_badges, draw_names, draw_notes
from pipeline.charts.slide_text import described, rgb, write
from pipeline.charts.slide_workbook import ChartData, Value
from pipeline.charts.spec import HEADLINE, OWN, ChartSpec, Line
from pipeline.charts.text_box import Box, Run

BADGES, NOTES, NAMES, SHADES = (
    "Events (height of the badge)",
    "The analyst's notes",
    "Named periods (place of the name)",
    "Named periods (shaded)",
)
EDGES = {"p05": "5 % of the draws lie below", "p95": "5 % of the draws lie above"}
_DASHES = (MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT)
_STROKES = {"nothing": MSO_LINE.ROUND_DOT, "known": MSO_LINE.DASH, "scenario": MSO_LINE.DASH}
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_TICK = 0.85
"""Inches that the label of a tick takes."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 0.5, 0.12, 0.04, 0.34
"""Inches between the frame and the plot; the tick labels stand there."""
_LEGEND, _SAMPLE = 0.27, 0.75
"""Inches of a row of the legend, and of the line beside each name."""
_WORDS = 0.8


def draw_chart(slide: Slide, spec: ChartSpec, box: Box) -> Chart:
    """The native chart, and the words for its levels beside it, within a box."""
    days = [day.date() for day in spec.days]
    frame_box = Box(box.left, box.top, box.width - _WORDS, box.height)
    series = chart_series(spec, days)
    chart = add_chart(slide, XL_CHART_TYPE.LINE, frame_box, ChartData(days, series), spec.alt)
    legend = _legend_height(spec, frame_box.width)
    plot = _inner(frame_box, legend)
    place_plot(chart, frame_box, plot)
    _axes(chart, spec, int(plot.width / _TICK))
    _looks(chart, spec, series)
    if legend:
        place = Box(frame_box.left + 0.1, frame_box.top + frame_box.height - legend, frame_box.width - 0.2, legend)
        _legend(chart, spec, len(series), _layout(frame_box, place, inner=False))
    _words(slide, spec, plot)
    return chart


def add_chart(slide: Slide, kind: XL_CHART_TYPE, box: Box, data: ChartData, alt: str) -> Chart:
    """A native chart in a box, with a text for those who cannot see it; without title and legend."""
    shapes: Any = slide.shapes  # the library's own annotation of add_chart is wrong
    frame = shapes.add_chart(kind, *(Inches(edge) for edge in (box.left, box.top, box.width, box.height)), data)
    described(frame, "Chart", alt)
    frame.chart.has_title = frame.chart.has_legend = False
    return frame.chart


def chart_series(spec: ChartSpec, days: list[date]) -> list[tuple[str, list[Value]]]:
    """Every series of the chart by name, a value or None a day: lines, borders, badges, names and shades of periods."""
    found: list[tuple[str, list[Value]]] = [(line.name, [_value(value) for value in line.values]) for line in spec.lines]
    for low, word in spec.borders[1:]:
        found.append((f"From here up: {word}", [low if place in (0, len(days) - 1) else None for place in range(len(days))]))
    found += [(EDGES[name], [_value(value) for value in values]) for name, values in spec.edges]
    if spec.badges:
        heights = {badge.day: badge_height(badge) for badge in spec.badges}
        found.append((BADGES, [heights.get(day) for day in days]))
    if spec.notes:
        heights = {note.day: spec.height_on(note.day) for note in spec.notes}
        found.append((NOTES, [heights.get(day) for day in days]))
    if spec.episodes:
        names = {band.anchor: 2.5 + 4.5 * band.row for band in spec.episodes}
        found.append((NAMES, [names.get(day) for day in days]))
        found.append((SHADES, [100.0 if any(band.start <= day <= band.end for band in spec.episodes) else 0.0 for day in days]))
    return found


def _value(value: float) -> Value:
    return round(float(value), 6) if math.isfinite(value) else None


def _top(spec: ChartSpec) -> float:
    return min(100 + LANE * (spec.lane_count + 0.4), 119.9) if spec.lane_count <= 2 else 100 + LANE * (spec.lane_count + 0.4)


def _inner(box: Box, legend: float) -> Box:
    under = _BOTTOM + legend
    return Box(box.left + _LEFT, box.top + _TOP, box.width - _LEFT - _RIGHT, box.height - _TOP - under)


def place_plot(chart: Chart, box: Box, plot: Box) -> None:
    """Says where the plot stands within the frame, so that the words beside it are at their levels."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, _layout(box, plot, inner=True))


def _layout(box: Box, place: Box, inner: bool) -> Any:
    """Where something stands within a chart's frame, as shares of it; `inner`: the plot without its tick labels."""
    shares = {
        "x": (place.left - box.left) / box.width,
        "y": (place.top - box.top) / box.height,
        "w": place.width / box.width,
        "h": place.height / box.height,
    }
    told = '<c:layoutTarget val="inner"/>' if inner else ""
    told += '<c:xMode val="edge"/><c:yMode val="edge"/>' + "".join(
        f'<c:{name} val="{share:.5f}"/>' for name, share in shares.items()
    )
    return parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{told}</c:manualLayout></c:layout>")


def _axes(chart: Chart, spec: ChartSpec, ticks: int) -> None:
    """Both axes; of days at most so many `ticks` as have room for their labels."""
    levels: ValueAxis = chart.value_axis
    levels.minimum_scale, levels.maximum_scale, levels.major_unit = 0, _top(spec), 20
    levels.tick_labels.number_format, levels.tick_labels.number_format_is_linked = '[<=100]0;""', False
    levels.major_gridlines.format.line.color.rgb, levels.major_gridlines.format.line.width = rgb(LIGHT.grid), Pt(0.75)
    levels.format.line.fill.background()
    days: DateAxis = chart.category_axis
    days.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    days.format.line.color.rgb = rgb(LIGHT.muted)
    for axis in (levels, days):
        axis.tick_labels.font.size = Pt(11)
        axis.tick_labels.font.color.rgb = rgb(LIGHT.ink)
    months = (spec.end - spec.start).days / 30.44
    short = months < 3
    unit = max(math.ceil((spec.end - spec.start).days / ticks / 7) * 7, 7) if short else _months(months, ticks)
    days.tick_labels.number_format = "d mmm yyyy" if short else "mmm yyyy"
    days.tick_labels.number_format_is_linked = False
    element = days._element
    after = element.find(qn("c:baseTimeUnit"))
    for tag, value in (("majorTimeUnit", "days" if short else "months"), ("majorUnit", unit)):
        after.addnext(parse_xml(f'<c:{tag} {nsdecls("c")} val="{value}"/>'))
    levels._element.find(qn("c:crosses")).addnext(parse_xml(f'<c:crossBetween {nsdecls("c")} val="midCat"/>'))


def _months(months: float, ticks: int) -> int:
    return next((step for step in _MONTHS if months / step <= ticks), 240)


def _looks(chart: Chart, spec: ChartSpec, series: list[tuple[str, list[Value]]]) -> None:
    """Gives each series its look; what is no line moves out of the legend."""
    found: list[LineSeries] = list(chart.plots[0].series)
    for (name, _), drawn in zip(series, found, strict=True):
        drawn.smooth = False
        drawn.marker.style = XL_MARKER_STYLE.NONE
        drawn.format.line.fill.background()
        if name == BADGES:
            draw_badges(drawn, spec, [place for place, value in enumerate(dict(series)[BADGES]) if value is not None])
        elif name == NOTES:
            draw_notes(drawn, spec)
        elif name == NAMES:
            draw_names(drawn, spec)
        elif name in EDGES.values():
            drawn.format.line.color.rgb, drawn.format.line.width = rgb(LIGHT.band), Pt(0.75)
    for line, drawn in zip(spec.lines, found, strict=False):
        _line(drawn, line, spec.looks)
    for drawn in found[len(spec.lines) : len(spec.lines) + len(spec.borders) - 1]:
        drawn.format.line.color.rgb, drawn.format.line.width = rgb(LIGHT.muted), Pt(0.75)
        drawn.format.line.dash_style = MSO_LINE.ROUND_DOT
    if spec.episodes:
        _shade(chart, found[-1])
    blanks = chart._chartSpace.chart.find(qn("c:dispBlanksAs"))
    blanks.set("val", "span")


def _line(drawn: LineSeries, line: Line, looks: Looks) -> None:
    """The look of a line, and a dot where the published headline, or a reader's own, ends."""
    look, colour = drawn.format.line, looks.line
    if line.look:
        stroke = STROKES[line.look]
        look.width, look.dash_style = Pt(0.9 * stroke.width), _STROKES.get(line.look, MSO_LINE.DASH)
        look.color.rgb = rgb(LIGHT.ink if stroke.ink else LIGHT.muted)
        return
    if line.slug not in (HEADLINE, OWN):
        place = line.place % len(LIGHT.tracks)
        look.color.rgb, look.width, look.dash_style = rgb(LIGHT.tracks[place]), Pt(1.5), _DASHES[place]
        return
    if line.slug == OWN:
        colour, look.dash_style = LIGHT.own, MSO_LINE.LONG_DASH
    look.color.rgb, look.width = rgb(colour), Pt(2)
    dot = drawn.points[int(np.flatnonzero(np.isfinite(line.values))[-1])].marker
    dot.style, dot.size = XL_MARKER_STYLE.CIRCLE, 7
    dot.format.fill.solid()
    dot.format.fill.fore_color.rgb = rgb(colour)


def _shade(chart: Chart, drawn: LineSeries) -> None:
    """Moves the last series into an area chart on the same axes, behind the lines: it is 100 within a period, 0 outside."""
    lines = chart._chartSpace.chart.plotArea.find(qn("c:lineChart"))
    element = drawn._element
    for tag in ("c:marker", "c:smooth", "c:spPr"):
        for old in element.findall(qn(tag)):
            element.remove(old)
    fill = f'<a:solidFill><a:srgbClr val="{LIGHT.shade[1:]}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    element.find(qn("c:tx")).addnext(parse_xml(f"<c:spPr {nsdecls('c', 'a')}>{fill}</c:spPr>"))
    area = parse_xml(f'<c:areaChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/></c:areaChart>')
    area.append(element)
    for axis in lines.findall(qn("c:axId")):
        area.append(parse_xml(f'<c:axId {nsdecls("c")} val="{axis.get("val")}"/>'))
    lines.addprevious(area)
    for place, series in enumerate([element, *lines.findall(qn("c:ser"))]):  # areas come first, in the legend too
        series.find(qn("c:idx")).set("val", str(place))
        series.find(qn("c:order")).set("val", str(place))


def _legend_height(spec: ChartSpec, width: float) -> float:
    """Inches of the legend: as many rows as its names need in columns of one width; a single line needs none."""
    if len(spec.lines) < 2:
        return 0.0
    widest = max(len(line.name) for line in spec.lines) / characters(11, 10) * 10 + _SAMPLE
    return _LEGEND * -(-len(spec.lines) // max(int((width - 0.2) / widest), 1))


def _legend(chart: Chart, spec: ChartSpec, count: int, layout: Any) -> None:
    """The lines by name, under the plot; none of the `count` series that is no line."""
    chart.has_legend = True
    legend = chart.legend
    legend.position, legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    legend.font.size, legend.font.color.rgb = Pt(11), rgb(LIGHT.ink)
    first = 1 if spec.episodes else 0
    named = range(first, len(spec.lines) + first)
    before = legend._element.find(qn("c:legendPos"))
    before.addnext(layout)
    for entry in reversed([entry for entry in range(count) if entry not in named]):
        before.addnext(parse_xml(f'<c:legendEntry {nsdecls("c")}><c:idx val="{entry}"/><c:delete val="1"/></c:legendEntry>'))


def _words(slide: Slide, spec: ChartSpec, plot: Box) -> None:
    """The words for the levels, each in the middle of its range."""
    top = _top(spec)
    edges = [value for value, _ in spec.borders] + [100.0]
    for (low, word), high in zip(spec.borders, edges[1:], strict=True):
        tall = min((high - low) / top * plot.height, 0.3)
        middle = plot.top + plot.height * (1 - (low + high) / 2 / top)
        place = Box(plot.left + plot.width + _RIGHT + 0.02, middle - tall / 2, _WORDS - 0.04, tall)
        size = min(10.0, tall * 72 / 1.22)
        write(slide, place, [Run(shortened(word, 14), colour=LIGHT.muted)], size, f"Word: {word}", "middle")
