"""Who was talking when: a lane a channel, a segment a state. Said once; drawn for screen and print.

An open channel whose last contact lies further back than its cadence is still open in the index, at a falling
value; the chart tells the two apart as open and overdue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from pipeline.charts.swim_looks import LOOKS
from pipeline.config.schema import Channel
from pipeline.index import IndexResult
from pipeline.index.channels import State
from pipeline.provenance import Provenance, footer, provenance_of
from pipeline.scoring import NEVER
from pipeline.words import day_text

NO_LANES = "No dialogue channel exists in this period"
"""What stands where the lanes would."""
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Segment:
    """One channel in one state from `start` to `end`, both included; `event` began it, or is empty."""

    state: str
    overdue: bool
    start: date
    end: date
    event: str
    title: str

    @property
    def look(self) -> str:
        return "overdue" if self.overdue else self.state

    @property
    def words(self) -> str:
        return "open, but overdue" if self.overdue else self.state

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class SwimLane:
    """One channel; its segments follow each other without gaps while it exists."""

    channel: str
    name: str
    track: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class SwimSpec:
    """A whole swim-lane chart; `tracks` are (slug, label) in order, `mark` a day picked out, if it lies within."""

    title: str
    subtitle: str
    start: date
    end: date
    tracks: tuple[tuple[str, str], ...]
    lanes: tuple[SwimLane, ...]
    mark: date | None
    footer: str
    alt: str
    provenance: Provenance
    plain: bool = False

    @property
    def rows(self) -> list[tuple[str, SwimLane | None]]:
        """What stands below each other: a track's label, then its lanes; tracks without lanes are left out."""
        found: list[tuple[str, SwimLane | None]] = []
        for slug, label in self.tracks:
            lanes = [lane for lane in self.lanes if lane.track == slug]
            found += [(label, None), *((lane.name, lane) for lane in lanes)] if lanes else []
        return found

    @property
    def looks(self) -> list[str]:
        """The looks that occur, in the order of the legend."""
        drawn = {segment.look for lane in self.lanes for segment in lane.segments}
        return [look for look in LOOKS if look in drawn]


def swim_chart(
    result: IndexResult, start: date, end: date, mark: date | None = None, title: str | None = None, plain: bool = False
) -> SwimSpec:
    """The swim lanes of a period, cut to the series."""
    first, last = result.row_day(result.row(start)), result.row_day(result.row(end))
    start, end = _date(first), _date(last)
    titles = dict(zip(result.scored["id"], result.scored["title"], strict=True))
    lanes = []
    for slug, channel in result.config.channels.items():
        segments = _segments(result.states[slug], channel, first, last, titles)
        if segments:
            lanes.append(SwimLane(slug, channel.name, channel.track, segments))
    mark = mark if mark and start <= mark <= end else None
    title = title or _draft_title(result.config.pair.name, lanes, mark or end)
    marked = f"; day marked {mark}" if mark else ""
    provenance = provenance_of(result, title, f"period {start} to {end}; channel states{marked}")
    return SwimSpec(
        title=title,
        subtitle=f"{result.config.pair.name} dialogue channels, state by day, {day_text(start)} to {day_text(end)}",
        start=start,
        end=end,
        tracks=tuple((slug, track.label) for slug, track in result.config.tracks.items()),
        lanes=tuple(lanes),
        mark=mark,
        footer=footer(provenance),
        alt=_alt(title, lanes, mark or end),
        provenance=provenance,
        plain=plain,
    )


def _segments(states: list[State], channel: Channel, first: int, last: int, titles: dict[str, str]) -> tuple[Segment, ...]:
    """A channel's segments between two days, while it exists; neighbours that look the same are one."""
    first = max(first, _number(channel.founded)) if channel.founded else first
    last = min(last, _number(channel.until)) if channel.until else last
    pieces: list[list] = []
    for state, following in pairwise([*states, State(NEVER)]):
        late = following.day
        if state.name == "open":
            late = min(max(state.last_contact + int(channel.cadence_days) + 1, state.day), following.day)
        for begin, stop, overdue in ((state.day, late, False), (late, following.day, True)):
            begin, stop = max(begin, first), min(stop - 1, last)
            if begin > stop:
                continue
            if pieces and pieces[-1][:2] == [state.name, overdue]:
                pieces[-1][3] = stop
            else:
                pieces.append([state.name, overdue, begin, stop, state.event])
    return tuple(
        Segment(name, overdue, _date(begin), _date(stop), event, titles.get(event, ""))
        for name, overdue, begin, stop, event in pieces
    )


def _on(lanes: list[SwimLane], day: date) -> list[tuple[SwimLane, Segment]]:
    return [(lane, part) for lane in lanes for part in lane.segments if part.start <= day <= part.end]


def _draft_title(pair: str, lanes: list[SwimLane], day: date) -> str:
    """A message title: how many talk on the marked day, or at the end of the period."""
    parts = [part for _, part in _on(lanes, day)]
    if not parts:
        return f"{pair}: no dialogue channel exists on {day_text(day)}"
    late = sum(part.overdue for part in parts)
    overdue = f", {late} of them overdue" if late else ""
    return f"{pair}: {sum(part.state == 'open' for part in parts)} of {len(parts)} channels open on {day_text(day)}{overdue}"


def _alt(title: str, lanes: list[SwimLane], day: date) -> str:
    """The finding, and who does not talk that day, for those who cannot see the picture."""
    if not lanes:
        return f"{title}. {NO_LANES}."
    silent = []
    for look in ("suspended", "strained", "agreed", "overdue"):
        names = [lane.name for lane, part in _on(lanes, day) if part.look == look]
        silent += [f"{look}: {', '.join(names)}"] if names else []
    return f"{title}. Swim lanes of {len(lanes)} channels. That day {'; '.join(silent) or 'no channel is cut off or late'}."


def _number(day: date) -> int:
    return int(np.datetime64(day, "D").astype("int64"))


def _date(number: int) -> date:
    return _EPOCH + timedelta(days=int(number))
