"""Why it moved: the change between two days, its causes, and three sentences a briefer can start from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.errors import DataError, expected, shown
from pipeline.index import IndexResult
from pipeline.index.uncertainty import Uncertainty
from pipeline.questions.causes import SLOW, Cause, causes
from pipeline.questions.compare import ChannelChange, Moment, channel_changes
from pipeline.questions.compare_runs import HEADLINE, PARTS, Comparison, compare_runs
from pipeline.records import COMPONENTS
from pipeline.sources.cells import safe_text
from pipeline.words import day_text, kept_beside

NAMED = 3
"""Events that a sentence names."""
_WORTH = 0.05


@dataclass(frozen=True)
class Why:
    """The change of a series (the headline or a track) from the evening of `start` to that of `end`.

    `kept`: in what share of the draws it has the same sign; None where there are none.
    """

    series: str
    start: date
    end: date
    comparison: Comparison
    causes: tuple[Cause, ...]
    channels: tuple[ChannelChange, ...]
    kept: float | None = None

    @property
    def total(self) -> float:
        move = self.comparison.move(self.series)
        return move.now - move.before

    @property
    def parts(self) -> pd.DataFrame:
        """Every part, the largest first; they add up to `total`."""
        return self.comparison.of(self.series).sort_values("points", key=abs, ascending=False, kind="stable")


def why_moved(result: IndexResult, start: date, end: date, series: str = HEADLINE, uncertainty: Uncertainty | None = None) -> Why:
    """Raises DataError where the days are not two days of the series in their order, or there is no such series."""
    if series not in (HEADLINE, *result.config.tracks):
        raise DataError(f"track: found {shown(series)}, {expected(series, result.config.tracks)}")
    first, last = result.daily.index[0].date(), result.through
    for name, day in (("FROM", start), ("TO", end)):
        if not first <= day <= last:
            raise DataError(f"{name}: found {day}, the data run from {first} to {last}")
    if start >= end:
        raise DataError(f"FROM: found {start}, allowed: before TO ({end})")
    before, now = Moment(result, result.row(start)), Moment(result, result.row(end))
    comparison = compare_runs(before, now)
    kept = float(uncertainty.survival(start, end, series)) if uncertainty else None
    return Why(series, start, end, comparison, tuple(causes(comparison, series)), _lines(result, before, now, series), kept)


def _lines(result: IndexResult, before: Moment, now: Moment, series: str) -> tuple[ChannelChange, ...]:
    found = channel_changes(before, now)
    return tuple(change for change in found if series in (HEADLINE, result.config.channels[change.slug].track))


def sentences(why: Why) -> list[str]:
    """Three sentences: how far and where, which events, and what else; to be edited, not to be quoted."""
    return [_how_far(why), _which_events(why), _what_else(why)]


def why_table(why: Why) -> pd.DataFrame:
    """Every part as a row, columns `PARTS`, the largest first, and the row `total`; text safe for spreadsheets."""
    parts = why.parts.assign(label=[safe_text(label) for label in why.parts["label"]])
    total = pd.DataFrame([["total", "", "", "", why.total]], columns=PARTS)
    return pd.concat([parts, total], ignore_index=True)[PARTS].round({"points": 12})


def why_csv(why: Why) -> str:
    """The table as CSV; points with twelve decimals, so that they still add up."""
    table = why_table(why)
    return table.assign(points=table["points"].map("{:.12f}".format)).to_csv(index=False, lineterminator="\n")


def why_text(why: Why) -> str:
    """The three sentences, the causes, and the sums by track and component."""
    listed = [cause for cause in why.causes if abs(cause.points) >= _WORTH]
    rest = why.total - sum(cause.points for cause in listed)
    lines = [f"{cause.points:+7.2f}  {f'{cause.when}: ' if cause.day else ''}{cause.label}" for cause in listed]
    lines += [f"{rest:+7.2f}  {len(why.causes) - len(listed)} smaller ones"] if len(listed) < len(why.causes) else []
    cells = why.parts.groupby(["track", "component"], sort=False)["points"].sum().unstack(fill_value=0.0)
    return "\n".join([*sentences(why), "", *lines, f"{why.total:+7.2f}  together", "", cells.round(2).to_string()]) + "\n"


def _how_far(why: Why) -> str:
    config = why.comparison.now.result.config
    own = why.comparison.move(why.series)
    change = own.now - own.before
    words = f"still {own.word}" if own.was == own.word else f"from {own.was} to {own.word}"
    name = "tension" if why.series == HEADLINE else f"{own.name.lower()} tension"
    kept = f"; {sure}" if (sure := kept_beside(change, why.kept)) else ""
    verb = "hardly moved" if abs(change) < 0.5 else f"{'rose' if change > 0 else 'fell'} by {abs(change):.1f} points"
    text = (
        f"{config.pair.name} {name} {verb} between {day_text(why.start)} and {day_text(why.end)}, from {own.before:.1f} "
        f"to {own.now:.1f} ({words}{kept})"
    )
    if why.series != HEADLINE:
        return f"{text}."
    moved = max(why.comparison.moves[1:], key=lambda move: abs(move.now - move.before))
    return f"{text}; {moved.name.lower()} moved most, from {moved.before:.0f} to {moved.now:.0f}."


def _which_events(why: Why) -> str:
    events = [cause for cause in why.causes if cause.day and abs(cause.points) >= _WORTH]
    with_it = [cause for cause in events if cause.points * why.total > 0][:NAMED]
    against = [cause for cause in events if cause.points * why.total < 0][:1]
    if not with_it and not against:
        return "No event of the period moved it."
    text = f"What moved it that way most: {'; '.join(_named(cause) for cause in with_it)}." if with_it else ""
    other = f"Against it stood most: {_named(against[0])}." if against else ""
    return " ".join(part for part in (text, other) if part)


def _what_else(why: Why) -> str:
    cells = why.parts.groupby("component")["points"].sum()
    parts = [f"{name} {_points(float(cells[name]))}" for name in COMPONENTS if name in cells]
    text = f"By component: {', '.join(parts)} points"
    slow = [cause for cause in why.causes if cause.event in SLOW and abs(cause.points) >= _WORTH][:2]
    if slow:
        text += f"; without any event, {' and '.join(f'{_lower(cause.label)} ({_points(cause.points)})' for cause in slow)}"
    stood = [f"{change.name} {change.was} → {change.now}" for change in why.channels]
    rest = f" and {len(stood) - 4} more" if len(stood) > 4 else ""
    return f"{text}. Lines that stand differently: {'; '.join(stood[:4])}{rest}." if stood else f"{text}."


def _named(cause: Cause) -> str:
    return f"{cause.label} ({cause.when}, {_points(cause.points)})"


def _points(points: float) -> str:
    return f"{'+' if points >= 0 else '−'}{abs(points):.1f}"


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]
