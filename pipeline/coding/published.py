"""When an article was published: given by the user, else found in it, else inferred where only one day is possible.

Found: a labelled day ("Published: ..."), a line that holds little but a day, a dateline with its year, the address
or the file's name. Inferred: a dateline without its year, where the copyright line names one, or where a weekday in
the text ("on Thursday, May 16") fits one year only of those the text leaves open. Otherwise the day stays unknown:
a wrong one would turn every "last month" into a wrong date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pipeline.coding.dateline import dateline_of
from pipeline.records import Article
from pipeline.sources.press_days import MONTH, MONTH_PATTERN, days_in

_HEAD, _FOOT = 3000, 1500
_HEAD_LINES, _FOOT_LINES = 15, 8
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
_COPYRIGHT = re.compile(r"(?:\u00a9|\(c\)|copyright)\W{0,3}(?:\(c\)|\u00a9)?[^\n]{0,40}?\b((?:19|20)\d\d)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_.]?(0[1-9]|1[0-2])[-/_.]?(0[1-9]|[12]\d|3[01])(?![0-9A-Za-z])")
_WEEKDAY = re.compile(
    rf"\b(mon|tues|wednes|thurs|fri|satur|sun)day,? \(?(?:({MONTH_PATTERN})\.? (\d\d?)|(\d\d?) ({MONTH_PATTERN}))\b"
    r"(?!,? (?:19|20)\d\d)",
    re.IGNORECASE,
)
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEARS_OPEN = 4
"""A report names a year at most so long ago as the newest it speaks of: weekdays fall alike after five at the soonest."""


def published_of(article: Article) -> Article:
    """The article with its day of publication as far as it can be known, how it is known, and a note where it was worked out."""
    if article.published:
        return article if article.dated else replace(article, dated="given")
    found = _labelled(article.text) or _dated_line(article.text) or _in_dateline(article.text) or _in_address(article)
    if found:
        return replace(article, published=found, dated="found")
    day, why = _inferred(article.text)
    if day:
        return replace(article, published=day, dated="inferred", notes=(*article.notes, f"published {day}: {why}"))
    return replace(article, notes=(*article.notes, why)) if why else article


def _edges(text: str) -> Iterator[str]:
    """The lines at the head and at the foot of an article."""
    head = [line for line in text[:_HEAD].splitlines() if line.strip()][:_HEAD_LINES]
    yield from head
    if len(text) > _HEAD:
        yield from [line for line in text[-_FOOT:].splitlines() if line.strip()][-_FOOT_LINES:]


def _labelled(text: str) -> date | None:
    """The day after a word such as "Published"; one of an update or of a data base only where there is none."""
    later = None
    for line in _edges(text):
        label = _LABEL.match(line)
        if not label or len(line) > 200:
            continue
        day = next((day for start, _, day in days_in(line) if start <= label.end() + _MOST_BESIDE), None)
        if day and not label["label"].lower().startswith(_LATER):
            return day
        later = later or day
    return later


def _dated_line(text: str) -> date | None:
    """The day of a line that says little else: "May 17, 2024 Friday", "Xinhua | Updated: 2024-05-17 10:15"."""
    for line in _edges(text):
        if len(line) > 100 or not _YEAR.search(line):
            continue
        for start, end, day in days_in(line):
            beside = _FURNITURE.sub("", line[:start]) + _FURNITURE.sub("", line[end:])
            if sum(map(str.isalnum, beside)) <= _MOST_BESIDE and not line.rstrip().endswith("."):
                return day
    return None


def _in_dateline(text: str) -> date | None:
    line = dateline_of(text)
    return _day(line.year, line.month, line.day) if line and line.year else None


def _in_address(article: Article) -> date | None:
    """The day in the article's address or in the name of its file."""
    for name in (article.url, re.split(r"[\\/]", article.id)[-1]):
        found = _ADDRESS.search(name)
        clean = found and (found.start() == 0 or not name[found.start() - 1].isalnum())
        if found and clean:
            return _day(*map(int, found.groups()))
    return None


def _inferred(text: str) -> tuple[date | None, str]:
    """The only day that the text leaves open and why, or what is known of it instead."""
    years = {int(year) for year in _COPYRIGHT.findall(text[:_HEAD] + "\n" + text[-_FOOT:])}
    year = max(years, default=0)
    line = dateline_of(text)
    if line and line.month:
        if year and _day(year, line.month, line.day):
            return _day(year, line.month, line.day), "the dateline's day in the year of the copyright line"
        year = _year_of_weekdays(text)
        if year and _day(year, line.month, line.day):
            return _day(year, line.month, line.day), "the dateline's day in the only near year in which the weekdays fit"
        return None, ""
    return None, f"day of publication unknown; the copyright line says {year}" if year else ""


def _year_of_weekdays(text: str) -> int:
    """The one year, from the newest named in the text on, in which every "Thursday, May 16" is a Thursday; 0 if none is."""
    newest = max(map(int, _YEAR.findall(text)), default=0)
    pairs = [
        (_WEEKDAYS.index(found[0].lower()), MONTH[(found[1] or found[4]).lower()], int(found[2] or found[3]))
        for found in _WEEKDAY.findall(text)
    ]
    if not newest or not pairs:
        return 0
    fitting = [year for year in range(newest, newest + _YEARS_OPEN) if all(_falls(year, *pair) for pair in pairs)]
    return fitting[0] if len(fitting) == 1 else 0


def _falls(year: int, weekday: int, month: int, day: int) -> bool:
    found = _day(year, month, day)
    return found is not None and found.weekday() == weekday


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
