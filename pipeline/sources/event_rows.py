"""One row of text -> one event: every cell read strictly, every doubtful one named, none repaired."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

from pipeline.config.schema import Config
from pipeline.errors import Problem, expected, shown, unshowable
from pipeline.records import BOTH, FLAGS, PLANS, PRECISIONS, ROLES, UNREVIEWED, Relief, Source
from pipeline.sources.cells import read_date, read_sources

DATES = ("date", "date_end", "reported", "effective", "until")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class RowReader:
    """Turns rows of text into records; what cannot be read goes to `problems`. `reviewed`: not the coder's candidates."""

    def __init__(self, config: Config, name: str, reviewed: bool = True):
        self.config = config
        self.name = name
        self.reviewed = reviewed
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
        record["flags"] = self._flags()
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
        days: dict[str, Any] = {key: self._date(key) for key in DATES}
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

    def _flags(self) -> tuple[str, ...]:
        """Where people have decided, `unreviewed` is refused; where they have not, every row carries it."""
        flags = self._list("flags", FLAGS)
        if not self.reviewed:
            return tuple(dict.fromkeys([*flags, UNREVIEWED]))
        if UNREVIEWED in flags:
            self._problem("flags", f"found '{UNREVIEWED}', which only a candidate may carry; a row of the events is reviewed")
        return flags

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
