"""Text on a slide: real text in boxes that hold it. Measured before it is placed, because a file has no screen to try it on."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

from pipeline.charts.lettering import wrapped
from pipeline.charts.palette import LIGHT
from pipeline.errors import showable
from pipeline.sources.cells import safe_link

LEADING = 1.22
"""Height of a line, as a share of the type size."""
_CAPITAL, _WIDE = 1.3, 1.8
"""Widths of a capital and of a Chinese letter, in average letters."""


@dataclass(frozen=True)
class Box:
    """A place on a slide or page, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Run:
    """A line or paragraph of one look; `link` is followed only where it is a plain http(s) address."""

    text: str
    bold: bool = False
    colour: str = LIGHT.ink
    link: str = ""


def plain(text: str) -> str:
    """A text on one line, with blanks for what no slide can store or should show: controls, direction overrides."""
    return " ".join(showable(text).split())


def lines_of(text: str, size: float, inches: float, bold: bool = False, most: int | None = None) -> list[str]:
    """The lines that a text takes at a size (points) in a width (inches), rather too many than too few."""
    letters = sum(_WIDE if east_asian_width(letter) in "WF" else _CAPITAL if letter.isupper() else 1 for letter in text)
    return wrapped(text, size * max(letters / max(len(text), 1), 1), inches, most, bold)


def fitted(text: str, sizes: tuple[float, ...], box: Box, bold: bool = False) -> tuple[float, str]:
    """The largest of some sizes at which a text fits a box, and the text, shortened where none is small enough."""
    text = plain(text)
    for size in sizes:
        most = max(int(box.height * 72 / (size * LEADING)), 1)
        if len(lines_of(text, size, box.width, bold)) <= most:
            return size, text
    return sizes[-1], " ".join(lines_of(text, sizes[-1], box.width, bold, most))


def write(slide: Slide, box: Box, runs: list[Run], size: float, name: str, align: str = "left") -> BaseShape:
    """A text box, a run a paragraph, from its top."""
    shape = slide.shapes.add_textbox(*(Inches(edge) for edge in (box.left, box.top, box.width, box.height)))
    described(shape, name, "; ".join(plain(run.text) for run in runs))
    fill_frame(shape.text_frame, runs, size, align)
    return shape


def fill_frame(frame: TextFrame, runs: list[Run], size: float, align: str = "left", anchor: str = "top") -> None:
    """Runs as paragraphs in a frame without margins."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}[anchor]
    for place, run in enumerate(runs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[align]
        written = paragraph.add_run()
        written.text = plain(run.text)
        written.font.size, written.font.bold = Pt(size), run.bold
        if run.link and safe_link(run.link):
            written.hyperlink.address = run.link
        else:
            written.font.color.rgb = rgb(run.colour)


def described(shape: BaseShape, name: str, alt: str) -> None:
    """A shape's name in the selection pane, and its text for those who cannot see it."""
    shape.name = name
    shape._element._nvXxPr.cNvPr.set("descr", plain(alt))


def rgb(colour: str) -> RGBColor:
    """A colour of the palette for PowerPoint."""
    return RGBColor.from_string(colour.lstrip("#"))
