"""Hypothetical events, each said in one line: '2026-12-01 resumption dpct', 'held ID' or 'cancelled ID' of a plan.

Channels are joined by commas, '-' stands for none; `severity=4` and `domain=military` may follow. What is not said takes
a sensible default: severity 3, the first domain of the first channel's track, and without a channel the domain that the
type has most often had. Wording is neutral; a statement is taken to be half as strong as words can be.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, expected, shown
from pipeline.records import PLANS, Relief
from pipeline.sources.cells import read_date
from pipeline.sources.events import events_from_rows

HELD, CANCELLED = "held", "cancelled"
NONE = "-"
MOST = 12
"""Hypothetical events of one scenario."""
_FORM = "DATE TYPE CHANNEL, such as 2026-12-01 resumption dpct, or held or cancelled and the id of a plan"
_OPTIONS = ("severity", "domain")
_STATEMENT_TONE = 0.5


@dataclass(frozen=True)
class WhatIf:
    """One hypothetical event: `text` says it again; `cells` as in an events file; `replaces` and `ends` name standing ones."""

    text: str
    cells: dict[str, str]
    replaces: tuple[str, ...] = ()
    ends: tuple[Relief, ...] = ()

    @property
    def title(self) -> str:
        return self.cells["title"]


def open_plans(events: pd.DataFrame, through: date) -> pd.DataFrame:
    """The plans that are still to come on a day, as known on it: not past, and nothing has taken their place; by date."""
    day = pd.Timestamp(through)
    known = events[events["reported"] <= day]
    replaced = {event for targets in known["replaces"] for event in targets}
    due = known[known["status"].isin(PLANS) & (known["date_end"] > day) & ~known["id"].isin(replaced)]
    return due.sort_values(["date", "id"])


def read_what_ifs(texts: Sequence[str], config: Config, events: pd.DataFrame, through: date, latest: date) -> tuple[WhatIf, ...]:
    """The hypothetical events of some lines; raises DataError with all that is wrong with any of them.

    They lie after `through`, the last day of the data, and not after `latest`.
    """
    if len(texts) > MOST:
        raise DataError(f"found {len(texts)} hypothetical events, allowed: at most {MOST}")
    reader = _Reader(config, events, through, latest)
    found = tuple(reader.read(text) for text in texts)
    twice = [event for event in dict.fromkeys(reader.plans) if reader.plans.count(event) > 1]
    reader.problems += [Problem("", 0, "plan", f"{event} is named twice; it is held or cancelled once") for event in twice]
    if reader.problems:
        raise DataError(reader.problems)
    return tuple(item for item in found if item)


def readable(
    texts: Sequence[str], config: Config, events: pd.DataFrame, through: date, latest: date
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The lines of a link that can be read, each as it says itself, and what is wrong with the others."""
    good: list[str] = []
    problems: list[Problem] = []
    for text in texts:
        try:
            good = [item.text for item in read_what_ifs([*good, text], config, events, through, latest)]
        except DataError as error:
            problems += error.problems
    return tuple(good), tuple(problems)


def what_if_events(what_ifs: Sequence[WhatIf], config: Config, taken: Collection[str]) -> pd.DataFrame:
    """The hypothetical events as a checked events frame, with ids of their own: what-if-1, what-if-2 ..."""
    mark = "what-if"
    while any(event.startswith(mark) for event in taken):
        mark += "-x"
    rows = [{**item.cells, "id": f"{mark}-{number}"} for number, item in enumerate(what_ifs, start=1)]
    frame = events_from_rows(rows, config, "what if")
    frame["replaces"] = pd.Series([item.replaces for item in what_ifs], dtype="object")
    frame["ends"] = pd.Series([item.ends for item in what_ifs], dtype="object")
    return frame


