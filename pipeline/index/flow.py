"""Flow: what has just happened? A decaying sum of event scores per track.

    F(t) = sum over events with d <= t of score * 2^(-(t - d) / half-life)

An event known to a month, or lasting from day to day, spreads its score evenly over those days. Flow that was
replaced, or a plan that fell due, stops at once. The daily series is one pass over the days per half-life, so
its cost is linear in events and days.
"""

from __future__ import annotations

import numpy as np
import pandas as pd


def decayed_sums(impulses: np.ndarray, half_life: float) -> np.ndarray:
    """y[t] = y[t-1] * 2^(-1/half_life) + impulses[t] for an array of days (rows) by series (columns)."""
    keep = 2.0 ** (-1.0 / half_life)
    loss = -np.expm1(-np.log(2.0) / half_life)
    padded = np.vstack([np.zeros((1, impulses.shape[1])), impulses])
    smoothed = pd.DataFrame(padded).ewm(alpha=loss, adjust=False).mean().to_numpy()[1:]
    return smoothed / loss if keep > 0 else impulses.astype("float64")


def decayed_scores(scored: pd.DataFrame, day: int) -> np.ndarray:
    """Each event's part of its track's flow on one day (days since 1970-01-01), in points."""
    active = ((scored["flow_from"] <= day) & (day < scored["flow_stop"])).to_numpy()
    parts = np.zeros(len(scored))
    events = scored.loc[active]
    parts[active] = _decayed(events, np.minimum(events["flow_to"].to_numpy(), day), np.full(len(events), day))
    return parts


def daily_flow(scored: pd.DataFrame, tracks: list[str], start: int, days: int) -> pd.DataFrame:
    """F for each track (columns) on each of `days` days from `start` (rows, numbered from 0)."""
    total = np.zeros((days, len(tracks)))
    column = scored["track"].map({track: place for place, track in enumerate(tracks)}).to_numpy()
    for half_life, rows in scored.groupby("half_life", sort=True).indices.items():
        total += decayed_sums(_impulses(scored.iloc[rows], column[rows], len(tracks), start, days), half_life)
    return pd.DataFrame(total, columns=tracks)


def _impulses(events: pd.DataFrame, column: np.ndarray, columns: int, start: int, days: int) -> np.ndarray:
    """What each day adds: an even share of each event's score, and minus what is left when it stops."""
    first, last, stop = (events[name].to_numpy() for name in ("flow_from", "flow_to", "flow_stop"))
    per_day = events["score"].to_numpy() / np.maximum(last - first + 1, 1)
    counted = (first < stop) & (first < start + days)
    impulses = np.zeros((days, columns))
    single = counted & (first == last)
    np.add.at(impulses, (first[single] - start, column[single]), per_day[single])

    lasting = counted & (first < last)
    if lasting.any():
        steps = np.zeros((days + 1, columns))
        end = np.minimum(np.minimum(last + 1, stop), start + days)
        np.add.at(steps, (first[lasting] - start, column[lasting]), per_day[lasting])
        np.add.at(steps, (end[lasting] - start, column[lasting]), -per_day[lasting])
        impulses += steps.cumsum(axis=0)[:days]

    stopping = counted & (stop < start + days)
    if stopping.any():
        ended = events.loc[stopping]
        left = _decayed(ended, np.minimum(last, stop - 1)[stopping], stop[stopping])
        np.add.at(impulses, (stop[stopping] - start, column[stopping]), -left)
    return impulses


def _decayed(events: pd.DataFrame, newest: np.ndarray, day: np.ndarray) -> np.ndarray:
    """What the shares from `flow_from` to `newest` are worth on `day`: a geometric series in closed form."""
    first = events["flow_from"].to_numpy()
    per_day = events["score"].to_numpy() / (events["flow_to"].to_numpy() - first + 1)
    rate = np.log(2.0) / events["half_life"].to_numpy()
    series = np.expm1(-rate * (newest - first + 1)) / np.expm1(-rate)
    return per_day * np.exp(-rate * (day - newest)) * series
