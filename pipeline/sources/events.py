"""The reviewed chronology, `events.csv`, read strictly: every doubtful cell is named, none is repaired."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, expected, shown, unshowable
from pipeline.records import (
    BOTH,
    EVENT_COLUMNS,
    FLAGS,
    PLANS,
    PRECISIONS,
    REQUIRED_COLUMNS,
    ROLES,
    Relief,
    Source,
)
from pipeline.sources.cells import read_date, read_sources, safe_link
from pipeline.sources.csv_rows import read_rows

__all__ = ["events_from_rows", "load_events", "reference_problems", "safe_link"]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_DATES = ("date", "date_end", "reported", "effective", "until")


def load_events(config: Config, path: str | Path | None = None) -> pd.DataFrame:
    """The events of a config (or of another file), checked; raises DataError with every problem found."""
    file = Path(path or config.data.events)
    rows = read_rows(file, EVENT_COLUMNS, REQUIRED_COLUMNS, config.limits.csv_mb)
    return events_from_rows(rows, config, str(file))


def events_from_rows(rows: list[dict], config: Config, name: str = "events") -> pd.DataFrame:
    """Events from dicts of text keyed by column; the same checks as for a file."""
    reader = _RowReader(config, name)
    records = [reader.read({**dict.fromkeys(EVENT_COLUMNS, ""), "line": n, **row}) for n, row in enumerate(rows, 2)]
    problems = reader.problems or list(reference_problems(records, config, name))
    if problems:
        raise DataError(problems, config.limits.problems_shown)
    return _frame(records)


def _frame(records: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(records, columns=[*EVENT_COLUMNS, "line"])
    for column in _DATES:
        frame[column] = np.array([record[column] for record in records], dtype="datetime64[s]")
    frame["severity"] = frame["severity"].astype("str")
    for column in ("tone", "confidence"):
        frame[column] = frame[column].astype("float64")
    return frame


class _RowReader:
    """Turns rows of text into records; what cannot be read goes to `problems`."""

    def __init__(self, config: Config, name: str):
        self.config = config
        self.name = name
        self.problems: list[Problem] = []
        self._lines: dict[str, int] = {}
        self._dates: dict[str, date | str | None] = {}
        self._sources: dict[str, tuple[tuple[Source, ...], list[str]]] = {}
        self._sides = (*config.pair.sides, BOTH)
        self._groups = {slug: [c for c, ch in config.channels.items() if ch.track == slug] for slug in config.tracks}
        self._groups |= config.channel_groups

    def read(self, row: dict) -> dict:
        self.row = row
        record: dict[str, Any] = {"line": row["line"], "id": self._id(), "title": row["title"], "quote": row["quote"]}
        record |= self._days()
        choices = (
            ("type", self.config.event_types, ""),
            ("status", self.config.status, ""),
            ("severity", self.config.severity, "3"),
            ("domain", self.config.domains, ""),
            ("initiator", self._sides, BOTH),
            ("target", self._sides, BOTH),
            ("role", ROLES, "main"),
        )
        for key, allowed, default in choices:
            record[key] = self._choice(key, allowed, default)
        record["channels"] = self._channels(record["date"])
        record["ends"] = self._ends()
        record["replaces"] = self._list("replaces")
        record["sources"] = self._read_sources()
        record["tone"] = self._number("tone", -1, 1, float("nan"))
        record["confidence"] = self._number("confidence", 0, 1, 1.0)
        record["flags"] = self._list("flags", FLAGS)
        record["note"] = row["note"]
        if not row["title"]:
            self._problem("title", "empty, expected what happened in a few words")
        refused = unshowable(row["title"], one_line=True)
        if refused:
            self._problem("title", refused[1])
        return record

    def _problem(self, key: str, message: str) -> None:
        self.problems.append(Problem(self.name, self.row["line"], key, message))

    def _id(self) -> str:
        found = self.row["id"]
        if not _ID.fullmatch(found):
            self._problem("id", f"found {shown(found)}, allowed: letters, digits, '-', '_' and '.', at most 100")
        elif found in self._lines:
            self._problem("id", f"duplicate id {found!r}, first used on line {self._lines[found]}")
        self._lines.setdefault(found, self.row["line"])
        return found

    def _choice(self, key: str, allowed: Any, default: str) -> str:
        found = self.row[key] or default
        if found not in allowed:
            self._problem(key, f"found {shown(found)}, {expected(found, allowed)}" if found else "empty, required")
        return found

    def _days(self) -> dict[str, Any]:
        days: dict[str, Any] = {key: self._date(key) for key in _DATES}
        first = days["date"]
        precision = self.row["precision"] or "day"
        if precision not in PRECISIONS:
            self._problem("precision", f"found {shown(precision)}, {expected(precision, PRECISIONS)}")
        if first is None:
            if not self.row["date"]:
                self._problem("date", "empty, required")
            return {**days, "precision": precision}
        days["date_end"] = last = days["date_end"] or _end_of(first, precision)
        if last < first:
            self._problem("date_end", f"found {last}, allowed: not before date ({first})")
        elif precision == "day" and last != first:
            self._problem("precision", f"found 'day', but date_end is {last}; use span for an event that lasted")
        elif precision == "month" and (first.day != 1 or last != _end_of(first, "month")):
            self._problem("date", f"found {first} to {last}, a month runs from its first day to its last")
        elif precision == "year" and (first.month, first.day, last) != (1, 1, _end_of(first, "year")):
            self._problem("date", f"found {first} to {last}, a year runs from 1 January to 31 December")
        days["until"] = self._until(days)
        if days["reported"] is None and self.row["status"] not in PLANS:
            days["reported"] = last
        return {**days, "precision": precision}

    def _until(self, days: dict[str, Any]) -> date | None:
        start = days["effective"] or days["date"]
        if days["until"] and days["until"] < start:
            self._problem("until", f"found {days['until']}, allowed: not before it starts ({start})")
        return days["until"]

    def _date(self, key: str) -> date | None:
        text = self.row[key]
        if text not in self._dates:
            self._dates[text] = read_date(text, self.config.limits)
        found = self._dates[text]
        if isinstance(found, str):
            self._problem(key, found)
            return None
        return found

    def _number(self, key: str, low: float, high: float, default: float) -> float:
        text = self.row[key]
        if not text:
            return default
        try:
            found = float(text)
        except ValueError:
            found = float("nan")
        if not low <= found <= high:
            self._problem(key, f"found {shown(text)}, allowed: a number from {low:g} to {high:g}")
            return default
        return found

    def _list(self, key: str, allowed: Any = None) -> tuple[str, ...]:
        if not self.row[key]:
            return ()
        items = tuple(dict.fromkeys(part.strip() for part in self.row[key].split(";") if part.strip()))
        for item in items:
            if allowed is not None and item not in allowed:
                self._problem(key, f"found {shown(item)}, {expected(item, allowed)}")
        return items

    def _channels(self, day: date | None) -> tuple[str, ...]:
        """Named channels, and those members of named groups that existed on the day."""
        named: list[str] = []
        for item in self._list("channels"):
            if item.endswith("/*") and item[:-2] in self._groups:
                members = (self.config.channels[slug] for slug in self._groups[item[:-2]])
                named += [
                    slug
                    for slug, channel in zip(self._groups[item[:-2]], members, strict=True)
                    if day and (channel.founded or day) <= day <= (channel.until or day)
                ]
            elif item in self.config.channels:
                named.append(item)
            else:
                allowed = [*self.config.channels, *(f"{group}/*" for group in self._groups)]
                self._problem("channels", f"found {shown(item)}, {expected(item, allowed, most=30)}")
        return tuple(dict.fromkeys(named))

    def _ends(self) -> tuple[Relief, ...]:
        reliefs = []
        for item in self._list("ends"):
            target, colon, text = item.rpartition(":")
            try:
                share = float(text) if colon else 1.0
            except ValueError:
                share = float("nan")
            if not 0 < share <= 1:
                self._problem("ends", f"found relief {shown(text)} in {shown(item)}, allowed: more than 0, at most 1")
            reliefs.append(Relief(target if colon else item, share))
        targets = [relief.target for relief in reliefs]
        for target in dict.fromkeys(targets):
            if targets.count(target) > 1:
                self._problem("ends", f"names {target!r} more than once; give its relief as one share")
        return tuple(reliefs)

    def _read_sources(self) -> tuple[Source, ...]:
        text = self.row["sources"]
        if text not in self._sources:
            self._sources[text] = read_sources(text)
        sources, problems = self._sources[text]
        for message in problems:
            self._problem("sources", message)
        return sources


def _end_of(first: date, precision: str) -> date:
    if precision == "month":
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first.replace(month=12, day=31) if precision == "year" else first


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
