"""Tension of many draws at once: nine cells to three tracks to the headline, as tension.py has them for one index."""

from __future__ import annotations

import numpy as np

from pipeline.index.drawn_channels import add_dialogue
from pipeline.index.drawn_flow import flow_stocks
from pipeline.index.drawn_measures import measure_stocks
from pipeline.index.drawn_stocks import Stock, daily_sums
from pipeline.index.draws import Draws, drawn_blend, drawn_saturation, drawn_shares
from pipeline.index.run import IndexResult
from pipeline.index.tension import MIDPOINT

SERIES = "tension"


def series_names(result: IndexResult) -> tuple[str, ...]:
    """The series that are drawn: the headline, then each track."""
    return (SERIES, *result.config.tracks)


def drawn_tension(result: IndexResult, draws: Draws, row: int = 0, days: int | None = None) -> np.ndarray:
    """Points by series (`series_names`), day and draw, for `days` days from a row of the index (default: all)."""
    config, scored = result.config, result.scored
    first, days = result.start + row, len(result.daily) - row if days is None else days
    tracks = len(config.tracks)
    flow = flow_stocks(config, scored, draws, first, days)
    burden = [_behind(stock, tracks) for stock in measure_stocks(config, scored, draws, first, days)]
    found = np.zeros((tracks + 1, days, draws.size))
    add_dialogue(found[1:], config, scored, draws, first)
    shares = drawn_shares(config, draws)
    blends = [drawn_blend(config, draws, slug) for slug in config.tracks]
    scales = [[drawn_saturation(config, draws, slug, part) for part in ("flow", "measures")] for slug in config.tracks]
    for begin, cells in daily_sums([*flow, *burden], 2 * tracks, days, draws.size):
        headline, *levels = found[:, begin : begin + cells.shape[1]]
        for place, level in enumerate(levels):
            (a, b, c), (flow_scale, measures_scale) = blends[place], scales[place]
            level *= -b
            level -= a * np.tanh(cells[place] / flow_scale)
            level += c * np.tanh(np.maximum(cells[tracks + place], 0.0) / measures_scale)
            level *= MIDPOINT
            level += MIDPOINT
            headline += shares[place] * level
        np.clip(headline, 0.0, 100.0, out=headline)
    return found


def _behind(stock: Stock, tracks: int) -> Stock:
    """The measures' stock of a track, its sum placed after those of flow."""
    stock.output += tracks
    return stock
