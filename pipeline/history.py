"""Has history changed since it was last published? The newest vintage beside the series of today, and what CHANGELOG.md says.

Changing the past is allowed: rows are mended, weights argued about. Changing it in silence is not, because somebody quoted
the old figure. So a change is a problem until the newest section of CHANGELOG.md names the vintage that it departs from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from pipeline.config.loader import config_hash
from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem
from pipeline.exports.tables import BAND, index_table, to_csv
from pipeline.index import METHOD_VERSION, IndexResult
from pipeline.sources.cells import safe_text
from pipeline.sources.vintages import Vintage, folder_of, list_csv, read_series, read_vintages, series_csv
from pipeline.store import locked, sha256, write_files

TOLERANCE = 0.05
"""Points on any day up to which a difference is no change of history; vintages hold two decimals."""
CHANGELOG = "CHANGELOG.md"
_UPWARD = 4
"""Folders in which the changelog is looked for: that of the events and those above it."""


@dataclass(frozen=True)
class HistoryChange:
    """How the series of today departs from a vintage within the vintage's days.

    `days`: how many differ by more than the tolerance, or are missing; `most`, `worst`: the largest difference and its day;
    `missing`: days that the series no longer has; `parts`: whether anything at all differs, tracks and cells included;
    `told`: the changelog says so.
    """

    vintage: Vintage
    days: int
    most: float
    worst: date
    missing: int
    parts: bool
    told: bool


def owns_history(path: Path, config: Config) -> bool:
    """Whether a config file publishes its events: one that borrows them from elsewhere, to weigh them its own way, does not."""
    return Path(config.data.events).resolve().is_relative_to(path.resolve().parent)


def history_change(config: Config, result: IndexResult) -> HistoryChange | None:
    """What changed since the newest vintage; None where nothing was published. Raises DataError for unreadable files."""
    vintages = read_vintages(config)
    if not vintages:
        return None
    vintage = vintages[-1]
    then = read_series(config, vintage)
    now = result.tension.round(2).reindex(then.index)
    apart = (now - then).abs()
    changed = apart > TOLERANCE + 1e-9
    missing = int(apart.isna().sum())
    worst = apart.fillna(0.0).idxmax()
    return HistoryChange(
        vintage=vintage,
        days=int(changed.sum()) + missing,
        most=float(now[worst] - then[worst]) if missing < len(then) else 0.0,
        worst=pd.Timestamp(worst).date(),
        missing=missing,
        parts=series_hash(result, vintage.published) != vintage.sha256,
        told=vintage.id in told_since(config),
    )


def series_hash(result: IndexResult, day: date) -> str:
    """SHA-256 of index.csv up to a day, without the columns of the band."""
    table = index_table(result).drop(columns=list(BAND))
    return sha256(to_csv(table[table["date"] <= day.isoformat()]))


def told_since(config: Config) -> set[str]:
    """The vintages that the newest section of the changelog names as "history changed since vintage ID"."""
    path = changelog_of(config)
    if path is None:
        return set()
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        return set()
    sections = re.split(r"^## ", text, flags=re.M)
    newest = " ".join(sections[1].split()) if len(sections) > 1 else ""
    return set(re.findall(r"history changed since vintage `?([a-z0-9][a-z0-9_-]*)", newest, re.I))


def changelog_of(config: Config) -> Path | None:
    """The nearest CHANGELOG.md at or above the folder of the events."""
    here = Path(config.data.events).resolve().parent
    return next((folder / CHANGELOG for folder in [here, *here.parents][:_UPWARD] if (folder / CHANGELOG).is_file()), None)


def change_text(change: HistoryChange) -> str:
    """By how much, where most, on how many days."""
    parts = []
    if change.days - change.missing:
        days = change.days - change.missing
        parts.append(
            f"tension differs by more than {TOLERANCE:g} points on {days:,} day{'s' if days != 1 else ''}, "
            f"most by {change.most:+.2f} on {change.worst}"
        )
    if change.missing:
        parts.append(f"{change.missing:,} day{'s' if change.missing != 1 else ''} of it no longer in the series")
    return " and ".join(parts) or "the headline is the same to two decimals, its tracks or cells are not"


def history_findings(config: Config, result: IndexResult) -> tuple[list[Problem], list[Problem]]:
    """(problems, notes): a change of published history is a problem until the changelog tells it."""
    try:
        change = history_change(config, result)
    except DataError as error:
        return error.problems, []
    if change is None or not (change.days or change.parts):
        return [], []
    place = str(folder_of(config) / f"{change.vintage.id}.csv")
    if change.days and not change.told:
        message = (
            f"history changed since it was published: {change_text(change)}; say why in the newest section of {CHANGELOG}, "
            f"with the words 'history changed since vintage {change.vintage.id}', or undo it"
        )
        return [Problem(place, 0, "vintage", message)], []
    told = f", as {CHANGELOG} says" if change.told else ""
    return [], [Problem(place, 0, "vintage", f"history changed since it was published{told}: {change_text(change)}")]


def publish(config: Config, result: IndexResult, note: str) -> tuple[Vintage, bool]:
    """Write the series as the newest vintage; (vintage, whether it is new). Nothing is written where nothing is new.

    Raises DataError where published history changed and the changelog does not say so.
    """
    path = folder_of(config) / "index.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path):
        vintages = read_vintages(config)
        found = _vintage(config, result, note, {vintage.id for vintage in vintages})
        if vintages and (vintages[-1].published, vintages[-1].sha256) == (found.published, found.sha256):
            return vintages[-1], False
        problems, _ = history_findings(config, result)
        if problems:
            raise DataError(problems)
        files = {f"{found.id}.csv": series_csv(result.tension), path.name: list_csv([*vintages, found])}
        write_files(path.parent, files)
    return found, True


def _vintage(config: Config, result: IndexResult, note: str, taken: set[str]) -> Vintage:
    name = base = f"{config.pair.slug}-{result.through}"
    number = 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return Vintage(
        id=name,
        published=result.through,
        method=METHOD_VERSION,
        config=config_hash(config)[:12],
        events=len(result.scored),
        sha256=series_hash(result, result.through),
        note=safe_text(" ".join(note.split())),
    )
