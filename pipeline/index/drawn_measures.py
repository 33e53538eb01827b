"""Measures in many draws: which are in force, and what their reliefs leave, depends on the events that are kept."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.index import draws as laws
from pipeline.index.drawn_stocks import Stock, kept_events, replacements, stop_days
from pipeline.index.draws import Draws
from pipeline.index.measures import days_in_force, full_sizes
from pipeline.scoring import NEVER

Term = tuple[int, np.ndarray, np.ndarray]
"""In force from a day, in each draw up to (not including) a day, and with which share of what is left taken off."""


def measure_stocks(config: Config, scored: pd.DataFrame, draws: Draws, first: int, days: int) -> list[Stock]:
    """The stocks of M, one for each track, their output its place; `first`: first day, since 1970-01-01."""
    rate = np.log(2.0) / (config.index.adaptation_days * draws.factor("half_lives", [laws.MEASURES])[0])
    stocks = [Stock(place, np.exp(-rate), np.zeros(draws.size)) for place in range(len(config.tracks))]
    place = {track: number for number, track in enumerate(config.tracks)}
    kept = kept_events(scored, draws)
    real, starting, start, lapse = days_in_force(config, scored)
    taken = [(old, new) for old, new in replacements(scored) if real[new]]
    stops = stop_days(lapse, taken, start, kept)
    stop = [stops.get(row, np.full(draws.size, lapse[row])) for row in range(len(scored))]
    limit = config.index.score_limit
    sizes = np.minimum(full_sizes(config, scored)[:, None] * draws.factor("type_weights", scored["type"]), limit)

    reliefs = _reliefs(scored, real, start, stop, kept)
    for row in np.flatnonzero(starting):
        stands = kept[row] & (start[row] < stop[row])
        own = (int(start[row]), stop[row], sizes[row] * stands)
        _add_measure(stocks[place[scored["track"].iat[row]]], own, reliefs.get(scored["id"].iat[row], []), rate, first, days)
    return stocks


def _reliefs(
    scored: pd.DataFrame, real: np.ndarray, start: np.ndarray, stop: list[np.ndarray], kept: np.ndarray
) -> dict[str, list[Term]]:
    """Per measure, the reliefs that name it."""
    found: dict[str, list[Term]] = {}
    ends = scored["ends"].tolist()
    for row in np.flatnonzero(real):
        for relief in ends[row]:
            found.setdefault(relief.target, []).append((int(start[row]), stop[row], relief.share * kept[row]))
    return found


def _add_measure(stock: Stock, own: Term, reliefs: list[Term], rate: np.ndarray, first: int, days: int) -> None:
    """Add a measure's size when it starts and its changes on its turning days."""
    start, stop, size = own
    turning = {start, *np.unique(stop).tolist()}
    for begin, end, _ in reliefs:
        turning |= {begin, *np.unique(end).tolist()}
    left = np.zeros(len(size))
    standing = False
    for day in sorted(day for day in turning if start <= day < min(first + days, NEVER)):
        if day >= first and not standing:
            stock.standing += size * left * np.exp(-rate * max(first - 1 - start, 0))
            standing = True
        now = _left_on(day, stop, reliefs)
        if day >= first:
            stock.add(day - first, size * np.exp(-rate * (day - start)) * (now - left))
        left = now
    if not standing:
        stock.standing += size * left * np.exp(-rate * max(first - 1 - start, 0))


def _left_on(day: int, stop: np.ndarray, reliefs: list[Term]) -> np.ndarray:
    """The share of a measure that stands on a day, in each draw."""
    left = (day < stop).astype("float64")
    for begin, end, share in reliefs:
        if begin <= day:
            left *= 1.0 - share * (day < end)
    return left