class _Reader:
    """Reads lines one by one; what cannot be read goes to `problems`, told with the line and its part."""

    def __init__(self, config: Config, events: pd.DataFrame, through: date, latest: date):
        self.config, self.events, self.through, self.latest = config, events, through, latest
        self.problems: list[Problem] = []
        self.plans: list[str] = []

    def read(self, text: str) -> WhatIf | None:
        self.text = " ".join(text.split())
        words = self.text.split(" ")
        known = len(self.problems)
        found = self._plan(words) if words[0] in (HELD, CANCELLED) else self._event(words)
        return found if len(self.problems) == known else None

    def _problem(self, part: str, message: str) -> None:
        self.problems.append(Problem(shown(self.text, 120), 0, part, message))

    def _choice(self, part: str, found: str, allowed: Collection[str]) -> str:
        if found not in allowed:
            self._problem(part, f"found {shown(found)}, {expected(found, allowed, most=30)}")
        return found

    def _event(self, words: list[str]) -> WhatIf | None:
        if len(words) < 3:
            self._problem("", f"expected {_FORM}")
            return None
        day = self._day(words[0])
        kind = self._choice("TYPE", words[1], self.config.event_types)
        named = [] if words[2] == NONE else [part for part in words[2].split(",") if part]
        channels = [self._choice("CHANNEL", name, self.config.channels) for name in dict.fromkeys(named)]
        options = self._options(words[3:])
        if any(name not in self.config.channels for name in channels) or kind not in self.config.event_types:
            return None
        for name in channels:
            self._exists(name, day)
        domain = options.get("domain") or self._domain(kind, channels)
        names = ", ".join(self.config.channels[name].name for name in channels)
        label = self.config.event_types[kind].label
        title = label[:1].upper() + label[1:] + (f": {names}" if names else f": {self.config.domains[domain].label}")
        cells = {
            "date": day, "title": title, "type": kind, "status": "happened", "severity": options.get("severity", "3"),
            "domain": domain, "channels": ";".join(channels), "tone": self._tone(kind),
        }  # fmt: skip
        said = [words[0], kind, ",".join(channels) or NONE, *(f"{key}={options[key]}" for key in _OPTIONS if key in options)]
        return WhatIf(" ".join(said), cells)

    def _day(self, text: str) -> str:
        found = read_date(text, self.config.limits)
        if not isinstance(found, date):
            self._problem("DATE", found or "empty, expected a date such as 2026-12-01")
        elif not self.through < found <= self.latest:
            first = self.through + timedelta(days=1)
            self._problem("DATE", f"found {found}, allowed: {first} (the data end the day before) to {self.latest}")
        return text

    def _exists(self, name: str, day: str) -> None:
        channel = self.config.channels[name]
        if channel.founded and day < channel.founded.isoformat():
            self._problem("CHANNEL", f"{name} exists from {channel.founded}")
        if channel.until and day > channel.until.isoformat():
            self._problem("CHANNEL", f"{name} existed until {channel.until}")

    def _options(self, words: list[str]) -> dict[str, str]:
        allowed: dict[str, Collection[str]] = {"severity": self.config.severity, "domain": self.config.domains}
        found = {}
        for word in words:
            key, equals, value = word.partition("=")
            if not equals or key not in _OPTIONS:
                self._problem("", f"found {shown(word)}, {expected(key, [f'{name}=...' for name in _OPTIONS])}")
            else:
                found[key] = self._choice(key, value, allowed[key])
        return {key: value for key, value in found.items() if value in allowed[key]}

    def _domain(self, kind: str, channels: list[str]) -> str:
        if channels:
            return self.config.tracks[self.config.channels[channels[0]].track].domains[0]
        had = self.events.loc[self.events["type"] == kind, "domain"]
        return str(had.mode().iat[0]) if len(had) else next(iter(self.config.domains))

    def _tone(self, kind: str) -> str:
        """Statements are scored by their tone alone; without one they would move nothing."""
        entry = self.config.event_types[kind]
        return f"{_STATEMENT_TONE if entry.weight > 0 else -_STATEMENT_TONE}" if entry.by_tone else "0"

    def _plan(self, words: list[str]) -> WhatIf | None:
        plans = open_plans(self.events, self.through).set_index("id", drop=False)
        if len(words) != 2:
            self._problem("", f"expected {words[0]} and the id of a plan; {expected('', plans.index)}")
            return None
        name = self._choice("plan", words[1], plans.index)
        if name not in plans.index:
            return None
        self.plans.append(name)
        return self._held(plans.loc[name]) if words[0] == HELD else self._called_off(plans.loc[name])

    def _held(self, plan: pd.Series) -> WhatIf:
        """The plan as an event that takes its place, on its days; of days that are past only those to come."""
        first, last = plan["date"].date(), plan["date_end"].date()
        cells = self._of(plan) | {"date": first.isoformat(), "date_end": last.isoformat(), "precision": plan["precision"]}
        if first <= self.through:
            cells |= {"date": (self.through + timedelta(days=1)).isoformat(), "precision": "span"}
        cells |= {name: plan[name].date().isoformat() for name in ("effective", "until") if not pd.isna(plan[name])}
        cells |= {"type": plan["type"], "title": f"Takes place: {plan['title']}", "tone": self._tone(plan["type"])}
        self._in_time(last)
        return WhatIf(f"{HELD} {plan['id']}", cells, (plan["id"],), plan["ends"])

    def _called_off(self, plan: pd.Series) -> WhatIf:
        """A cancellation on the plan's first day."""
        day = max(plan["date"].date(), self.through + timedelta(days=1))
        kind = self._choice("type", "cancellation", self.config.event_types)
        self._in_time(day)
        cells = self._of(plan) | {"date": day.isoformat(), "type": kind, "title": f"Cancelled: {plan['title']}", "tone": "0"}
        return WhatIf(f"{CANCELLED} {plan['id']}", cells, (plan["id"],))

    def _in_time(self, day: date) -> None:
        if day > self.latest:
            self._problem("plan", f"is due on {day}, allowed: to {self.latest}")

    def _of(self, plan: pd.Series) -> dict[str, str]:
        same = {name: str(plan[name]) for name in ("severity", "domain", "initiator", "target")}
        return {**same, "channels": ";".join(plan["channels"]), "status": "happened"}
