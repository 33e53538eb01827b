"""Which events of a period a chart numbers: those that moved the headline most, and what a person pinned or dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from pipeline.charts.choices import MOST_BADGES, Choices
from pipeline.index import IndexResult
from pipeline.index.impact import headline_impacts
from pipeline.records import PLANS
from pipeline.words import UNREVIEWED_MARK, event_date_text, marked_title


@dataclass(frozen=True)
class Candidate:
    """An event that counts in a period; `points` is how far it moved the headline on the day it acted, `passes` whether
    that reaches the threshold of the config."""

    event: str
    day: date
    when: str
    title: str
    points: float
    unreviewed: bool
    passes: bool

    @property
    def direction(self) -> int:
        return int(np.sign(-self.points))


@dataclass(frozen=True)
class Ranking:
    """The rows of the events that count and act within a period, in the order of how far they moved the headline, ties by
    date and id; `points` has a value for every row of the run."""

    result: IndexResult
    rows: tuple[int, ...]
    points: np.ndarray

    @property
    def events(self) -> list[str]:
        """Ids, in the order of the rows."""
        ids = self.result.scored["id"]
        return [ids.iat[row] for row in self.rows]

    def passes(self, row: int) -> bool:
        return bool(abs(self.points[row]) >= self.result.config.chart.badge_threshold)

    def candidates(self, rows: Iterable[int] | None = None) -> list[Candidate]:
        """What the table says of all rows, or of these."""
        return [self._candidate(row) for row in (self.rows if rows is None else rows)]

    def _candidate(self, row: int) -> Candidate:
        event = self.result.scored.iloc[row]
        return Candidate(
            event=event["id"],
            day=date(1970, 1, 1) + timedelta(days=int(event["acts_on"])),
            when=event_date_text(event),
            title=marked_title(event),
            points=float(self.points[row]),
            unreviewed=bool(event["unreviewed"]),
            passes=self.passes(row),
        )


def ranking(result: IndexResult, start: date, end: date) -> Ranking:
    """The events of a period as a chart ranks them."""
    scored = result.scored
    points = headline_impacts(result)
    acts_on = scored["acts_on"].to_numpy()
    low, high = np.datetime64(start, "D").astype(int), np.datetime64(end, "D").astype(int)
    counted = (acts_on >= low) & (acts_on <= high) & ~scored["status"].isin((*PLANS, "denied")).to_numpy()
    ids = scored["id"].to_numpy()
    order = sorted(np.flatnonzero(counted), key=lambda row: (-round(abs(float(points[row])), 6), acts_on[row], ids[row]))
    return Ranking(result, tuple(int(row) for row in order), points)


def numbered(ranked: Ranking, most: int, choices: Choices) -> tuple[list[Candidate], int]:
    """The events to number, by date, and how many that reach the threshold are left out.

    What is pinned is always in, what is dropped never; at most 40 in all.
    """
    most = min(max(most, len(choices.pinned)), MOST_BADGES)
    ids = dict(zip(ranked.rows, ranked.events, strict=True))
    passing = [row for row in ranked.rows if ranked.passes(row)]
    pinned = [row for row in ranked.rows if ids[row] in choices.pinned]
    others = [row for row in passing if ids[row] not in (*choices.pinned, *choices.dropped)]
    chosen = pinned + others[: most - len(pinned)]
    hidden = len(set(passing) - set(chosen))
    return sorted(ranked.candidates(chosen), key=lambda item: (item.day, item.event)), hidden


def wording(item: Candidate, choices: Choices) -> str:
    """The title as the chart says it; that nobody has reviewed an event stays before any wording."""
    own = choices.wording.get(item.event)
    return item.title if own is None else f"{UNREVIEWED_MARK if item.unreviewed else ''}{own}"
