"""Everything that can be validated, in one pass: config, events, actors, episodes, published history, the font of chart files.

Problems stop a build. Notes are worth a look, and fail nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.charts.fonts import families
from pipeline.charts.logo import logo_of
from pipeline.config import load_config
from pipeline.errors import Problem, ThawlineError
from pipeline.history import history_findings, owns_history
from pipeline.index import build_index
from pipeline.notes import notes
from pipeline.records import UNREVIEWED
from pipeline.sources.actors import load_actors
from pipeline.sources.episodes import load_episodes
from pipeline.sources.events import load_events
from pipeline.words import unreviewed_candidates


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
    if config.export.font:
        try:
            families(config.export.font)
        except ThawlineError as error:
            problems += [Problem(str(path), 0, "", str(error))]
    try:
        logo_of(config.export)
    except ThawlineError as error:
        problems += [Problem(str(path), 0, "", str(error))]
    if problems:
        return problems, [], ""
    events = loaded["events"]
    unreviewed = events["flags"].map(lambda flags: UNREVIEWED in flags).astype(bool)
    reviewed = events[~unreviewed]
    counted = f"{len(reviewed)} events, "
    counted += f"{unreviewed_candidates(int(unreviewed.sum()))}, " if unreviewed.any() else ""
    counted += f"{len(config.channels)} channels"
    try:
        result = build_index(config, events)
    except ThawlineError as error:
        return ([], error.problems, counted) if events.empty else (error.problems, [], "")
    counted += f", {len(result.measures)} measures"
    if "actors" in loaded:
        counted += f", {len(loaded['actors'])} tenures"
    changed, told = history_findings(config, result) if owns_history(path, config) and not overrides else ([], [])
    return (
        changed,
        [*notes(config, reviewed, result.daily.index[-1]), *told],
        f"{counted}, {result.daily.index[0].date()} to {result.through}",
    )
