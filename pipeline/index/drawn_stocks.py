"""Decaying sums of many draws, day by day: what flow and measures have in common.

In each draw a stock keeps a constant part of itself from one day to the next, and events add to it or take from it.
The days are gone through once, for all stocks and draws together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pandas as pd

from pipeline.index.draws import Draws

_AT_ONCE = 64
"""Days whose sums are held together: few enough to stay in a core's cache until they are used."""


@dataclass
class Stock:
    """One decaying sum in every draw (arrays of draws).

    `output`: the sum of stocks it belongs to. `keep`: what is left of it after a day. `standing`: what it holds on the
    evening before the first day. `added`: by row of the days, what is added on that day.
    """

    output: int
    keep: np.ndarray
    standing: np.ndarray
    added: dict[int, np.ndarray] = field(default_factory=dict)

    def add(self, row: int, values: np.ndarray) -> None:
        """Add to the stock on a day."""
        self.added[row] = self.added[row] + values if row in self.added else values


def daily_sums(stocks: list[Stock], outputs: int, days: int, size: int) -> Iterator[tuple[int, np.ndarray]]:
    """Sums of the stocks, a few days at a time: (first row, array of output by day by draw, which the next few overwrite)."""
    block = np.zeros((outputs, min(_AT_ONCE, days), size))
    ordered = sorted(stocks, key=lambda stock: stock.output)
    held = np.array([stock.standing for stock in ordered])
    keep = np.array([stock.keep for stock in ordered])
    bounds = np.searchsorted([stock.output for stock in ordered], range(outputs + 1))
    parts = [(block[place], held[low:high]) for place, (low, high) in enumerate(pairwise(bounds)) if high > low]
    coming: list[list[tuple[np.ndarray, np.ndarray]]] = [[] for _ in range(days)]
    for row, stock in enumerate(ordered):
        for day, values in stock.added.items():
            coming[day].append((held[row], values))
    for begin in range(0, days, _AT_ONCE):
        end = min(begin + _AT_ONCE, days)
        for day in range(begin, end):
            np.multiply(held, keep, out=held)
            for stock_row, values in coming[day]:
                stock_row += values
            for output, rows in parts:
                np.add.reduce(rows, axis=0, out=output[day - begin])
        yield begin, block[:, : end - begin]


def kept_events(scored: pd.DataFrame, draws: Draws) -> np.ndarray:
    """Whether each event (rows) is kept in each draw."""
    return draws.factor("events", scored["id"])


def replacements(scored: pd.DataFrame) -> list[tuple[int, int]]:
    """(row of the replaced event, row of the one that takes its place)."""
    place = {event: row for row, event in enumerate(scored["id"])}
    return [(place[old], row) for row, named in enumerate(scored["replaces"]) for old in named if old in place]


def stop_days(stop: np.ndarray, taken: list[tuple[int, int]], day: np.ndarray, kept: np.ndarray) -> dict[int, np.ndarray]:
    """Of each replaced event, the first day it no longer counts in each draw.

    `stop`: that day where nothing takes its place; `taken`: (row, row of what takes its place); `day`: of each event, the
    day from which it stands in another's place.
    """
    found: dict[int, np.ndarray] = {}
    for old, new in taken:
        now = found.get(old, np.full(kept.shape[1], stop[old]))
        found[old] = np.where(kept[new], np.minimum(now, day[new]), now)
    return found
