"""How many letters fit a line: enough typography to break text before it is drawn."""

from __future__ import annotations

import textwrap

_ADVANCE = 0.56
"""Width of an average letter of DejaVu Sans, as a share of the type size."""
_BOLD = 1.12
"""How much wider its bold letters are."""


def characters(size: float, inches: float) -> int:
    """Letters of a type size (points) that fit a width (inches)."""
    return max(int(inches * 72 / (size * _ADVANCE)), 10)


def shortened(text: str, room: int) -> str:
    """One line of at most `room` letters."""
    return textwrap.shorten(text, room, placeholder=" …")


def wrapped(text: str, size: float, inches: float, most: int | None = None, bold: bool = False) -> list[str]:
    """Lines that fit a width; with `most`, the last of them is shortened."""
    room = characters(size * _BOLD if bold else size, inches)
    lines = textwrap.wrap(text, room)
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), room)]
    return lines
