"""How wide text is, and how it breaks: measured before it is drawn, letter by letter, in the fonts that will draw it."""

from __future__ import annotations

import re
import textwrap
import warnings
from functools import lru_cache

_ADVANCE = 0.56
"""Width of an average letter of DejaVu Sans, as a share of the type size."""
_MEASURED_AT = 100.0
_CJK = "\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\uffef"
_BREAKABLE = re.compile(rf"[{_CJK}]|[^\s{_CJK}]+")
"""A Chinese, Japanese or Korean character, or a word: a line may break after each."""


def characters(size: float, inches: float) -> int:
    """Letters of a type size (points) that fit a width (inches), if they are of average width."""
    return max(int(inches * 72 / (size * _ADVANCE)), 10)


def shortened(text: str, room: int) -> str:
    """One line of at most `room` letters."""
    return textwrap.shorten(text, room, placeholder=" …")


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width in inches; pairs of letters are not moved together, so it is the most that the text takes."""
    from matplotlib import rcParams

    families = tuple(rcParams["font.family"])
    return sum(_advance(letter, bold, families) for letter in text) * size / 72


@lru_cache(maxsize=20_000)
def _advance(letter: str, bold: bool, families: tuple[str, ...]) -> float:
    """Width of one letter as a share of the type size, from the first of the fonts that has it."""
    from matplotlib.font_manager import FontProperties, fontManager, get_font

    wanted = FontProperties(family=list(families), weight="bold" if bold else "normal")
    font = get_font(fontManager._find_fonts_by_props(wanted))  # the list that Matplotlib itself falls back through
    font.set_size(_MEASURED_AT, 72)
    widths = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a letter that no font has; drawing it says so
        for text in (f"i{letter}i", "ii"):  # between two others, since a blank at the end is not counted
            font.set_text(text, 0.0)
            widths.append(font.get_width_height()[0])
    return max(widths[0] - widths[1], 0) / 64 / _MEASURED_AT


def wrapped(text: str, size: float, inches: float, most: int | None = None, bold: bool = False) -> list[str]:
    """Lines that fit a width; with `most`, the last of them is cut. A word that is wider than a line is broken."""
    lines: list[str] = []
    line = ""
    for gap, word in _words(text, size, inches, bold):
        longer = f"{line}{gap if line else ''}{word}"
        if line and text_width(longer, size, bold) > inches:
            lines.append(line)
            longer = word
        line = longer
    lines += [line] if line else []
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), size, inches, bold)]
    return lines


def fitted(text: str, size: float, inches: float, bold: bool = False) -> str:
    """One line that fits a width, cut at a word where it is too long."""
    text = " ".join(text.split())
    if text_width(text, size, bold) <= inches:
        return text
    first = wrapped(text, size, inches - text_width(" …", size, bold), bold=bold)[0]
    return f"{first} …"


def _words(text: str, size: float, inches: float, bold: bool) -> list[tuple[str, str]]:
    """(what stands before it, word) in pieces that each fit a line."""
    found: list[tuple[str, str]] = []
    for match in _BREAKABLE.finditer(text):
        gap = " " if match.start() and text[match.start() - 1].isspace() else ""
        word = match[0]
        while len(word) > 1 and text_width(word, size, bold) > inches:
            room = max(next((n for n in range(len(word), 0, -1) if text_width(word[:n], size, bold) <= inches), 1), 1)
            found.append((gap, word[:room]))
            gap, word = "", word[room:]
        found.append((gap, word))
    return found
