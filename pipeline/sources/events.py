"""The reviewed chronology, `events.csv`, read strictly: every doubtful cell is named, none is repaired."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, expected
from pipeline.records import EVENT_COLUMNS, REQUIRED_COLUMNS
from pipeline.sources.cells import safe_link
from pipeline.sources.csv_rows import read_rows
from pipeline.sources.event_rows import DATES, RowReader
from pipeline.sources.unreviewed import counted_candidates

__all__ = ["events_from_rows", "load_events", "load_reviewed", "reference_problems", "safe_link", "with_unreviewed"]


def load_events(config: Config, path: str | Path | None = None) -> pd.DataFrame:
    """The events of a config (or of another file), checked, and the unreviewed candidates where the config counts them.

    Raises DataError with every problem found.
    """
    return with_unreviewed(config, load_reviewed(config, path))


def load_reviewed(config: Config, path: str | Path | None = None) -> pd.DataFrame:
    """The events that a person has decided on, whatever the config counts; raises DataError with every problem found."""
    file = Path(path or config.data.events)
    rows = read_rows(file, EVENT_COLUMNS, REQUIRED_COLUMNS, config.limits.csv_mb)
    return events_from_rows(rows, config, str(file))


def with_unreviewed(config: Config, events: pd.DataFrame) -> pd.DataFrame:
    """The events and after them the candidates that the config counts; the very same events where it counts none."""
    if not config.review.count_unreviewed:
        return events
    candidates = _frame(counted_candidates(config, set(events["id"])))
    return pd.concat([part for part in (events, candidates) if len(part)] or [events], ignore_index=True)


def events_from_rows(rows: list[dict], config: Config, name: str = "events") -> pd.DataFrame:
    """Events from dicts of text keyed by column; the same checks as for a file."""
    reader = RowReader(config, name)
    records = [reader.read({**dict.fromkeys(EVENT_COLUMNS, ""), "line": n, **row}) for n, row in enumerate(rows, 2)]
    problems = reader.problems or list(reference_problems(records, config, name))
    if problems:
        raise DataError(problems, config.limits.problems_shown)
    return _frame(records)


def _frame(records: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(records, columns=[*EVENT_COLUMNS, "line"])
    for column in DATES:
        frame[column] = np.array([record[column] for record in records], dtype="datetime64[s]")
    frame["severity"] = frame["severity"].astype("str")
    for column in ("tone", "confidence"):
        frame[column] = frame[column].astype("float64")
    return frame


def reference_problems(records: list[dict], config: Config, name: str) -> Iterator[Problem]:
    """`ends` and `replaces` that point nowhere, at the wrong kind of event, or in a circle."""
    by_id = {record["id"]: record for record in records}
    for record in records:
        pointers = [("ends", relief.target) for relief in record["ends"]]
        pointers += [("replaces", target) for target in record["replaces"]]
        for key, target in pointers:
            if target not in by_id:
                nearest = expected(target, by_id, most=0).split("allowed:")[0].strip()
                hint = nearest or "an id of this file is needed"
                yield Problem(name, record["line"], key, f"no event has the id {target!r}; {hint}")
            elif key == "ends" and config.event_types[by_id[target]["type"]].effect != "measure":
                kind = by_id[target]["type"]
                yield Problem(name, record["line"], key, f"{target!r} is of type {kind}, which starts no measure")
    yield from _circles(by_id, name)


def _circles(by_id: dict[str, dict], name: str) -> Iterator[Problem]:
    """Depth-first over `ends` and `replaces`; each circle is told once, at the event that closes it."""
    links: Callable[[dict], list[str]] = lambda record: [r.target for r in record["ends"]] + list(record["replaces"])  # noqa: E731
    finished: set[str] = set()
    for start in by_id:
        trail: list[str] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            node, depth = stack.pop()
            while len(trail) > depth:
                finished.add(trail.pop())
            if node in trail:
                circle = " -> ".join([*trail[trail.index(node) :], node])
                yield Problem(name, by_id[trail[-1]]["line"], "replaces", f"runs in a circle: {circle}")
            elif node in by_id and node not in finished:
                trail.append(node)
                stack += [(target, len(trail)) for target in links(by_id[node])]
        finished.update(trail)
