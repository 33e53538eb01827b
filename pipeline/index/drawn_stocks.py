"""Decaying sums of many draws, day by day: what flow and measures have in common.

In each draw a stock keeps a constant part of itself from one day to the next, and events add to it or take from it.
The days are gone through once, for all stocks and draws together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pandas as pd

from pipeline.index.draws import Draws


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


def daily_sums(stocks: list[Stock], outputs: int, days: int, size: int) -> np.ndarray:
    """Sums of the stocks by output, day and draw."""
    total = np.zeros((outputs, days, size))
    ordered = sorted(stocks, key=lambda stock: stock.output)
    if not ordered:
        return total
    held = np.array([stock.standing for stock in ordered])
    keep = np.array([stock.keep for stock in ordered])
    bounds = np.searchsorted([stock.output for stock in ordered], range(outputs + 1))
    parts = [(total[place], held[low:high]) for place, (low, high) in enumerate(pairwise(bounds)) if high > low]
    coming: list[list[tuple[np.ndarray, np.ndarray]]] = [[] for _ in range(days)]
    for row, stock in enumerate(ordered):
        for day, values in stock.added.items():
            coming[day].append((held[row], values))
    for day in range(days):
        np.multiply(held, keep, out=held)
        for stock_row, values in coming[day]:
            stock_row += values
        for output, rows in parts:
            np.add.reduce(rows, axis=0, out=output[day])
    return total


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
