"""Swim lanes as a slide: native, editable, the very segments of the spec, and nothing that leaves its box."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.enum.dml import MSO_FILL, MSO_LINE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from pipeline import build_index
from pipeline.charts.lettering import text_width
from pipeline.charts.slide_file import new_deck
from pipeline.charts.slide_swim import render_swim_slide, swim_slide
from pipeline.charts.slide_workbook import day_number
from pipeline.charts.swim import Segment, SwimLane, swim_chart
from pipeline.charts.swim_columns import BEGINS, swim_columns, swim_series
from pipeline.charts.swim_looks import LOOKS
from pipeline.errors import ExportError
from tests.charts.slide_drawing import drawn_slides
from tests.charts.slide_reading import EMU, charts, in_workbook, misplaced, opened, plotted, texts, workbook
from tests.charts.test_slides import LONGEST, PAYLOADS, harmless
from tests.charts.test_swim import at, story
from tests.strategies import CONFIG, histories

EXPORT = CONFIG.export
ZERO = date(1899, 12, 30)


@pytest.fixture(scope="module")
def spec():
    return swim_chart(story(), at(0), at(700), at(550))


@pytest.fixture(scope="module")
def deck(spec):
    return opened(render_swim_slide(spec, EXPORT))


def look_of(series) -> str:
    """The look that a series shows: its fill, pattern, colours and edge, as a reader of the file finds them."""
    fill, line = series.format.fill, series.format.line
    if fill.type == MSO_FILL.BACKGROUND:
        return ""
    if line.dash_style == MSO_LINE.DASH:
        shown = ("", False, line.color.rgb)
    elif fill.type == MSO_FILL.PATTERNED:
        cut_out = str(fill.fore_color.rgb) == "FFFFFF"
        shown = (fill.pattern.name, cut_out, fill.back_color.rgb if cut_out else fill.fore_color.rgb)
    else:
        shown = ("", True, fill.fore_color.rgb)
    (found,) = [
        name
        for name, look in LOOKS.items()
        if shown == (look.slide, look.ground and look.height == 1, type(shown[2]).from_string(look.colour[1:]))
    ]
    return found


def told(chart, values: dict[str, list[float | None]]) -> list[list[tuple[str, date, int]]]:
    """Row by row the segments that a chart stacks: look, first day, days."""
    found: list[list[tuple[str, date, int]]] = []
    series = list(chart.plots[0].series)
    assert series[0].name == BEGINS and look_of(series[0]) == ""
    looks = {each.name: look_of(each) for each in series[1:]}
    for row, first in enumerate(values[BEGINS]):
        parts = []
        for name, look in looks.items():
            days = values[name][row]
            if days is not None:
                parts.append((look, ZERO + timedelta(days=int(first)), int(days)))
                first += days
        found.append(parts)
    return found


def segments(spec) -> list[list[tuple[str, date, int]]]:
    return [[(part.look, part.start, part.days) for part in lane.segments] if lane else [] for _, lane in spec.rows]


def holds(spec) -> None:
    """Fails where the slide of a spec tells other segments than the spec."""
    if not spec.lanes:
        return
    found = charts(opened(render_swim_slide(spec, EXPORT)))
    assert len(found) == 1
    assert told(found[0], plotted(found[0])) == segments(spec)
    assert told(found[0], in_workbook_numbers(found[0])) == segments(spec)


def in_workbook_numbers(chart) -> dict[str, list[float | None]]:
    """The workbook's values, its days as numbers."""
    values = in_workbook(chart)
    values[BEGINS] = [None if day is None else (day.date() - ZERO).days for day in values[BEGINS]]
    return values


@settings(max_examples=20)
@given(histories(), st.integers(0, 900), st.integers(1, 900))
def test_chart_and_workbook_tell_the_segments(events, start, length):
    """Whatever happened, state, first day and days of each segment stand in the chart's XML and in its workbook."""
    holds(swim_chart(build_index(CONFIG, events), at(start), at(start + length)))


