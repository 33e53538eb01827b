"""A scenario as a chart: the published line to the last day of the data, and beyond it two dashed paths.

It is drawn like the tension chart, and nobody shall take it for that: title, subtitle and filters say scenario, the days
beyond the data are shaded, hypothetical events have hollow badges.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd

from pipeline.charts.badges import badges_of, bands_of
from pipeline.charts.spec import HEADLINE, ChartSpec, Entry, Line
from pipeline.charts.tension import tension_chart
from pipeline.index import IndexResult
from pipeline.provenance import Provenance, footer, provenance_of
from pipeline.questions.scenario import Scenario
from pipeline.questions.scenario_text import scenario_filters, scenario_title
from pipeline.records import Episode
from pipeline.words import day_text

HISTORY = 730
"""Days of history before the paths."""
HISTORY_BADGES = 6
"""Events of the history that are numbered; the scenario's own are all numbered."""
BEYOND = "Beyond the data"


def scenario_chart(published: IndexResult, found: Scenario) -> ChartSpec:
    """The chart of a scenario over the run that it starts from."""
    start = max(found.through - timedelta(days=HISTORY), published.daily.index[0].date())
    before = tension_chart(published, start, found.through)
    start = before.start
    days = pd.date_range(start, found.until, name="date").astype("datetime64[s]")
    entries = _entries(before.entries, found)
    title = scenario_title(found)
    name = published.config.pair.name
    stamp = _stamp(published, found, title, f"period {start} to {found.until}")
    return replace(
        before,
        title=title,
        subtitle=f"Scenario, not the published index: {name} tension, 0 (warm) to 100 (frozen), after {day_text(found.through)}, "
        "beside nothing happening",
        days=days,
        lines=_lines(before.lines[0].values, found, len(days)),
        episodes=bands_of([Episode("beyond", BEYOND, found.through, found.until)], start, found.until),
        badges=badges_of(entries, start, found.until),
        entries=entries,
        not_shown="",
        footer=f"Scenario. {footer(stamp)}",
        alt=_alt(title, found),
        provenance=stamp,
    )


def _lines(history: np.ndarray, found: Scenario, length: int) -> tuple[Line, ...]:
    """The published line, then both paths from its last point on."""
    lines = [Line(HEADLINE, "Published", np.append(history, np.full(length - len(history), np.nan)))]
    paths = [("nothing_happens", "If nothing happens", "nothing", found.nothing)]
    if found.what_ifs:
        paths.insert(0, ("scenario", "With the events", "scenario", found.path))
    blank = np.full(len(history) - 1, np.nan)
    for slug, name, look, path in paths:
        lines.append(Line(slug, name, np.concatenate([blank, history[-1:], path[HEADLINE].to_numpy()]), look=look))
    return tuple(lines)


def _entries(history: tuple[Entry, ...], found: Scenario) -> tuple[Entry, ...]:
    """The largest events of the history and every hypothetical one, numbered in one row."""
    largest = sorted(history, key=lambda entry: (-abs(round(entry.points, 6)), entry.number))[:HISTORY_BADGES]
    shown = sorted(largest, key=lambda entry: entry.number)
    shown += [
        Entry(0, item.event, item.day, f"What if, {item.when}", item.title, item.direction, item.points, what_if=True)
        for item in found.marked
    ]
    return tuple(replace(entry, number=number) for number, entry in enumerate(shown, start=1))


def _stamp(published: IndexResult, found: Scenario, title: str, period: str) -> Provenance:
    stamp = provenance_of(published, title, f"{scenario_filters(found)}; {period}")
    count = len(found.what_ifs)
    source = f"{stamp.source}, and {count} hypothetical one{'s' if count != 1 else ''}" if count else stamp.source
    return replace(stamp, source=source)


def _alt(title: str, found: Scenario) -> str:
    """The finding and the events, for those who cannot see the picture."""
    events = "; ".join(f"{item.when}: {item.title}" for item in found.marked)
    last = found.after[-1][1][0]
    paths = f"Without the events tension ends at {last.before:.0f}, with them at {last.now:.0f}." if events else ""
    text = f"{title}. Line chart of published tension and of scenario paths beyond {day_text(found.through)}. {paths}".strip()
    return f"{text} Hypothetical events: {events}." if events else text
