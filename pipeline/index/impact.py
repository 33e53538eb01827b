"""How far each event moved the index on the day it acted: what decides which events a chart names.

For each track, in points of that track's tension: the event's score in flow at the going rate, plus what it
changed in the channels whose state it set that day, plus the measure it started.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.index.methods import EXACT, event_steps
from pipeline.index.run import IndexResult
from pipeline.index.tension import MIDPOINT, blend_of


def impacts(result: IndexResult) -> pd.DataFrame:
    """One row per event (aligned with `result.scored`), one column per track: points on the day it acted.

    Events that act outside the series have zeros.
    """
    scored = result.scored
    if result.config.index.method not in EXACT:
        steps = event_steps(result.config, scored, result.start, len(result.daily))
        return pd.DataFrame(steps, columns=list(result.config.tracks))
    row = scored["acts_on"].to_numpy() - result.start
    within = (row >= 0) & (row < len(result.daily))
    row = np.where(within, row, 0)
    tracks = list(result.config.tracks)
    points = np.zeros((len(scored), len(tracks)))
    for column, (slug, track) in enumerate(result.config.tracks.items()):
        own = within & (scored["track"] == slug).to_numpy()
        rate = _rate(result.flow[slug].to_numpy()[row], track.saturation.flow)
        points[own, column] = (-MIDPOINT * blend_of(result.config, slug).flow * rate * scored["score"].to_numpy())[own]
    place = {event: at for at, event in enumerate(scored["id"])}
    for slug, change, event in [*_channel_steps(result), *_measure_steps(result)]:
        points[place[event], tracks.index(slug)] += change
    return pd.DataFrame(points, columns=tracks)


def headline_impacts(result: IndexResult) -> np.ndarray:
    """The same in points of the headline: tracks weighted by their share."""
    return impacts(result).to_numpy() @ np.array([track.share for track in result.config.tracks.values()])


def _rate(total: np.ndarray, scale: float) -> np.ndarray:
    """tanh(total / scale) / total, with its limit at 0."""
    ratio = total / scale
    safe = np.where(np.abs(ratio) < 1e-8, 1.0, ratio)
    return np.where(np.abs(ratio) < 1e-8, 1.0, np.tanh(safe) / safe) / scale


def _channel_steps(result: IndexResult) -> list[tuple[str, float, str]]:
    """(track, points, event) for each day on which an event set a channel's state."""
    steps = []
    for slug, states in result.states.items():
        channel = result.config.channels[slug]
        blend = blend_of(result.config, channel.track)
        values = np.nan_to_num(result.channels[slug]["value"].to_numpy())
        weight = result.channel_weight[channel.track].to_numpy()
        for state in states[1:]:
            row = state.day - result.start
            if 0 <= row < len(values) and weight[row] and state.set_on == state.day:
                before = values[row - 1] if row else 0.0
                points = -MIDPOINT * blend.channels * channel.weight * (values[row] - before) / weight[row]
                steps.append((channel.track, points, state.event))
    return steps


def _measure_steps(result: IndexResult) -> list[tuple[str, float, str]]:
    """(track, points, event) for each measure that started and each relief that took hold."""
    steps = []
    for measure in result.measures:
        track = result.config.tracks[measure.track]
        burden = result.burden[measure.track].to_numpy()
        half_life = result.config.index.adaptation_days
        turns = [(measure.start, measure.event)]
        turns += [(first, event) for first, _, _, event in measure.reliefs if measure.start < first < measure.stop]
        for day, event in turns:
            row = day - result.start
            if 0 <= row < len(burden):
                now = measure.size_on(day, half_life)
                change = now - measure.size_on(day - 1, half_life)
                rate = float(_rate(np.array([burden[row]]), track.saturation.measures)[0])
                steps.append((measure.track, MIDPOINT * blend_of(result.config, measure.track).measures * rate * change, event))
    return steps
