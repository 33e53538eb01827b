"""A house's logo and colours: on every chart file, or refused with a reason."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from pipeline.charts.logo import HEIGHT, MOST_BYTES, WIDTH, read_logo
from pipeline.charts.print import title_lines
from pipeline.charts.tension import tension_chart
from pipeline.config import config_hash, load_config
from pipeline.errors import ConfigError, ExportError
from pipeline.exports.chart import tension_file
from tests.charts.test_spec import END, START, built, busy
from tests.files import run, write_config

RED = (200, 16, 46)
COLOURS = {"thaw": "#006B3C", "freeze": "#8B1A1A", "line": "#143C6E"}


def png(wide=300, tall=90):
    out = io.BytesIO()
    Image.new("RGB", (wide, tall), RED).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def housed(tmp_path):
    """A run whose config has a logo and colours, drawn small."""
    (tmp_path / "logo.png").write_bytes(png())
    looks = {"export.logo": str(tmp_path / "logo.png"), "export.colours": COLOURS}
    return built(busy(), **looks, **{"export.width": 960, "export.height": 540, "export.scale": 1})


def test_the_logo_stands_top_right(housed):
    """In the PNG the corner has the logo's colour; PDF and SVG hold a picture, a slide one that is named."""
    spec = tension_chart(housed, START, END)
    picture = Image.open(io.BytesIO(tension_file(spec, "png", housed))).convert("RGB")
    assert picture.getpixel((960 - 40, 35)) == RED and picture.getpixel((40, 520)) != RED
    assert b"<image" in tension_file(spec, "svg", housed)
    assert len(PdfReader(io.BytesIO(tension_file(spec, "pdf", housed))).pages[0].images) == 1
    slide = Presentation(io.BytesIO(tension_file(spec, "pptx", housed))).slides[0]
    logo = next(shape for shape in slide.shapes if shape.name == "Logo")
    assert logo.left + logo.width == pytest.approx((13.333 - 0.45) * 914400, abs=2000)


def test_the_title_keeps_clear_of_the_logo(housed):
    """With a logo the title has less room, and the same file is drawn twice the same."""
    title = "A message that would just about fill the whole line above it"
    assert len(title_lines(title, housed.config.export)) > len(
        title_lines(title, housed.config.export.model_copy(update={"logo": None}))
    )
    spec = tension_chart(housed, START, END)
    assert tension_file(spec, "svg", housed) == tension_file(spec, "svg", housed)


def test_the_colours_are_those_of_the_house(housed):
    """Line and badges take the colours of the config in picture and slide."""
    spec = tension_chart(housed, START, END)
    drawn = tension_file(spec, "svg", housed).decode().lower()
    assert "#143c6e" in drawn and "#006b3c" in drawn and "#8b1a1a" in drawn and "#0072b2" not in drawn
    assert spec.looks.text(1) == "#006B3C"


def test_looks_change_no_hash():
    """Logo and colours change no figure, so not the config hash either."""
    assert config_hash(load_config()) == config_hash(load_config(overrides={"export.logo": "a.png", "export.colours": COLOURS}))


@pytest.mark.parametrize(("name", "content", "said"), [
    ("none.png", None, "file not found"),
    ("big.png", b"\x89PNG\r\n\x1a\n" + b"0" * MOST_BYTES, "allowed: at most 500 kB"),
    ("a.png", b"<svg/>", "not a PNG"),
    ("b.png", png()[:60], "not a PNG that can be read"),
    ("c.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff", "allowed: at most 4,000,000 in all"),
])  # fmt: skip
def test_what_is_no_logo(tmp_path, name, content, said):
    """A file that is missing, too large or no PNG is refused before it is drawn."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ExportError, match=said):
        read_logo(tmp_path / name)


@pytest.mark.parametrize("size", [(3000, 100), (100, 900), (64, 64)])
def test_a_logo_keeps_its_proportions(tmp_path, size):
    """A logo is as large as fits, in its own proportions."""
    (tmp_path / "logo.png").write_bytes(png(*size))
    logo = read_logo(tmp_path / "logo.png")
    assert logo.width / logo.height == pytest.approx(size[0] / size[1])
    assert logo.width <= WIDTH + 1e-9 and logo.height <= HEIGHT + 1e-9


@pytest.mark.parametrize(("text", "said"), [
    ("{thaw: '#FFEE00'}", "contrast on white is 1.2:1, allowed: at least 3:1; #"),
    ("{line: blue}", "colours.line"),
    ("{thaw: '#004488', freeze: '#004488'}", "the colour of thaw too"),
    ("{tahw: '#004488'}", "did you mean 'thaw'"),
])  # fmt: skip
def test_colours_that_cannot_be_seen(tmp_path, text, said):
    """Colours too pale for paper, or the same for both sides, are refused with file and line."""
    with pytest.raises(ConfigError, match=said) as refused:
        load_config(write_config(tmp_path, f"export:\n  colours: {text}\n"))
    assert "config.yaml:" in str(refused.value)


def test_check_says_that_the_logo_is_not_there(tmp_path):
    """`check` finds a logo that is missing; its name is taken beside the config."""
    path = write_config(tmp_path, "export: {logo: house.png}\n")
    result = run("check", "--config", str(path))
    assert result.exit_code == 1 and f"{tmp_path / 'house.png'}: file not found" in result.output
