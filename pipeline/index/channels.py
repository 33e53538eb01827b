"""Channels: who is still talking to whom? A state per dialogue channel, carried forward until an event changes it.

    unknown    until its first event; left out, because missing is not zero
    open       by a contact                                     value  2^(-overdue / cadence)
    agreed     by an agreement to restart                       value  agreed * 2^(-age / state half-life)
    strained   by a refusal, cancellation or postponement       value  strained * 2^(-age / state half-life)
    suspended  by a cut-off, suspension or closure              value  suspended, undiminished

A suspended channel reopens only by a contact of its own. One that had agreed to restart from a suspension falls
back to it when it is strained: promising does not wash the suspension away. A candidate that nobody has reviewed
moves no channel: a line opens or closes only by what a person has read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipeline.config.schema import Channel, Config
from pipeline.scoring import NEVER

_ORDER = {"contact": 0, "agree": 1, "strain": 2, "suspend": 3}
PAST = -NEVER
"""A day before all days."""


@dataclass(frozen=True)
class State:
    """A channel from `day` on, until the next State. Days count from 1970-01-01.

    `since`: when this state began; `set_on`: the latest event that set or renewed it; `last_contact`: day of the
    last contact; `event`: id of the event behind the state.
    """

    day: int
    name: str = "unknown"
    since: int = PAST
    set_on: int = PAST
    last_contact: int = PAST
    event: str = ""
    was_suspended: bool = False


def next_state(now: State, effect: str, day: int, event: str) -> State:
    """The state after one effect; the same object when nothing changes."""
    if effect == "contact":
        since = now.since if now.name == "open" else day
        return State(day, "open", since, day, day, event)
    if effect == "suspend" and now.name != "suspended":
        return State(day, "suspended", day, day, now.last_contact, event)
    if effect == "agree" and now.name in ("unknown", "strained", "suspended"):
        return State(day, "agreed", day, day, now.last_contact, event, was_suspended=now.name == "suspended")
    if effect == "strain" and now.name == "agreed" and now.was_suspended:
        return State(day, "suspended", day, day, now.last_contact, event)
    if effect == "strain" and now.name != "suspended":
        since = now.since if now.name == "strained" else day
        return State(day, "strained", since, day, now.last_contact, event)
    return now


def channel_states(config: Config, scored: pd.DataFrame) -> dict[str, list[State]]:
    """Every channel's states in order of day, successors with what they inherit."""
    acts = channel_acts(config, scored)
    states: dict[str, list[State]] = {}
    for slug in predecessors_first(config):
        inherited = [
            (day_number(channel.until) + 1, states[name])
            for name, channel in config.channels.items()
            if channel.successor == slug and channel.until
        ]
        states[slug] = _run(acts.get(slug, []), inherited)
    return {slug: states[slug] for slug in config.channels}


def channel_acts(config: Config, scored: pd.DataFrame) -> dict[str, list[tuple]]:
    """Per channel, its events as (day, order within the day, id, effect), sorted."""
    effects = {slug: kind.effect for slug, kind in config.event_types.items()}
    acts: dict[str, list[tuple]] = {}
    columns = ("channels", "type", "status", "acts_on", "id")
    reviewed = scored[~scored["unreviewed"]]
    for channels, kind, status, day, event in zip(*(reviewed[name] for name in columns), strict=True):
        effect = effects[kind]
        if effect in _ORDER and status in ("happened", "announced"):
            for slug in channels:
                acts.setdefault(slug, []).append((day, _ORDER[effect], event, effect))
    return {slug: sorted(rows) for slug, rows in acts.items()}


def _run(acts: list[tuple], inherited: list[tuple[int, list[State]]]) -> list[State]:
    """States from a channel's acts; on a takeover day the newer of the two histories prevails."""
    states: list[State] = [State(PAST)]
    takeovers = sorted(inherited, key=lambda item: item[0])
    for day, _, event, effect in acts:
        while takeovers and takeovers[0][0] <= day:
            _take_over(states, *takeovers.pop(0))
        states.append(next_state(states[-1], effect, day, event))
    for takeover in takeovers:
        _take_over(states, *takeover)
    return states


