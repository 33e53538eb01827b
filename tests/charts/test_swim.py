"""Swim lanes: the segments are the states of the index, day by day, and screen, print and table draw the same."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from pptx import Presentation

from pipeline import build_index
from pipeline.charts import swim_print
from pipeline.charts.palette import DARK, LIGHT
from pipeline.charts.print_file import lettered
from pipeline.charts.swim import NO_LANES, swim_chart
from pipeline.charts.swim_looks import AGREED, LOOKS
from pipeline.charts.swim_screen import swim_figure
from pipeline.errors import ExportError
from pipeline.exports.formats import FORMATS, file_name
from pipeline.exports.presets import PRESETS, sized
from pipeline.exports.stamps import read_provenance
from pipeline.exports.swim import swim_file, swim_name, swim_table
from pipeline.words import day_text
from tests.strategies import CONFIG, FIRST, day, frame, histories, row

SVG = "{http://www.w3.org/2000/svg}"


def at(offset: int) -> date:
    return FIRST + timedelta(days=offset)


def story():
    """A channel that opens, falls silent, is cut off, agrees to restart and is strained again; another that is unknown."""
    return build_index(
        CONFIG,
        frame(
            [
                row(0, channels="dpct;trade"),
                row(1, channels="dpct", date=day(500), type="cut_off", title="=cut <b>off</b> & $x^2$"),
                row(2, channels="dpct", date=day(600), type="agreement_to_talk"),
                row(3, channels="trade", date=day(700), type="refusal"),
            ]
        ),
    )


@pytest.fixture(scope="module")
def spec():
    return swim_chart(story(), at(0), at(700), at(550))


@given(histories(), st.integers(0, 900), st.integers(1, 900))
def test_segments_are_the_states_of_the_index(events, start, length):
    """Day by day each lane has the state and the lateness that the index has, without gap or overlap."""
    result = build_index(CONFIG, events)
    spec = swim_chart(result, at(start), at(start + length))
    first = result.row(spec.start)
    for lane in spec.lanes:
        channel, daily = CONFIG.channels[lane.channel], result.channels[lane.channel]
        for before, after in zip(lane.segments, lane.segments[1:], strict=False):
            assert after.start == before.end + timedelta(days=1)
            assert (before.state, before.overdue) != (after.state, after.overdue)
        for part in lane.segments:
            assert spec.start <= part.start <= part.end <= spec.end
            rows = daily.iloc[result.row(part.start) : result.row(part.end) + 1]
            assert set(rows["state"]) == {part.state}
            if part.state == "open":
                late = rows["value"] < 1
                assert late.all() if part.overdue else not late.any()
        drawn = sum(part.days for part in lane.segments)
        days = [spec.start + timedelta(days=n) for n in range((spec.end - spec.start).days + 1)]
        assert drawn == sum((channel.founded or date.min) <= day <= (channel.until or day) for day in days)
    known = {
        slug for slug, daily in result.channels.items() if daily["value"].iloc[first : result.row(spec.end) + 1].notna().any()
    }
    assert known <= {lane.channel for lane in spec.lanes}


def test_a_story_in_segments(spec):
    """The made-up story is told in order: open, overdue from the day after the cadence, suspended, agreed."""
    lane = next(lane for lane in spec.lanes if lane.channel == "dpct")
    assert [(part.look, part.start) for part in lane.segments] == [
        ("open", at(0)),
        ("overdue", at(366)),
        ("suspended", at(500)),
        ("agreed", at(600)),
    ]
    assert spec.title.startswith("US-China: 1 of ") and "1 of them overdue" in spec.title and "suspended: Defense" in spec.alt


def test_screen_draws_every_segment_in_few_traces(spec):
    """One trace a look and one for the day; every segment is one bar with its days."""
    fig = swim_figure(spec, DARK)
    bars = [trace for trace in fig.data if trace.type == "bar"]
    assert len(fig.data) == len(spec.looks) + 1 and not fig.layout.shapes
    drawn = {tuple(point) for trace in bars for point in trace.customdata}
    assert drawn == {(part.event, lane.channel, part.start.isoformat()) for lane in spec.lanes for part in lane.segments}
    assert sum(sum(trace.x) for trace in bars) == 86_400_000 * sum(part.days for lane in spec.lanes for part in lane.segments)
    assert next(trace for trace in fig.data if trace.name == "chosen day").x[0] == at(550).isoformat()


def test_looks_differ_without_colour():
    """Whatever the colour, two looks differ in pattern, ground or height, on screen, in print and on a slide."""
    assert len({(look.pattern, look.ground, look.height) for look in LOOKS.values()}) == len(LOOKS)
    assert len({(look.slide, look.ground, look.height) for look in LOOKS.values()}) == len(LOOKS)
    assert len({(look.hatch, look.ground, look.height) for look in LOOKS.values()}) == len(LOOKS)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", [LIGHT.background, DARK.background])
def test_contrast_of_marks(ground):
    """Every colour of a bar stands out at least 3:1 in light and dark."""
    for colour in {AGREED, *(look.colour for look in LOOKS.values())}:
        high, low = sorted((luminance(colour), luminance(ground)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 3


def test_a_day_outside_the_period_is_not_marked():
    """A chosen day that the period does not hold has no line."""
    spec = swim_chart(story(), at(0), at(300), at(550))
    assert spec.mark is None
    assert not [trace for trace in swim_figure(spec).data if trace.name == "chosen day"]


def test_data_cannot_speak_html(spec):
    """Markup, formulas and mathematics in a title stay text: in hovers, in the picture, in the table."""
    hovers = " ".join(text for trace in swim_figure(spec).data if trace.type == "bar" for text in trace.hovertext)
    assert "<b>off" not in hovers and "&lt;b&gt;off" in hovers
    table = swim_table(spec)
    assert set(table["began_with"]) >= {"'=cut <b>off</b> & $x^2$"}


@pytest.mark.parametrize("fmt", FORMATS)
def test_files_carry_their_provenance_and_are_the_same_twice(spec, fmt, tmp_path):
    """Every format says where it comes from, has no clock in it, and is named by what it shows."""
    content = swim_file(spec, fmt, CONFIG)
    assert content == swim_file(spec, fmt, CONFIG)
    path = tmp_path / swim_name(spec, fmt, CONFIG)
    path.write_bytes(content)
    assert path.name == file_name("us-china-channels_2020-01-01_2021-12-01", fmt)
    assert read_provenance(path)["title"] == spec.title
    if fmt == "png":
        assert Image.open(io.BytesIO(content)).size == (2560, 1440)


def test_print_names_every_lane(spec):
    """The printed chart shows title, source, every channel's name, and the legend in words."""
    texts = " ".join(node.text or "" for node in ElementTree.fromstring(swim_file(spec, "svg", CONFIG)).iter(f"{SVG}text"))
    for lane in spec.lanes:
        assert lane.name in texts
    assert all(LOOKS[look].word in texts for look in spec.looks)
    assert "Source: Thawline" in texts and spec.title in texts


