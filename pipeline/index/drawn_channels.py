"""Channels in many draws: the rules of channels.py, followed for all draws at once.

An act changes the state in those draws that keep its event. Between two acts of a channel its value is a curve for each
day of last contact, shared by the draws that have it (open), or a start that fades (agreed, strained).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from pipeline.config.schema import Channel, Config
from pipeline.index import draws as laws
from pipeline.index.channels import PAST, channel_acts, day_number, predecessors_first
from pipeline.index.drawn_stocks import kept_events
from pipeline.index.draws import Draws
from pipeline.scoring import NEVER

UNKNOWN, OPEN, AGREED, STRAINED, SUSPENDED = range(5)


@dataclass(frozen=True)
class States:
    """A channel in each draw (arrays of draws), as State in channels.py has it for one."""

    name: np.ndarray
    set_on: np.ndarray
    last_contact: np.ndarray
    was_suspended: np.ndarray

    def changed(self, where: np.ndarray, name: int, day: int, was_suspended: np.ndarray | bool = False) -> States:
        """The states with another name, set on `day`, in some draws."""
        contact = np.where(where, day, self.last_contact) if name == OPEN else self.last_contact
        return States(
            np.where(where, name, self.name),
            np.where(where, day, self.set_on),
            contact,
            np.where(where, was_suspended, self.was_suspended),
        )


History = list[tuple[int, States]]
"""A channel's states from a day on, until the next."""


def add_dialogue(level: np.ndarray, config: Config, scored: pd.DataFrame, draws: Draws, first: int) -> None:
    """Add C to an array of zeros, by track, day and draw; `first`: its first day, since 1970-01-01."""
    histories = _histories(config, scored, kept_events(scored, draws))
    for place, track in enumerate(config.tracks):
        _add_level(level[place], config, track, histories, draws, first)


def _histories(config: Config, scored: pd.DataFrame, kept: np.ndarray) -> dict[str, History]:
    acts, row = channel_acts(config, scored), {event: place for place, event in enumerate(scored["id"])}
    found: dict[str, History] = {}
    for slug in predecessors_first(config):
        takeovers = sorted(
            ((day_number(channel.until) + 1, found[name]) for name, channel in config.channels.items()
             if channel.successor == slug and channel.until),
            key=lambda item: item[0],
        )  # fmt: skip
        found[slug] = _run(
            [(day, effect, kept[row[event]]) for day, _, event, effect in acts.get(slug, [])], takeovers, kept.shape[1]
        )
    return found


def _run(acts: list[tuple[int, str, np.ndarray]], takeovers: list[tuple[int, History]], size: int) -> History:
    past = np.full(size, PAST)
    history: History = [(PAST, States(np.zeros(size, dtype="int64"), past, past, np.zeros(size, dtype=bool)))]
    waiting = list(takeovers)
    for day, effect, kept in acts:
        while waiting and waiting[0][0] <= day:
            turn, predecessor = waiting.pop(0)
            _append(history, turn, _taken_over(history[-1][1], turn, predecessor))
        _append(history, day, next_states(history[-1][1], effect, day, kept))
    for day, predecessor in waiting:
        _append(history, day, _taken_over(history[-1][1], day, predecessor))
    return history


def _append(history: History, day: int, states: States) -> None:
    if history[-1][0] == day:
        history.pop()
    history.append((day, states))


def next_states(now: States, effect: str, day: int, kept: np.ndarray) -> States:
    """The states after one effect, in the draws that keep its event."""
    dead = now.name == SUSPENDED
    if effect == "contact":
        return now.changed(kept, OPEN, day)
    if effect == "suspend":
        return now.changed(kept & ~dead, SUSPENDED, day)
    if effect == "agree":
        return now.changed(kept & ((now.name == UNKNOWN) | (now.name == STRAINED) | dead), AGREED, day, dead)
    fallen = kept & (now.name == AGREED) & now.was_suspended
    return now.changed(kept & ~dead & ~fallen, STRAINED, day).changed(fallen, SUSPENDED, day)


def _taken_over(own: States, day: int, predecessor: History) -> States:
    """The newer of the two histories prevails, as they stood the evening before."""
    old = [states for start, states in predecessor if start < day][-1]
    newer = old.set_on > own.set_on
    return States(
        np.where(newer, old.name, own.name),
        np.where(newer, old.set_on, own.set_on),
        np.maximum(old.last_contact, own.last_contact),
        np.where(newer, old.was_suspended, own.was_suspended),
    )


