"""What a tension chart shows, said once: every renderer draws this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipeline.charts.choices import NONE, NOTE_LETTERS, Choices, within
from pipeline.charts.lanes import lanes
from pipeline.charts.numbered import Candidate, numbered, ranking, wording
from pipeline.charts.palette import HOUSE, Looks, looks_of
from pipeline.errors import ExportError, showable
from pipeline.index import IndexResult
from pipeline.index.uncertainty import BAND, Uncertainty
from pipeline.provenance import Provenance, provenance_of
from pipeline.records import Episode
from pipeline.words import band_text, day_text, draft_title, includes_unreviewed

HEADLINE = "tension"
OWN = "own"
"""The headline of another run, drawn beside the published one."""
NARROWEST_PLOT = 300.0
"""Pixels: lanes are packed for a phone, so that badges stay apart at every width."""
BADGE_WIDTH = 32.0
LETTER = 6.5
"""Pixels of an average letter of an episode's label."""


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


def tension_chart(
    result: IndexResult,
    start: date,
    end: date,
    tracks: tuple[str, ...] = (),
    episodes: list[Episode] | None = None,
    title: str | None = None,
    plain: bool = False,
    uncertainty: Uncertainty | None = None,
    known: pd.Series | None = None,
    most: int | None = None,
    choices: Choices = NONE,
) -> ChartSpec:
    """The annotated tension chart of a period; `tracks` are drawn on the same axis as the headline, `uncertainty` as its band.

    `known`: the headline as known on its last day, drawn beside that of today. `most` numbers fewer events than
    `chart.badges` would, for a small picture, where `choices` do not say how many. `choices`: which events are numbered, in
    which words, and the analyst's notes. Raises ExportError where the period cannot follow them.
    """
    first, last = result.row(start), result.row(end)
    daily = result.daily.iloc[first : last + 1]
    start, end = daily.index[0].date(), daily.index[-1].date()
    config = result.config
    lines = [Line(HEADLINE, "Tension", daily[HEADLINE].to_numpy())]
    lines += [
        Line(slug, track.label, daily[slug].to_numpy(), place)
        for place, (slug, track) in enumerate(config.tracks.items())
        if slug in tracks
    ]
    drawn = ", ".join(line.name.lower() for line in lines)
    beside = ""
    if known is not None and known.index[-1] >= daily.index[0]:
        lines.append(_known_line(known, daily.index))
        drawn += f", as known on {known.index[-1].date()}"
        beside = f"; dashed: as known on {day_text(known.index[-1].date())}"
    ranked = ranking(result, start, end)
    _, problems = within(choices, ranked.events, start, end)
    if problems:
        raise ExportError(problems[0])
    usual = config.chart.badges if most is None else min(most, config.chart.badges)
    chosen, hidden = numbered(ranked, usual if choices.badges is None else choices.badges, choices)
    entries = _entries(chosen, choices)
    threshold = config.chart.badge_threshold
    not_shown = f"{hidden} more events of {threshold:g} points or more are not numbered" if hidden else ""
    title = showable(title or draft_title(result, start, end))
    band = _drawn_band(uncertainty, first, last)
    parts = (f"period {start} to {end}", f"lines: {drawn}", band.text if band else "", choices.told())
    provenance = provenance_of(result, title, "; ".join(filter(None, parts)))
    subtitle = f"{config.pair.name} tension, 0 (warm) to 100 (frozen), daily, {day_text(start)} to {day_text(end)}{beside}"
    notes = tuple(ChartNote(NOTE_LETTERS[place], note.day, note.text) for place, note in enumerate(choices.notes))
    return ChartSpec(
        title=title,
        subtitle=f"{subtitle}; {band.text}" if band else subtitle,
        days=daily.index,
        lines=tuple(lines),
        borders=tuple((item.start, item.label) for item in config.index.labels),
        episodes=bands_of(episodes or [], start, end),
        badges=badges_of(entries, start, end),
        entries=entries,
        not_shown=not_shown,
        footer=f"{footer(provenance)}{_own_words(entries, notes)}",
        alt=alt_text(title, lines[0].values, daily.index, entries, includes_unreviewed(result), band) + _noted(notes),
        provenance=provenance,
        plain=plain,
        unreviewed=includes_unreviewed(result),
        notes=notes,
        band=band,
        looks=looks_of(config.export.colours),
    )


