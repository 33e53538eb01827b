"""Screen and print draw the same spec: same values, same badges, same texts, nothing live in them."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.font_manager import findfont, fontManager
from PIL import Image
from pypdf import PdfReader

from pipeline import build_index, load_config
from pipeline.charts.palette import DARK, FREEZE, LIGHT, THAW
from pipeline.charts.print import render
from pipeline.charts.screen import figure
from pipeline.charts.tension import tension_chart
from pipeline.errors import ExportError
from pipeline.exports.presets import PRESETS, sized
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


CJK = "中美关系"


@pytest.mark.parametrize("fmt", ["png", "pdf"])
def test_a_missing_glyph_is_an_error(export, fmt):
    """A text that the font cannot draw is refused with a sentence that says what to do, instead of drawn as boxes."""
    spec = tension_chart(built([row(1)]), START, date(2020, 3, 1), title=CJK)
    with pytest.raises(ExportError, match=r"cannot draw '中美关系' of the chart's texts: .*font: ") as caught:
        render(spec, fmt, export)
    assert "\n" not in str(caught.value)


def installed(*names: str) -> str:
    """The first of these families that this machine has."""
    known = {entry.name for entry in fontManager.ttflist}
    found = next((name for name in names if name in known), None)
    if found is None:
        pytest.skip(f"none of these fonts is installed: {', '.join(names)} (apt-get install fonts-noto-cjk)")
    return found


@pytest.mark.parametrize("fmt", ["png", "pdf", "svg"])
@pytest.mark.parametrize("by_file", [False, True])
def test_a_font_of_the_config_draws_what_is_missing(export, fmt, by_file):
    """With a family or a font file that has Chinese, a Chinese title is drawn, beside Latin and signs, within its room."""
    font = installed("Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei")
    chosen = export.model_copy(update={"font": findfont(font) if by_file else font})
    spec = tension_chart(built(busy()), START, END, title=f"{CJK} + é − ∆ {CJK * 20}")
    content = render(spec, fmt, chosen)
    if fmt == "pdf":
        text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
        assert CJK in text and "Tension" not in text and "Source: Thawline" in text
    if fmt == "svg":
        assert CJK in texts_of_svg(content)


def test_what_no_font_at_hand_draws_falls_to_the_one_that_is_always_there(export):
    """A letter that the named font lacks comes from DejaVu Sans, and another the other way round."""
    font = installed("Noto Sans CJK SC", "Noto Sans CJK JP")
    spec = tension_chart(built([row(1)]), START, date(2020, 3, 1), title=f"{CJK} ⚑ Ѡ ẁ")
    fonts = set()
    for page in PdfReader(io.BytesIO(render(spec, "pdf", export.model_copy(update={"font": font})))).pages:
        fonts |= {entry.get_object()["/BaseFont"].split("+")[-1] for entry in page["/Resources"]["/Font"].values()}
    assert any("NotoSansCJK" in name for name in fonts) and any("DejaVu" in name for name in fonts)


@pytest.mark.parametrize("font, message", [
    ("DejaVu Sanz", "export.font: found 'DejaVu Sanz', which is not installed here; did you mean 'DejaVu Sans'?"),
    ("nowhere/none.ttf", "none.ttf: file not found"),
    ("broken.otf", "broken.otf: not a font that can be read"),
])  # fmt: skip
def test_a_font_that_is_not_there_is_refused(export, tmp_path, font, message):
    """A family that is not installed, a file that is not there and one that is no font are named."""
    if font == "broken.otf":
        (tmp_path / font).write_bytes(b"no font")
        font = str(tmp_path / font)
    spec = tension_chart(built([row(1)]), START, date(2020, 3, 1))
    with pytest.raises(ExportError) as caught:
        render(spec, "svg", export.model_copy(update={"font": font}))
    assert message in str(caught.value)


def test_a_pdf_carries_its_fonts(spec, export):
    """Every font of a PDF is embedded, as TrueType, and its text can be searched and copied."""
    page = PdfReader(io.BytesIO(render(spec, "pdf", export))).pages[0]
    fonts = [entry.get_object() for entry in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font.get("/FontDescriptor") or font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor.get_object()
    text = re.sub(r"\s+", " ", page.extract_text())
    assert spec.title in text and "Data through" in text and spec.entries[0].title in text


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("scale", [1, 3])
def test_presets_and_scales_give_their_pixels(spec, export, name, scale):
    """A preset sets the size on paper and a scale the pixels to it; a PDF takes the size alone."""
    preset = PRESETS[name]
    size = sized(export, preset, scale)
    picture = Image.open(io.BytesIO(render(spec, "png", size)))
    assert picture.size == (preset.width * scale, preset.height * scale)
    if scale == 1:
        box = PdfReader(io.BytesIO(render(spec, "pdf", size))).pages[0].mediabox
        assert (float(box.width), float(box.height)) == pytest.approx((preset.width * 0.72, preset.height * 0.72))


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
