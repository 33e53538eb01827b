"""What stands between them on a day: the measures in force, and what ended or was eased in the year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isclose

import numpy as np

from pipeline.index import IndexResult
from pipeline.index.measures import Measure
from pipeline.questions.board import Mention, date_of, mention
from pipeline.scoring import NEVER, day_numbers

YEAR = 365


@dataclass(frozen=True)
class InForce:
    """One measure on one day: `size` in points, `left` the share that the reliefs in force leave, `age` in days."""

    measure: Mention
    track: str
    start: date
    age: int
    size: float
    left: float
    reliefs: tuple[Mention, ...]


@dataclass(frozen=True)
class Change:
    """A measure that ended, was eased or came back on a day; `left` is its share afterwards.

    `causes` are the events behind it; there are none when a measure or a relief ran out by its own term.
    """

    day: date
    measure: Mention
    track: str
    what: str
    left: float
    causes: tuple[Mention, ...]


@dataclass(frozen=True)
class Total:
    """A track on one day: how many measures, their size M together, and the points they add to the track's tension."""

    track: str
    label: str
    count: int
    burden: float
    points: float


def measures_on(result: IndexResult, day: date) -> tuple[InForce, ...]:
    """The measures of a size above 0 on a day: by track in the order of the config, the largest first."""
    number = result.row_day(result.row(day))
    half_life = result.config.index.adaptation_days
    sized = [(measure, measure.size_on(number, half_life)) for measure in result.measures]
    mentions = _Mentions(result)
    found = [_in_force(measure, number, size, mentions) for measure, size in sized if size > 0]
    order = {track: place for place, track in enumerate(result.config.tracks)}
    return tuple(sorted(found, key=lambda item: (order[item.track], -item.size, item.start, item.measure.event)))


def totals_on(result: IndexResult, day: date) -> tuple[Total, ...]:
    """Every track's measures together on a day."""
    row = result.row(day)
    number, half_life = result.row_day(row), result.config.index.adaptation_days
    tracks = [measure.track for measure in result.measures if measure.size_on(number, half_life) > 0]
    return tuple(
        Total(
            slug,
            track.label,
            tracks.count(slug),
            float(result.burden[slug].iat[row]),
            float(result.daily[f"{slug}_measures"].iat[row]),
        )
        for slug, track in result.config.tracks.items()
    )


def changes_before(result: IndexResult, day: date, days: int = YEAR) -> tuple[Change, ...]:
    """What ended, was eased or came back in the days up to a day (included), the newest first."""
    last = result.row_day(result.row(day))
    mentions = _Mentions(result)
    found = []
    for measure in result.measures:
        for turn in measure.turning_days():
            if last - days < turn <= last:
                change = _change(result, measure, turn, mentions)
                found += [change] if change else []
    return tuple(sorted(found, key=lambda change: (-change.day.toordinal(), change.measure.event)))


class _Mentions:
    """Events by id, each named once."""

    def __init__(self, result: IndexResult) -> None:
        self._scored = result.scored
        self._place = {event: place for place, event in enumerate(result.scored["id"])}

    def __getitem__(self, event: str) -> Mention:
        return mention(self._scored.iloc[self._place[event]])


def _in_force(measure: Measure, day: int, size: float, mentions: _Mentions) -> InForce:
    reliefs = sorted((first, event) for first, stop, _, event in measure.reliefs if first <= day < stop)
    return InForce(
        measure=mentions[measure.event],
        track=measure.track,
        start=_date(measure.start),
        age=day - measure.start,
        size=size,
        left=measure.left_on(day),
        reliefs=tuple(mentions[event] for _, event in reliefs),
    )


def _change(result: IndexResult, measure: Measure, turn: int, mentions: _Mentions) -> Change | None:
    """What happened to a measure on a turning day; None where its share stayed the same."""
    before = measure.left_on(turn - 1)
    after = measure.left_on(turn) if turn < measure.stop else 0.0
    if isclose(before, after):
        return None
    what = "ended" if after == 0 else "eased" if after < before else "back"
    causes = [event for first, _, _, event in measure.reliefs if first == turn and what != "back"]
    if turn == measure.stop:
        causes = _replacing(result, measure.event, turn)
    return Change(_date(turn), mentions[measure.event], measure.track, what, after, tuple(mentions[event] for event in causes))


def _replacing(result: IndexResult, event: str, day: int) -> list[str]:
    """The events that take an event's place on a day."""
    scored = result.scored
    effective = day_numbers(scored["effective"])
    start = np.where(effective < NEVER, effective, scored["acts_on"].to_numpy())
    real = (scored["status"] == "happened") | ((scored["status"] == "announced") & (effective < NEVER))
    rows = np.flatnonzero(real.to_numpy() & (start == day))
    return [scored["id"].iat[row] for row in rows if event in scored["replaces"].iat[row]]


def _date(number: int) -> date:
    found = date_of(number)
    assert found is not None, "a measure in force has a start"
    return found
