"""Where things of a width stand so that none covers another: the lowest free lane, in order of where they begin."""

from __future__ import annotations


def lanes(intervals: list[tuple[float, float]]) -> list[int]:
    """The lane (0 is the first) of each interval; intervals sorted by their start.

    Greedy, which needs the fewest lanes; the same input gives the same lanes.
    """
    ends: list[float] = []
    chosen = []
    for start, end in intervals:
        free = next((lane for lane, taken in enumerate(ends) if taken <= start), len(ends))
        if free == len(ends):
            ends.append(end)
        ends[free] = end
        chosen.append(free)
    return chosen
