"""What if: the path with hypothetical events beside the path on which nothing happens, both beyond the last day of the data.

Both are ordinary runs of the index, carried on past the data: news fades, lines fall silent, truces run out. No
probability is meant, and nothing of it enters the published series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.errors import DataError
from pipeline.index import IndexResult, build_index
from pipeline.index.impact import headline_impacts
from pipeline.index.tension import label_of
from pipeline.questions.added_causes import added_causes
from pipeline.questions.causes import Cause, event_cause
from pipeline.questions.compare import Moment, Move, ending_on, moves
from pipeline.questions.compare_runs import HEADLINE, compare_runs
from pipeline.questions.what_if import WhatIf, read_what_ifs, what_if_events
from pipeline.words import event_date_text

HORIZON = 180
"""Days beyond the data, where nothing else is asked for."""
LONGEST = 1826
"""Days beyond the data at most: further on only half-lives speak."""
AFTER = (30, 90, 180)
"""Days beyond the data of which the answer gives figures, besides the last."""
_ROOM = 30
"""Days that a path goes on after its last event, where no last day is asked for."""


@dataclass(frozen=True)
class Marked:
    """A hypothetical event on the chart: `points` of headline that it moves on the day it acts."""

    event: str
    day: date
    when: str
    title: str
    direction: int
    points: float


@dataclass(frozen=True)
class Turn:
    """The first day after the data on which a series has another word: `day` and `word` empty where it keeps its own.

    `nothing_*`: on the path without the hypothetical events.
    """

    slug: str
    name: str
    was: str
    nothing_day: date | None
    nothing_word: str
    day: date | None
    word: str


@dataclass(frozen=True)
class Scenario:
    """Both paths from the day after `through`, the last day of the data, to `until`.

    `nothing` and `path`: one row a day, columns tension and tracks. `after`: days with each series on both paths (a Move's
    `before` is the path without). `turns`: when words change. `causes`: what each event moves on the last day.
    """

    config: Config
    through: date
    until: date
    what_ifs: tuple[WhatIf, ...]
    nothing: pd.DataFrame
    path: pd.DataFrame
    after: tuple[tuple[date, tuple[Move, ...]], ...]
    turns: tuple[Turn, ...]
    causes: tuple[Cause, ...]
    marked: tuple[Marked, ...]


def nothing_happens(events: pd.DataFrame, published: IndexResult, until: date) -> IndexResult:
    """The published run carried on to a day with what was known on its last: plans fall due, measures run out.

    Raises DataError for a day that does not lie beyond the data, or too far.
    """
    first, last = published.through + timedelta(days=1), latest_day(published)
    if not first <= until <= last:
        raise DataError(f"until: found {until}, allowed: {first} (the data end the day before) to {last}")
    return build_index(ending_on(published.config, until), standing(events, published))


def latest_day(published: IndexResult) -> date:
    """The last day that a path may reach."""
    return min(published.through + timedelta(days=LONGEST), published.config.limits.latest)


def scenario(
    events: pd.DataFrame,
    published: IndexResult,
    texts: Sequence[str] = (),
    until: date | None = None,
    nothing: IndexResult | None = None,
) -> Scenario:
    """The answer for hypothetical events, each in one line (see `what_if`); raises DataError with all that is wrong.

    `until`: the last day; default: half a year, or a month beyond the last event. `nothing` spares the run of
    `nothing_happens` on the same events and day. Without events both paths are one.
    """
    config, through = published.config, published.through
    latest = until if until and until > through else latest_day(published)
    what_ifs = read_what_ifs(texts, config, standing(events, published), through, latest)
    until = until or last_day(what_ifs, published)
    before = nothing or nothing_happens(events, published, until)
    after, added = before, pd.DataFrame()
    if what_ifs:
        added = what_if_events(what_ifs, config, set(events["id"]))
        after = build_index(before.config, pd.concat([standing(events, published), added], ignore_index=True))
    rows = published.row(through) + 1
    columns = [HEADLINE, *config.tracks]
    nothing_path, path = (run.daily[columns].iloc[rows:].copy() for run in (before, after))
    moments = Moment(before, -1), Moment(after, -1)
    ids = set(added["id"]) if what_ifs else set()
    return Scenario(
        config=config,
        through=through,
        until=until,
        what_ifs=what_ifs,
        nothing=nothing_path,
        path=path,
        after=tuple((day, _moves_on(before, after, day)) for day in _days(through, until)),
        turns=tuple(_turn(published, nothing_path, path, column) for column in columns),
        causes=tuple(_causes(*moments, ids)),
        marked=_marked(after, ids),
    )


def last_day(what_ifs: Sequence[WhatIf], published: IndexResult, days: int = HORIZON) -> date:
    """So many days beyond the data, or a month beyond the last event where that is later."""
    ends = [date.fromisoformat(item.cells.get("date_end") or item.cells["date"]) for item in what_ifs]
    wanted = [published.through + timedelta(days=days), *(day + timedelta(days=_ROOM) for day in ends)]
    return min(max(wanted), latest_day(published))


def standing(events: pd.DataFrame, published: IndexResult) -> pd.DataFrame:
    """What the published run knows: reported by its last day, or counted by it."""
    known = events["reported"] <= pd.Timestamp(published.through)
    return events[known | events["id"].isin(published.scored["id"])]


def _days(through: date, until: date) -> list[date]:
    days = [through + timedelta(days=number) for number in AFTER]
    return [*(day for day in days if day < until), until]


def _moves_on(before: IndexResult, after: IndexResult, day: date) -> tuple[Move, ...]:
    return moves(Moment(before, before.row(day)), Moment(after, after.row(day)))


def _causes(before: Moment, after: Moment, added: set[str]) -> list[Cause]:
    if not added:
        return []
    found = added_causes(compare_runs(before, after), added)
    silent = added - {cause.event for cause in found}
    scored = after.result.scored.set_index("id", drop=False)
    return found + [event_cause(scored.loc[event], scored.at[event, "title"], 0.0) for event in sorted(silent)]


def _acts_on(result: IndexResult, event: str) -> date:
    days = result.scored.loc[result.scored["id"] == event, "acts_on"]
    return date(1970, 1, 1) + timedelta(days=int(days.iat[0]))


def _turn(published: IndexResult, nothing: pd.DataFrame, path: pd.DataFrame, column: str) -> Turn:
    config = published.config
    headline = column == HEADLINE
    labels = config.index.labels if headline else config.tracks[column].labels
    was = label_of(labels, float(published.daily[column].iat[-1]))

    def first(values: pd.Series) -> tuple[date | None, str]:
        for day, value in values.items():
            if (word := label_of(labels, float(value))) != was:
                return pd.Timestamp(str(day)).date(), word
        return None, ""

    name = "Tension" if headline else config.tracks[column].label
    return Turn(column, name, was, *first(nothing[column]), *first(path[column]))


def _marked(result: IndexResult, added: set[str]) -> tuple[Marked, ...]:
    points = headline_impacts(result)
    rows = [row for row in np.flatnonzero(result.scored["id"].isin(added)) if result.scored["flow_from"].iat[row] >= result.start]
    found = [
        Marked(
            event=result.scored["id"].iat[row],
            day=_acts_on(result, result.scored["id"].iat[row]),
            when=event_date_text(result.scored.iloc[row]),
            title=result.scored["title"].iat[row],
            direction=int(np.sign(-round(float(points[row]), 9))),
            points=float(points[row]),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda item: (item.day, item.event)))
