"""What stands round the matter of every slide: its title, subtitle and footer, and the room that is left between them."""

from __future__ import annotations

import io

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches, Pt

from pipeline.charts.logo import GAP, Logo
from pipeline.charts.palette import LIGHT
from pipeline.charts.slide_file import size_of, title_layout
from pipeline.charts.slide_text import described, rgb, write
from pipeline.charts.text_box import LEADING, Box, Run, fitted, lines_of, plain

MARGIN = 0.45
_ONE_LINE, _TWO_LINES = (28.0, 26.0, 24.0, 22.0), (24.0, 22.0, 20.0, 18.0)
"""Sizes of a title that fits one line, and of others."""
_SUBTITLE = (13.0, 12.0, 11.0, 10.0, 9.0)
_FOOTER = (9.0, 8.5, 8.0, 7.5)


def framed_slide(
    deck: Deck, title: str, subtitle: str, footer: str, own: bool, bare: bool = False, logo: Logo | None = None
) -> tuple[Slide, Box]:
    """A new slide and the room on it. `own`: the file is a user's template, whose title keeps its place and look.

    `bare`: nothing stands round the matter. `logo` stands top right, but for a template, which has one of its own.
    """
    slide = deck.slides.add_slide(title_layout(deck))
    width, height = size_of(deck)
    for place in list(slide.placeholders):
        if place.placeholder_format.idx != 0 or bare:
            place._element.getparent().remove(place._element)
    if bare:
        return slide, Box(MARGIN, 0.3, width - 2 * MARGIN, height - 0.6)
    logo = None if own else logo
    if logo:
        place_logo(slide, logo, width)
    box = _title(slide, title, width - (logo.width + GAP if logo else 0), own)
    edges = box.left, box.width
    whole = box.width + (logo.width + GAP if logo else 0)
    size, text = fitted(subtitle, _SUBTITLE, Box(edges[0], box.top + box.height, edges[1], 0.28))
    write(slide, Box(edges[0], box.top + box.height, edges[1], 0.28), [Run(text, colour=LIGHT.muted)], size, "Subtitle")
    foot = Box(edges[0], height - 0.55, whole, 0.34)
    size, text = fitted(footer, _FOOTER, foot)
    write(slide, foot, [Run(text, colour=LIGHT.muted)], size, "Source")
    top = max(box.top + box.height + 0.4, 0.4 + logo.height if logo else 0)
    return slide, Box(edges[0], top, whole, foot.top - 0.1 - top)


def place_logo(slide: Slide, logo: Logo, width: float) -> None:
    """The logo in the upper right corner."""
    edges = (width - MARGIN - logo.width, 0.3, logo.width, logo.height)
    picture = slide.shapes.add_picture(io.BytesIO(logo.content), *(Inches(edge) for edge in edges))
    described(picture, "Logo", "Logo")


def _title(slide: Slide, title: str, width: float, own: bool) -> Box:
    """Fills the title in the largest type that holds it in two lines."""
    shape = slide.shapes.title
    assert shape is not None, "the layout was chosen for its title"
    box = Box(MARGIN, 0.3, width - 2 * MARGIN, 0.85)
    if own and shape.width and shape.height and shape.width / 914400 > width / 2:
        box = Box(*(edge / 914400 for edge in (shape.left, shape.top, shape.width, min(shape.height, Inches(1.2)))))
    inner = Box(0, 0, box.width - 0.2 * own, box.height)
    size = next((size for size in _ONE_LINE if len(lines_of(plain(title), size, inner.width, bold=True)) < 2), 0.0)
    size, text = (size, plain(title)) if size else fitted(title, _TWO_LINES, inner, bold=True)
    if not own:
        box = Box(box.left, box.top, box.width, len(lines_of(text, size, box.width, bold=True)) * size * LEADING / 72)
    shape.left, shape.top, shape.width, shape.height = (Inches(edge) for edge in (box.left, box.top, box.width, box.height))
    frame = shape.text_frame
    frame.text = text
    frame.word_wrap = True
    run = frame.paragraphs[0].runs[0] if frame.paragraphs[0].runs else frame.paragraphs[0].add_run()
    run.font.size = Pt(size)
    if not own:
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        run.font.bold, run.font.color.rgb = True, rgb(LIGHT.ink)
    described(shape, "Title", plain(title))
    return box
