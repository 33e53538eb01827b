"""How well a colour is told from white paper (WCAG 2.1, 1.4.3 and 1.4.11)."""

from __future__ import annotations

MARK, TEXT = 3.0, 4.5
"""Least contrast of a line or badge, and of small text."""


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB: 0 is black, 1 is white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def on_white(colour: str) -> float:
    """Contrast of #RRGGBB on white, from 1 to 21."""
    return 1.05 / (luminance(colour) + 0.05)


def darkened(colour: str, least: float) -> str:
    """The colour, or a darker one of its hue that has at least this contrast on white."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for percent in range(100, -1, -1):
        found = "#" + "".join(f"{part * percent // 100:02X}" for part in parts)
        if on_white(found) >= least:
            return found
    return "#000000"
