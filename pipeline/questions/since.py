"""What changed between a day and the last: numbers, words, channel states, measures, events.

`changes` finds them, the sentences say them; page and command line share both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from pipeline.charts.words import day_text, event_date_text
from pipeline.config.schema import Label
from pipeline.index import IndexResult
from pipeline.index.measures import Measure
from pipeline.index.tension import label_of
from pipeline.records import Source


@dataclass(frozen=True)
class Move:
    """One series between the two days, with its word on each."""

    slug: str
    name: str
    before: float
    now: float
    was: str
    word: str


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


@dataclass(frozen=True)
class NewEvent:
    """An event that became public after the first day; `direction`: thaw, freeze or neutral."""

    event: str
    when: str
    title: str
    status: str
    type: str
    direction: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Changes:
    """All that changed between the evenings of `start` and `end`; events newest first."""

    pair: str
    start: date
    end: date
    headline: Move
    tracks: tuple[Move, ...]
    channels: tuple[ChannelChange, ...]
    measures: tuple[MeasureChange, ...]
    events: tuple[NewEvent, ...]


def changes(result: IndexResult, day: date) -> Changes:
    """What is different on the last day from what it was on a day; days outside the series take its first or last."""
    then, config = result.row(day), result.config
    return Changes(
        pair=config.pair.name,
        start=result.daily.index[then].date(),
        end=result.through,
        headline=_move(result, "Tension", "tension", config.index.labels, then),
        tracks=tuple(_move(result, track.label, slug, track.labels, then) for slug, track in config.tracks.items()),
        channels=tuple(_channel_changes(result, then)),
        measures=tuple(_measure_changes(result, then)),
        events=_new_events(result, then),
    )


def changes_since(result: IndexResult, day: date) -> list[str]:
    """One sentence a change, the headline first; Markdown characters from data are escaped."""
    found = changes(result, day)
    lines = [move_text(move) for move in (found.headline, *found.tracks)]
    lines += [channel_text(change) for change in found.channels] or ["No channel changed its state"]
    lines += [measure_text(change) for change in found.measures]
    return [in_markdown(line) for line in lines]


def since_last_visit(result: IndexResult, seen: date) -> str:
    """One line for a reader who has seen the data up to a day; empty for days that the series does not have."""
    if not result.daily.index[0].date() <= seen <= result.through:
        return ""
    if seen == result.through:
        return f"Nothing new since your last visit: the data end on {day_text(seen)}, as they did then."
    found = changes(result, seen)
    move, channels, events = found.headline, len(found.channels), len(found.events)
    words = f"from {move.before:.0f} ({move.was}) to {move.now:.0f} ({move.word})"
    if move.was == move.word:
        words = f"from {move.before:.0f} to {move.now:.0f}, still {move.word}"
    parts = [f"tension {words}"]
    if channels:
        parts.append(f"{channels} channel{'s' if channels > 1 else ''} changed")
    if events:
        parts.append(f"{events} new event{'s' if events > 1 else ''}")
    return f"Since your last visit on data of {day_text(seen)}: {'; '.join(parts)}."


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


def in_markdown(line: str) -> str:
    """A line that reads the same when it is taken for Markdown."""
    return "".join(f"\\{character}" if character in "\\`*_{}[]<>#$|~:" else character for character in line)


def _move(result: IndexResult, name: str, column: str, labels: list[Label], then: int) -> Move:
    before, now = float(result.daily[column].iat[then]), float(result.daily[column].iat[-1])
    return Move(column, name, before, now, label_of(labels, before), label_of(labels, now))


def _channel_changes(result: IndexResult, then: int) -> list[ChannelChange]:
    found = []
    for slug, daily in result.channels.items():
        channel = result.config.channels[slug]
        was, now = daily["state"].iat[then], daily["state"].iat[-1]
        if was == now:
            continue
        if now != "unknown":
            day = date(1970, 1, 1) + timedelta(days=int(daily["since"].iat[-1]))
            found.append(ChannelChange(slug, channel.name, was, now, day))
        elif channel.until:
            found.append(ChannelChange(slug, channel.name, was, "wound up", channel.until))
    return found


def _measure_changes(result: IndexResult, then: int) -> list[MeasureChange]:
    first, last = result.row_day(then), result.row_day(-1)
    titles = dict(zip(result.scored["id"], result.scored["title"], strict=True))
    found = []
    for measure in result.measures:
        before, now = _left(measure, first), _left(measure, last)
        if before != now:
            kind = "in force" if before == 0 else "ended" if now == 0 else "eased" if now < before else "back"
            found.append(MeasureChange(measure.event, titles[measure.event], kind, now))
    return found


def _left(measure: Measure, day: int) -> float:
    return measure.left_on(day) if measure.start <= day < measure.stop else 0.0


def _new_events(result: IndexResult, then: int) -> tuple[NewEvent, ...]:
    """Events reported after the day and by the last; plans are listed by the day they were reported."""
    days, scored = result.daily.index, result.scored
    new = scored[(scored["reported"] > days[then]) & (scored["reported"] <= days[-1])]
    new = new.sort_values(["reported", "date_end", "id"], ascending=False)
    sides = {1: "thaw", -1: "freeze", 0: "neutral"}
    return tuple(
        NewEvent(
            event=event["id"],
            when=event_date_text(pd.Series(event)),
            title=event["title"],
            status=event["status"],
            type=result.config.event_types[event["type"]].label,
            direction=sides[int(event["direction"])],
            sources=tuple(event["sources"]),
        )
        for event in new.to_dict("records")
    )
