"""Text on a slide: real text in boxes that hold it."""

from __future__ import annotations

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Length, Pt

from pipeline.charts.text_box import Box, Run, plain
from pipeline.sources.cells import safe_link


def write(slide: Slide, box: Box, runs: list[Run], size: float, name: str, anchor: str = "top", align: str = "left") -> None:
    """A text box, a run a paragraph."""
    shape = slide.shapes.add_textbox(*(Inches(edge) for edge in (box.left, box.top, box.width, box.height)))
    described(shape, name, "; ".join(plain(run.text) for run in runs))
    fill_frame(shape.text_frame, runs, size, align, anchor)


def fill_frame(frame: TextFrame, runs: list[Run], size: float, align: str = "left", anchor: str = "top") -> None:
    """Runs as paragraphs in a frame without margins."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Length(0)
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
    shape.name = plain(name)
    shape._element._nvXxPr.cNvPr.set("descr", plain(alt))


def rgb(colour: str) -> RGBColor:
    """A colour of the palette for PowerPoint."""
    return RGBColor.from_string(colour.lstrip("#"))
