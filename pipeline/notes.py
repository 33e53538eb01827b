"""What is worth a second look in a chronology that can be read: doubts about a row, never errors.

A plan past its day, a channel named before it was founded, a title too long for a chart, a row without a source,
a heavy row on one source, two rows that may be one event.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from urllib.parse import urlsplit

import pandas as pd

from pipeline.config import Config
from pipeline.errors import Problem
from pipeline.records import PLANS, Source

TITLE_WORDS = 14
HEAVY = ("4", "5")
"""Severities that two sources must carry (CODEBOOK.md, "Which events are in")."""
_ALIKE = 0.6
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")

Noted = Callable[[str, str], Problem]


def notes(config: Config, events: pd.DataFrame, through: pd.Timestamp) -> Iterator[Problem]:
    """Every doubt about events, in the order of the file; `through` is the last day of the series."""
    replaced = {event for targets in events["replaces"] for event in targets}
    alike = twins(events)
    for event in events.itertuples():

        def note(key: str, message: str, line: int = event.line) -> Problem:
            return Problem(config.data.events, line, key, message)

        if len(event.title.split()) > TITLE_WORDS:
            yield note("title", f"{len(event.title.split())} words, at most {TITLE_WORDS} fit a chart")
        yield from _source_notes(event, note)
        yield from _plan_notes(event, note, through, replaced)
        yield from _channel_notes(config, event, note)
        for other in alike.get(event.id, ()):
            yield note("id", f"{event.id} may be the same event as {other}: same day and type, and much the same title")


def twins(events: pd.DataFrame) -> dict[str, list[str]]:
    """Events that may stand twice in the file, each with the earlier rows it resembles: same day, type and status, and
    most of the longer words and numbers of the title in common."""
    found: dict[str, list[str]] = {}
    doubled = events[events.duplicated(["date", "type", "status"], keep=False)]
    for _, group in doubled.groupby(["date", "type", "status"], sort=False):
        words = [(event, set(_WORD.findall(title.lower()))) for event, title in zip(group["id"], group["title"], strict=True)]
        for (earlier, first), (later, second) in combinations(words, 2):
            if len(first & second) >= _ALIKE * max(len(first | second), 1):
                found.setdefault(later, []).append(earlier)
    return found


def origins(sources: tuple[Source, ...]) -> set[str]:
    """Where sources come from, one name for each site or unlinked title: two pages of one site are one origin."""
    return {(urlsplit(source.url).hostname or "").removeprefix("www.") or source.name for source in sources}


def _source_notes(event, note: Noted) -> Iterator[Problem]:  # noqa: ANN001
    if not event.sources:
        yield note("sources", f"{event.id} has no source")
    elif event.severity in HEAVY and len(origins(event.sources)) < 2:
        yield note("sources", f"{event.id} is of severity {event.severity} and rests on one source; 4 and 5 need two")


def _plan_notes(event, note: Noted, through: pd.Timestamp, replaced: set[str]) -> Iterator[Problem]:  # noqa: ANN001
    if event.status not in PLANS:
        return
    if pd.isna(event.reported):
        yield note("reported", f"the plan {event.id} does not count until it says when it was reported")
    elif event.reported >= event.date:
        yield note("reported", f"the plan {event.id} was reported on or after the day it is due, so it never counts")
    elif event.date_end < through and event.id not in replaced:
        yield note("replaces", f"the plan {event.id} is past its day and no event says what became of it")


def _channel_notes(config: Config, event, note: Noted) -> Iterator[Problem]:  # noqa: ANN001
    for slug in event.channels:
        channel = config.channels[slug]
        if channel.founded and event.date_end.date() < channel.founded:
            yield note("channels", f"{event.id} names {slug}, which exists from {channel.founded}")
        if channel.until and event.date.date() > channel.until:
            yield note("channels", f"{event.id} names {slug}, which existed until {channel.until}")
