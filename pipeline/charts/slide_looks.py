"""The looks of channel states on a slide: native fills and patterns, for bars as for the key that explains them."""

from __future__ import annotations

from pptx.dml.fill import FillFormat
from pptx.dml.line import LineFormat
from pptx.enum.dml import MSO_LINE, MSO_PATTERN_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Inches, Pt

from pipeline.charts.lettering import text_width
from pipeline.charts.palette import LIGHT
from pipeline.charts.slide_text import described, rgb, write
from pipeline.charts.swim_looks import LOOKS, Look
from pipeline.charts.text_box import Box, Run

_SIZE = 11.0
_SAMPLE, _GAP, _APART = (0.32, 0.15), 0.08, 0.3
"""Inches of a sample of a look, between it and its word, and between a word and the next sample."""


def fill_look(fill: FillFormat, line: LineFormat, look: Look) -> None:
    """Fills a bar; an unknown state is empty in a dashed edge, because bars of one chart are all of one height."""
    if look.height < 1:
        fill.solid()
        fill.fore_color.rgb = rgb(LIGHT.background)
        line.dash_style = MSO_LINE.DASH
    elif look.slide:
        colour, ground = rgb(look.colour), rgb(LIGHT.background)
        fill.patterned()
        fill.pattern = MSO_PATTERN_TYPE[look.slide]
        fill.fore_color.rgb, fill.back_color.rgb = (ground, colour) if look.ground else (colour, ground)
    else:
        fill.solid()
        fill.fore_color.rgb = rgb(look.colour)
    line.color.rgb, line.width = rgb(look.colour), Pt(0.75)


def without_theme(shape: BaseShape) -> None:
    """Takes what the theme would add to a shape, such as a shadow."""
    shape._element.remove(shape._element.find(qn("p:style")))


def draw_key(slide: Slide, looks: list[str], box: Box) -> None:
    """A sample and a word for each look, in a row that is made smaller where the box is narrow."""
    widths = [_SAMPLE[0] + _GAP + 1.05 * text_width(LOOKS[look].word, _SIZE) + _APART for look in looks]
    share = min(1.0, box.width / sum(widths))
    wide, tall = (share * edge for edge in _SAMPLE)
    left, middle = box.left, box.top + box.height / 2
    for look, width in zip(looks, widths, strict=True):
        sample = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(left), Inches(middle - tall / 2), Inches(wide), Inches(tall))
        without_theme(sample)
        described(sample, f"Key: {LOOKS[look].word}", f"How a channel looks that is {LOOKS[look].word}")
        fill_look(sample.fill, sample.line, LOOKS[look])
        place = Box(left + wide + share * _GAP, box.top, share * (width - _GAP - _APART) - wide, box.height)
        write(slide, place, [Run(LOOKS[look].word)], share * _SIZE, f"Key, word: {LOOKS[look].word}", "middle")
        left += share * width
