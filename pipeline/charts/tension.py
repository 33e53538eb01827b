"""The annotated tension chart of a period: which lines, events, words and colours it shows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pipeline.charts.badges import badges_of, bands_of
from pipeline.charts.choices import NONE, NOTE_LETTERS, Choices, within
from pipeline.charts.numbered import Candidate, numbered, ranking, wording
from pipeline.charts.palette import looks_of
from pipeline.charts.spec import HEADLINE, ChartNote, ChartSpec, DrawnBand, Entry, Line
from pipeline.errors import ExportError, showable
from pipeline.index import IndexResult
from pipeline.index.uncertainty import BAND, Uncertainty
from pipeline.provenance import footer, provenance_of
from pipeline.records import Episode
from pipeline.words import band_text, day_text, draft_title, includes_unreviewed


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
    not_shown = _left_out(hidden, config.chart.badge_threshold)
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


def _left_out(hidden: int, threshold: float) -> str:
    """How many events reach the threshold and are not numbered; empty where none is left out."""
    if not hidden:
        return ""
    events = "1 more event" if hidden == 1 else f"{hidden} more events"
    return f"{events} of {threshold:g} point{'' if threshold == 1 else 's'} or more {'is' if hidden == 1 else 'are'} not numbered"


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
