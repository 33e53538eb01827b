"""What changed between a day and the last: numbers, words, channel states, measures, events.

`changes` finds them, the sentences say them; page and command line share both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from pipeline.index import IndexResult
from pipeline.index.uncertainty import Uncertainty
from pipeline.questions.compare import (
    ChannelChange,
    MeasureChange,
    Moment,
    Move,
    channel_changes,
    channel_text,
    measure_changes,
    measure_text,
    move_text,
    moves,
)
from pipeline.records import Source
from pipeline.words import day_text, event_date_text, in_markdown, kept_beside, moved_text


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
    unreviewed: bool = False


@dataclass(frozen=True)
class Changes:
    """All that changed between the evenings of `start` and `end`; events newest first.

    `unreviewed`: how many candidates the index counts that nobody has reviewed; `draws`: how many draws the shares of the
    moves are of, 0 where there are none.
    """

    pair: str
    start: date
    end: date
    headline: Move
    tracks: tuple[Move, ...]
    channels: tuple[ChannelChange, ...]
    measures: tuple[MeasureChange, ...]
    events: tuple[NewEvent, ...]
    unreviewed: int = 0
    draws: int = 0


def changes(result: IndexResult, day: date, uncertainty: Uncertainty | None = None) -> Changes:
    """What is different on the last day from what it was on a day; days outside the series take its first or last."""
    then = result.row(day)
    before, now = Moment(result, then), Moment(result, -1)
    headline, *tracks = (_kept(move, before, uncertainty) for move in moves(before, now))
    return Changes(
        pair=result.config.pair.name,
        start=result.daily.index[then].date(),
        end=result.through,
        headline=headline,
        tracks=tuple(tracks),
        channels=channel_changes(before, now),
        measures=measure_changes(before, now),
        events=_new_events(result, then),
        unreviewed=result.unreviewed,
        draws=uncertainty.draws if uncertainty else 0,
    )


def _kept(move: Move, before: Moment, uncertainty: Uncertainty | None) -> Move:
    """The move with the share of draws that keep its sign, where there are draws."""
    if uncertainty is None:
        return move
    start = before.result.daily.index[before.row].date()
    return replace(move, kept=float(uncertainty.survival(start, before.result.through, move.slug)))


def changes_since(result: IndexResult, day: date, uncertainty: Uncertainty | None = None) -> list[str]:
    """One sentence a change, the headline first; Markdown characters from data are escaped."""
    found = changes(result, day, uncertainty)
    lines = [move_sentence(move) for move in (found.headline, *found.tracks)]
    lines += [channel_text(change) for change in found.channels] or ["No channel changed its state"]
    lines += [measure_text(change) for change in found.measures]
    return [in_markdown(line) for line in lines]


def move_sentence(move: Move) -> str:
    """The move with its points, because two rounded numbers hide up to a point, and how sure its sign is."""
    return f"{move_text(move)} ({moved_text(move.now - move.before, move.kept)})"


def since_last_visit(result: IndexResult, seen: date, uncertainty: Uncertainty | None = None) -> str:
    """One line for a reader who has seen the data up to a day; empty for days that the series does not have."""
    if not result.daily.index[0].date() <= seen <= result.through:
        return ""
    if seen == result.through:
        return f"Nothing new since your last visit: the data end on {day_text(seen)}, as they did then."
    found = changes(result, seen, uncertainty)
    move, channels, events = found.headline, len(found.channels), len(found.events)
    words = f"from {move.before:.0f} ({move.was}) to {move.now:.0f} ({move.word})"
    if move.was == move.word:
        words = f"from {move.before:.0f} to {move.now:.0f}, still {move.word}"
    kept = kept_beside(move.now - move.before, move.kept)
    parts = [f"tension {words} ({kept})" if kept else f"tension {words}"]
    if channels:
        parts.append(f"{channels} channel{'s' if channels > 1 else ''} changed")
    if events:
        parts.append(f"{events} new event{'s' if events > 1 else ''}")
    return f"Since your last visit on data of {day_text(seen)}: {'; '.join(parts)}."


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
            unreviewed=event["unreviewed"],
        )
        for event in new.to_dict("records")
    )
