"""Draws: the index once more with other weights, half-lives and events, all equally good guesses.

    type and channel weights, half-lives, saturations     times a lognormal factor with median 1
    shares of the tracks, blends of a track               the same, then brought back to the sum they had
    flow of the events of one track that act on one day   times one gamma factor with mean 1
    each event                                            kept with the chance that its coding confidence names

Median one, not mean one: a weight is as likely too high as too low by the same ratio, and the weight in the config
is the middle of what is drawn. Every name has random numbers of its own, found from the seed and the name: a group
that is switched off, an event that is added or rows in another order leave all other draws as they were.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.index.run import IndexResult
from pipeline.records import COMPONENTS

GROUPS = (
    "type_weights", "channel_weights", "half_lives", "saturations", "shares", "blends", "clusters", "events",
)  # fmt: skip
PLANS, MEASURES, STATES = "index.plan_half_life_days", "index.adaptation_days", "index.state_half_life_days"
"""The half-lives that stand under `index`, by their place in the config: no event type can have such a name."""


@dataclass(frozen=True)
class Draws:
    """`names`: what is varied in each of `GROUPS`. `factors`: per group an array of names (rows) by draws (columns);
    for `events`, whether each is kept."""

    names: dict[str, tuple[str, ...]]
    factors: dict[str, np.ndarray]

    @property
    def size(self) -> int:
        """How many draws."""
        return self.factors["events"].shape[1]

    def part(self, columns: slice) -> Draws:
        """Some of the draws."""
        return replace(self, factors={group: values[:, columns] for group, values in self.factors.items()})

    def with_groups(self, other: Draws, groups: Iterable[str]) -> Draws:
        """The draws with some groups taken from others of the same size."""
        return replace(self, factors=self.factors | {group: other.factors[group] for group in groups})

    def factor(self, group: str, names: Iterable[str]) -> np.ndarray:
        """The factors of some names of a group, in their order (rows) by draws (columns)."""
        place = {name: row for row, name in enumerate(self.names[group])}
        return self.factors[group][[place[name] for name in names]]


def cluster_names(scored: pd.DataFrame) -> np.ndarray:
    """The cluster of each event: its track and the day on which it acts."""
    return (scored["track"] + "/" + scored["acts_on"].astype(str)).to_numpy(dtype=object)


def drawn_names(result: IndexResult) -> dict[str, tuple[str, ...]]:
    """What is varied in each group, for one index."""
    config, scored = result.config, result.scored
    return {
        "type_weights": tuple(config.event_types),
        "channel_weights": tuple(config.channels),
        "half_lives": (*config.event_types, PLANS, MEASURES, STATES),
        "saturations": tuple(f"{track}.{part}" for track in config.tracks for part in ("flow", "measures")),
        "shares": tuple(config.tracks),
        "blends": tuple(f"{track}.{part}" for track in config.tracks for part in COMPONENTS),
        "clusters": tuple(sorted(set(cluster_names(scored)))),
        "events": tuple(sorted(scored["id"])),
    }


def undrawn(result: IndexResult, size: int) -> Draws:
    """Draws in which nothing is varied: each is the index itself."""
    names = drawn_names(result)
    factors = {group: np.ones((len(found), size)) for group, found in names.items()}
    return Draws(names, factors | {"events": np.ones((len(names["events"]), size), dtype=bool)})


def draw(result: IndexResult, size: int, sample: int = 0) -> Draws:
    """`size` draws from the laws in `config.uncertainty`; another `sample` number gives independent ones."""
    laws, plain = result.config.uncertainty, undrawn(result, size)
    confidence = dict(zip(result.scored["id"], result.scored["confidence"], strict=True))
    factors = dict(plain.factors)
    for group in GROUPS:
        for row, name in enumerate(plain.names[group]):
            random = _random(laws.seed, sample, group, name)
            if group == "events":
                if laws.drop_events:
                    factors[group][row] = random.random(size) < confidence[name]
            elif group == "clusters":
                if laws.cluster_shape:
                    factors[group][row] = random.standard_gamma(laws.cluster_shape, size) / laws.cluster_shape
            elif getattr(laws, group):
                factors[group][row] = np.exp(getattr(laws, group) * random.standard_normal(size))
    return Draws(plain.names, factors)


def _random(seed: int, sample: int, group: str, name: str) -> np.random.Generator:
    digest = sha256(f"{group}/{name}".encode()).digest()
    return np.random.default_rng([seed, sample, *np.frombuffer(digest[:16], dtype="<u4").tolist()])


def drawn_shares(config: Config, draws: Draws) -> np.ndarray:
    """Share of each track (rows) in each draw (columns); they add up to what they add up to in the config."""
    shares = np.array([track.share for track in config.tracks.values()])
    return _same_sum(shares, draws.factor("shares", config.tracks))


def drawn_blend(config: Config, draws: Draws, track: str) -> np.ndarray:
    """Weights of flow, channels and measures (rows) of a track in each draw; their sum is the config's."""
    blend = np.array([getattr(config.tracks[track].blend, part) for part in COMPONENTS])
    return _same_sum(blend, draws.factor("blends", (f"{track}.{part}" for part in COMPONENTS)))


def drawn_saturation(config: Config, draws: Draws, track: str, part: str) -> np.ndarray:
    """S_F (`flow`) or S_M (`measures`) of a track in each draw."""
    return getattr(config.tracks[track].saturation, part) * draws.factor("saturations", [f"{track}.{part}"])[0]


def _same_sum(numbers: np.ndarray, factors: np.ndarray) -> np.ndarray:
    drawn = numbers[:, None] * factors
    total = drawn.sum(axis=0)
    return drawn * np.divide(numbers.sum(), total, out=np.ones_like(total), where=total > 0)
