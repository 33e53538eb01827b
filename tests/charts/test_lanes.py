"""Badges never cover one another, and take no more lanes than they need."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.charts.lanes import lanes

intervals = st.lists(st.tuples(st.floats(0, 1200), st.floats(1, 90)), min_size=1, max_size=80).map(
    lambda found: sorted((start, start + width) for start, width in found)
)


@given(intervals)
def test_no_two_overlap(found):
    """Two things in one lane do not overlap."""
    chosen = lanes(found)
    for (a, lane_a), (b, lane_b) in combinations(zip(found, chosen, strict=True), 2):
        assert lane_a != lane_b or a[1] <= b[0] or b[1] <= a[0]


@given(intervals)
def test_no_more_lanes_than_the_densest_place_needs(found):
    """The number of lanes is the largest number of things that meet at one place."""
    densest = max(sum(start <= at < end for start, end in found) for at, _ in found)
    assert max(lanes(found)) + 1 == densest


def test_known_case():
    """Three close badges climb, a distant one stands at the bottom again."""
    assert lanes([(0, 20), (5, 25), (10, 30), (100, 120)]) == [0, 1, 2, 0]
