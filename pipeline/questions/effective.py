"""What really moves the number: the weight that each of the nine cells has had over the series.

The config says what a cell may weigh; a cell that hardly moves, or stands at its ceiling, weighs less.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.index import IndexResult
from pipeline.index.methods import EXACT
from pipeline.index.tension import blend_of
from pipeline.records import COMPONENTS

SATURATED = 0.9
"""A tanh beyond this, either way, hardly answers to another event."""
_NOTHING = 1e-9


def effective_contributions(result: IndexResult) -> pd.DataFrame:
    """One row a cell: `track`, `component`, `most`, `mean`, `sd`, `correlation`, `variance`, `saturated`.

    The part of a cell is its share of the headline's distance from 50, in points; `most` is the largest it may become.
    Means add up to the headline's mean less 50, `variance` (the share of the headline's variance that goes with the
    cell) to 1, on a series that is nowhere clipped. `correlation` is with the headline, NaN where one of them never
    moves; `variance` likewise. `saturated` is the share of days with |tanh| above 0.9, NaN for channels and where the
    method has no such curve.
    """
    headline = result.tension.to_numpy()
    rows = []
    for slug, track in result.config.tracks.items():
        for component in COMPONENTS:
            part = track.share * result.daily[f"{slug}_{component}"].to_numpy()
            covariance = float(np.mean((part - part.mean()) * (headline - headline.mean())))
            sd, total = _sd(part), _sd(headline)
            rows.append(
                {
                    "track": slug,
                    "component": component,
                    "most": 50.0 * track.share * getattr(blend_of(result.config, slug), component),
                    "mean": float(part.mean()),
                    "sd": sd,
                    "correlation": float(np.clip(covariance / (sd * total), -1, 1)) if sd and total else float("nan"),
                    "variance": covariance / total**2 if total else float("nan"),
                    "saturated": saturated_share(result, slug, component),
                }
            )
    return pd.DataFrame(rows)


def _sd(values: np.ndarray) -> float:
    """The standard deviation over the days; rounding of a series that never moves counts as none."""
    found = float(values.std())
    return found if found > _NOTHING else 0.0


def saturated_share(result: IndexResult, slug: str, component: str, first_row: int = 0) -> float:
    """The share of days, from a row on, on which a cell has |tanh| above 0.9; NaN for channels."""
    scale = result.config.tracks[slug].saturation
    if result.config.index.method not in EXACT:
        return float("nan")
    if component == "flow":
        ratio = result.flow[slug].to_numpy() / scale.flow
    elif component == "measures":
        ratio = result.burden[slug].to_numpy() / scale.measures
    else:
        return float("nan")
    return float(np.mean(np.abs(np.tanh(ratio[first_row:])) > SATURATED))


def finding(result: IndexResult, cells: pd.DataFrame) -> str:
    """The cell that the headline has followed most, and the one that has stood longest at its ceiling."""
    parts = []
    moving = cells[cells["variance"] > 0]
    if len(moving):
        cell = moving.loc[moving["variance"].idxmax()]
        parts.append(
            f"{cell['variance']:.0%} of the headline's variance goes with {_name(result, cell)}, more than with any other."
        )
    standing = cells[cells["saturated"] > 0]
    if len(standing):
        cell = standing.loc[standing["saturated"].idxmax()]
        parts.append(f"{_name(result, cell).capitalize()} stood near the ceiling on {cell['saturated']:.0%} of the days.")
    return " ".join(parts) or "The headline never moved."


def _name(result: IndexResult, cell: pd.Series) -> str:
    return f"{result.config.tracks[cell['track']].label.lower()} {cell['component']}"
