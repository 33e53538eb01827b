"""Other ways to make one number of the same scored events, to set beside ours; `index.method` chooses one.

    decayed_sum   flow alone: T_track = 50 * (1 - tanh(F / S_F))
    monthly_mean  T_track = 50 * (1 - m / score_limit), m the mean score of the month's events, held for the whole month
    pri           T_track = 50 * (1 - P / N); each event moves the level P by gain * s * (N - P) / N if it is a thaw, and by
                  gain * s * (N + P) / N if it is a freeze; nothing fades

N is `index.pri_ceiling`, gain `index.pri_gain`. The headline is the mean of the tracks by their shares in every method. What
another method knows stands in the flow cells; its cells of channels and measures are 0. For monthly_mean and pri only what
was done or announced counts, on the day it acts; a track without an event stands at 50.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.errors import DataError
from pipeline.index.tension import MIDPOINT, combine, headline
from pipeline.records import COMPONENTS

EXACT = ("stock_and_flow", "decayed_sum")
"""The methods whose number is the exact sum of parts."""


def exact_parts_or_refuse(config: Config) -> None:
    """Raises DataError for a method that has no parts which add up."""
    method = config.index.method
    if method not in EXACT:
        raise DataError(f"the method {method} has no parts that add up to its number; allowed: index.method {' or '.join(EXACT)}")


def daily_tension(
    config: Config, scored: pd.DataFrame, flow: pd.DataFrame, dialogue: pd.DataFrame, burden: pd.DataFrame, start: int
) -> pd.DataFrame:
    """The daily table by the method of the config, in the columns of `combine`; `start` in days since 1970-01-01."""
    if config.index.method in EXACT:
        return combine(config, flow, dialogue, burden)
    levels = _monthly_means if config.index.method == "monthly_mean" else _pri_levels
    cells = {}
    for track in config.tracks:
        thaw = levels(config, _counted(scored, track, start, len(flow)), start, len(flow))
        cells[track] = {name: -MIDPOINT * thaw if name == "flow" else np.zeros(len(flow)) for name in COMPONENTS}
    return headline(config, cells)


def event_steps(config: Config, scored: pd.DataFrame, start: int, days: int) -> np.ndarray:
    """How far each event moved its own track where the method has no exact parts: array of events by tracks, in points.

    pri: the step it made. monthly_mean: its part of the month's mean.
    """
    points = np.zeros((len(scored), len(config.tracks)))
    for column, track in enumerate(config.tracks):
        own = _counted(scored, track, start, days)
        if config.index.method == "pri":
            steps = np.diff(_pri_path(config, own["score"].to_numpy()), prepend=0.0) / config.index.pri_ceiling
        else:
            month = _months(own["acts_on"].to_numpy())
            _, place, count = np.unique(month, return_inverse=True, return_counts=True)
            steps = own["score"].to_numpy() / config.index.score_limit / count[place]
        points[own.index, column] = -MIDPOINT * steps
    return points


def _counted(scored: pd.DataFrame, track: str, start: int, days: int) -> pd.DataFrame:
    """The events of a track that were done or announced and act within the series, in order of day and id."""
    within = (scored["acts_on"] >= start) & (scored["acts_on"] < start + days)
    real = scored["status"].isin(("happened", "announced"))
    return scored.loc[within & real & (scored["track"] == track), ["acts_on", "id", "score"]].sort_values(["acts_on", "id"])


def _months(days: np.ndarray) -> np.ndarray:
    """Days since 1970-01-01 as months since January 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype("int64")


def _monthly_means(config: Config, events: pd.DataFrame, start: int, days: int) -> np.ndarray:
    """Mean score of each day's month as a share of the largest score; 0 in a month without an event."""
    months = _months(np.arange(start, start + days))
    of_events = _months(events["acts_on"].to_numpy()) - months[0]
    count = np.bincount(of_events, minlength=months[-1] - months[0] + 1)
    total = np.bincount(of_events, events["score"].to_numpy(), minlength=len(count))
    mean = np.divide(total, count, out=np.zeros(len(count)), where=count > 0)
    return mean[months - months[0]] / config.index.score_limit


def _pri_levels(config: Config, events: pd.DataFrame, start: int, days: int) -> np.ndarray:
    """The level of each day as a share of its ceiling; 0 before the first event."""
    path = np.concatenate([[0.0], _pri_path(config, events["score"].to_numpy())])
    so_far = np.searchsorted(events["acts_on"].to_numpy(), np.arange(start, start + days), side="right")
    return path[so_far] / config.index.pri_ceiling


def _pri_path(config: Config, scores: np.ndarray) -> np.ndarray:
    """The level after each event, from 0 on."""
    ceiling, level, path = config.index.pri_ceiling, 0.0, []
    for push in config.index.pri_gain * scores:
        level += push * (ceiling - level if push > 0 else ceiling + level) / ceiling
        path.append(level)
    return np.array(path)
