"""Who held which office when: `actors.csv`, read as strictly as the events.

An office has one holder at a time; gaps are allowed, overlaps are not.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pandas as pd

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, expected, shown
from pipeline.sources.cells import read_date, read_sources
from pipeline.sources.csv_rows import read_rows

ACTOR_COLUMNS = {
    "office": "Short name of the office, the same for all its holders",
    "office_title": "The office as it is written",
    "side": "ISO code of the side",
    "name": "The holder",
    "aliases": "Other spellings, separated by semicolons",
    "start": "First day in office",
    "end": "Last day in office; empty: still in office",
    "sources": "One per line: name | url | published | seen",
    "confidence": "0 to 1: how sure the tenure is",
    "note": "Why, and what is uncertain",
}
REQUIRED = ("office", "side", "name", "start")


def load_actors(config: Config, path: str | Path | None = None) -> pd.DataFrame:
    """The office holders, `start` and `end` as dates (None: still in office); raises DataError."""
    file = Path(path or config.data.actors or "")
    rows = read_rows(file, ACTOR_COLUMNS, REQUIRED, config.limits.csv_mb)
    problems: list[Problem] = []
    for row in rows:
        problems += _row_problems(row, config, str(file))
    if not problems:
        problems = _overlaps(rows, str(file))
    if problems:
        raise DataError(problems, config.limits.problems_shown)
    return pd.DataFrame(rows, columns=[*ACTOR_COLUMNS, "line"])


def _row_problems(row: dict, config: Config, name: str) -> list[Problem]:
    """Check one row and put its dates in place of their text."""
    found = []
    for key in REQUIRED:
        if not row[key]:
            found.append(Problem(name, row["line"], key, "empty, required"))
    if row["side"] and row["side"] not in config.pair.sides:
        message = f"found {shown(row['side'])}, {expected(row['side'], config.pair.sides)}"
        found.append(Problem(name, row["line"], "side", message))
    for key in ("start", "end"):
        row[key] = read_date(row[key], config.limits)
        if isinstance(row[key], str):
            found.append(Problem(name, row["line"], key, row[key]))
    if row["confidence"] and not _is_share(row["confidence"]):
        message = f"found {shown(row['confidence'])}, allowed: a number from 0 to 1"
        found.append(Problem(name, row["line"], "confidence", message))
    found += [Problem(name, row["line"], "sources", message) for message in read_sources(row["sources"])[1]]
    if not found and row["end"] and row["end"] < row["start"]:
        found.append(Problem(name, row["line"], "end", f"found {row['end']}, allowed: not before {row['start']}"))
    return found


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False


def _overlaps(rows: list[dict], name: str) -> list[Problem]:
    """Two holders of one office on the same day (a shared last and first day is a hand-over)."""
    found = []
    offices: dict[tuple[str, str], list[dict]] = {}
    for row in rows:
        offices.setdefault((row["side"], row["office"]), []).append(row)
    for holders in offices.values():
        holders.sort(key=lambda row: (row["start"], row["line"]))
        for earlier, later in pairwise(holders):
            if earlier["end"] is None or earlier["end"] > later["start"]:
                who = f"{earlier['name']} (line {earlier['line']}) holds {earlier['office']} until {earlier['end'] or 'now'}"
                found.append(Problem(name, later["line"], "start", f"found {later['start']}, but {who}"))
    return found
