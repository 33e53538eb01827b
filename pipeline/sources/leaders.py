"""Who led which country when: `data/common/leaders.csv`, read as strictly as the office holders of a pair.

The table helps to read names in the press; nothing of it enters an index. One person may stand in several rows.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.errors import DataError, Problem
from pipeline.sources.cells import read_date, read_sources
from pipeline.sources.csv_rows import read_rows

LEADERS = Path(__file__).resolve().parents[2] / "data" / "common" / "leaders.csv"
LEADER_COLUMNS = {
    "name": "The holder",
    "side": "ISO code of the country",
    "office_title": "The office as it is written",
    "start": "First day in office",
    "end": "Last day in office; empty: still in office, or no page read that tells the day",
    "aliases": "Other spellings, separated by semicolons",
    "source": "One per line: name | url | published | seen; or the words of UNCONFIRMED",
}
REQUIRED = ("name", "side", "office_title", "start", "source")
# A row may stand before anyone has found a page for it, but it has to say so.
UNCONFIRMED = "from memory, unconfirmed"
_MB = 4
_SHOWN = 20


def load_leaders(path: str | Path = LEADERS) -> pd.DataFrame:
    """The leaders, `start` and `end` as dates (None: still in office); raises DataError."""
    rows = read_rows(Path(path), LEADER_COLUMNS, REQUIRED, _MB)
    problems = [problem for row in rows for problem in _row_problems(row, str(path))]
    if problems:
        raise DataError(problems, _SHOWN)
    return pd.DataFrame(rows, columns=[*LEADER_COLUMNS])


def _row_problems(row: dict, name: str) -> list[Problem]:
    """Check one row and put its dates in place of their text."""
    found = [Problem(name, row["line"], key, "empty, required") for key in REQUIRED if not row[key]]
    for key in ("start", "end"):
        row[key] = read_date(row[key])
        if isinstance(row[key], str):
            found.append(Problem(name, row["line"], key, row[key]))
    if row["source"] != UNCONFIRMED:
        found += [Problem(name, row["line"], "source", message) for message in read_sources(row["source"])[1]]
    if not found and row["end"] and row["end"] < row["start"]:
        found.append(Problem(name, row["line"], "end", f"found {row['end']}, allowed: not before {row['start']}"))
    return found