def _take_over(states: list[State], day: int, predecessor: list[State]) -> None:
    own, old = states[-1], [state for state in predecessor if state.day < day][-1]
    prevailing = old if old.set_on > own.set_on else own
    states.append(replace(prevailing, day=day, last_contact=max(own.last_contact, old.last_contact)))


def predecessors_first(config: Config) -> list[str]:
    """Channels ordered so that a successor comes after what it succeeds (circles are refused by the config)."""
    order: list[str] = []
    waiting = list(config.channels)
    while waiting:
        for slug in waiting:
            if not any(config.channels[other].successor == slug for other in waiting):
                order.append(slug)
                waiting.remove(slug)
                break
    return order


def day_number(date: object) -> int:
    """A date as a whole day since 1970-01-01."""
    return int(np.datetime64(str(date), "D").astype("int64"))


def exists_on(channel: Channel, days: np.ndarray) -> np.ndarray:
    """Whether the channel exists on each day."""
    founded = day_number(channel.founded) if channel.founded else PAST
    until = day_number(channel.until) if channel.until else NEVER
    return (founded <= days) & (days <= until)


def daily_channel(config: Config, slug: str, states: list[State], days: np.ndarray) -> pd.DataFrame:
    """One channel day by day: `state` and `event` (categories), `value` (NaN while unknown or not existing), `since`,
    `last_contact`.

    `since` and `last_contact` are days since 1970-01-01, or a day far in the past where there is none.
    """
    current = _current(states, days)
    there = exists_on(config.channels[slug], days)
    since, contact = (np.array([getattr(state, name) for state in states])[current] for name in ("since", "last_contact"))
    return pd.DataFrame(
        {
            "state": _texts([state.name for state in states], np.where(there, current, -1), "unknown"),
            "value": daily_values(config, slug, states, days),
            "since": since,
            "last_contact": contact,
            "event": _texts([state.event for state in states], current),
        }
    )


def _texts(texts: list[str], places: np.ndarray, other: str = "") -> pd.Categorical:
    """The text at each place, `other` at -1; categories, because texts of their own for each day would take most of a run."""
    known, numbers = np.unique([*texts, other], return_inverse=True)
    return pd.Categorical.from_codes(numbers[places], known)


def daily_values(config: Config, slug: str, states: list[State], days: np.ndarray) -> np.ndarray:
    """The value alone, day by day; NaN while unknown or not existing."""
    channel, index = config.channels[slug], config.index
    values = np.full(len(days), np.nan)
    there = exists_on(channel, days)
    ends = np.searchsorted(days, [*(state.day for state in states[1:]), NEVER])
    begin = 0
    for state, end in zip(states, ends, strict=True):
        part = slice(begin, begin := max(int(end), begin))
        if state.name == "open":
            overdue = np.maximum(0, days[part] - state.last_contact - channel.cadence_days)
            values[part] = 2.0 ** (-overdue / channel.cadence_days)
        elif state.name == "suspended":
            values[part] = index.channel_values.suspended
        elif state.name != "unknown":
            fading = 2.0 ** (-np.maximum(0, days[part] - state.set_on) / index.state_half_life_days)
            values[part] = getattr(index.channel_values, state.name) * fading
    return np.where(there, values, np.nan)


def _current(states: list[State], days: np.ndarray) -> np.ndarray:
    """The place of the state that holds on each day."""
    return np.searchsorted(np.array([state.day for state in states]), days, side="right") - 1


def channel_weights(config: Config, track: str, days: np.ndarray, known: dict[str, np.ndarray]) -> np.ndarray:
    """What a track's channels are divided by on each day: the weight of the known, or the floor share of all."""
    total, heard = np.zeros(len(days)), np.zeros(len(days))
    for slug, channel in config.channels.items():
        if channel.track == track:
            total += channel.weight * exists_on(channel, days)
            heard += channel.weight * known[slug]
    return np.maximum(heard, config.index.known_share_floor * total)
