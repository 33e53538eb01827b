"""The undecided candidates beside the events, as far as the config counts them: read by the coder, reviewed by nobody.

`replaces` and `ends` are left out: what a candidate would put an end to stays until a person has accepted it.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, expected, shown
from pipeline.records import CANDIDATE_COLUMNS, EVENT_COLUMNS, PROPOSALS, REQUIRED_COLUMNS
from pipeline.sources.csv_rows import read_rows
from pipeline.sources.event_rows import RowReader

_COUNTED = ("new", "outcome")
"""A further source for an event that stands already adds nothing to the index."""
_PREFIX = "c-"


def counted_candidates(config: Config, taken: Collection[str]) -> list[dict]:
    """The candidates that count, as records of events with the flag `unreviewed`; none where there is no file.

    Counted are new events and outcomes with a date and at least `review.least_confidence`. `taken`: ids of the events.
    Raises DataError with every problem found, each with its line.
    """
    file = candidates_file(config)
    if not file.exists():
        return []
    required = (*REQUIRED_COLUMNS, "confidence", "proposal")
    rows = read_rows(file, {**EVENT_COLUMNS, **CANDIDATE_COLUMNS}, required, config.limits.csv_mb)
    reader = RowReader(config, str(file), reviewed=False)
    found, problems = [], []
    for row in rows:
        wrong = _misnamed(row, str(file), taken)
        problems += wrong
        if not wrong and _counts(row, config.review.least_confidence):
            found.append(reader.read({**row, "replaces": "", "ends": ""}))
    problems += reader.problems
    if problems:
        raise DataError(sorted(problems, key=lambda problem: problem.line), config.limits.problems_shown)
    return found


def candidates_file(config: Config) -> Path:
    """Where the undecided lie: `data.candidates`, by default `candidates.csv` in the folder of the events."""
    return Path(config.data.candidates or Path(config.data.events).with_name("candidates.csv"))


def _misnamed(row: dict, name: str, taken: Collection[str]) -> list[Problem]:
    """What must be right in every row, counted or not: its name, and what it proposes."""
    problems = []
    if not row["id"].startswith(_PREFIX):
        message = f"found {shown(row['id'])}, the id of a candidate starts with '{_PREFIX}'"
        problems.append(Problem(name, row["line"], "id", message))
    elif row["id"] in taken:
        problems.append(Problem(name, row["line"], "id", f"{row['id']!r} is the id of an event already"))
    if row["proposal"] not in PROPOSALS:
        message = f"found {shown(row['proposal'])}, {expected(row['proposal'], PROPOSALS)}"
        problems.append(Problem(name, row["line"], "proposal", message))
    return problems


def _counts(row: dict, least: float) -> bool:
    """Whether a row counts; a confidence that is no number is left to the reader, which says what is wrong with it."""
    if row["proposal"] not in _COUNTED or not row["date"] or not row["confidence"]:
        return False
    try:
        return not float(row["confidence"]) < least
    except ValueError:
        return True
