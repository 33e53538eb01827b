"""How sure: a band around the index from draws that are all equally good guesses.

The band covers choices of coding - weights, half-lives, saturations, shares, blends, how much one day's news says, and
whether an event is what its row says. It does not cover events that nobody recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipeline.config.schema import METHODS
from pipeline.index.drawn_tension import SERIES, drawn_tension, series_names
from pipeline.index.draws import draw
from pipeline.index.run import IndexResult

PERCENTILES = {"p05": 5, "p25": 25, "p50": 50, "p75": 75, "p95": 95}
BAND = ("p05", "p25", "p75", "p95")
"""The percentiles that are published."""
NO_CHANGE = 0.00005
"""Points: a smaller change does not show in the published four decimals, and counts as none."""
DRAWN = METHODS[0]
"""The method that the draws are of."""
AT_ONCE = 250
"""Draws held at a time in full precision: what the working memory grows with. More than fit a core's cache gain nothing."""


@dataclass(frozen=True)
class Uncertainty:
    """What the draws of one index say, for the headline (`tension`) and each track.

    `departures`: per series, points by which each draw (columns, float32) lies above the index on each day (rows).
    `bands`: per series, the daily percentiles p05, p25, p50, p75, p95 in points of tension.
    """

    result: IndexResult
    departures: dict[str, np.ndarray]
    bands: dict[str, pd.DataFrame]

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return self.departures[SERIES].shape[1]

    def width(self, series: str = SERIES) -> pd.Series:
        """p95 less p05, day by day, in points."""
        band = self.bands[series]
        return (band["p95"] - band["p05"]).rename("width")

    def bias(self, series: str = SERIES) -> pd.Series:
        """Median of the draws less the index, day by day, in points: what the draws lean to."""
        return (self.bands[series]["p50"] - self.result.daily[series]).rename("bias")

    def survival(self, before: date | Sequence[date], after: date | Sequence[date], series: str = SERIES) -> float | np.ndarray:
        """The share of draws in which the change between two days has the sign that it has in the index.

        Two days, or two lists of the same length. Days outside the series take its first or last. A change below
        `NO_CHANGE` has no sign, and survives where the draw has none either.
        """
        if isinstance(before, date) and isinstance(after, date):
            return float(self._survivals([before], [after], series)[0])
        assert not isinstance(before, date) and not isinstance(after, date)
        return self._survivals(before, after, series)

    def _survivals(self, before: Sequence[date], after: Sequence[date], series: str) -> np.ndarray:
        rows, later = ([self.result.row(day) for day in days] for days in (before, after))
        point = self.result.daily[series].to_numpy()
        change = point[later] - point[rows]
        departures = self.departures[series]
        drawn = change[:, None] + (departures[later].astype("float64") - departures[rows])
        return (_signs(drawn) == _signs(change)[:, None]).mean(axis=1)


def _signs(change: np.ndarray) -> np.ndarray:
    return np.sign(change) * (np.abs(change) >= NO_CHANGE)


def uncertainty_of(result: IndexResult) -> Uncertainty | None:
    """Draw an index as `config.uncertainty` says; None where it asks for no draws, and for other methods than the one that
    the draws are of."""
    size = result.config.uncertainty.draws
    if not size or result.config.index.method != DRAWN:
        return None
    names, draws = series_names(result), draw(result, size)
    point = result.daily[list(names)].to_numpy().T[:, :, None]
    departures = np.empty((len(names), len(result.daily), size), dtype="float32")
    for begin in range(0, size, AT_ONCE):
        part = slice(begin, begin + AT_ONCE)
        np.subtract(drawn_tension(result, draws.part(part)), point, out=departures[:, :, part], casting="same_kind")
    found = dict(zip(names, departures, strict=True))
    return Uncertainty(result, found, {series: _band(result, series, values) for series, values in found.items()})


def _band(result: IndexResult, series: str, departures: np.ndarray) -> pd.DataFrame:
    """Percentiles of the draws, interpolated between the two nearest."""
    ordered = np.sort(departures, axis=1)
    point = result.daily[series].to_numpy()
    columns = {}
    for name, percent in PERCENTILES.items():
        place = percent / 100 * (departures.shape[1] - 1)
        low = int(place)
        high = min(low + 1, departures.shape[1] - 1)
        below, above = ordered[:, low].astype("float64"), ordered[:, high].astype("float64")
        columns[name] = point + below + (place - low) * (above - below)
    return pd.DataFrame(columns, index=result.daily.index)
