"""When an article was published: given by the user, else found in it, else inferred where only one day is possible.

Found: a labelled day ("Published: ..."), a line that holds little but a day, a dateline with its year, the address
or the file's name. Inferred: a dateline without its year, where the copyright line names one, or where a weekday in
the text ("on Thursday, May 16") fits one year only of those the text leaves open. Otherwise the day stays unknown:
a wrong one would turn every "last month" into a wrong date.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipeline.coding.dateline import dateline_of
from pipeline.records import Article
from pipeline.sources.press_days import MONTH, MONTH_PATTERN
from pipeline.sources.stated_days import FOOT, HEAD, stated_day

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
    found = stated_day(article.text) or dateline_day(article.text) or _in_address(article)
    if found:
        return replace(article, published=found, dated="found")
    day, why = _inferred(article.text)
    if day:
        return replace(article, published=day, dated="inferred", notes=(*article.notes, f"published {day}: {why}"))
    return replace(article, notes=(*article.notes, why)) if why else article


def dateline_day(text: str) -> date | None:
    """The day of a dateline that names its year."""
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
    years = {int(year) for year in _COPYRIGHT.findall(text[:HEAD] + "\n" + text[-FOOT:])}
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