def test_unknown_format_is_refused(spec):
    """A format that is not made is refused by name."""
    with pytest.raises(ExportError, match="gif"):
        swim_file(spec, "gif", CONFIG)


def test_a_pair_without_channels_draws_an_empty_chart():
    """Without channels there is a chart without lanes that says so, on screen, in print and as a slide, and counts nothing."""
    config = CONFIG.model_copy(update={"channels": {}})
    spec = swim_chart(build_index(config, frame([row(0), row(1, date=day(9))])), at(0), at(9))
    assert spec.lanes == () and spec.rows == []
    assert spec.title == f"US-China: no dialogue channel exists on {day_text(at(9))}"
    assert spec.alt == f"{spec.title}. {NO_LANES}."
    assert NO_LANES in [note.text for note in swim_figure(spec).layout.annotations]
    assert NO_LANES in swim_file(spec, "svg", config).decode()
    (slide,) = Presentation(io.BytesIO(swim_file(spec, "pptx", config))).slides
    assert NO_LANES in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


@pytest.mark.parametrize("size", [*PRESETS, "least"])
def test_the_legend_stands_on_the_page_above_the_footer(spec, size):
    """At every size the legend shows every look, right of the left edge, left of the right one, below the days, above the
    footer."""
    least = CONFIG.export.model_copy(update={"width": 480, "height": 480})
    lanes = tuple(replace(lane, segments=_every_look(lane.segments)) for lane in spec.lanes)
    export = least if size == "least" else sized(CONFIG.export, PRESETS[size])
    with lettered(export):
        fig = swim_print._figure(replace(spec, lanes=lanes), export)
        FigureCanvasAgg(fig).draw()
        legend = fig.axes[0].get_legend()
        boxes = [text.get_window_extent() for text in legend.get_texts()]
        ticks = [label.get_window_extent() for label in fig.axes[0].get_xticklabels() if label.get_text()]
        below = max(text.get_window_extent().y1 for text in fig.texts if text.get_fontsize() == 8.5)
        assert [text.get_text() for text in legend.get_texts()] == [look.word for look in LOOKS.values()]
        assert legend.get_window_extent().x0 >= 0 and max(box.x1 for box in boxes) <= fig.bbox.width
        assert min(box.y0 for box in boxes) >= below and max(box.y1 for box in boxes) <= min(tick.y0 for tick in ticks)


def _every_look(segments):
    """The segments, each look once among them."""
    first = segments[0]
    return tuple(
        replace(first, state="open" if look == "overdue" else look, overdue=look == "overdue", start=at(at_), end=at(at_))
        for at_, look in enumerate(LOOKS)
    )
