"""The file round the slides: an empty widescreen one or the user's own template, its stamp, and its bytes.

The same slides give the same bytes: no clock time goes into the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import Slide, SlideLayout
from pptx.util import Inches

from pipeline.charts.palette import LIGHT
from pipeline.charts.text_box import plain
from pipeline.errors import ExportError
from pipeline.provenance import Provenance

WIDTH, HEIGHT = 13.333, 7.5
_FONT = "Arial"
"""There on every machine, or one of the same widths."""
_LEAST = (8.0, 5.0)
"""Inches: on a smaller slide of a template nothing could be read."""
_MAX_BYTES, _MAX_UNPACKED = 64_000_000, 512_000_000
_MOMENT = (1980, 1, 1, 0, 0, 0)


def new_deck(template: Path | None = None) -> Deck:
    """An empty widescreen file, or the template without its slides; raises ExportError where it cannot be used."""
    return _from_template(template) if template else _widescreen()


def title_layout(deck: Deck) -> SlideLayout:
    """The layout that has a title and nothing else, or the first that has a title; raises ExportError where none has."""
    titled = [layout for layout in deck.slide_layouts if _title_of(layout) is not None]
    if not titled:
        raise ExportError("--template: none of its layouts has a title, expected one such as 'Title Only'")
    return min(titled, key=lambda layout: sum(place.placeholder_format.idx < 10 for place in _places(layout)))


def size_of(deck: Deck) -> tuple[float, float]:
    """Width and height of the slides, in inches."""
    return (deck.slide_width or 0) / 914400, (deck.slide_height or 0) / 914400


def deck_bytes(deck: Deck, stamp: Provenance, alt: str, author: str) -> bytes:
    """The file as bytes, its provenance in the core properties, where `read_provenance` finds it again."""
    core = deck.core_properties
    for name, value in (("title", stamp.title), ("author", author), ("subject", alt), ("keywords", stamp.config_hash)):
        setattr(core, name, plain(value)[:250])
    core.last_modified_by, core.category, core.revision = plain(author)[:250], plain(stamp.software)[:250], 1
    core.created = core.modified = datetime.fromisoformat(stamp.data_through)
    core.comments = ""
    core._element.description.text = stamp.json()  # the library would refuse more than 255 letters
    out = io.BytesIO()
    deck.save(out)
    return _timeless(out.getvalue())


def add_notes(slide: Slide, stamp: Provenance, said: str = "") -> None:
    """Where the figures come from, in the notes, which travel with a slide that is moved into another deck."""
    lines = [plain(said)] if said else []
    lines += [f"{key}: {plain(value)}" for key, value in stamp.fields().items()]
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "\n".join(lines)


def _timeless(packed: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            member = zipfile.ZipInfo(item.filename, _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(item))
    return out.getvalue()


def _widescreen() -> Deck:
    """The library's own file, stretched to widescreen, in a font that is everywhere."""
    deck = Presentation()
    stretch = WIDTH * 914400 / deck.slide_width
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.shapes:
            if shape._element.xpath(".//a:xfrm"):
                shape.left, shape.width = round(shape.left * stretch), round(shape.width * stretch)
    for part in {part.partname: part for part in deck.part.package.iter_parts()}.values():
        if "/theme/" in part.partname:
            blob = re.sub(rb'(<a:latin typeface=")Calibri[^"]*', rb"\g<1>" + _FONT.encode(), part.blob)
            part._blob = re.sub(rb'(<a:hlink><a:srgbClr val=")\w+', rb"\g<1>" + LIGHT.thaw_text[1:].encode(), blob)
    return deck


def _from_template(path: Path) -> Deck:
    """A template's masters and layouts; its own slides are left out."""
    if path.suffix.lower() in (".potx", ".ppt", ".pot", ".pptm"):
        raise ExportError(f"--template: found {path.name}, expected a .pptx; PowerPoint saves one with 'Save as'")
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ExportError(f"{path}: larger than {_MAX_BYTES // 1_000_000} MB, not used as a template")
        with zipfile.ZipFile(path) as packed:
            if sum(item.file_size for item in packed.infolist()) > _MAX_UNPACKED:
                raise ExportError(f"{path}: unpacks to more than {_MAX_UNPACKED // 1_000_000} MB, not used as a template")
        deck = Presentation(str(path))
        for slide in list(deck.slides._sldIdLst):
            deck.part.drop_rel(slide.rId)
            deck.slides._sldIdLst.remove(slide)
        width, height = size_of(deck)
        title_layout(deck)
    except OSError as error:
        raise ExportError(f"{path}: cannot be read ({error.strerror})") from None
    except ExportError:
        raise
    except Exception as error:  # a broken file can fail anywhere in the library's reader, which promises no type
        raise ExportError(f"{path}: not a readable .pptx ({error})") from None
    if width < _LEAST[0] or height < _LEAST[1]:
        raise ExportError(f"{path}: its slides are {width:.1f} by {height:.1f} inches, expected at least 8 by 5")
    return deck


def _title_of(layout: SlideLayout) -> LayoutPlaceholder | None:
    return next((place for place in _places(layout) if place.placeholder_format.idx == 0), None)


def _places(layout: SlideLayout) -> list[LayoutPlaceholder]:
    places: Any = layout.placeholders
    return list(places)
