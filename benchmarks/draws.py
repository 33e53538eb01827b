"""How long the 500 draws of the shipped index take, beside the bare numpy work that they cannot do without: the decay of as
many stocks over as many days, the tanh curves, and sorting the draws of each day."""

from __future__ import annotations

import resource

import numpy as np

from benchmarks.timing import best_of
from pipeline import build_index, load_config, load_events
from pipeline.index.drawn_flow import flow_stocks
from pipeline.index.draws import draw
from pipeline.index.uncertainty import AT_ONCE, uncertainty_of


def _bare(stocks: int, tracks: int, days: int, draws: int) -> None:
    """Decay, sums and curves of flow, curves of measures, and ordered draws of each series, with nothing in them."""
    departures = np.empty((tracks + 1, days, draws), dtype="float32")
    for begin in range(0, draws, AT_ONCE):
        part = departures[:, :, begin : begin + AT_ONCE]
        size = part.shape[2]
        held, keep = np.ones((stocks, size)), np.full((stocks, size), 0.99)
        cells = np.zeros((2 * tracks, days, size))
        bounds = np.linspace(0, stocks, tracks + 1).astype(int)
        for day in range(days):
            np.multiply(held, keep, out=held)
            for place in range(tracks):
                np.add.reduce(held[bounds[place] : bounds[place + 1]], axis=0, out=cells[place, day])
        np.tanh(cells, out=cells)
        part[:tracks] = cells[:tracks]
        part[tracks] = cells[:tracks].sum(axis=0)
    for series in departures:
        np.sort(series, axis=1)


def run(short: bool) -> list[str]:
    config = load_config("config.yaml")
    result = build_index(config, load_events(config))
    stocks = len(flow_stocks(config, result.scored, draw(result, 2), result.start, len(result.daily)))
    shape = (stocks, len(config.tracks), len(result.daily), config.uncertainty.draws)
    times = best_of(1 if short else 3, ours=lambda: uncertainty_of(result), bare=lambda: _bare(*shape))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        f"{len(result.scored):,} events, {len(result.daily):,} days, {config.uncertainty.draws} draws, {stocks} stocks of flow",
        f"draws and band: {times['ours']:.2f} s; bare numpy: {times['bare']:.2f} s; ratio {times['ours'] / times['bare']:.2f}",
        f"highest memory of this process: {peak:,.0f} MB",
    ]
