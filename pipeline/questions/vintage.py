"""As known then: what the index said on a past day, with only what had been reported, beside what it says today for that day.

This takes later reports away, not hindsight: severities and weights are those of today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.errors import DataError
from pipeline.index import IndexResult, build_index
from pipeline.questions.added_causes import added_causes
from pipeline.questions.causes import SLOW, Cause
from pipeline.questions.compare import Moment, Move, ending_on, moves
from pipeline.questions.compare_runs import compare_runs
from pipeline.records import PLANS
from pipeline.words import change_text, day_text, event_date_text

NAMED = 3
"""Events that a sentence names."""
_WORTH = 0.05
"""Points below which a difference is not told."""


@dataclass(frozen=True)
class Late:
    """An event that had begun by the day and became public after it."""

    event: str
    when: str
    title: str
    reported: date


@dataclass(frozen=True)
class KnownThen:
    """What the index said on `day`, and what it says today for that day.

    `moves`: headline and tracks, `before` as known then, `now` as known today. `then`: the daily row as known then, cells
    included. `line`: the headline as known then, up to the day. `causes`: what moves the difference on the day. `worst`: the
    day up to it on which the two lines lie furthest apart, with both values and what lies behind it. `late`: the events
    added since, newest report first.
    """

    day: date
    moves: tuple[Move, ...]
    then: pd.Series
    line: pd.Series
    causes: tuple[Cause, ...]
    worst: tuple[date, Move, tuple[Cause, ...]]
    late: tuple[Late, ...]
    through: date
    dates: Mapping[str, str]
    """When the events behind a difference took place, in words."""


def first_known(result: IndexResult) -> date:
    """The first day on which something had been reported that the index counts by then."""
    scored = result.scored
    known = pd.concat([scored["reported"], scored["date"].where(~scored["status"].isin(PLANS))], axis=1).max(axis=1)
    return max(known.min().date(), result.daily.index[0].date())


def known_then(result: IndexResult, day: date) -> KnownThen:
    """The index as known on a past day of the series beside today's; raises DataError where nothing was known yet."""
    first = first_known(result)
    if not first <= day <= result.through:
        raise DataError(f"as known on: found {day}, allowed: {first} to {result.through}")
    events = result.scored  # all that could count by the day; what comes later does not change it
    then = build_index(ending_on(result.config, day), events, as_of=day)
    later = events[events["reported"] > pd.Timestamp(day)]
    late = later[(later["flow_from"] <= _number(day)) & ~later["status"].isin(PLANS)]
    added = set(later["id"])
    before, now = Moment(then, -1), Moment(result, result.row(day))
    on_the_day = tuple(added_causes(compare_runs(before, now), added))
    worst = _worst(then, result, added)
    named = events[events["id"].isin({cause.event for cause in (*on_the_day, *worst[2])})]
    return KnownThen(
        day=day,
        moves=moves(before, now),
        then=then.daily.iloc[-1],
        line=then.tension.copy(),
        causes=on_the_day,
        worst=worst,
        late=tuple(_late(late.sort_values(["reported", "id"], ascending=False))),
        through=result.through,
        dates={event["id"]: event_date_text(pd.Series(event)) for event in named.to_dict("records")},
    )


def known_sentences(found: KnownThen) -> list[str]:
    """What was said, what is said now, what came in since, and where the two lines lie furthest apart."""
    headline = found.moves[0]
    said = f"On {day_text(found.day)} the index said {headline.before:.1f} ({headline.was})"
    told = f"today it says {headline.now:.1f} ({headline.word}) for that day"
    change = headline.now - headline.before
    lines = [f"{said}; {told}: {'no change' if abs(change) < _WORTH else change_text(change)}."]
    lines += [_behind(found, found.causes, "Behind it")] if abs(change) >= _WORTH else []
    count = len(found.late)
    if not count:
        lines.append("No event of the time up to that day became public later.")
    else:
        lines.append(f"{count} event{'s' if count > 1 else ''} of the time up to that day became public later.")
    day, move, causes = found.worst
    if abs(move.now - move.before) >= _WORTH and day != found.day:
        lines.append(
            f"The lines lie furthest apart on {day_text(day)}: {move.before:.1f} as known then, {move.now:.1f} as known today."
        )
        lines.append(_behind(found, causes, "Behind that"))
    return [line for line in lines if line]


def _behind(found: KnownThen, causes: tuple[Cause, ...], head: str) -> str:
    named = [cause for cause in causes if abs(cause.points) >= _WORTH][:NAMED]
    told = [f"{_named(found, cause)} {_signed(cause.points)}" for cause in named]
    return f"{head}: {'; '.join(told)}." if told else ""


def _named(found: KnownThen, cause: Cause) -> str:
    if cause.event in SLOW:
        return cause.label[0].lower() + cause.label[1:]
    return f"{cause.label} ({found.dates[cause.event]})"


def _signed(points: float) -> str:
    return f"{'+' if points >= 0 else '−'}{abs(points):.1f}"


def _worst(then: IndexResult, result: IndexResult, added: set[str]) -> tuple[date, Move, tuple[Cause, ...]]:
    apart = (result.tension - then.tension).abs().dropna()
    day = apart.round(9).idxmax().date()
    before, now = Moment(then, then.row(day)), Moment(result, result.row(day))
    return day, moves(before, now)[0], tuple(added_causes(compare_runs(before, now), added))


def _late(events: pd.DataFrame) -> list[Late]:
    return [
        Late(event["id"], event_date_text(pd.Series(event)), event["title"], event["reported"].date())
        for event in events.to_dict("records")
    ]


def _number(day: date) -> int:
    return (day - date(1970, 1, 1)).days
