"""Draws a TornadoSpec for the browser, with Plotly: each group's words stand over its bar, as on a phone there is no room beside
it."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go

from pipeline.charts.palette import LIGHT, Palette
from pipeline.charts.screen import FONT
from pipeline.charts.tornado import TornadoSpec, share_text

ROW = 46
"""Pixels of a bar with its words."""


def tornado_figure(spec: TornadoSpec, palette: Palette = LIGHT) -> go.Figure:
    """The tornado as a Plotly figure on a transparent ground; wide as its container."""
    rows = len(spec.bars)
    fig = go.Figure()
    fig.add_bar(
        orientation="h",
        base=[bar.low for bar in spec.bars],
        x=[bar.high - bar.low for bar in spec.bars],
        y=[-place for place in range(rows)],
        width=0.42,
        marker={"color": palette.band, "line": {"width": 0}},
        hovertext=[
            f"<b>{escape(bar.label)}</b><br>{bar.low:.1f} to {bar.high:.1f}<br>share of variance {share_text(bar)}"
            for bar in spec.bars
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )
    fig.add_scatter(
        x=[spec.point, spec.point],
        y=[0.5, -rows + 0.6],
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
        line={"color": palette.ink, "width": 1.6},
    )
    fig.update_layout(
        template=None,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": palette.ink},
        margin={"l": 4, "r": 12, "t": 4, "b": 28},
        height=ROW * rows + 50,
        hovermode="closest",
        hoverlabel={"bgcolor": palette.background, "bordercolor": palette.muted, "font": {"color": palette.ink}, "align": "left"},
        annotations=[note for place in range(rows) for note in _words(spec, place, palette)]
        + [_note(f"<b>index {spec.point:.1f}</b>", spec.point, "x", 0.72, "center", palette)],
        dragmode=False,
    )
    fig.update_xaxes(
        range=[spec.low, spec.high], gridcolor=palette.grid, linecolor=palette.muted, zeroline=False, fixedrange=True
    )
    fig.update_yaxes(range=[-rows + 0.6, 1.0], visible=False)
    fig.update_layout(xaxis_fixedrange=True, yaxis_fixedrange=True)
    return fig


def _words(spec: TornadoSpec, place: int, palette: Palette) -> tuple[dict, dict]:
    bar, y = spec.bars[place], -place + 0.4
    return (
        _note(escape(bar.label), 0.0, "paper", y, "left", palette),
        _note(f"<b>{share_text(bar)}</b>", 1.0, "paper", y, "right", palette),
    )


def _note(text: str, x: float, of: str, y: float, anchor: str, palette: Palette) -> dict:
    return {
        "x": x,
        "xref": of,
        "xanchor": anchor,
        "y": y,
        "yanchor": "middle",
        "showarrow": False,
        "text": text,
        "font": {"size": 12, "color": palette.ink},
    }
