"""Where the badges of a printed chart stand: above their days where there is room, moved aside where days crowd."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from pipeline.charts.lanes import lanes


def badge_places(at: Sequence[float], widths: Sequence[float], room: float, most: int) -> list[tuple[float, int]]:
    """(centre, lane) of each badge, in lengths of one unit: `at` rising, all within 0 to `room`, none on another.

    Badges stand over their own day in as few lanes as that takes. Where it takes more than `most`, they share `most`
    lanes (more only if these are too short for all of them) and move aside, as little as possible.
    """
    held = [min(max(x, width / 2), room - width / 2) for x, width in zip(at, widths, strict=True)]
    chosen = lanes([(x - width / 2, x + width / 2) for x, width in zip(held, widths, strict=True)])
    if max(chosen, default=-1) < most:
        return list(zip(held, chosen, strict=True))
    count = max(most, 1)
    while any(sum(widths[lane::count]) > room for lane in range(count)) and count < len(widths):
        count += 1
    places = [(0.0, 0)] * len(held)
    for lane in range(count):
        for number, x in enumerate(spread(held[lane::count], widths[lane::count], room)):
            places[lane + number * count] = (x, lane)
    return places


def spread(at: Sequence[float], widths: Sequence[float], room: float) -> list[float]:
    """Centres in the same order that keep things of these widths apart and within 0 to `room`, as near to `at` as can be.

    Nearest in the sum of squares: what lies too close is pooled and stands around its mean.
    """
    offsets = [0.0]
    for left, right in pairwise(widths):
        offsets.append(offsets[-1] + (left + right) / 2)
    pools: list[tuple[float, int]] = []
    for x, offset in zip(at, offsets, strict=True):
        mean, size = x - offset, 1
        while pools and pools[-1][0] > mean:
            before, number = pools.pop()
            mean, size = (before * number + mean * size) / (number + size), number + size
        pools.append((mean, size))
    level = [mean for mean, size in pools for _ in range(size)]
    low, high = widths[0] / 2, room - widths[-1] / 2 - offsets[-1]
    return [min(max(mean, low), max(high, low)) + offset for mean, offset in zip(level, offsets, strict=True)]


def lanes_within(height: float, pitch: float, share: float = 0.35) -> int:
    """How many lanes may stand above the plot before they take more than their share of the height."""
    return max(math.floor(height * share / pitch - 0.4), 1)
