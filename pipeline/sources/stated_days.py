"""The day that a text states for itself in its first and last lines: "Published: ...", or a line that is little but a day.

A label of publication goes before a bare day, and a bare day before one of an update or of a data base: a press data
base takes an article in on the day after it was printed as often as on the day itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.sources.press_days import days_in

HEAD, FOOT = 3000, 1500
"""Characters of a text that count as its head and its foot."""
_HEAD_LINES, _FOOT_LINES = 15, 8
_LONGEST_LABELLED, _LONGEST_BARE = 200, 100
_LABEL = re.compile(
    r"[\W_]*(?P<label>(?:first |originally )?published|publication date|pub(?:lish)? ?date|date published|posted|released?|issued"
    r"|date|load-date|updated|last updated|last modified|modified|created)\b(?: (?:on|at))?[\s:|]*",
    re.IGNORECASE,
)
_LATER = ("updated", "last", "modified", "load-date", "created")
_FURNITURE = re.compile(
    r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?|\b(?:a\.?m|p\.?m|et|est|edt|gmt|utc|bst|cst|hkt|jst|ist|pst|pdt|updated|published|at|on|by"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|edition|print|final|late|source|editor|time|local"
    r"|xinhua|reuters|ap|afp)\b\.?",
    re.IGNORECASE,
)
_MOST_BESIDE = 24
"""Letters and digits that may stand beside the day in a line that is nothing but a dated head."""
_YEAR = re.compile(r"(?:19|20)\d\d\b")


def stated_day(text: str) -> date | None:
    """The day of publication as the head or the foot of a text states it; None where they state none."""
    lines = list(_edges(text))
    labelled = [found for found in map(_labelled, lines) if found]
    first = next((day for day, later in labelled if not later), None)
    bare = first or next((day for day in map(_bare, lines) if day), None)
    return bare or next((day for day, _ in labelled), None)


def _edges(text: str) -> Iterator[str]:
    """The lines at the head and at the foot of a text, none of them twice."""
    head = [line for line in text[:HEAD].splitlines() if line.strip()]
    yield from head[:_HEAD_LINES]
    rest = head[_HEAD_LINES:] if len(text) <= HEAD else [line for line in text[-FOOT:].splitlines() if line.strip()]
    yield from rest[-_FOOT_LINES:]


def _labelled(line: str) -> tuple[date, bool] | None:
    """The day after a word such as "Published", and whether it may be later than the day of publication."""
    label = _LABEL.match(line)
    if not label or len(line) > _LONGEST_LABELLED:
        return None
    day = next((day for start, _, day in days_in(line) if start <= label.end() + _MOST_BESIDE), None)
    return (day, label["label"].lower().startswith(_LATER)) if day else None


def _bare(line: str) -> date | None:
    """The day of a line that says little else: "May 17, 2024 Friday", "Xinhua | 2024-05-17 10:15"."""
    if len(line) > _LONGEST_BARE or not _YEAR.search(line) or line.rstrip().endswith("."):
        return None
    label = _LABEL.match(line)
    if label and label["label"].lower().startswith(_LATER):
        return None
    for start, end, day in days_in(line):
        beside = _FURNITURE.sub("", line[:start]) + _FURNITURE.sub("", line[end:])
        if sum(map(str.isalnum, beside)) <= _MOST_BESIDE:
            return day
    return None
