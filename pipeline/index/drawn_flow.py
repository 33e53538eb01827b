"""Flow in many draws: one stock for each half-life of each track, events added on their days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.index import draws as laws
from pipeline.index.drawn_stocks import Stock, kept_events, replacements, stop_days
from pipeline.index.draws import Draws, cluster_names
from pipeline.records import PLANS
from pipeline.scoring import FACTORS, NEVER, day_numbers


def flow_stocks(config: Config, scored: pd.DataFrame, draws: Draws, first: int, days: int) -> list[Stock]:
    """The stocks of F, their output the place of their track; `first`: first day, since 1970-01-01."""
    plan = scored["status"].isin(PLANS).to_numpy()
    names = np.where(plan, laws.PLANS, scored["type"])
    rates = np.log(2.0) / (scored["half_life"].to_numpy()[:, None] * draws.factor("half_lives", names))
    start, end = scored["flow_from"].to_numpy(), scored["flow_to"].to_numpy()
    kept = kept_events(scored, draws)
    part = drawn_scores(config, scored, draws) * kept / (end - start + 1)[:, None]
    due = np.where(plan, day_numbers(scored["date"]), NEVER)
    stops = stop_days(due, replacements(scored), scored["acts_on"].to_numpy(), kept)

    column = {track: place for place, track in enumerate(config.tracks)}
    stocks: dict[tuple[str, str], Stock] = {}
    for row, key in enumerate(zip(names, scored["track"], strict=True)):
        if key not in stocks:
            stocks[key] = Stock(column[key[1]], np.exp(-rates[row]), np.zeros(draws.size))
        stop = stops.get(row, np.full(1, due[row]))
        _add_event(stocks[key], part[row], rates[row], int(start[row]), int(end[row]), stop, first, days)
    return list(stocks.values())


def drawn_scores(config: Config, scored: pd.DataFrame, draws: Draws) -> np.ndarray:
    """Score of each event (rows) in each draw: its type's weight varied, held within the limit, times its cluster's factor."""
    limit = config.index.score_limit
    plain = scored[list(FACTORS)].prod(axis=1).to_numpy()
    held = np.clip(plain[:, None] * draws.factor("type_weights", scored["type"]), -limit, limit)
    return held * draws.factor("clusters", cluster_names(scored))


def _add_event(
    stock: Stock, part: np.ndarray, rate: np.ndarray, start: int, end: int, stop: np.ndarray, first: int, days: int
) -> None:
    """Add an event's equal parts on its days, and take out what is left on the day it stops (arrays of draws)."""
    lasts = stop.min() == NEVER
    if start < first:
        left = _left(part, rate, start, min(end, first - 1), first - 1)
        stock.standing += left if lasts else left * (stop > first - 1)
    for day in range(max(start, first), min(end, first + days - 1) + 1):
        stock.add(day - first, part if lasts else part * (stop > day))
    for day in np.unique(stop).tolist():
        if max(first, start + 1) <= day < first + days:
            stock.add(day - first, -_left(part, rate, start, min(end, day - 1), day) * (stop == day))


def _left(part: np.ndarray, rate: np.ndarray, start: int, newest: int, day: int) -> np.ndarray:
    """What the parts of the days from `start` to `newest` are worth on `day`: a geometric series in closed form."""
    return part * np.exp(-rate * (day - newest)) * (np.expm1(-rate * (newest - start + 1)) / np.expm1(-rate))