def test_the_shipped_lanes_are_told(result):
    """All years of the shipped data make one chart, which tells every segment, in fewer columns than a chart may have."""
    spec = swim_chart(result, result.daily.index[0].date(), result.through)
    holds(spec)
    most = max(len(lane.segments) for lane in spec.lanes)
    assert most <= len(swim_columns(spec)) <= 3 * most


def test_the_slide_is_native(spec, deck):
    """One chart and no picture; every shape has a text for those who cannot see it; notes and properties say whence."""
    (slide,) = deck.slides
    assert not [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    for shape in slide.shapes:
        assert shape._element._nvXxPr.cNvPr.get("descr"), shape.name
    frame = next(shape for shape in slide.shapes if shape.has_chart)
    assert frame._element._nvXxPr.cNvPr.get("descr") == spec.alt
    assert slide.shapes.title.text_frame.text == spec.title
    assert spec.subtitle in texts(deck) and spec.footer in texts(deck)
    for value in spec.provenance.fields().values():
        assert value in slide.notes_slide.notes_text_frame.text


def test_rows_are_named_in_the_order_of_the_spec(spec, deck):
    """Tracks in capitals above their lanes, from the top; the same names in the workbook."""
    (chart,) = charts(deck)
    names = [name if lane else name.upper() for name, lane in spec.rows]
    assert [str(label) for label in chart.plots[0].categories] == names
    assert [cell for (cell,) in workbook(chart).iter_rows(2, None, 1, 1, values_only=True)] == names
    assert chart.category_axis.reverse_order


def test_the_workbook_is_for_people(spec, deck):
    """Columns are named by their states, each name once, the day a lane begins is a date, and each reference its column."""
    (chart,) = charts(deck)
    heads = [cell.value for cell in workbook(chart)[1]][1:]
    assert heads == [BEGINS, *(name for name, _ in swim_series(spec)[1:])] and len(set(heads)) == len(heads)
    assert heads[1 : 1 + len(spec.looks)] == [LOOKS[look].word for look in spec.looks]
    assert workbook(chart)["B3"].value.date() == spec.start and workbook(chart)["B3"].number_format == "yyyy-mm-dd"
    for series in chart._chartSpace.xpath(".//c:ser"):
        name, values = series.xpath("./c:tx//c:f")[0].text, series.xpath("./c:val//c:f")[0].text
        assert workbook(chart)[name.split("!")[1].replace("$", "")].value == series.xpath("./c:tx//c:v")[0].text
        cells = [cell.value for (cell,) in workbook(chart)[values.split("!")[1].replace("$", "")]]
        assert sum(value is not None for value in cells) == len(series.xpath("./c:val//c:pt"))


def test_the_key_shows_the_looks(spec, deck):
    """A sample and a word for each look that occurs, in the order of the spec, filled as the bars are."""
    shapes = {shape.name: shape for shape in deck.slides[0].shapes}
    samples = [name for name in shapes if name.startswith("Key: ")]
    assert samples == [f"Key: {LOOKS[look].word}" for look in spec.looks]
    for look in spec.looks:
        sample = shapes[f"Key: {LOOKS[look].word}"]
        assert look_of(type("Sample", (), {"format": sample})) == look
        assert shapes[f"Key, word: {LOOKS[look].word}"].text_frame.text == LOOKS[look].word


def plot_of(frame) -> tuple[float, float, float, float]:
    """Left, top, width and height of the plot in inches."""
    shares = [float(frame.chart._chartSpace.xpath(f"./c:chart/c:plotArea/c:layout//c:{name}/@val")[0]) for name in "xywh"]
    wide, tall = frame.width / EMU, frame.height / EMU
    return frame.left / EMU + shares[0] * wide, frame.top / EMU + shares[1] * tall, shares[2] * wide, shares[3] * tall


def test_the_marked_day_is_a_line_at_its_place(spec, deck):
    """The line stands where the axis has the day; its date stands above it; the last day and an unmarked one have none."""
    shapes = {shape.name: shape for shape in deck.slides[0].shapes}
    left, _, width, _ = plot_of(shapes["Chart"])
    axis = shapes["Chart"].chart.value_axis
    share = (day_number(spec.mark) - axis.minimum_scale) / (axis.maximum_scale - axis.minimum_scale)
    assert shapes["Marked day"].left / EMU == pytest.approx(left + share * width, abs=1e-3)
    assert shapes["Marked day, date"].text_frame.text == "4 Jul 2021"
    for other in (None, spec.end):
        plain = opened(render_swim_slide(replace(spec, mark=other), EXPORT))
        assert not [shape for shape in plain.slides[0].shapes if shape.name.startswith("Marked")]


def test_the_state_at_the_end_stands_beside_each_lane(spec, deck):
    """A word at the height of each lane that still exists; nothing beside a track."""
    shapes = {shape.name: shape for shape in deck.slides[0].shapes}
    left, top, width, height = plot_of(shapes["Chart"])
    for place, (_, lane) in enumerate(spec.rows):
        shape = shapes.get(f"State at the end, row {place + 1}")
        assert (shape is not None) == bool(lane and lane.segments[-1].end == spec.end)
        if shape is not None:
            assert shape.text_frame.text == LOOKS[lane.segments[-1].look].word
            middle = (shape.top + shape.height / 2) / EMU
            assert middle == pytest.approx(top + (place + 0.5) / len(spec.rows) * height, abs=1e-3)
            assert shape.left / EMU > left + width


def test_plain_drops_the_furniture(spec):
    """A plain slide has chart and key, and neither title nor source."""
    deck = opened(render_swim_slide(replace(spec, plain=True), EXPORT))
    assert spec.title not in texts(deck) and "Source:" not in texts(deck)
    assert charts(deck) and "open, overdue" in texts(deck)


def crowded(spec, number: int, name: str):
    """The spec with a number of lanes of one name, on all tracks."""
    tracks = [slug for slug, _ in spec.tracks]
    lanes = tuple(
        replace(spec.lanes[place % len(spec.lanes)], channel=f"c{place}", name=name, track=tracks[place * 3 // number])
        for place in range(number)
    )
    return replace(spec, lanes=lanes, title=LONGEST, footer=LONGEST * 2, subtitle=LONGEST)


def outside(deck) -> list[str]:
    """Shapes that leave their slide or cover another, but for words and mark, which belong on the chart's frame."""
    return [
        problem
        for problem in misplaced(deck)
        if "Chart covers State at" not in problem and "Chart covers Marked day" not in problem
    ]


@pytest.mark.parametrize("size", [(13.333, 7.5), (8, 5)])
@pytest.mark.parametrize("number", [1, 21, 31, 70])
def test_nothing_leaves_its_box(spec, number, size):
    """However many lanes and however long their names: all are drawn, names have room on the left, words in their boxes."""
    deck = new_deck()
    deck.slide_width, deck.slide_height = Inches(size[0]), Inches(size[1])
    swim_slide(deck, crowded(spec, number, "A very Long Name of a Dialogue, with WIDE Capitals, " * 3))
    saved = io.BytesIO()
    deck.save(saved)
    deck = opened(saved.getvalue())
    assert outside(deck) == []
    assert sum(value is not None for chart in charts(deck) for value in plotted(chart)[BEGINS]) == number
    for slide in deck.slides:
        shapes = {shape.name: shape for shape in slide.shapes}
        left, _, _, height = plot_of(shapes["Chart"])
        chart = shapes["Chart"].chart
        points = chart.category_axis.tick_labels.font.size.pt
        assert points * 1.3 / 72 <= height / len(chart.plots[0].categories)
        for label in chart.plots[0].categories:
            assert text_width(str(label), points) <= left - shapes["Chart"].left / EMU
        for name, shape in shapes.items():
            if name.startswith(("State at", "Key, word", "Marked day, ")):
                run = shape.text_frame.paragraphs[0].runs[0]
                assert text_width(run.text, run.font.size.pt) <= shape.width / EMU, name


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_data_cannot_do_anything(spec, payload):
    """A channel or track called like a formula or a link stays text, in the chart and in its workbook."""
    lanes = tuple(replace(lane, name=payload) for lane in spec.lanes)
    tracks = tuple((slug, payload) for slug, _ in spec.tracks)
    content = render_swim_slide(replace(spec, lanes=lanes, tracks=tracks, title=payload, alt=payload), EXPORT)
    harmless(opened(content), content)


def test_the_schema_keeps_its_order(deck):
    """The parts of axes and series stand in the order that PowerPoint insists on."""
    order = "idx order tx spPr invertIfNegative dPt dLbls cat val".split()
    axis = (
        "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses "
        "crossBetween auto lblAlgn lblOffset tickLblSkip noMultiLvlLbl majorUnit minorUnit"
    ).split()
    (chart,) = charts(deck)
    for element, allowed in [(found, order) for found in chart._chartSpace.xpath(".//c:ser")] + [
        (found, axis) for found in chart._chartSpace.xpath(".//c:catAx | .//c:valAx")
    ]:
        names = [child.tag.split("}")[1] for child in element]
        assert names == sorted(names, key=allowed.index)


def test_what_no_chart_holds_is_refused(spec):
    """More changes of state than a chart has series, or days that spreadsheets cannot count, are refused in words."""
    looks = ("open", "suspended")
    parts = tuple(Segment(looks[n % 2], False, at(n), at(n), "", "") for n in range(256))
    with pytest.raises(ExportError, match="256 columns"):
        render_swim_slide(replace(spec, lanes=(SwimLane("c", "A channel", spec.lanes[0].track, parts),)), EXPORT)
    with pytest.raises(ExportError, match="before 1900-03-01"):
        render_swim_slide(replace(spec, start=date(1900, 1, 1)), EXPORT)


def test_the_same_lanes_are_the_same_bytes(spec):
    """No clock time and no random id goes into the file, nor into the workbook inside it."""
    assert render_swim_slide(spec, EXPORT) == render_swim_slide(spec, EXPORT)


def test_libreoffice_draws_the_lanes(spec, tmp_path):
    """Another program draws each segment at its days in its colour, and moves what follows when days are taken from one."""
    content = render_swim_slide(spec, EXPORT)
    edited = Presentation(io.BytesIO(content))
    (chart,) = charts(edited)
    row = next(place for place, (_, lane) in enumerate(spec.rows) if lane and lane.channel == "dpct")
    (cell,) = [
        value
        for series in chart._chartSpace.xpath(".//c:ser")
        if series.xpath("./c:tx//c:v")[0].text == "open"
        for value in series.xpath(f"./c:val//c:pt[@idx='{row}']/c:v")
    ]
    cell.text = str(int(float(cell.text)) - 200)
    saved = io.BytesIO()
    edited.save(saved)
    found = drawn_slides(tmp_path, {"lanes": content, "edited": saved.getvalue()}, dots=100)
    assert [len(pictures) for pictures in found.values()] == [1, 1]
    frame = next(shape for shape in opened(content).slides[0].shapes if shape.has_chart)
    for place, (_, lane) in enumerate(spec.rows):
        for part in lane.segments if lane else ():
            day = part.start + timedelta(days=part.days // 3)
            shown = colour_at(found["lanes"][0], frame, place, day)
            if part.look in ("open", "suspended"):
                assert np.abs(shown - of(LOOKS[part.look].colour)).max() < 60, (lane.name, part)
            else:
                assert shown.min() > 170, (lane.name, part)
    assert colour_at(found["edited"][0], frame, row, at(250)).min() > 170
    assert np.abs(colour_at(found["edited"][0], frame, row, at(100)) - of(LOOKS["open"].colour)).max() < 60


def of(colour: str) -> np.ndarray:
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)])


def colour_at(picture, frame, row: int, day: date) -> np.ndarray:
    """The mean colour of a bar round a day of a row."""
    left, top, width, height = plot_of(frame)
    dots = picture.width / 13.333
    axis = frame.chart.value_axis
    share = (day_number(day) - axis.minimum_scale) / (axis.maximum_scale - axis.minimum_scale)
    x, y = left + share * width, top + (row + 0.5) / len(frame.chart.plots[0].categories) * height
    pixels = np.asarray(picture)[round(y * dots) - 4 : round(y * dots) + 5, round(x * dots) - 4 : round(x * dots) + 5]
    return pixels.reshape(-1, 3).mean(axis=0)
