"""The published tension and that of another run in one annotated chart.

The events above the plot are those of the published run: the other one is read against the same story.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from pipeline.charts.spec import HEADLINE, OWN, ChartSpec, Line, footer, tension_chart
from pipeline.index.tension import label_of
from pipeline.provenance import Provenance
from pipeline.questions.weighing import Weighing, change_texts
from pipeline.records import Episode
from pipeline.words import day_text

OWN_NAME = "Own weights"


def two_run_chart(
    found: Weighing, start: date, end: date, episodes: list[Episode] | None = None, title: str | None = None, plain: bool = False
) -> ChartSpec:
    """Both headlines over a period; every export says that the weights are the reader's own, and which."""
    published = tension_chart(found.published, start, end, (), episodes, title or drafted_title(found, start, end), plain)
    changes = change_texts(found)
    own = found.own[HEADLINE].reindex(published.days).to_numpy()
    lines = (Line(HEADLINE, "Published", published.lines[0].values), Line(OWN, OWN_NAME, own))
    count = f"{len(changes)} value{'s' if len(changes) != 1 else ''} changed" if changes else "nothing changed"
    stamp = _stamp(found, published, changes)
    return replace(
        published,
        lines=lines,
        subtitle=f"{published.subtitle}; own weights: {count}",
        footer=footer(stamp),
        alt=f"{published.alt} Own weights: {_alt(own)}",
        provenance=stamp,
    )


def drafted_title(found: Weighing, start: date, end: date) -> str:
    """Where the own line ends, against the published one."""
    row = found.published.row(end)
    day = found.published.daily.index[row]
    was, now = float(found.published.tension.iat[row]), float(found.own[HEADLINE].get(day, np.nan))
    name, labels = found.published.config.pair.name, found.published.config.index.labels
    if not found.changes or np.isnan(now):
        return f"{name} tension with own weights"
    when = "is" if day.date() == found.published.through else f"on {day_text(day.date())} was"
    return f"{name} tension with own weights {when} {label_of(labels, now)} at {now:.0f}, published {was:.0f}"


def _stamp(found: Weighing, published: ChartSpec, changes: list[str]) -> Provenance:
    stamp = published.provenance
    listed = "; ".join(changes) or "none changed"
    return replace(
        stamp,
        filters=f"period {published.start} to {published.end}; lines: published, own weights; the reader's own weights: {listed}",
        source=f"{stamp.source}, with the reader's own weights (published config {stamp.config_hash})",
        config_hash=found.hash[:12],
    )


def _alt(own: np.ndarray) -> str:
    told = own[~np.isnan(own)]
    return f"highest {told.max():.0f}, lowest {told.min():.0f}, last {told[-1]:.0f}." if len(told) else "no value."
