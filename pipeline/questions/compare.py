"""Two moments of an index compared: two days of one run, or one day of two runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.config.schema import Config, Label
from pipeline.index import IndexResult
from pipeline.index.measures import Measure
from pipeline.index.tension import label_of
from pipeline.words import day_text, marked_title


class Moment(NamedTuple):
    """One day of one run, by its row in the daily table."""

    result: IndexResult
    row: int


@dataclass(frozen=True)
class Move:
    """One series at the two moments, with its word at each; `kept`: the share of draws that keep the sign of the change."""

    slug: str
    name: str
    before: float
    now: float
    was: str
    word: str
    kept: float | None = None


@dataclass(frozen=True)
class ChannelChange:
    """A channel whose state differs; `now` is wound up where the channel no longer exists. `day`: since when."""

    slug: str
    name: str
    was: str
    now: str
    day: date


@dataclass(frozen=True)
class MeasureChange:
    """A measure of which another share is in force; `kind`: in force, ended, eased or back."""

    event: str
    title: str
    kind: str
    left: float


def ending_on(config: Config, day: date) -> Config:
    """The config with another last day of the series; no earlier day of it changes by that."""
    return config.model_copy(update={"data": config.data.model_copy(update={"through": day})})


def moves(before: Moment, now: Moment) -> tuple[Move, ...]:
    """The headline and every track at the two moments, changed or not."""
    config = now.result.config
    tracks = (_move(before, now, track.label, slug, track.labels) for slug, track in config.tracks.items())
    return (_move(before, now, "Tension", "tension", config.index.labels), *tracks)


def channel_changes(before: Moment, now: Moment) -> tuple[ChannelChange, ...]:
    """The channels whose state differs between the two moments."""
    found = []
    for slug, channel in now.result.config.channels.items():
        earlier, later = before.result.channels[slug].iloc[before.row], now.result.channels[slug].iloc[now.row]
        if earlier["state"] == later["state"]:
            continue
        if later["state"] != "unknown":
            day = date(1970, 1, 1) + timedelta(days=int(later["since"]))
            found.append(ChannelChange(slug, channel.name, earlier["state"], later["state"], day))
        elif channel.until:
            found.append(ChannelChange(slug, channel.name, earlier["state"], "wound up", channel.until))
    return tuple(found)


def measure_changes(before: Moment, now: Moment) -> tuple[MeasureChange, ...]:
    """The measures of which another share is in force; one that only one of two runs has counts as nothing in the other."""
    earlier, later = _shares(before), _shares(now)
    titles = {
        event["id"]: marked_title(event)
        for moment in (before, now)
        for event in moment.result.scored[["id", "title", "unreviewed"]].to_dict("records")
    }
    found = []
    for event in dict.fromkeys([*later, *earlier]):
        was, left = earlier.get(event, 0.0), later.get(event, 0.0)
        if was != left:
            kind = "in force" if was == 0 else "ended" if left == 0 else "eased" if left < was else "back"
            found.append(MeasureChange(event, titles[event], kind, left))
    return tuple(found)


def move_text(move: Move) -> str:
    """Tension from 48 to 55, from guarded to strained."""
    words = f"still {move.word}" if move.was == move.word else f"from {move.was} to {move.word}"
    return f"{move.name} from {move.before:.0f} to {move.now:.0f}, {words}"


def channel_text(change: ChannelChange) -> str:
    """Leaders: strained → open (5 Aug 2022)."""
    return f"{change.name}: {change.was} → {change.now} ({day_text(change.day)})"


def measure_text(change: MeasureChange) -> str:
    """In force, ended, eased to a share, or back to it."""
    share = f" to {change.left:.0%}" if change.kind in ("eased", "back") else ""
    return f"{change.kind.capitalize()}{share}: {change.title}"


def _move(before: Moment, now: Moment, name: str, column: str, labels: list[Label]) -> Move:
    was, later = (float(moment.result.daily[column].iat[moment.row]) for moment in (before, now))
    return Move(column, name, was, later, label_of(labels, was), label_of(labels, later))


def _shares(moment: Moment) -> dict[str, float]:
    """What is left of every measure of the run on the day, by event; 0 outside its time."""
    day = moment.result.row_day(moment.row)
    return {measure.event: _left(measure, day) for measure in moment.result.measures}


def _left(measure: Measure, day: int) -> float:
    return measure.left_on(day) if measure.start <= day < measure.stop else 0.0
