"""The published tension and that of another run in one annotated chart.

The events above the plot are those of the published run: the other one is read against the same story.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.charts.spec import HEADLINE, OWN, ChartSpec, Line
from pipeline.charts.tension import alt_text
from pipeline.index.tension import label_of
from pipeline.provenance import Provenance, footer
from pipeline.questions.weighing import Weighing, change_texts
from pipeline.words import day_text, includes_unreviewed

OWN_NAME = "Own weights"


def two_run_chart(found: Weighing, published: ChartSpec, title: str | None = None) -> ChartSpec:
    """Both headlines over the period of the published chart; every export says that the weights are the reader's own, and
    which."""
    title = title or drafted_title(found, published)
    changes = change_texts(found)
    own = found.own[HEADLINE].reindex(published.days).to_numpy()
    lines = (Line(HEADLINE, "Published", published.lines[0].values), Line(OWN, OWN_NAME, own))
    count = f"{len(changes)} value{'s' if len(changes) != 1 else ''} changed" if changes else "nothing changed"
    stamp = _stamp(found, published, title, changes)
    alt = alt_text(title, lines[0].values, published.days, published.entries, includes_unreviewed(found.published))
    return replace(
        published,
        title=title,
        lines=lines,
        subtitle=f"{published.subtitle}; own weights: {count}",
        footer=footer(stamp),
        alt=f"{alt} Own weights: {_range(own)}",
        provenance=stamp,
    )


def drafted_title(found: Weighing, published: ChartSpec) -> str:
    """Where the own line ends, against the published one."""
    row = found.published.row(published.end)
    day = found.published.daily.index[row]
    was, now = float(found.published.tension.iat[row]), float(found.own[HEADLINE].get(day, np.nan))
    name, labels = found.published.config.pair.name, found.published.config.index.labels
    if not found.changes or np.isnan(now):
        return f"{name} tension with own weights"
    when = "is" if day.date() == found.published.through else f"on {day_text(day.date())} was"
    return f"{name} tension with own weights {when} {label_of(labels, now)} at {now:.0f}, published {was:.0f}"


def _stamp(found: Weighing, published: ChartSpec, title: str, changes: list[str]) -> Provenance:
    stamp = published.provenance
    listed = f"{'; '.join(changes) or 'none changed'}; published config {stamp.config_hash}"
    return replace(
        stamp,
        title=title,
        filters=f"period {published.start} to {published.end}; lines: published, own weights; the reader's own weights: {listed}",
        source=f"{stamp.source}, with the reader's own weights",
        config_hash=found.hash[:12],
    )


def _range(own: np.ndarray) -> str:
    told = own[~np.isnan(own)]
    return f"highest {told.max():.0f}, lowest {told.min():.0f}, last {told[-1]:.0f}." if len(told) else "no value."
