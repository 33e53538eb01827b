"""A chart as a slide: native, editable, the very values of the spec, and nothing live that data could have put there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from pipeline import load_config
from pipeline.charts.palette import FREEZE, THAW
from pipeline.charts.slide_badges import badge_height
from pipeline.charts.slide_chart import BADGES, NAMES, SHADES
from pipeline.charts.slide_waterfall import BARS, BASE, render_waterfall_slide
from pipeline.charts.slides import render_slide
from pipeline.charts.spec import Badge, Entry, Line
from pipeline.charts.tension import tension_chart
from pipeline.charts.text_box import Box, fitted, lines_of
from pipeline.charts.waterfall import waterfall_chart
from pipeline.questions.why import why_moved
from pipeline.records import Episode
from tests.charts.slide_reading import (
    chart_days,
    charts,
    in_workbook,
    links,
    misplaced,
    opened,
    plotted,
    tables,
    texts,
    workbook,
)
from tests.charts.test_spec import END, START, built, busy
from tests.strategies import day, row

EXPORT = load_config().export
EPISODES = [
    Episode("first", "A first period", date(2020, 3, 1), date(2020, 6, 1)),
    Episode("last", "Late", date(2021, 11, 1), None),
]
LONGEST = "An unusually Long Title, with WIDE Capitals and a Date of 30 September 2026, " * 6


@pytest.fixture(scope="module")
def spec():
    result = built(busy(), **{"chart.badges": 12})
    return tension_chart(result, START, END, ("security", "economic"), EPISODES)


@pytest.fixture(scope="module")
def deck(spec):
    return opened(render_slide(spec, EXPORT))


def test_every_value_stands_in_the_chart_and_in_its_workbook(spec, deck):
    """Lines and badges have the spec's values on the spec's days, in the chart's XML as in the workbook behind it."""
    (chart,) = charts(deck)
    days = [day.date() for day in spec.days]
    assert chart_days(chart) == days
    assert [cell.date() for (cell,) in workbook(chart).iter_rows(2, None, 1, 1, values_only=True)] == days
    for found in (plotted(chart), in_workbook(chart)):
        for line in spec.lines:
            np.testing.assert_allclose(np.array(found[line.name], dtype=float), line.values, rtol=0, atol=1e-6)
        heights = {badge.day: badge_height(badge) for badge in spec.badges}
        assert found[BADGES] == pytest.approx([heights.get(day) for day in days])
        assert sum(value is not None for value in found[NAMES]) == len(EPISODES)
        shaded = [any(band.start <= day <= band.end for band in spec.episodes) for day in days]
        assert found[SHADES] == [100.0 * inside for inside in shaded]


def test_each_reference_of_the_chart_names_its_column(deck):
    """What PowerPoint reads again after "Edit data" is the column that the chart shows."""
    (chart,) = charts(deck)
    sheet = workbook(chart)
    for series in chart._chartSpace.xpath(".//c:ser"):
        name, values = series.xpath("./c:tx//c:f")[0].text, series.xpath("./c:val//c:f")[0].text
        assert sheet[name.split("!")[1].replace("$", "")].value == series.xpath("./c:tx//c:v")[0].text
        cells = [cell.value for (cell,) in sheet[values.split("!")[1].replace("$", "")]]
        assert sum(value is not None for value in cells) == len(series.xpath("./c:val//c:pt"))


def test_the_list_is_a_table_in_the_colours_of_the_badges(spec, deck):
    """Each numbered event stands in a native table: number, date, sign, direction, title."""
    rows = [row for table in tables(deck.slides[0]) for row in table.rows]
    assert [row.cells[0].text_frame.text for row in rows] == [str(entry.number) for entry in spec.entries]
    for shown, entry in zip(rows, spec.entries, strict=True):
        heading, title = (paragraph.text for paragraph in shown.cells[1].text_frame.paragraphs)
        assert entry.when in heading and title == entry.title
        assert ("+ thaw" if entry.direction > 0 else "− freeze") in heading
        assert str(shown.cells[0].fill.fore_color.rgb) == (THAW if entry.direction > 0 else FREEZE)[1:]


def test_badges_carry_numbers_shapes_and_stems(spec, deck):
    """A badge is a marker with its number, round for thaw, square for freeze, its stem down to the headline."""
    (chart,) = charts(deck)
    series = next(series for series in chart._chartSpace.xpath(".//c:ser") if series.xpath("./c:tx//c:v")[0].text == BADGES)
    shown = {int(point.xpath("./c:idx/@val")[0]): point.xpath("./c:marker/c:symbol/@val")[0] for point in series.xpath("./c:dPt")}
    numbers = {int(label.xpath("./c:idx/@val")[0]): "".join(label.xpath(".//a:t/text()")) for label in series.xpath(".//c:dLbl")}
    stems = {int(point.get("idx")): float(point[0].text) for point in series.xpath(".//c:errBars//c:pt")}
    for badge in spec.badges:
        place = (badge.day - spec.start).days
        assert shown[place] == ("circle" if badge.direction > 0 else "square")
        assert numbers[place] == badge.text
        assert badge_height(badge) - stems[place] == pytest.approx(spec.lines[0].values[place], abs=1e-5)


