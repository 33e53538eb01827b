"""The dateline before a report's first words: "WASHINGTON, May 3 (Reuters) - ".

It names a place where somebody sat and wrote, not a government that acted; and a day, mostly without its year.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.sources.press_days import MONTH, MONTH_PATTERN

_NAME = r"[A-Z][\w.'\u2019-]*+(?:[ /][A-Z][\w.'\u2019-]*+){0,3}+"
_DAY = (
    rf"(?:(?P<month>{MONTH_PATTERN})\.? (?P<day>\d\d?)|(?P<day2>\d\d?) (?P<month2>{MONTH_PATTERN})\.?)"
    r"(?:,? (?P<year>(?:19|20)\d\d))?"
)
_AGENCIES = (
    r"(?:Reuters|AP|AFP|UPI|TNS|CNN|BBC|ANI|PTI|IANS|dpa|DPA|EFE|ANSA|TASS|Interfax|Xinhua|Kyodo|Jiji|Yonhap|CNA|Bernama|Antara"
    r"|Bloomberg|VOA|RFE/RL|CNBC|KYODO|XINHUA|REUTERS|[A-Z]\w+(?: [A-Z]\w+){0,2} (?:News|Times|Post|Daily|Agency|Newswire))"
)
_DATELINE = re.compile(
    rf"(?P<place>{_NAME}(?:, (?!{MONTH_PATTERN}\b){_NAME})?|(?=\())"
    rf"(?:,? {_DAY})?(?:,? ?\((?P<agency>{_AGENCIES}[^()\n]{{0,40}})\))?"
    r" ?(?P<dash>--|[-\u2013\u2014])(?:\s|(?=[A-Z\u201c\"]))"
)
_LEAD = 10
"""Lines of an article among which its dateline is looked for."""
_SHORTEST_PLACE = 4


class Dateline(NamedTuple):
    """Where a dateline stands, and the month and day it names; 0 for what it does not say."""

    start: int
    end: int
    year: int
    month: int
    day: int


def dateline_at(text: str, start: int, end: int) -> Dateline | None:
    """The dateline with which the line from `start` to `end` begins."""
    if not (text[start : start + 1].isupper() or text[start : start + 1] == "("):
        return None
    found = _DATELINE.match(text, start, min(end, start + 200))
    if not found:
        return None
    month = found["month"] or found["month2"]
    known = month or found["agency"]
    place = found["place"].split(",")[0]
    if not known and not (place.isupper() and len(place) >= _SHORTEST_PLACE and text[found.start("dash") - 1] == " "):
        return None
    day = int(found["day"] or found["day2"] or 0)
    return Dateline(start, found.end(), int(found["year"] or 0), MONTH[month.lower()] if month else 0, day)


def dateline_of(text: str) -> Dateline | None:
    """The first dateline among the first lines of an article."""
    place = 0
    for _ in range(_LEAD):
        while place < len(text) and text[place].isspace():
            place += 1
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        found = dateline_at(text, place, end) if place < end else None
        if found or end == len(text):
            return found
        place = end
    return None
