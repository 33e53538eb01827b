"""What stands above the plot: the badges of the numbered events and the labels of the episodes, in lanes."""

from __future__ import annotations

from datetime import date

import numpy as np

from pipeline.charts.lanes import lanes
from pipeline.charts.spec import Badge, Band, Entry
from pipeline.records import Episode

NARROWEST_PLOT = 300.0
"""Pixels: lanes are packed for a phone, so that badges stay apart at every width."""
BADGE_WIDTH = 32.0
LETTER = 6.5
"""Pixels of an average letter of an episode's label."""


def badges_of(entries: tuple[Entry, ...], start: date, end: date) -> tuple[Badge, ...]:
    """One badge a day, in lanes; same-day events share it."""
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        by_day.setdefault(entry.day, []).append(entry)
    days = list(by_day)
    span = max((end - start).days, 1)
    positions = [(day - start).days / span * NARROWEST_PLOT for day in days]
    places = lanes([(position - BADGE_WIDTH / 2, position + BADGE_WIDTH / 2) for position in positions])
    return tuple(
        Badge(
            day=day,
            text=_numbers([entry.number for entry in by_day[day]]),
            lane=lane,
            direction=int(np.sign(-sum(entry.points for entry in by_day[day]))),
            entries=tuple(by_day[day]),
        )
        for day, lane in zip(days, places, strict=True)
    )


def _numbers(numbers: list[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def bands_of(episodes: list[Episode], start: date, end: date) -> tuple[Band, ...]:
    """The episodes that touch the period, cut to it, their labels in rows and on the plot."""
    span = max((end - start).days, 1)
    labels = []
    for item in episodes:
        first, last = max(item.start, start), min(item.end or end, end)
        if first < last:
            left, right = ((day - start).days / span * NARROWEST_PLOT for day in (first, last))
            length = LETTER * len(item.label)
            late = max(length - right, 0) < max(left + length - NARROWEST_PLOT, 0)  # it runs over the edge less, or not at all
            labels.append(((right - length, right) if late else (left, left + length), item.label, first, last, late))
    labels.sort(key=lambda label: label[0])
    rows = lanes([interval for interval, *_ in labels])
    return tuple(Band(label, first, last, row, late) for (_, label, first, last, late), row in zip(labels, rows, strict=True))