def test_the_schema_keeps_its_order(deck):
    """The parts of axes and series stand in the order that PowerPoint insists on."""
    order = "idx order tx spPr marker dPt dLbls trendline errBars cat val smooth".split()
    axis = (
        "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
        "crossAx crosses crossBetween auto lblOffset baseTimeUnit majorUnit majorTimeUnit minorUnit"
    ).split()
    (chart,) = charts(deck)
    for element, allowed in [(found, order) for found in chart._chartSpace.xpath(".//c:ser")] + [
        (found, axis) for found in chart._chartSpace.xpath(".//c:dateAx | .//c:valAx")
    ]:
        names = [child.tag.split("}")[1] for child in element]
        assert names == sorted(names, key=allowed.index)


def test_title_source_and_alternative_texts(spec, deck):
    """Title, subtitle and source are text; every shape has a text for those who cannot see it; the notes say whence."""
    slide = deck.slides[0]
    assert slide.shapes.title.text_frame.text == spec.title
    assert spec.subtitle in texts(deck) and spec.footer in texts(deck)
    for shape in slide.shapes:
        assert shape._element._nvXxPr.cNvPr.get("descr"), shape.name
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    assert chart._element._nvXxPr.cNvPr.get("descr") == spec.alt
    for value in spec.provenance.fields().values():
        assert value in slide.notes_slide.notes_text_frame.text
    assert deck.core_properties.title == spec.title


def test_plain_drops_the_furniture():
    """A plain slide has chart and list, and neither title nor source."""
    spec = tension_chart(built(busy()), START, END, plain=True)
    deck = opened(render_slide(spec, EXPORT))
    assert spec.title not in texts(deck) and "Source:" not in texts(deck)
    assert charts(deck) and not misplaced(deck)


def test_a_line_that_ends_early_has_blanks_and_a_hollow_badge_a_ring(spec):
    """Where a line has no value the chart has none; what has not happened is a ring in the list, dashed if nobody reviewed it."""
    values = np.where(np.arange(len(spec.days)) < 100, spec.lines[0].values, np.nan)
    entries = (replace(spec.entries[0], what_if=True), replace(spec.entries[1], unreviewed=True))
    known = Line("known", "As known then", values, look="known")
    deck = opened(render_slide(replace(spec, lines=(*spec.lines, known), entries=entries), EXPORT))
    shown = plotted(charts(deck)[0])["As known then"]
    assert [value is None for value in shown] == list(np.isnan(values))
    cells = [row.cells[0] for table in tables(deck.slides[0]) for row in table.rows]
    assert [len(cell._tc.xpath(".//a:lnL")) for cell in cells] == [1, 1]
    assert [len(cell._tc.xpath(".//a:lnL/a:prstDash")) for cell in cells] == [0, 1]


def numbered(spec, number: int):
    """The spec with a number of events, on as many days, with long titles."""
    days = [spec.start + timedelta(days=7 * place) for place in range(number)]
    entries = tuple(
        Entry(place + 1, f"e{place}", day, "28 Sep – 11 Oct 2020", LONGEST[:110], 1 if place % 3 else -1, 3.0, place % 5 == 0)
        for place, day in enumerate(days)
    )
    badges = tuple(
        Badge(entry.day, str(entry.number), place % 5, entry.direction, (entry,)) for place, entry in enumerate(entries)
    )
    return replace(spec, entries=entries, badges=badges, title=LONGEST, footer=LONGEST * 2, unreviewed="includes 3 candidates")


@pytest.mark.parametrize("number", [0, 1, 12, 40, 80])
def test_nothing_leaves_the_slide_or_covers_another(spec, number):
    """However many events and however long the texts: shapes stay on their slide and apart, and every event is listed."""
    deck = opened(render_slide(numbered(spec, number), EXPORT))
    assert misplaced(deck) == []
    listed = [row.cells[0].text_frame.text for slide in deck.slides for table in tables(slide) for row in table.rows]
    assert listed == [str(place + 1) for place in range(number)]


def width_of(line: str, size: float, bold: bool) -> float:
    """Inches of a line as drawn, in a font that is wider than the slide's."""
    font = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal", size=size)
    return TextPath((0, 0), line.replace("$", "S"), prop=font).get_extents().width / 72 if line.strip() else 0.0


