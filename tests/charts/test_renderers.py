"""Screen and print draw the same spec: same values, same badges, same texts, nothing live in them."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from pipeline import build_index, load_config
from pipeline.charts.palette import DARK, FREEZE, LIGHT, THAW
from pipeline.charts.print import render
from pipeline.charts.screen import figure
from pipeline.charts.spec import tension_chart
from pipeline.errors import ExportError
from tests.charts.test_spec import END, START, built, busy
from tests.strategies import day, frame, row

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def spec():
    return tension_chart(built(busy(), **{"chart.badges": 12}), START, END, ("security",))


@pytest.fixture(scope="module")
def export():
    return load_config().export


def texts_of_svg(content: bytes) -> str:
    return " ".join(element.text or "" for element in ElementTree.fromstring(content).iter(f"{SVG}text"))


def test_screen_draws_the_values_of_the_spec(spec):
    """The lines in the browser carry the spec's own numbers and days."""
    fig = figure(spec)
    headline = next(trace for trace in fig.data if trace.name == "Tension")
    np.testing.assert_allclose(headline.y, np.round(spec.lines[0].values, 2))
    assert len(headline.x) == len(spec.days)


def test_screen_shows_every_badge(spec):
    """Each badge of the spec is one mark with its text, at its day."""
    badges = next(trace for trace in figure(spec).data if trace.name == "events")
    assert [re.sub("<.*?>", "", text) for text in badges.text] == [badge.text for badge in spec.badges]
    assert list(badges.customdata) == [badge.entries[0].event for badge in spec.badges]


def test_direction_is_never_colour_alone(spec):
    """Thaw and freeze differ in shape as well as in colour."""
    badges = next(trace for trace in figure(spec).data if trace.name == "events")
    looks = set(zip(badges.marker.color, badges.marker.symbol, strict=True))
    assert looks == {(THAW, "circle"), (FREEZE, "square")}


def test_data_cannot_speak_html():
    """A title with markup is shown as text on screen and in print."""
    bad = "<a href='https://evil.example'>x</a> <b>$x^2$</b> & co"
    spec = tension_chart(built([row(1, type="cut_off", channels="dpct", title=bad, severity="5")]), START, END)
    hover = next(trace for trace in figure(spec).data if trace.name == "events").hovertext[0]
    assert "<a" not in hover and "&lt;a" in hover
    svg = render(spec, "svg", load_config().export)
    assert b"<a " not in svg and "x^2" in texts_of_svg(svg)


@pytest.mark.parametrize("fmt", ["png", "svg", "pdf"])
def test_print_is_the_same_twice(spec, export, fmt):
    """The same spec gives the same bytes: no clock time, no random ids."""
    assert render(spec, fmt, export) == render(spec, fmt, export)


def test_png_has_the_size_of_the_config(spec, export):
    """The picture is width by height by scale pixels, and not empty."""
    picture = Image.open(io.BytesIO(render(spec, "png", export)))
    assert picture.size == (export.width * export.scale, export.height * export.scale)
    assert len(picture.convert("RGB").getcolors(1_000_000)) > 50


def test_svg_carries_real_text(spec, export):
    """Title, subtitle, source and every listed event stand in the SVG as text."""
    texts = re.sub(r"\s+", " ", texts_of_svg(render(spec, "svg", export)))
    assert spec.title in texts and spec.provenance.config_hash in texts and "Data through" in texts
    for entry in spec.entries:
        assert entry.when in texts and entry.title in texts


def test_plain_drops_the_furniture(export):
    """A plain chart has no title, subtitle or footer."""
    spec = tension_chart(built(busy()), START, END, plain=True)
    texts = texts_of_svg(render(spec, "svg", export))
    assert spec.title not in texts and "Source:" not in texts


@pytest.mark.parametrize("number", [0, 1, 12, 40])
def test_the_list_stays_on_the_page(export, number):
    """However many events are numbered, no text of the list falls off the page."""
    config = load_config(overrides={"chart.badges": number, "chart.badge_threshold": 0.0, "data.through": END})
    long = "a rather long title that needs two lines or even three on a narrow column of the page"
    rows = [row(n, type="refusal", date=day(9 * n), title=long, channels="dpct") for n in range(45)]
    spec = tension_chart(build_index(config, frame(rows, config)), START, END)
    root = ElementTree.fromstring(render(spec, "svg", export))
    height = float(root.get("viewBox").split()[3])
    heights = [float(element.get("y", "nan")) for element in root.iter(f"{SVG}text")]
    assert len(heights) > number and min(heights) >= 0 and max(heights) <= height


@pytest.mark.parametrize("fmt", ["png", "pdf"])
def test_a_missing_glyph_is_an_error(export, fmt):
    """A text that the font cannot draw is refused with a sentence instead of drawn as boxes."""
    spec = tension_chart(built([row(1)]), START, date(2020, 3, 1), title="中美")
    with pytest.raises(ExportError, match="cannot draw every character"):
        render(spec, fmt, export)


def test_charts_drawn_at_once_do_not_mix(export):
    """Several charts rendered in several threads are each their own."""
    specs = [tension_chart(built([row(1)]), START, date(2020, 3, n), title=f"chart {n}") for n in range(2, 10)]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda spec: render(spec, "svg", export), specs))
    assert together == [render(spec, "svg", export) for spec in specs]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast(palette):
    """Marks reach 3:1 and text 4.5:1 on their ground."""
    for mark in (THAW, FREEZE, *palette.tracks, palette.ink):
        assert contrast(mark, palette.background) >= 3
    for text in (palette.ink, palette.muted, palette.thaw_text, palette.freeze_text):
        assert contrast(text, palette.background) >= 4.5
