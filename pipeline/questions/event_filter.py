"""Which events are meant: a filter over the scored events, said as data so that a page, a link and a file share it.

Filters are independent: each narrows what is shown, and their order does not matter. Several values of one kind
mean any of them; several kinds mean all of them; an empty kind means no restriction.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import pandas as pd

from pipeline.config.schema import Config
from pipeline.errors import unshowable
from pipeline.records import BOTH, FLAGS
from pipeline.words import day_text

DIRECTIONS = {"thaw": 1, "freeze": -1, "neutral": 0}
"""Words for the sign of a type's weight."""
_PLAIN = {"statuses": "status", "tracks": "track", "domains": "domain", "types": "type", "sides": "initiator"}
"""Filters that compare one column, and the column."""


@dataclass(frozen=True)
class EventFilter:
    """What is asked for. `start` and `end` keep every event that touches the period; `sides` are initiators."""

    start: date | None = None
    end: date | None = None
    text: str = ""
    directions: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many kinds of restriction are set."""
        return sum(bool(self.text.split()) if part.name == "text" else bool(getattr(self, part.name)) for part in fields(self))


def matching(scored: pd.DataFrame, wanted: EventFilter) -> pd.DataFrame:
    """The events that pass, in their given order and under their given row labels."""
    keep = pd.Series(True, index=scored.index)
    if wanted.start:
        keep &= scored["date_end"] >= pd.Timestamp(wanted.start)
    if wanted.end:
        keep &= scored["date"] <= pd.Timestamp(wanted.end)
    for name, column in _PLAIN.items():
        chosen = getattr(wanted, name)
        if chosen:
            keep &= scored[column].isin(chosen)
    if wanted.directions:
        keep &= scored["direction"].isin([DIRECTIONS[word] for word in wanted.directions])
    if wanted.channels:
        asked = set(wanted.channels)
        keep &= pd.Series([not asked.isdisjoint(channels) for channels in scored["channels"]], index=scored.index, dtype=bool)
    if wanted.flags:
        marks = set(wanted.flags)
        keep &= pd.Series([not marks.isdisjoint(flags) for flags in scored["flags"]], index=scored.index, dtype=bool)
    words = wanted.text.casefold().split()
    if words:
        found = [all(word in text for word in words) for text in searched_texts(scored)]
        keep &= pd.Series(found, index=scored.index, dtype=bool)
    return scored[keep]


def searched_texts(scored: pd.DataFrame) -> list[str]:
    """What free text is looked for in: title, note, names and links of the sources; case folded."""
    return [
        "\n".join([title, note, *(f"{source.name} {source.url}" for source in sources)]).casefold()
        for title, note, sources in zip(scored["title"], scored["note"], scored["sources"], strict=True)
    ]


def side_names(config: Config) -> dict[str, str]:
    """The sides by code, and both together."""
    return {**{code: side.name for code, side in config.pair.sides.items()}, BOTH: "both sides"}


def flag_names() -> dict[str, str]:
    """The flags in words short enough for a list."""
    return {flag: flag.replace("_", " ") for flag in FLAGS}


def said(wanted: EventFilter, config: Config) -> str:
    """The filter in one line of plain words, as it stands in an exported file."""
    parts = []
    if wanted.start:
        parts.append(f"from {day_text(wanted.start)}")
    if wanted.end:
        parts.append(f"to {day_text(wanted.end)}")
    names = {
        "directions": ("direction", {}),
        "tracks": ("track", {slug: track.label for slug, track in config.tracks.items()}),
        "domains": ("domain", {slug: domain.label for slug, domain in config.domains.items()}),
        "channels": ("channel", {slug: channel.name for slug, channel in config.channels.items()}),
        "types": ("type", {slug: kind.label for slug, kind in config.event_types.items()}),
        "sides": ("initiator", side_names(config)),
        "statuses": ("status", {}),
        "flags": ("flag", flag_names()),
    }
    for name, (title, labels) in names.items():
        chosen = getattr(wanted, name)
        if chosen:
            parts.append(f"{title}: " + " or ".join(labels.get(value, value) for value in chosen))
    words = [word for word in wanted.text.split() if not unshowable(word)]
    if words:
        parts.append("text: " + " ".join(words))
    return "; ".join(parts) or "none"