@dataclass(frozen=True)
class Span:
    """Rows of the days (`begin` to before `end`) through which no act changes a channel's `states`."""

    begin: int
    end: int
    states: States


def _spans(channel: Channel, history: History, first: int, days: int) -> list[Span]:
    """The spans of a channel within the days on which it exists."""
    low = max(first, day_number(channel.founded) if channel.founded else PAST)
    high = min(first + days, day_number(channel.until) + 1 if channel.until else NEVER)
    ends = [day for day, _ in history[1:]] + [NEVER]
    spans = ((max(day, low), min(end, high), states) for (day, states), end in zip(history, ends, strict=True))
    return [Span(begin - first, end - first, states) for begin, end, states in spans if begin < end]


def _add_level(total: np.ndarray, config: Config, track: str, histories: dict[str, History], draws: Draws, first: int) -> None:
    """C of a track, to an array of nothing: the weighted values, divided by the weight of the known channels or the floor
    share of all."""
    rate = np.log(2.0) / (config.index.state_half_life_days * draws.factor("half_lives", [laws.STATES])[0])
    channels = {slug: channel for slug, channel in config.channels.items() if channel.track == track}
    spans = {slug: _spans(channel, histories[slug], first, len(total)) for slug, channel in channels.items()}
    weights = {slug: channels[slug].weight * draws.factor("channel_weights", [slug])[0] for slug in channels}
    longest = max((span.end - span.begin for found in spans.values() for span in found if _fades(span.states).any()), default=0)
    fading = np.exp(-rate * np.arange(longest)[:, None])
    for slug, channel in channels.items():
        for span in spans[slug]:
            _add_values(total[span.begin : span.end], config, channel, span, weights[slug], rate, fading, first)
    _divide(total, config.index.known_share_floor, spans, weights)


def _fades(states: States) -> np.ndarray:
    return (states.name == AGREED) | (states.name == STRAINED)


def _add_values(
    total: np.ndarray, config: Config, channel: Channel, span: Span, weight: np.ndarray, rate: np.ndarray,
    fading: np.ndarray, first: int,
) -> None:  # fmt: skip
    """Add weight * value to the days (rows) of a span."""
    states, values = span.states, config.index.channel_values
    if (states.name == OPEN).any():
        contacts, which = np.unique(states.last_contact, return_inverse=True)
        days = first + np.arange(span.begin, span.end)[:, None]
        curve = 2.0 ** (-np.maximum(0, days - contacts - channel.cadence_days) / channel.cadence_days)
        total += curve @ ((np.arange(len(contacts))[:, None] == which) * (weight * (states.name == OPEN)))
    if (states.name == SUSPENDED).any():
        total += weight * values.suspended * (states.name == SUSPENDED)
    fades = _fades(states)
    if fades.any():
        age = np.where(fades, first + span.begin - states.set_on, 0)
        start = np.where(states.name == AGREED, values.agreed, values.strained) * fades * weight
        total += fading[: len(total)] * (start * np.exp(-rate * age))


def _divide(total: np.ndarray, floor: float, spans: dict[str, list[Span]], weights: dict[str, np.ndarray]) -> None:
    """Divide the days of a track, in place; 0 where the divisor is 0."""
    known = {slug: _known(found) for slug, found in spans.items()}
    turning = sorted({row for found in known.values() for begin, end, _ in found for row in (begin, end)})
    for begin, end in pairwise(turning):
        heard, existing = np.zeros(total.shape[1]), np.zeros(total.shape[1])
        for slug, found in known.items():
            for low, high, is_known in found:
                if low <= begin < high:
                    existing += weights[slug]
                    heard += weights[slug] * is_known
        divisor = np.maximum(heard, floor * existing)
        total[begin:end] *= np.divide(1.0, divisor, out=np.zeros_like(divisor), where=divisor > 0)


def _known(spans: list[Span]) -> list[tuple[int, int, np.ndarray]]:
    """(first row, end, in which draws the channel is known), spans alike put together."""
    found: list[tuple[int, int, np.ndarray]] = []
    for span in spans:
        known = span.states.name != UNKNOWN
        if found and (found[-1][2] == known).all():
            found[-1] = (found[-1][0], span.end, known)
        else:
            found.append((span.begin, span.end, known))
    return found