WORDS = st.sampled_from("talks Defence Ministers MMCA 2026 (planned) of – WWWW export-control U.S.-China 12,345 hotline".split())


@settings(max_examples=25)
@given(words=st.lists(WORDS, min_size=1, max_size=60), size=st.sampled_from([8.0, 12.0, 24.0]), bold=st.booleans())
def test_lines_are_measured_on_the_safe_side(words, size, bold):
    """No line is wider than its box, even in a font that is wider than the slide's."""
    for line in lines_of(" ".join(words), size, 6.0, bold):
        assert width_of(line, size, bold) <= 6.0


def test_what_fits_no_size_is_shortened():
    """A text that is too long for the smallest size ends in an ellipsis and takes no more lines than there are."""
    size, text = fitted(LONGEST, (12.0, 9.0), Box(0, 0, 5.0, 0.35))
    assert size == 9.0 and text.endswith("…") and len(lines_of(text, size, 5.0)) <= 2


PAYLOADS = [
    '=HYPERLINK("http://evil.example","x")', "+1+cmd|'/c calc'!A1", "-2", "@SUM(A1)", "＝1", "http://evil.example/x",
    "<script>alert(1)</script>", "<a:t>&amp;</a:t> & co", "null\x00 bell\x07 esc\x1b", "left\u202eright", "lone\ud800", "_x0041_",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_data_cannot_do_anything(payload):
    """Whatever a title, track, level or period is called, the file opens, and holds no formula, no link, no control."""
    spec = tension_chart(built(busy(9), **{"chart.badge_threshold": 0.1}), START, date(2020, 3, 1), ("security",), EPISODES)
    lines = tuple(replace(line, name=f"{payload}{line.slug}" if line.place else payload) for line in spec.lines)
    entries = tuple(replace(entry, title=payload) for entry in spec.entries)
    bands = tuple(replace(band, label=payload) for band in spec.episodes)
    borders = tuple((low, payload) for low, _ in spec.borders[:2])
    bad = replace(
        spec, title=payload, lines=lines, entries=entries, episodes=bands, borders=borders, alt=payload, subtitle=payload
    )
    content = render_slide(bad, EXPORT)
    deck = opened(content)
    harmless(deck, content)


def harmless(deck, content):
    """Fails where a file holds a formula, a link or a character that cannot be shown."""
    assert links(content) == []
    for chart in charts(deck):
        for cells in workbook(chart).iter_rows():
            for cell in cells:
                assert cell.data_type != "f" and cell.hyperlink is None
                assert not (isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "＝")))
    assert not any(letter in texts(deck) for letter in "\x00\x07\x1b\u202e\ud800")


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_a_waterfall_s_causes_cannot_do_anything(payload):
    """A cause called like a formula or a link stays text, in the chart and in its workbook."""
    _, spec = waterfall()
    steps = tuple(replace(step, label=payload, when="") for step in spec.steps)
    content = render_waterfall_slide(replace(spec, steps=steps, title=payload), EXPORT)
    harmless(opened(content), content)


def waterfall():
    rows = [
        row(1, channels="dpct", title="Talks"),
        *(row(n, date=day(10 + n), type="sanction", title=f"A sanction {n}") for n in range(2, 20)),
    ]
    why = why_moved(built(rows), date(2020, 1, 1), date(2020, 3, 31))
    return why, waterfall_chart(why)


def test_the_waterfall_is_native_and_adds_up():
    """Base and bar of each step lead from low to high, in the chart's XML as in its workbook; the words are its categories."""
    why, spec = waterfall()
    deck = opened(render_waterfall_slide(spec, EXPORT))
    (chart,) = charts(deck)
    for found in (plotted(chart), in_workbook(chart)):
        bars = [next(value for name in BARS if (value := found[name][place]) is not None) for place in range(len(spec.steps))]
        for base, bar, step in zip(found[BASE], bars, spec.steps, strict=True):
            assert (base, base + bar) == pytest.approx((step.low, step.high), abs=2e-6)
        total = sum(bar * -step.direction for bar, step in zip(bars, spec.steps, strict=True))
        assert total == pytest.approx(why.total, abs=1e-4)
    labels = [str(label) for label in chart.plots[0].categories]
    assert [label.split(": ")[-1] for label in labels] == [step.label for step in spec.steps]
    assert misplaced(deck) == []


def test_the_same_slide_is_the_same_bytes(spec):
    """No clock time and no random id goes into the file, nor into the workbook inside it."""
    assert render_slide(spec, EXPORT) == render_slide(spec, EXPORT)
    _, falls = waterfall()
    assert render_waterfall_slide(falls, EXPORT) == render_waterfall_slide(falls, EXPORT)
