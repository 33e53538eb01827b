"""Text that is measured before it is placed, because a file has no screen to try it on: boxes, lines, and what fits."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width

from pipeline.charts.lettering import wrapped
from pipeline.charts.palette import LIGHT
from pipeline.errors import showable

LEADING = 1.22
"""Height of a line, as a share of the type size."""
_BROAD, _CAPITAL, _DIGIT, _WIDE = 1.75, 1.3, 1.15, 1.8
"""Widths of a letter such as W, another capital, a digit and a Chinese letter, in average letters."""


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
    return wrapped(text, size * max(sum(map(_width, text)) / max(len(text), 1), 1), inches, most, bold)


def _width(letter: str) -> float:
    """In average letters."""
    if east_asian_width(letter) in "WF":
        return _WIDE
    if letter in "WMwm@%…—":
        return _BROAD
    return _CAPITAL if letter.isupper() else _DIGIT if letter.isdigit() else 1.0


def fitted(text: str, sizes: tuple[float, ...], box: Box, bold: bool = False) -> tuple[float, str]:
    """The largest of some sizes at which a text fits a box, and the text, shortened where none is small enough."""
    text = plain(text)
    for size in sizes:
        most = max(int(box.height * 72 / (size * LEADING)), 1)
        if len(lines_of(text, size, box.width, bold)) <= most:
            return size, text
    return sizes[-1], " ".join(lines_of(text, sizes[-1], box.width, bold, most))
