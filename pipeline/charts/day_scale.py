"""Where the days of a native value axis stand: its ends and the steps between its labels.

Such an axis knows steps of one length only, and months have several. Each line stands on the first day of the month or
year that its label names or some days later, less than a hundredth of a long axis, never before it, where the label
would name another one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from pipeline.charts.slide_workbook import day_number

_MONTH = 365.25 / 12
_MONTHS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240)
_DAY_LABEL, _MONTH_LABEL, _YEAR_LABEL = 1.1, 0.85, 0.5
"""Inches that the label of a step takes."""
_BLANK = 0.03
"""Most of the period that may stay empty before it, so that its years begin in January."""
_LATE = 4
"""Days that the first line may stand late, so that none of the others is later."""
_SAFE = 1e-3
"""Of a day, against the rounding of programs that add the steps up."""


@dataclass(frozen=True)
class DayScale:
    """`low` and `high` are the ends and `unit` the step, in days as spreadsheets count them; `number` is the format."""

    low: float
    high: float
    unit: float
    number: str

    def share(self, day: date) -> float:
        """How far along the axis a day begins, from 0 to 1."""
        return (day_number(day) - self.low) / (self.high - self.low)


def day_scale(start: date, end: date, inches: float) -> DayScale:
    """The scale of a period, both days included, whose labels have room on an axis of so many inches."""
    first, last = day_number(start), day_number(end) + 1
    days = last - first
    if days < 3 * _MONTH:
        return DayScale(first, last, 7 * math.ceil(days * _DAY_LABEL / inches / 7), "d mmm yyyy")
    january = start.replace(month=1, day=1)
    if days > 72 * _MONTH and first - day_number(january) <= _BLANK * days:
        origin, step, number = january, _step(days * _YEAR_LABEL / inches, 12), "yyyy"
    else:
        origin, step, number = start.replace(day=1), _step(days * _MONTH_LABEL / inches, 1), "mmm yyyy"
    firsts = [day_number(origin)]
    while firsts[-1] < last:  # and the one after the end, before which no line may stand either
        firsts.append(day_number(_later(origin, step * len(firsts))))
    lows = range(firsts[0], min(first, firsts[0] + _LATE) + 1)
    low = min(lows, key=lambda low: _lateness(low, firsts))
    return DayScale(low, last, _unit(low, firsts) + _SAFE, number)


def _step(days: float, least: int) -> int:
    """The shortest step of months that is no shorter than so many days."""
    return next((months for months in _MONTHS if months >= least and months * _MONTH >= days), _MONTHS[-1])


def _later(day: date, months: int) -> date:
    """The first of a month so many months later."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _unit(low: int, firsts: list[int]) -> float:
    """The shortest step from `low` whose lines are never before the days that they mark."""
    return max((day - low) / place for place, day in enumerate(firsts[1:], start=1))


def _lateness(low: int, firsts: list[int]) -> float:
    """How many days after its own the latest line stands."""
    return max(low + place * _unit(low, firsts) - day for place, day in enumerate(firsts))
