"""The tornado as a slide: a native chart with the very figures of the spec, the line of the index, the shares beside the bars."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.util import Inches

from pipeline.charts.palette import LIGHT
from pipeline.charts.slide_tornado import ABOVE, BASE, BELOW, render_tornado_slide, tornado_series
from pipeline.charts.tornado import Bar, TornadoSpec, share_text
from pipeline.config.contrast import MARK, darkened, on_white
from pipeline.exports.stamps import read_provenance
from pipeline.exports.tornado import tornado_file, tornado_name
from tests.charts.slide_drawing import drawn_slides
from tests.charts.slide_reading import charts, in_workbook, links, misplaced, opened, plotted, tables, texts, workbook
from tests.charts.test_slides import LONGEST, PAYLOADS, harmless
from tests.charts.test_tornado_chart import drawn


@pytest.fixture(scope="module")
def shipped():
    """A tornado with the spreads of the shipped config."""
    return drawn()


@pytest.fixture(scope="module")
def content(shipped):
    result, _, spec = shipped
    return tornado_file(spec, "pptx", result.config)


def ranged(spec: TornadoSpec, *ranges: tuple[float, float], point: float = 50.0) -> TornadoSpec:
    """The spec with bars of these ranges round a point."""
    bars = tuple(Bar(f"g{place}", f"group {place}", low, high, 0.2, 0.01) for place, (low, high) in enumerate(ranges))
    edges = [point, *(edge for pair in ranges for edge in pair)]
    room = max(0.06 * (max(edges) - min(edges)), 1.0)
    return replace(spec, bars=bars, point=point, low=min(edges) - room, high=max(edges) + room)


def ranges_of(found: dict[str, list[float | None]]) -> list[tuple[float, float]]:
    """From where to where each bar reaches, from series by name."""
    return [(base, base + low + high) for base, low, high in zip(found[BASE], found[BELOW], found[ABOVE], strict=True)]


def test_every_value_is_that_of_the_spec(shipped, content):
    """Base and both parts of each bar lead from low to high, and meet at the index, in the chart's XML as in its workbook."""
    spec = shipped[2]
    (chart,) = charts(opened(content))
    for found in (plotted(chart), in_workbook(chart)):
        np.testing.assert_allclose(ranges_of(found), [(bar.low, bar.high) for bar in spec.bars], rtol=0, atol=1e-6)
        for base, below, above, bar in zip(found[BASE], found[BELOW], found[ABOVE], spec.bars, strict=True):
            if bar.low <= spec.point <= bar.high:
                assert base + below == pytest.approx(spec.point, abs=1e-6) and above >= 0
    assert [str(label) for label in chart.plots[0].categories] == [bar.label for bar in spec.bars]
    assert [cell for (cell,) in workbook(chart).iter_rows(2, None, 1, 1, values_only=True)] == [bar.label for bar in spec.bars]


RANGE = st.tuples(st.floats(0, 100), st.floats(0, 100)).map(lambda pair: (min(pair), max(pair)))


@given(ranges=st.lists(RANGE, min_size=1, max_size=9), point=st.floats(0, 100))
def test_wherever_the_index_lies_the_parts_make_the_bar(shipped, ranges, point):
    """Also where a whole range lies on one side of the index, no part is negative and all of them add up to the range."""
    spec = ranged(shipped[2], *ranges, point=point)
    found = dict(tornado_series(spec))
    assert all(value >= 0 for values in found.values() for value in values)
    np.testing.assert_allclose(ranges_of(found), ranges, rtol=0, atol=1e-6)


def test_the_index_is_the_line_at_which_the_axes_cross(shipped, content):
    """The axis of the groups stands at the index, drawn in ink, and the words over it say its value."""
    spec = shipped[2]
    deck = opened(content)
    (chart,) = charts(deck)
    (crossing,) = chart._chartSpace.xpath(".//c:catAx/c:crossesAt/@val")
    assert float(crossing) == pytest.approx(spec.point, abs=1e-6)
    assert chart._chartSpace.xpath(".//c:catAx/c:spPr/a:ln//a:srgbClr/@val") == [LIGHT.ink[1:]]
    assert f"index {spec.point:.1f}" in texts(deck)
    axis = chart.value_axis
    assert axis.minimum_scale <= spec.low + 1e-9 and axis.minimum_scale % axis.major_unit == pytest.approx(0)


