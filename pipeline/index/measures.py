"""Measures: what stands between them? Sanctions, tariffs and controls count for as long as they are in force.

    size(t) = |score| * (what the reliefs in force have left) * 2^(-age / adaptation_days)

A measure starts on its `effective` day (default: the day its event acts) and ends by its own `until`, by a later
event that `replaces` it, or by reliefs that add up to all of it. Reliefs multiply: each takes its share of what
is left. A relief with an `until` is a truce; when it lapses, the measure is back. The fading is adaptation: both
sides live with an old tariff.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.index.flow import decayed_sums
from pipeline.records import Relief
from pipeline.scoring import FACTORS, NEVER, day_numbers


@dataclass
class Measure:
    """One measure in force from `start` to the day before `stop` (days since 1970-01-01), `size` at its start."""

    event: str
    track: str
    size: float
    start: int
    stop: int
    reliefs: list[tuple[int, int, float, str]] = field(default_factory=list)
    """(first day, first day no longer, share, event) of each relief."""

    def left_on(self, day: int) -> float:
        """The share of the measure that the reliefs in force leave on a day."""
        left = 1.0
        for first, stop, share, _ in self.reliefs:
            if first <= day < stop:
                left *= 1.0 - share
        return left

    def size_on(self, day: int, adaptation_days: float) -> float:
        """Size on a day, in points; 0 outside its time."""
        if not self.start <= day < self.stop:
            return 0.0
        return self.size * self.left_on(day) * 2.0 ** (-(day - self.start) / adaptation_days)

    def turning_days(self) -> list[int]:
        """The days, after its start, on which its share left may change."""
        days = {day for first, stop, *_ in self.reliefs for day in (first, stop)}
        return sorted({day for day in days if self.start < day < self.stop} | {self.stop})


def measures_of(config: Config, scored: pd.DataFrame) -> list[Measure]:
    """Every measure that starts, with its reliefs, in order of start and id."""
    real, starting, start, lapse = days_in_force(config, scored)
    stop = np.minimum(lapse, _replaced_from(scored, real, start))
    sizes = full_sizes(config, scored).clip(max=config.index.score_limit)

    found: dict[str, Measure] = {}
    for row in np.flatnonzero(starting & (start < stop)):
        event = scored["id"].iat[row]
        found[event] = Measure(event, scored["track"].iat[row], sizes[row], int(start[row]), int(stop[row]))
    reliefs: list[tuple[Relief, ...]] = scored["ends"].tolist()
    for row in np.flatnonzero(real):
        for relief in reliefs[row]:
            if relief.target in found:
                days = (int(start[row]), int(stop[row]))
                found[relief.target].reliefs.append((*days, relief.share, scored["id"].iat[row]))
    return sorted(found.values(), key=lambda measure: (measure.start, measure.event))


def days_in_force(config: Config, scored: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Per event: whether it ever is in force, whether it then is a measure, from which day, and the first day no longer
    by its own `until` (days since 1970-01-01)."""
    effects = scored["type"].map({slug: kind.effect for slug, kind in config.event_types.items()}).to_numpy()
    effective = day_numbers(scored["effective"])
    start = np.where(effective < NEVER, effective, scored["acts_on"].to_numpy())
    until = day_numbers(scored["until"])
    real = ((scored["status"] == "happened") | ((scored["status"] == "announced") & (effective < NEVER))).to_numpy()
    return real, real & (effects == "measure"), start, np.where(until < NEVER, until + 1, NEVER)


def full_sizes(config: Config, scored: pd.DataFrame) -> np.ndarray:
    """|score| with the status of a thing that happened, which is what an announced measure becomes; not yet held within
    the limit of scores."""
    parts = [name for name in FACTORS if name != "status_factor"]
    return scored[parts].prod(axis=1).abs().to_numpy() * config.status["happened"]


def _replaced_from(scored: pd.DataFrame, real: np.ndarray, start: np.ndarray) -> np.ndarray:
    """The first day on which another event is in force in a measure's or a relief's place."""
    place = {event: row for row, event in enumerate(scored["id"])}
    replaced = scored["replaces"].tolist()
    day = np.full(len(scored), NEVER)
    for row in np.flatnonzero(real):
        for event in replaced[row]:
            if event in place:
                day[place[event]] = min(day[place[event]], start[row])
    return day


def daily_measures(measures: list[Measure], config: Config, start: int, days: int) -> pd.DataFrame:
    """M for each track (columns) on each of `days` days from `start` (rows, numbered from 0); never negative.

    Each measure adds its size once and its changes on its turning days, so the cost is linear.
    """
    column = {track: place for place, track in enumerate(config.tracks)}
    half_life = config.index.adaptation_days
    impulses = np.zeros((days, len(column)))
    for measure in measures:
        left = 0.0
        for day in [measure.start, *measure.turning_days()]:
            if day >= start + days:
                break
            now = measure.left_on(day) if day < measure.stop else 0.0
            faded = measure.size * 2.0 ** (-(day - measure.start) / half_life)
            impulses[day - start, column[measure.track]] += faded * (now - left)
            left = now
    return pd.DataFrame(np.maximum(decayed_sums(impulses, half_life), 0.0), columns=list(column))
