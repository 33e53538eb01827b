"""What would one more event move? The index without it beside the index with it, before anything is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, unshowable
from pipeline.index import IndexResult, build_index
from pipeline.notes import notes
from pipeline.questions.compare import (
    ChannelChange,
    MeasureChange,
    Moment,
    Move,
    channel_changes,
    channel_text,
    ending_on,
    measure_changes,
    measure_text,
    moves,
)
from pipeline.questions.event_story import Story, event_story
from pipeline.records import EVENT_COLUMNS
from pipeline.sources.chronology import clean_row
from pipeline.sources.csv_rows import MAX_CELL
from pipeline.sources.events import events_from_rows, with_unreviewed
from pipeline.words import change_text, day_text

NEW = "the new event"


@dataclass(frozen=True)
class Effect:
    """What the new events move on one day: every series without and with them, and what stands differently."""

    day: date
    moves: tuple[Move, ...]
    channels: tuple[ChannelChange, ...]
    measures: tuple[MeasureChange, ...]


@dataclass(frozen=True)
class Addition:
    """New events that passed every check. `stories`: each as the index would tell it. `notes`: doubts, for a person.

    `effects`: on the day the newest of them acts and on the last day (once where they are the same, or where there is
    no index without them yet on the former); none for the first events of a chronology, and none where they lie
    outside the series.
    """

    rows: tuple[dict, ...]
    stories: tuple[Story, ...]
    notes: tuple[str, ...]
    effects: tuple[Effect, ...]
    through: date


def addition(config: Config, standing: Sequence[Mapping], rows: Sequence[Mapping[str, str]]) -> Addition:
    """Check new rows of text against the standing ones and compare the two runs on the same last day.

    Raises DataError with all that is wrong with a new row; a new row must name a source.
    """
    cleaned = [clean_row(row) for row in rows]
    first = max((row["line"] for row in standing), default=1) + 1
    lines = {line: f"{NEW} {row['id']}" if len(rows) > 1 else NEW for line, row in enumerate(cleaned, first)}
    new = [{**row, "line": line} for line, row in enumerate(cleaned, first)]
    events = _checked(config, [*standing, *new], lines)
    ids = [row["id"] for row in cleaned]
    counted = with_unreviewed(config, events)
    after = build_index(config, counted)
    told = [event_story(after, event) for event in ids]
    doubts = notes(config, events, after.daily.index[-1])
    said = [f"{doubt.key}: {doubt.message}" for doubt in doubts if doubt.line in lines]
    said += [
        f"date: {event} is not within the series, so it moves nothing"
        for event, story in zip(ids, told, strict=True)
        if not story
    ]
    before = _without(config, counted, ids, after)
    return Addition(
        tuple(cleaned),
        tuple(story for story in told if story),
        tuple(said),
        tuple(_effect(before, after, day) for day in _days(before, after, ids)) if before else (),
        after.through,
    )


def _checked(config: Config, rows: Sequence[Mapping], new: Mapping[int, str]) -> pd.DataFrame:
    """All events; problems of new rows (line: name) are told as such, for their line does not exist yet."""
    own = [row for row in rows if row["line"] in new]
    problems = [Problem(new[row["line"]], 0, key, message) for row in own for key, message in _unreadable(row)]
    if problems:
        raise DataError(problems, config.limits.problems_shown)
    try:
        events = events_from_rows([dict(row) for row in rows], config, config.data.events)
    except DataError as error:
        problems = [
            Problem(new[found.line], 0, found.key, found.message) if found.line in new else found for found in error.problems
        ]
    unsourced = [new[row["line"]] for row in own if not row["sources"]]
    problems += [Problem(name, 0, "sources", "empty, expected 'name | url | published | seen'") for name in unsourced]
    if problems:
        raise DataError(problems, config.limits.problems_shown)
    return events


def _unreadable(row: Mapping) -> Iterator[tuple[str, str]]:
    """Cells with which the file could not be read again, told before anything else is looked at."""
    for column in EVENT_COLUMNS:
        if len(row[column]) > MAX_CELL:
            yield column, f"found {len(row[column])} characters, allowed: at most {MAX_CELL}"
        refused = unshowable(row[column])
        if refused:
            yield column, refused[1]


def _without(config: Config, events: pd.DataFrame, ids: Sequence[str], after: IndexResult) -> IndexResult | None:
    """The run without the new events, carried on to the same last day; None where nothing would be left."""
    try:
        return build_index(ending_on(config, after.through), events[~events["id"].isin(ids)])
    except DataError:
        return None


def _days(before: IndexResult, after: IndexResult, ids: Sequence[str]) -> list[date]:
    """The day on which the last of the new events counts, if both runs have it, and the last day of the series."""
    own = after.scored[after.scored["id"].isin(ids)]
    if own.empty:
        return []
    days = [int(own["acts_on"].max()), after.row_day(-1)]
    days = [min(max(day, after.start), days[-1]) for day in days]
    return [np.datetime64(day, "D").item() for day in sorted(set(days)) if day >= before.start]


def _effect(before: IndexResult, after: IndexResult, day: date) -> Effect:
    earlier, now = Moment(before, before.row(day)), Moment(after, after.row(day))
    return Effect(day, moves(earlier, now), channel_changes(earlier, now), measure_changes(earlier, now))


def addition_text(found: Addition) -> str:
    """The whole answer as plain text: each event with its score, what it moves, and what to look at again."""
    parts = [_story_text(story) for story in found.stories]
    if found.effects:
        parts.append("\n".join(line for effect in found.effects for line in _effect_lines(effect)))
    elif found.stories:
        parts.append("There is no index without it to compare with.")
    if found.notes:
        parts.append("\n".join(["Worth a second look:", *(f"  {note}" for note in found.notes)]))
    return "\n\n".join(parts) + "\n"


def score_text(story: Story) -> str:
    """The score as a line of multiplications: -4 x 1 x 1.2 = -4.8."""
    factors = " × ".join(f"{factor.value:g}" for factor in story.factors)
    held = f", held at {story.score:+g}" if story.clipped else ""
    return f"{factors} = {story.product:+.4g} points{held}"


def move_line(move: Move) -> str:
    """Tension 48.2 → 47.1 (-1.1), guarded."""
    words = move.word if move.was == move.word else f"{move.was} → {move.word}"
    return f"{move.name} {move.before:.1f} → {move.now:.1f} ({change_text(move.now - move.before)}), {words}"


def _story_text(story: Story) -> str:
    facts = ", ".join(value for _, value in story.facts)
    return "\n".join([story.event, f"  {story.title}", f"  {story.when}: {facts}", f"  {score_text(story)}"])


def _effect_lines(effect: Effect) -> list[str]:
    lines = [f"Without it → with it, on {day_text(effect.day)}:"]
    lines += [f"  {move_line(move)}" for move in effect.moves]
    lines += [f"  {channel_text(change)}" for change in effect.channels]
    return [*lines, *(f"  {measure_text(change)}" for change in effect.measures)]