def _own_words(entries: tuple[Entry, ...], notes: tuple[ChartNote, ...]) -> str:
    """Which words are the analyst's and not those of the data; empty where none are."""
    numbers = [str(entry.number) for entry in entries if entry.reworded]
    parts = [f"{'event' if len(numbers) == 1 else 'events'} {', '.join(numbers)}"] if numbers else []
    parts += ["the notes" if len(notes) > 1 else "the note"] if notes else []
    return f" In the analyst's own words: {' and '.join(parts)}." if parts else ""


def _noted(notes: tuple[ChartNote, ...]) -> str:
    return f" Notes: {'; '.join(note.line for note in notes)}." if notes else ""


def _known_line(known: pd.Series, days: pd.DatetimeIndex) -> Line:
    day = known.index[-1].date()
    return Line(f"as_known_on_{day}", f"As known on {day_text(day)}", known.reindex(days).to_numpy(), look="known")


def _drawn_band(uncertainty: Uncertainty | None, first: int, last: int) -> DrawnBand | None:
    if uncertainty is None:
        return None
    days = uncertainty.bands[HEADLINE].iloc[first : last + 1]
    p05, p25, p75, p95 = (days[name].to_numpy() for name in BAND)
    return DrawnBand(p05, p25, p75, p95, band_text(uncertainty.draws))


def _entries(chosen: list[Candidate], choices: Choices) -> tuple[Entry, ...]:
    """The chosen events under their numbers, in the words chosen for them."""
    return tuple(
        Entry(
            number=number,
            event=item.event,
            day=item.day,
            when=item.when,
            title=wording(item, choices),
            direction=item.direction,
            points=item.points,
            unreviewed=item.unreviewed,
            reworded=item.event in choices.wording,
        )
        for number, item in enumerate(chosen, start=1)
    )


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
            late = (first - start).days > 0.75 * span
            at = ((last if late else first) - start).days / span * NARROWEST_PLOT
            length = LETTER * len(item.label)
            labels.append(((at - length, at) if late else (at, at + length), item.label, first, last, late))
    labels.sort(key=lambda label: label[0])
    rows = lanes([interval for interval, *_ in labels])
    return tuple(Band(label, first, last, row, late) for (_, label, first, last, late), row in zip(labels, rows, strict=True))


def footer(provenance: Provenance) -> str:
    return (
        f"Source: {provenance.source}. Data through {day_text(date.fromisoformat(provenance.data_through))}. "
        f"Method {provenance.method_version}, config {provenance.config_hash}. {provenance.licence}."
    )


def alt_text(
    title: str,
    values: np.ndarray,
    days: pd.DatetimeIndex,
    entries: tuple[Entry, ...],
    included: str,
    band: DrawnBand | None = None,
) -> str:
    """The finding, the range and the largest moves, for those who cannot see the picture."""
    high, low = int(np.argmax(values)), int(np.argmin(values))
    text = (
        f"{title}. Line chart of daily tension: highest {values[high]:.0f} on {day_text(days[high].date())}, "
        f"lowest {values[low]:.0f} on {day_text(days[low].date())}, last {values[-1]:.0f}."
    )
    text += f" {band.text.capitalize()}, on the last day from {band.p05[-1]:.0f} to {band.p95[-1]:.0f}." if band else ""
    text += f" The index {included}." if included else ""
    largest = sorted(entries, key=lambda entry: -abs(entry.points))[:3]
    moves = "; ".join(f"{entry.when}: {entry.title}" for entry in sorted(largest, key=lambda entry: entry.number))
    return f"{text} Largest moves: {moves}." if moves else text
