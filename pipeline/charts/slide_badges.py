"""Badges on a native chart: markers with their numbers, a stem down to the line, and the names of shaded periods."""

from __future__ import annotations

from pptx.chart.datalabel import DataLabel
from pptx.chart.series import LineSeries
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from pipeline.charts.palette import LIGHT
from pipeline.charts.slide_text import rgb
from pipeline.charts.spec import Badge, ChartSpec
from pipeline.charts.text_box import plain

_SIZE = 17
"""Points across a marker; it holds two digits."""
LANE = 9.0
"""Points of the axis that a lane of badges takes, above 100."""


def badge_height(badge: Badge) -> float:
    """Where on the axis of levels a badge stands."""
    return 100 + LANE * (badge.lane + 0.7)


def draw_badges(drawn: LineSeries, spec: ChartSpec, places: list[int]) -> None:
    """Round for thaw, square for freeze, pale in a ring where hollow; `places` are their days' rows."""
    badges = sorted(spec.badges, key=lambda badge: badge.day)
    for badge, place in zip(badges, places, strict=True):
        point = drawn.points[place]
        marker, colour = point.marker, rgb(spec.looks.mark(badge.direction))
        marker.style = XL_MARKER_STYLE.CIRCLE if badge.direction > 0 else XL_MARKER_STYLE.SQUARE
        marker.size = _SIZE
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = rgb(LIGHT.shade) if badge.hollow else colour
        marker.format.line.color.rgb = colour
        marker.format.line.width = Pt(1.25)
        if badge.unreviewed:
            marker.format.line.dash_style = MSO_LINE.SQUARE_DOT
        label = point.data_label
        write_label(label, badge.text, spec.looks.text(badge.direction) if badge.hollow else LIGHT.background, 9, bold=True)
        label.position = XL_LABEL_POSITION.CENTER
        if len(badge.text) > 2:
            _ground(label, LIGHT.shade if badge.hollow else spec.looks.mark(badge.direction))
    _stems(drawn, spec, badges, places)


def draw_notes(drawn: LineSeries, spec: ChartSpec) -> None:
    """The letters of the analyst's notes, in rings on the line; notes of one day share a ring."""
    for day, letters in spec.note_marks.items():
        point = drawn.points[(day - spec.start).days]
        marker = point.marker
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, _SIZE - 2
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = rgb(LIGHT.background)
        marker.format.line.color.rgb, marker.format.line.width = rgb(LIGHT.ink), Pt(1)
        write_label(point.data_label, letters, LIGHT.ink, 9, bold=True)
        point.data_label.position = XL_LABEL_POSITION.CENTER


def draw_names(drawn: LineSeries, spec: ChartSpec) -> None:
    """The names of the shaded periods, at their rows within the shade."""
    rows = {day.date(): place for place, day in enumerate(spec.days)}
    for band in spec.episodes:
        label = drawn.points[rows[band.anchor]].data_label
        write_label(label, band.label, LIGHT.muted, 9)
        label.position = XL_LABEL_POSITION.LEFT if band.late else XL_LABEL_POSITION.RIGHT


def write_label(label: DataLabel, text: str, colour: str, size: float, bold: bool = False) -> None:
    """The text of one point's label."""
    frame = label.text_frame
    frame.text = plain(text)
    frame.word_wrap = False
    run = frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, rgb(colour)


def _ground(label: DataLabel, colour: str) -> None:
    """A ground under a label that is wider than its marker."""
    fill = f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill></c:spPr>'
    element = label._dLbl
    before = element.find(qn("c:tx"))
    before.addnext(parse_xml(fill))


def _stems(drawn: LineSeries, spec: ChartSpec, badges: list[Badge], places: list[int]) -> None:
    """Error bars that reach from each badge to the headline of its day."""
    lengths = {place: badge_height(badge) - spec.height_on(badge.day) for badge, place in zip(badges, places, strict=True)}
    points = "".join(f'<c:pt idx="{place}"><c:v>{length:.6f}</c:v></c:pt>' for place, length in lengths.items())
    line = f'<a:ln w="7620"><a:solidFill><a:srgbClr val="{LIGHT.muted[1:]}"/></a:solidFill></a:ln>'
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="1"/><c:minus><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(spec.days)}"/>{points}'
        f"</c:numLit></c:minus><c:spPr>{line}</c:spPr></c:errBars>"
    )
    drawn._element.find(qn("c:cat")).addprevious(bars)
