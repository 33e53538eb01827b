"""The dateline before a report's first words: "WASHINGTON, May 3 (Reuters) - ".

It names a place where somebody sat and wrote, not a government that acted; and a day, mostly without its year.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.sources.press_days import MONTH, MONTH_PATTERN

_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_WORD = rf"(?!(?:{MONTH_PATTERN}|{_WEEKDAY})\b)[A-Z][\w.'\u2019-]*+"
_NAME = rf"{_WORD}(?:[ /]{_WORD}){{0,3}}+"
_DAY = (
    rf"(?:{_WEEKDAY}\.?,? )?"
    rf"(?:(?P<month>{MONTH_PATTERN})\.? (?P<day>\d\d?)|(?P<day2>\d\d?) (?P<month2>{MONTH_PATTERN})\.?)\b"
    r"(?:,? (?P<year>(?:19|20)\d\d))?"
)
_AGENCIES = (
    r"(?:Reuters|AP|AFP|UPI|TNS|CNN|BBC|ANI|PTI|IANS|dpa|DPA|EFE|ANSA|TASS|Interfax|Xinhua|Kyodo|Jiji|Yonhap|CNA|Bernama|Antara"
    r"|Bloomberg|VOA|RFE/RL|CNBC|KYODO|XINHUA|REUTERS|PRNewswire"
    r"|[A-Z]\w+(?: [A-Z]\w+){0,2} (?:News|Times|Post|Daily|Agency|Newswire))"
)
_DATELINE = re.compile(
    rf"(?P<place>{_NAME}(?:, (?!{MONTH_PATTERN}\b){_NAME})?|(?=[(\d]|(?:{MONTH_PATTERN}|{_WEEKDAY})\b))"
    rf"(?:,? ?(?:{_DAY}|{_WEEKDAY}\b))?(?:,? ?(?:\((?P<agency>{_AGENCIES}[^()\n]{{0,40}})\)|/(?P<agency2>{_AGENCIES})/))?"
    r" ?(?P<dash>--|[-\u2013\u2014_:]|)(?:\s|(?=[A-Z\u201c\"]))"
)
_LEAD = 10
"""Lines of an article among which its dateline is looked for."""
_SHORTEST_PLACE = 4
_SHORTEST_REPORT = 60
"""Characters that follow a place with a colon; fewer are the value of a label."""
_LABELS = frozenset(
    "ANALYSIS BREAKING BYLINE CAPTION COMMENTARY COPYRIGHT CORRECTION DATELINE EDITORIAL EXCLUSIVE EXPLAINED EXPLAINER FACTBOX"
    " FILE GRAPHIC HEADLINE HIGHLIGHTS LANGUAGE LENGTH LIVE NOTE OPINION PHOTO PHOTOS READ SECTION SOURCE SUBJECT TAGS TIMELINE"
    " TITLE UPDATE UPDATED VIDEO WATCH WRAPUP".split()
)


class Dateline(NamedTuple):
    """Where a dateline stands, and the month and day it names; 0 for what it does not say."""

    start: int
    end: int
    year: int
    month: int
    day: int


def dateline_at(text: str, start: int, end: int) -> Dateline | None:
    """The dateline with which the line from `start` to `end` begins."""
    if not (text[start : start + 1].isupper() or text[start : start + 1] == "(" or text[start : start + 1].isdigit()):
        return None
    found = _DATELINE.match(text, start, min(end, start + 200))
    if not found or not _is_dateline(found, end):
        return None
    month = found["month"] or found["month2"]
    day = int(found["day"] or found["day2"] or 0)
    return Dateline(start, found.end(), int(found["year"] or 0), MONTH[month.lower()] if month else 0, day)


def _is_dateline(found: re.Match[str], end: int) -> bool:
    """Whether what looks like a dateline says enough: an agency, a place with a day, or a place in capitals."""
    place, dash = found["place"].split(",")[0], found["dash"]
    day = found["day"] or found["day2"]
    if found["agency"] or found["agency2"]:
        return bool(dash or day or not place)
    if not dash or dash == "_" or not place:
        return False
    capitals = place.isupper() and len(place) >= _SHORTEST_PLACE
    if dash == ":":
        return capitals and place not in _LABELS and end - found.end() >= _SHORTEST_REPORT
    return bool(day) or (capitals and found.string[found.start("dash") - 1] == " ")


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
