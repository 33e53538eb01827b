"""Draws a WaterfallSpec for the browser, with Plotly: each cause's words stand over its bar, as on a phone there is no room
beside it. Every text from data is escaped, because Plotly reads a little HTML."""

from __future__ import annotations

from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from pipeline.charts.lettering import shortened
from pipeline.charts.palette import LIGHT, NEUTRAL, Palette, direction_colour
from pipeline.charts.screen import FONT
from pipeline.charts.waterfall import Step, WaterfallSpec

ROW = 46
"""Pixels of a bar with its words."""
_LETTERS = 54
"""Letters of a label that fit the width of a phone."""


def waterfall_figure(spec: WaterfallSpec, palette: Palette = LIGHT) -> go.Figure:
    """The waterfall as a Plotly figure on a transparent ground; wide as its container."""
    rows = len(spec.steps)
    fig = go.Figure()
    fig.add_bar(
        orientation="h",
        base=[max(step.low, spec.low) for step in spec.steps],
        x=[step.high - max(step.low, spec.low) for step in spec.steps],
        y=[-place for place in range(rows)],
        width=0.42,
        marker={"color": [_colour(step, palette) for step in spec.steps], "line": {"width": 0}},
        unselected={"marker": {"opacity": 1}},
        text=[points_text(step) for step in spec.steps],
        textposition="outside",
        textfont={"color": palette.ink, "size": 13},
        cliponaxis=False,
        customdata=[step.event for step in spec.steps],
        hovertext=[_hover(step) for step in spec.steps],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )
    fig.add_scatter(
        x=[x for step, level in zip(spec.steps[:-1], _levels(spec), strict=True) for x in (level, level, None)],
        y=[y for place in range(rows - 1) for y in (-place - 0.21, -place - 0.79, None)],
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
        line={"color": palette.muted, "width": 0.8, "dash": "dot"},
    )
    fig.update_layout(
        template=None,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": palette.ink},
        margin={"l": 4, "r": 12, "t": 4, "b": 28},
        height=ROW * rows + 40,
        hovermode="closest",
        hoverlabel={"bgcolor": palette.background, "bordercolor": palette.muted, "font": {"color": palette.ink}, "align": "left"},
        annotations=[_label(place, step, palette) for place, step in enumerate(spec.steps)],
        dragmode=False,
    )
    fig.update_xaxes(range=[spec.low, spec.high], gridcolor=palette.grid, linecolor=palette.muted, fixedrange=True)
    fig.update_yaxes(range=[-rows + 0.6, 0.8], visible=False, fixedrange=True)
    return fig


def points_text(step: Step) -> str:
    """+8.9 for a cause, 49.0 for a level."""
    if step.kind == "level":
        return f"{step.points:.1f}"
    return f"{'+' if step.points >= 0 else '−'}{abs(step.points):.1f}"


def _levels(spec: WaterfallSpec) -> list[float]:
    """The level after each step but the last."""
    level, found = 0.0, []
    for step in spec.steps[:-1]:
        level = step.points if step.kind == "level" else level + step.points
        found.append(level)
    return found


def _colour(step: Step, palette: Palette) -> str:
    if step.kind == "level":
        return palette.ink
    return direction_colour(step.direction) if step.kind == "event" else NEUTRAL


def _label(place: int, step: Step, palette: Palette) -> dict:
    text = f"<b>{escape(step.when)}</b>  " if step.when else ""
    words = escape(shortened(step.label, _LETTERS - len(step.when)))
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": -place + 0.4,
        "yanchor": "middle",
        "showarrow": False,
        "text": f"<b>{words}</b>" if step.kind == "level" else text + words,
        "font": {"size": 12, "color": palette.ink},
    }


def _hover(step: Step) -> str:
    lines = "<br>".join(escape(line) for line in wrap(step.label, 44))
    head = f"<b>{escape(step.when)}</b> " if step.when else ""
    side = {1: " warmer", -1: " colder"}.get(step.direction, "")
    return f"{head}{lines}<br>{points_text(step)} points{side if step.kind != 'level' else ''}"
