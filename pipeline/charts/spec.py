"""What a tension chart shows, said once: every renderer draws this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipeline.charts.palette import HOUSE, Looks
from pipeline.provenance import Provenance
from pipeline.words import day_text

HEADLINE = "tension"
OWN = "own"
"""The headline of another run, drawn beside the published one."""


@dataclass(frozen=True)
class Line:
    """One series: `slug` is tension, a track, own or another headline; `place` is a track's place in the config, which decides
    its look; another headline has the look of one of `palette.STROKES`. NaN where there is nothing to draw."""

    slug: str
    name: str
    values: np.ndarray
    place: int = 0
    look: str = ""


@dataclass(frozen=True)
class Entry:
    """One numbered event of the list; `points` is how far it moved the charted series on the day it acted.

    The title of an `unreviewed` candidate says so; a hypothetical one (`what_if`) says so in `when`.
    That of a `reworded` one is the analyst's, which the footer tells.
    """

    number: int
    event: str
    day: date
    when: str
    title: str
    direction: int
    points: float
    unreviewed: bool = False
    what_if: bool = False
    reworded: bool = False

    @property
    def hollow(self) -> bool:
        """Whether it is drawn as a ring: not reviewed, or not happened."""
        return self.unreviewed or self.what_if


@dataclass(frozen=True)
class Badge:
    """The mark of one day's entries above the plot."""

    day: date
    text: str
    lane: int
    direction: int
    entries: tuple[Entry, ...]

    @property
    def unreviewed(self) -> bool:
        """Whether a candidate that nobody has reviewed is among its entries."""
        return any(entry.unreviewed for entry in self.entries)

    @property
    def hollow(self) -> bool:
        """Whether one of its entries is drawn as a ring."""
        return any(entry.hollow for entry in self.entries)


@dataclass(frozen=True)
class Band:
    """A shaded period. `row` lifts its label above those that it would cover; `late`: the label hangs from the end."""

    label: str
    start: date
    end: date
    row: int
    late: bool

    @property
    def anchor(self) -> date:
        return self.end if self.late else self.start


@dataclass(frozen=True)
class ChartNote:
    """A remark of the analyst: its letter stands on the plot at its day, its text below."""

    letter: str
    day: date
    text: str

    @property
    def line(self) -> str:
        """What stands below the plot, after the letter."""
        return f"{day_text(self.day)}: {self.text}"


@dataclass(frozen=True)
class DrawnBand:
    """Between which values of tension the headline lies in nine draws of ten (`p05`, `p95`) and in half of them (`p25`, `p75`).

    `text` says so where there is no legend.
    """

    p05: np.ndarray
    p25: np.ndarray
    p75: np.ndarray
    p95: np.ndarray
    text: str


@dataclass(frozen=True)
class ChartSpec:
    """A whole chart. `days`, every line's values and the band's have one length; tension runs from 0 to 100.

    `unreviewed` says how many candidates the run counts that nobody has reviewed, and stands even on a plain chart; it is
    empty where there are none.
    """

    title: str
    subtitle: str
    days: pd.DatetimeIndex
    lines: tuple[Line, ...]
    borders: tuple[tuple[float, str], ...]
    episodes: tuple[Band, ...]
    badges: tuple[Badge, ...]
    entries: tuple[Entry, ...]
    not_shown: str
    footer: str
    alt: str
    provenance: Provenance
    plain: bool = False
    unreviewed: str = ""
    band: DrawnBand | None = None
    looks: Looks = HOUSE
    notes: tuple[ChartNote, ...] = ()

    @property
    def edges(self) -> tuple[tuple[str, np.ndarray], ...]:
        """The edges of the band by name, for what draws or lists them as lines; none without a band."""
        return (("p05", self.band.p05), ("p95", self.band.p95)) if self.band else ()

    @property
    def start(self) -> date:
        return self.days[0].date()

    @property
    def end(self) -> date:
        return self.days[-1].date()

    def height_on(self, day: date) -> float:
        """Where the line stands on a day to which a badge points: the first line that has a value there."""
        at = (day - self.start).days
        return next((float(line.values[at]) for line in self.lines if not np.isnan(line.values[at])), 0.0)

    @property
    def notes_by_day(self) -> dict[date, list[ChartNote]]:
        """The notes by day: those of one day stand together on the line."""
        days = dict.fromkeys(note.day for note in self.notes)
        return {day: [note for note in self.notes if note.day == day] for day in days}

    @property
    def note_marks(self) -> dict[date, str]:
        """The letters that stand on the line, by day."""
        return {day: "".join(note.letter for note in notes) for day, notes in self.notes_by_day.items()}

    @property
    def lane_count(self) -> int:
        return max((badge.lane for badge in self.badges), default=-1) + 1
