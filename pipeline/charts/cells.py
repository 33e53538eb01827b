"""Where the tension sits: tracks by components, each cell in points. Said once; drawn for page, print and slide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.charts.palette import HOUSE, LIGHT, Looks, heat, looks_of
from pipeline.config.schema import METHODS, Config
from pipeline.errors import showable
from pipeline.index import IndexResult
from pipeline.index.tension import label_of
from pipeline.provenance import Provenance, footer, provenance_of
from pipeline.records import COMPONENTS
from pipeline.words import day_text, includes_unreviewed

QUESTIONS = {"flow": "What just happened?", "channels": "Who is talking?", "measures": "What stands between them?"}
FULL_COLOUR = 22.5
"""Points at which a cell has its strongest ground."""
_SIGNS = {"colder": "+", "warmer": "−", "even": ""}


@dataclass(frozen=True)
class Heat:
    """One cell: what a component adds to its track's tension, in points; `strength` of its ground from 0 to 1."""

    component: str
    points: float

    @property
    def side(self) -> str:
        """Colder, warmer, or even where one decimal shows nothing."""
        return "even" if f"{abs(self.points):.1f}" == "0.0" else "colder" if self.points > 0 else "warmer"

    @property
    def strength(self) -> float:
        return round(min(abs(self.points) / FULL_COLOUR, 1.0), 2)

    @property
    def text(self) -> str:
        """+18.7, −5.2, 0.0."""
        return f"{_SIGNS[self.side]}{abs(self.points):.1f}"

    def ground(self, looks: Looks) -> str:
        """Its colour on white paper, on which ink can be read."""
        if self.side == "even":
            return LIGHT.shade
        return heat(looks.freeze if self.side == "colder" else looks.thaw, self.strength)


@dataclass(frozen=True)
class TrackRow:
    """A track: its tension with its word, and its cells in the order of the components."""

    slug: str
    label: str
    tension: float
    word: str
    cells: tuple[Heat, ...]


@dataclass(frozen=True)
class CellsSpec:
    """All cells of a day; `known`: as they were known on that day, not as they are known today."""

    title: str
    subtitle: str
    rows: tuple[TrackRow, ...]
    day: date
    footer: str
    alt: str
    provenance: Provenance
    known: bool = False
    plain: bool = False
    looks: Looks = HOUSE


def cells_chart(
    result: IndexResult, day: date | None = None, title: str | None = None, plain: bool = False, known: pd.Series | None = None
) -> CellsSpec:
    """The cells of a day of an index, of its last day unless one is given; days outside the series take its first or last.

    `known`: the row of the daily table as known on that day, where this is what is asked for.
    """
    daily = result.daily.iloc[-1 if day is None else result.row(day)] if known is None else known
    found = pd.Timestamp(str(daily.name)).date() if known is None or day is None else day
    rows = rows_of(result.config, daily)
    title = showable(title or _draft_title(result, rows, found, known is not None))
    told = f"{found}; tracks and their cells"
    provenance = provenance_of(result, title, f"{told}, as known on that day" if known is not None else told)
    return CellsSpec(
        title=title,
        subtitle=_subtitle(result, daily, found, known is not None),
        rows=rows,
        day=found,
        footer=footer(provenance),
        alt=_alt(title, rows, found),
        provenance=provenance,
        known=known is not None,
        plain=plain,
        looks=looks_of(result.config.export.colours),
    )


def rows_of(config: Config, day: pd.Series) -> tuple[TrackRow, ...]:
    """The tracks of one row of the daily table."""
    return tuple(
        TrackRow(
            slug,
            track.label,
            float(day[slug]),
            label_of(track.labels, float(day[slug])),
            tuple(Heat(name, float(day[f"{slug}_{name}"])) for name in COMPONENTS),
        )
        for slug, track in config.tracks.items()
    )


def _subtitle(result: IndexResult, daily: pd.Series, day: date, known: bool) -> str:
    value = float(daily["tension"])
    head = f"{result.config.pair.name} tension {'as known ' if known else ''}on {day_text(day)}: {value:.0f}"
    word = label_of(result.config.index.labels, value)
    text = f"{head}, {word}. Each track is 50 plus its cells, in points of that track (+ colder, − warmer)"
    if result.config.index.method != METHODS[0]:
        text += f"; the method {result.config.index.method} counts no channels and no measures"
    return f"{text}; {includes_unreviewed(result)}" if result.unreviewed else text


def _draft_title(result: IndexResult, rows: tuple[TrackRow, ...], day: date, known: bool) -> str:
    """The finding: in which cell relations are coldest, and in which warmest."""
    past = known or day != result.through
    pair = result.config.pair.name
    when = f"As known on {day_text(day)}, " if known else f"On {day_text(day)} " if past else ""
    cold, warm = _most(rows, "colder"), _most(rows, "warmer")
    if not cold and not warm:
        verb = "warmed or cooled" if past else "warms or cools"
        return f"{when}{'nothing' if when else 'Nothing'} {verb} {pair} relations: every cell is even"
    head = f"{when}{pair} relations {'were' if past else 'are'}"
    if not warm:
        return f"{head} coldest in {cold}; nothing {'warmed' if past else 'warms'} them"
    if not cold:
        return f"{head} warmest in {warm}; nothing {'cooled' if past else 'cools'} them"
    return f"{head} coldest in {cold}, warmest in {warm}"


def _most(rows: tuple[TrackRow, ...], side: str) -> str:
    """The cell that lies furthest to a side, or those that show the same figure, with it: security channels (+18.7); empty where
    no cell lies on that side."""
    found = [(abs(cell.points), _name(row, cell), cell.text) for row in rows for cell in row.cells if cell.side == side]
    if not found:
        return ""
    figure = max(found)[2]
    names = [name for _, name, text in found if text == figure]
    if len(names) > 2:
        return f"{len(names)} cells alike ({figure} each)"
    return f"{' and '.join(names)} ({figure}{' each' if len(names) > 1 else ''})"


def _name(row: TrackRow, cell: Heat) -> str:
    label = row.label.lower()
    return f"the flow of {label} events" if cell.component == "flow" else f"{label} {cell.component}"


def _alt(title: str, rows: tuple[TrackRow, ...], day: date) -> str:
    """The finding and every figure, for those who cannot see the picture."""
    told = "; ".join(
        f"{row.label} {row.tension:.0f} ({row.word}): " + ", ".join(f"{cell.component} {cell.text}" for cell in row.cells)
        for row in rows
    )
    return showable(f"{title}. Table of tracks by components on {day_text(day)}, in points, plus is colder. {told}.")
