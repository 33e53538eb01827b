"""How a channel state looks: a colour and a pattern, the same on screen and in print."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.charts.palette import FREEZE, NEUTRAL, THAW

AGREED = "#008F6B"
"""At least 3:1 on both grounds."""


@dataclass(frozen=True)
class Look:
    """`pattern` for the browser, `hatch` for print and `slide` for PowerPoint, by its name there, draw the same.

    `ground`: the colour fills and the pattern is cut out.

    `height` is the share of the lane that a bar takes.
    """

    word: str
    colour: str
    pattern: str = ""
    hatch: str = ""
    slide: str = ""
    ground: bool = True
    height: float = 1.0


LOOKS = {
    "open": Look("open", THAW),
    "overdue": Look("open, overdue", THAW, "/", "/////", "WIDE_UPWARD_DIAGONAL", ground=False),
    "agreed": Look("agreed to restart", AGREED, ".", "....", "PERCENT_30", ground=False),
    "strained": Look("strained", FREEZE, "\\", "\\\\\\\\\\", "WIDE_DOWNWARD_DIAGONAL", ground=False),
    "suspended": Look("suspended", FREEZE, "x", "xxx", "OUTLINED_DIAMOND"),
    "unknown": Look("unknown", NEUTRAL, height=0.25),
}