def test_the_words_stand_over_the_line(shipped, content):
    """The middle of the words is where the index lies within the plot."""
    spec = shipped[2]
    (slide,) = opened(content).slides
    frame = next(shape for shape in slide.shapes if shape.has_chart)
    said = next(shape for shape in slide.shapes if shape.name == "Index")
    layout = frame.chart._chartSpace.chart.plotArea.find("{*}layout")
    left, width = (float(layout.find(f".//{{*}}{name}").get("val")) for name in "xw")
    axis = frame.chart.value_axis
    share = (spec.point - axis.minimum_scale) / (axis.maximum_scale - axis.minimum_scale)
    at = frame.left + frame.width * (left + width * share)
    assert said.left + said.width / 2 == pytest.approx(at, abs=Inches(0.02))


def test_shares_stand_beside_their_bars_in_a_table(shipped, content):
    """A row a group, each as high as a bar has room, in the order of the bars; nothing is a picture."""
    spec = shipped[2]
    (slide,) = opened(content).slides
    (table,) = tables(slide)
    assert [row.cells[0].text_frame.text for row in table.rows] == [share_text(bar) for bar in spec.bars]
    frame = next(shape for shape in slide.shapes if shape.has_chart)
    height = float(frame.chart._chartSpace.chart.plotArea.find(".//{*}layout//{*}h").get("val")) * frame.height
    assert sum(row.height for row in table.rows) == pytest.approx(height, abs=Inches(0.02))
    assert not any(shape.shape_type is not None and shape.shape_type.name == "PICTURE" for shape in slide.shapes)


def test_the_two_parts_of_a_bar_are_told_apart():
    """Both parts are seen on white, and differ where they meet."""
    above = darkened(LIGHT.band, 7.0)
    assert on_white(LIGHT.band) >= MARK and on_white(above) / on_white(LIGHT.band) > 1.4


@pytest.mark.parametrize("number", [1, 8, 20])
def test_nothing_leaves_the_slide_or_covers_another(shipped, number):
    """However many groups, and however long the texts: shapes stay on their slide and apart."""
    result, _, spec = shipped
    spec = ranged(spec, *((40.0 + place, 55.0 + place) for place in range(number)), point=41.0)
    bars = tuple(replace(bar, label=f"{LONGEST}{place}") for place, bar in enumerate(spec.bars))
    deck = opened(render_tornado_slide(replace(spec, bars=bars, title=LONGEST, footer=LONGEST * 2), result.config.export))
    assert misplaced(deck) == []
    assert len(plotted(charts(deck)[0])[BASE]) == number


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_texts_cannot_do_anything(shipped, payload):
    """A group called like a formula or a link stays text, in the chart and in its workbook."""
    result, _, spec = shipped
    bars = tuple(replace(bar, label=payload) for bar in spec.bars)
    bad = replace(spec, bars=bars, title=payload, subtitle=payload, footer=payload, alt=payload)
    content = render_tornado_slide(bad, result.config.export)
    harmless(opened(content), content)


def test_it_tells_where_it_comes_from_and_is_the_same_twice(shipped, content, tmp_path):
    """The file reads back its provenance, holds no link, and the same question gives the same bytes."""
    result, found, spec = shipped
    path = tmp_path / tornado_name(found, "pptx", result.config)
    path.write_bytes(content)
    assert read_provenance(path) == spec.provenance.fields()
    assert content == tornado_file(spec, "pptx", result.config) and links(content) == []


def test_libreoffice_draws_the_bars(shipped, content, tmp_path):
    """Another program draws both parts of the bars, the lower at the left of the upper."""
    (picture,) = drawn_slides(tmp_path, {"tornado": content})["tornado"]
    pixels = np.asarray(picture).astype(int)
    lower, upper = (
        np.argwhere(np.abs(pixels - [int(colour[at : at + 2], 16) for at in (1, 3, 5)]).max(axis=2) < 6)
        for colour in (LIGHT.band, darkened(LIGHT.band, 7.0))
    )
    assert len(lower) > 200 and len(upper) > 200
    assert lower[:, 1].max() <= upper[:, 1].min() + 2
