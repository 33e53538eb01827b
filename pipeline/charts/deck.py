"""A briefing deck, said once: headline and chart, who talks, what moved it, the newest events, and how the number is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.charts.palette import LIGHT, text_colour
from pipeline.charts.spec import ChartSpec
from pipeline.charts.tables import Cell, Table, words
from pipeline.charts.tension import tension_chart
from pipeline.charts.text_box import Run
from pipeline.charts.waterfall import WaterfallSpec, waterfall_chart
from pipeline.config.loader import config_hash
from pipeline.config.schema import METHODS, Config
from pipeline.index import IndexResult
from pipeline.index.uncertainty import Uncertainty
from pipeline.provenance import Provenance, footer, method_text, provenance_of
from pipeline.questions.board import ChannelLine, board_finding, board_on
from pipeline.questions.event_list import SIDES, newest_first
from pipeline.questions.why import why_moved
from pipeline.records import Episode
from pipeline.sources.cells import safe_link
from pipeline.words import day_text, direction_sign, event_date_text, includes_unreviewed, marked_title

NEWEST = 10
"""Events that the deck lists."""
_NONE = "–"


@dataclass(frozen=True)
class Sheet:
    """A slide or page that shows a table."""

    title: str
    subtitle: str
    table: Table
    name: str


@dataclass(frozen=True)
class DeckSpec:
    """A whole deck, in the order in which it is shown."""

    chart: ChartSpec
    board: Sheet
    waterfall: WaterfallSpec
    events: Sheet
    method: Sheet
    footer: str
    provenance: Provenance


def briefing_deck(
    result: IndexResult,
    start: date,
    end: date,
    episodes: list[Episode] | None = None,
    uncertainty: Uncertainty | None = None,
    chart: ChartSpec | None = None,
) -> DeckSpec:
    """The deck of a period: the states of its last day, and what moved the headline from its first day to its last.

    `chart` is the chart of this period where it is not the one that is drawn by itself.
    Raises DataError where the two are not days of the series in their order.
    """
    why = why_moved(result, start, end)
    chart = chart or tension_chart(result, start, end, (), episodes, uncertainty=uncertainty)
    return DeckSpec(
        chart=chart,
        board=_board(result, end),
        waterfall=waterfall_chart(why),
        events=_events(result, end),
        method=_method(result, start, end),
        footer=footer(chart.provenance),
        provenance=provenance_of(result, chart.title, f"{chart.provenance.filters}; deck"),
    )


def _board(result: IndexResult, day: date) -> Sheet:
    lines = board_on(result, day)
    rows = tuple(_channel(line) for line in lines)
    headings = ("Channel", "State", "Since", "Last contact", "Next planned contact")
    subtitle = f"{result.config.pair.name} dialogue channels on {day_text(day)}; overdue: days beyond the usual gap"
    return Sheet(
        board_finding(result, lines, day).rstrip("."),
        subtitle,
        Table(headings, (0.33, 0.2, 0.13, 0.13, 0.21), rows),
        "State of play",
    )


def _channel(line: ChannelLine) -> tuple[Cell, ...]:
    late = line.state == "open" and line.overdue > 0
    state = f"{line.state}, {line.overdue} days overdue" if late else line.state
    side = {"open": 0 if late else 1, "agreed": 1, "suspended": -1, "strained": -1}.get(line.state, 0)
    known = line.state != "unknown"
    name, *others = words(
        line.name,
        day_text(line.since) if line.since else _NONE,
        day_text(line.last_contact) if line.last_contact else "none on record" if known else _NONE,
        f"{line.planned.when} ({line.planned.status})" if line.planned else _NONE,
    )
    return (name, Cell((Run(state, True, text_colour(side)),)), *others)


def _events(result: IndexResult, day: date) -> Sheet:
    scored = result.scored
    known = (scored["date_end"] <= pd.Timestamp(day)) & (scored["reported"] <= pd.Timestamp(day))
    newest = newest_first(scored[scored["status"].isin(("happened", "announced")) & known]).head(NEWEST)
    sides = [SIDES[int(side)] for side in newest["direction"]]
    counted = ", ".join(f"{sides.count(side)} {side}" for side in SIDES.values() if side in sides)
    events = f"{len(newest)} newest events" if len(newest) > 1 else "newest event"
    title = f"The {events}: {counted}" if len(newest) else "No event is on record"
    subtitle = f"On record by {day_text(day)}, newest first, each with where it was read"
    subtitle += f"; the index {includes_unreviewed(result)}" if result.unreviewed else ""
    rows = tuple(_event(event) for _, event in newest.iterrows())
    return Sheet(
        title, subtitle, Table(("Date", "Direction", "Event", "Sources"), (0.13, 0.1, 0.45, 0.32), rows), "Newest events"
    )


def _event(event: pd.Series) -> tuple[Cell, ...]:
    side = int(event["direction"])
    linked = sorted(event["sources"], key=lambda source: not (source.url and safe_link(source.url)))[:2]
    sources = tuple(_source(source.name, source.url) for source in linked) or (Run(_NONE),)
    when, title = words(event_date_text(event), marked_title(event))
    return when, Cell((Run(f"{direction_sign(side)} {SIDES[side]}", True, text_colour(side)),)), title, Cell(sources)


def _source(name: str, url: str) -> Run:
    return Run(name, colour=LIGHT.thaw_text, link=url) if url and safe_link(url) else Run(name)


def _stocks(config: Config) -> str:
    """What counts beside the events themselves."""
    if config.index.method != METHODS[0]:
        return f"Channels and measures do not count in the method {config.index.method}."
    return "Channels keep their state until an event changes it; measures count while they are in force."


def _method(result: IndexResult, start: date, end: date) -> Sheet:
    config, index = result.config, result.config.index
    levels = ", ".join(f"{label.label} from {label.start:g}" for label in index.labels)
    tracks = ", ".join(f"{track.label} {track.share:.0%}" for track in config.tracks.values())
    weighed = f"the {index.weights} weights" if index.weights else "the weights"
    events = len(result.scored) - result.unreviewed
    counted = f"{events:,} sourced event{'s' if events != 1 else ''}"
    counted += f"; it {includes_unreviewed(result)}, each with its confidence as a factor" if result.unreviewed else ""
    told = {
        "What it is": f"One number a day, 0 (warm) to 100 (frozen), made by published rules from {counted}. Words: {levels}.",
        "How it is made": f"Each event gets a score by its type and how severe it was; scores fade. {_stocks(config)} "
        f"Shares of the tracks: {tracks}.",
        "What it cannot tell": "Events are what leaves a public trace, and recent years leave more. Type and severity are a "
        f"coder's judgement, made with hindsight. Half-lives, shares and {weighed} are conventions. In a crowded month one more "
        "event hardly moves the number. Causes are parts of the number that add up, not proof of what led to what.",
        "Sources": f"Every event names where it was read; data through {day_text(result.through)}.",
        "Version": f"Method {method_text(config)}, config {config_hash(config)}. {config.export.licence}.",
        "To repeat it": f"python -m pipeline export deck --format pptx --from {start} --to {end} --config FILE; "
        "FILE is the config of that hash.",
    }
    rows = tuple((Cell((Run(name, True),)), *words(text)) for name, text in told.items())
    subtitle = f"{config.pair.name} tension index, {config.export.author}"
    return Sheet("How the number is made, and what it cannot tell", subtitle, Table((), (0.18, 0.82), rows), "Method")
