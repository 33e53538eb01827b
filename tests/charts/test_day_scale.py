"""The axis of days of a native chart: labels that never name another month or year than the one they stand in."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.charts.day_scale import day_scale
from pipeline.charts.slide_workbook import day_number

DAYS = st.dates(date(1950, 1, 1), date(2090, 1, 1))
LENGTHS = st.one_of(st.integers(0, 200), st.integers(300, 800), st.integers(800, 15_000))


def lines(scale) -> list[float]:
    """Where the lines of an axis stand, as a program adds them up."""
    return [scale.low + place * scale.unit for place in range(math.floor((scale.high - scale.low) / scale.unit) + 1)]


@given(DAYS, LENGTHS, st.sampled_from([3.0, 7.5, 8.5]))
def test_labels_are_right_and_have_room(start, length, inches):
    """Lines stand on the first day that their label names or at most 8 days, or a hundredth of the axis, after it."""
    end = start + timedelta(days=length)
    scale = day_scale(start, end, inches)
    assert scale.low <= day_number(start) and scale.high == day_number(end) + 1
    assert scale.share(start) >= 0 and scale.share(end + timedelta(days=1)) == 1
    days = [date(1899, 12, 30) + timedelta(days=math.floor(line)) for line in lines(scale)]
    assert len(days) * {"yyyy": 0.4, "mmm yyyy": 0.7, "d mmm yyyy": 0.9}[scale.number] <= inches + 1
    if scale.number == "d mmm yyyy":
        assert scale.low == day_number(start) and scale.unit % 7 == 0
        return
    firsts = [day.replace(day=1, month=1 if scale.number == "yyyy" else day.month) for day in days]
    assert all((day - first).days <= max(8, length / 100) for day, first in zip(days, firsts, strict=True))
    months = [first.year * 12 + first.month for first in firsts]
    steps = {later - earlier for earlier, later in pairwise(months)}
    assert len(steps) <= 1 and min(steps, default=1) > 0


def test_long_periods_are_told_in_years():
    """A period that begins in winter has a line a January; one that begins in autumn keeps its own month."""
    assert day_scale(date(1989, 2, 25), date(2026, 9, 27), 8).number == "yyyy"
    assert day_scale(date(2016, 9, 27), date(2026, 9, 27), 8).number == "mmm yyyy"
    assert day_scale(date(2026, 8, 1), date(2026, 9, 27), 8).number == "d mmm yyyy"
