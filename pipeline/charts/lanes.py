"""Where numbered badges stand above a plot so that none covers another: the lowest free lane, in order of date."""

from __future__ import annotations


def lanes(positions: list[float], width: float) -> list[int]:
    """The lane (0 is nearest the plot) of each badge; `positions` and `width` in the same unit, positions ascending.

    Greedy by position, which needs the fewest lanes for equal widths; the same input gives the same lanes.
    """
    ends: list[float] = []
    chosen = []
    for position in positions:
        free = next((lane for lane, end in enumerate(ends) if end <= position - width / 2), len(ends))
        if free == len(ends):
            ends.append(0.0)
        ends[free] = position + width / 2
        chosen.append(free)
    return chosen
