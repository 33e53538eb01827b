"""A day as the press writes it: in a cell of an export, in the head of a page, in a line above an article.

Only what can be read one way: 3/4/2024 is either of two days and so none; 17/4/2024 is one. No clock is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
MONTH = {name[:length]: number for number, name in enumerate(_MONTHS, 1) for length in (3, len(name))} | {"sept": 9}
"""Number of each month by its name and its short forms, lower-cased, without a full stop."""
MONTH_PATTERN = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)

_YEAR = r"(?:19|20)\d\d"
_DAY = re.compile(
    rf"(?P<iso>(?<![\w.-]){_YEAR}-\d\d?-\d\d?)(?!\d)"
    rf"|(?P<slashed>(?<![\w./]){_YEAR}[/.]\d\d?[/.]\d\d?)(?!\d)"
    rf"|(?P<month>\b{MONTH_PATTERN})\.?\s{{1,3}}(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s{{1,3}}(?P<year>{_YEAR})\b"
    rf"|(?<![\w.])(?P<day2>\d\d?)(?:st|nd|rd|th)?[\s-]{{1,3}}(?P<month2>{MONTH_PATTERN})\.?,?[\s-]{{1,3}}(?P<year2>{_YEAR})\b"
    rf"|(?<![\w./-])(?P<numbers>\d\d?[/.-]\d\d?[/.-]{_YEAR})\b",
    re.IGNORECASE,
)
_COMPACT = re.compile(rf"{_YEAR}\d{{4}}")
_EPOCH_END = 4_133_980_800  # 1 January 2101
_EPOCH = re.compile(r"\d{10}(\d{3})?(\.\d+)?")


def day_of(cell: str) -> date | None:
    """The one day a cell names, with or without a clock time; None where it names none or could mean two."""
    cell = cell.strip()[:200]
    if _COMPACT.fullmatch(cell):
        return _made(cell[:4], cell[4:6], cell[6:])
    if _EPOCH.fullmatch(cell):
        seconds = float(cell) / (1000 if len(cell.split(".")[0]) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC).date() if seconds < _EPOCH_END else None
    return next((day for _, _, day in days_in(cell)), None)


def days_in(text: str) -> Iterator[tuple[int, int, date]]:
    """Every full date of a text (day, month and year, readable one way), with its place."""
    for found in _DAY.finditer(text):
        day = _read(found)
        if day:
            yield found.start(), found.end(), day


def _read(found: re.Match) -> date | None:
    whole = found["iso"] or found["slashed"]
    if whole:
        return _made(*re.split("[-/.]", whole))
    if found["numbers"]:
        first, second, year = re.split("[-/.]", found["numbers"])
        if first == second or int(first) > 12:
            return _made(year, second, first)
        return _made(year, first, second) if int(second) > 12 else None
    month = MONTH[(found["month"] or found["month2"]).lower()]
    return _made(found["year"] or found["year2"], month, found["day"] or found["day2"])


def _made(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
