"""Everything that can be validated, in one pass: config, events, actors, episodes.

Problems stop a build. Notes are worth a look: a plan past its day, a channel named before it was founded, a
title that is too long, a row without a source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.config import Config, load_config
from pipeline.errors import Problem, ThawlineError
from pipeline.index import build_index
from pipeline.records import PLANS
from pipeline.sources.actors import load_actors
from pipeline.sources.episodes import load_episodes
from pipeline.sources.events import load_events

TITLE_WORDS = 14


def check_all(path: Path, overrides: Mapping[str, str]) -> tuple[list[Problem], list[Problem], str]:
    """(problems, notes, what was counted); a broken config or file is a problem, never an exception."""
    problems: list[Problem] = []
    try:
        config = load_config(path, overrides)
    except ThawlineError as error:
        return error.problems, [], ""
    loaded: dict[str, Any] = {}
    readers = {"events": load_events, "episodes": load_episodes}
    if config.data.actors:
        readers["actors"] = load_actors
    for name, reader in readers.items():
        try:
            loaded[name] = reader(config)
        except ThawlineError as error:
            problems += error.problems
    if problems:
        return problems, [], ""
    events = loaded["events"]
    try:
        result = build_index(config, events)
    except ThawlineError as error:
        return [Problem(config.data.events, 0, "", str(error))], [], ""
    counted = f"{len(events)} events, {len(config.channels)} channels, {len(result.measures)} measures"
    if "actors" in loaded:
        counted += f", {len(loaded['actors'])} tenures"
    return (
        [],
        list(_notes(config, events, result.daily.index[-1])),
        f"{counted}, {result.daily.index[0].date()} to {result.through}",
    )


def _notes(config: Config, events: pd.DataFrame, through: pd.Timestamp) -> Iterator[Problem]:
    file = config.data.events
    replaced = {event for targets in events["replaces"] for event in targets}
    for event in events.itertuples():

        def note(key: str, message: str, line: int = event.line) -> Problem:
            return Problem(file, line, key, message)

        if len(event.title.split()) > TITLE_WORDS:
            yield note("title", f"{len(event.title.split())} words, at most {TITLE_WORDS} fit a chart")
        if not event.sources:
            yield note("sources", f"{event.id} has no source")
        if event.status in PLANS and pd.isna(event.reported):
            yield note("reported", f"the plan {event.id} does not count until it says when it was reported")
        elif event.status in PLANS and event.reported >= event.date:
            yield note("reported", f"the plan {event.id} was reported on or after the day it is due, so it never counts")
        elif event.status in PLANS and event.date_end < through and event.id not in replaced:
            yield note("replaces", f"the plan {event.id} is past its day and no event says what became of it")
        yield from _channel_notes(config, event, note)


def _channel_notes(config: Config, event, note) -> Iterator[Problem]:  # noqa: ANN001
    for slug in event.channels:
        channel = config.channels[slug]
        if channel.founded and event.date_end.date() < channel.founded:
            yield note("channels", f"{event.id} names {slug}, which exists from {channel.founded}")
        if channel.until and event.date.date() > channel.until:
            yield note("channels", f"{event.id} names {slug}, which existed until {channel.until}")
