"""Nine cells to three tracks to one number.

    B = a * tanh(F / S_F) + b * C - c * tanh(M / S_M)      T_track = 50 * (1 - B)
    T = sum over tracks of share * T_track, clipped to [0, 100]

A cell is the signed part that one component adds to its track's tension, in points: T_track = 50 + its three
cells. 50 is not neutral: it is no news, no known channel, no measure.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.config.schema import Blend, Config
from pipeline.records import COMPONENTS

MIDPOINT = 50.0
_FLOW_ALONE = Blend(flow=1.0, channels=0.0, measures=0.0)


def blend_of(config: Config, track: str) -> Blend:
    """The weights of a track's components; in every method but stock_and_flow all of it is flow."""
    return config.tracks[track].blend if config.index.method == "stock_and_flow" else _FLOW_ALONE


def cell_names(config: Config) -> list[str]:
    """The nine (tracks by components) column names, `<track>_<component>`."""
    return [f"{track}_{component}" for track in config.tracks for component in COMPONENTS]


def combine(config: Config, flow: pd.DataFrame, channels: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """Columns `tension`, `clipped`, each track and its three cells, from daily F, C and M (columns: tracks)."""
    cells = {}
    for slug, track in config.tracks.items():
        blend, scale = blend_of(config, slug), track.saturation
        cells[slug] = {
            "flow": -MIDPOINT * blend.flow * np.tanh(flow[slug].to_numpy() / scale.flow),
            "channels": -MIDPOINT * blend.channels * channels[slug].to_numpy(),
            "measures": MIDPOINT * blend.measures * np.tanh(measures[slug].to_numpy() / scale.measures),
        }
    return headline(config, cells)


def headline(config: Config, cells: dict[str, dict[str, np.ndarray]]) -> pd.DataFrame:
    """The same columns from the daily cells of each track, in points of the track."""
    columns: dict[str, np.ndarray] = {}
    total = np.zeros(len(next(iter(cells.values()))["flow"]))
    for slug, track in config.tracks.items():
        columns[slug] = MIDPOINT + sum(cells[slug].values(), start=np.zeros(len(total)))
        columns |= {f"{slug}_{component}": values for component, values in cells[slug].items()}
        total += track.share * columns[slug]
    tension = np.clip(total, 0.0, 100.0)
    return pd.DataFrame({"tension": tension, "clipped": (tension != total).astype(int), **columns})


def label_of(labels: list, value: float) -> str:
    """The word for a tension: the last whose border it has reached."""
    return [item.label for item in labels if value >= item.start][-1]
