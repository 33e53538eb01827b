"""Intervals of days: months, weeks, quarters, seasons, parts of them, and steps from one day to another.

All intervals are closed and lie within 1900 to 2100; what would leave these limits is None.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)
_PART_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "start": (1, 7), "end": (25, 31)}
_PART_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "start": (1, 1), "end": (12, 12)}
_PART_OF_WEEK = {"early": (0, 2), "mid": (2, 3), "late": (3, 6), "start": (0, 1), "end": (4, 6)}


class Span(NamedTuple):
    """A closed interval of days; `precision`: day, month, year or span."""

    first: date
    last: date
    precision: str


def span_of(first: date | None, last: date | None, precision: str = "span") -> Span | None:
    """The interval, or None where a bound is missing, out of order or beyond the limits; one day is a day."""
    if first is None or last is None or first > last or first < FIRST_DAY or last > LAST_DAY:
        return None
    return Span(first, last, "day" if first == last else precision)


def day_of(year: int, month: int, day: int) -> date | None:
    """A day of the calendar, or None where there is no such day."""
    if not (1 <= month <= 12 and FIRST_DAY.year <= year <= LAST_DAY.year and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def shifted(day: date, days: int) -> date | None:
    """The day so many days later (before, if negative), or None beyond the limits of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def month_span(year: int, month: int) -> Span | None:
    """A month; a month number outside 1 to 12 counts on into the years beside."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return None
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def months_span(year: int, month: int, count: int) -> Span | None:
    """So many months from the first of a month on."""
    first, last = month_span(year, month), month_span(year, month + count - 1)
    return span_of(first.first, last.last) if first and last else None


def year_span(year: int) -> Span | None:
    """A calendar year."""
    return Span(date(year, 1, 1), date(year, 12, 31), "year") if FIRST_DAY.year <= year <= LAST_DAY.year else None


def week_span(day: date) -> Span | None:
    """The week, Monday to Sunday, that holds a day."""
    monday = shifted(day, -day.weekday())
    return span_of(monday, shifted(monday, 6)) if monday else None


def weekend_span(day: date) -> Span | None:
    """Saturday and Sunday of the week that holds a day."""
    saturday = shifted(day, 5 - day.weekday())
    return span_of(saturday, shifted(saturday, 1)) if saturday else None


def period(day: date, unit: str, steps: int = 0) -> Span | None:
    """The day, week, month or year so many steps from the one that holds `day`."""
    if unit == "mon":
        return month_span(day.year, day.month + steps)
    if unit == "yr":
        return year_span(day.year + steps)
    moved = shifted(day, steps * (7 if unit == "week" else 1))
    if moved is None:
        return None
    return week_span(moved) if unit == "week" else span_of(moved, moved)


def moved(day: date, unit: str, steps: int) -> date | None:
    """A day moved by days, weeks, months or years; the 31st of a shorter month is its last day."""
    if unit in ("day", "week"):
        return shifted(day, steps * (7 if unit == "week" else 1))
    month = month_span(day.year, day.month + steps * (12 if unit == "yr" else 1))
    return month.first.replace(day=min(day.day, month.last.day)) if month else None


def part_of(whole: Span | None, part: str) -> Span | None:
    """Early, mid, late, start or end of a week, a month or a year."""
    if whole is None:
        return None
    if whole.precision == "year":
        low, high = _PART_OF_YEAR[part]
        return months_span(whole.first.year, low, high - low + 1)._replace(precision="span")  # type: ignore[union-attr]
    if whole.precision == "month":
        low, high = _PART_OF_MONTH[part]
        return span_of(whole.first.replace(day=low), whole.first.replace(day=min(high, whole.last.day)))
    low, high = _PART_OF_WEEK[part]
    return span_of(shifted(whole.first, low), shifted(whole.first, high))


def weekday_before(day: date, weekday: int) -> date | None:
    """The most recent such weekday, `day` itself included."""
    return shifted(day, -((day.weekday() - weekday) % 7))


def weekday_after(day: date, weekday: int) -> date | None:
    """The next such weekday, `day` itself included."""
    return shifted(day, (weekday - day.weekday()) % 7)
