"""Draws a CellsSpec as a Plotly figure: a tile a cell, with its sign and word, for pages that stand alone."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go

from pipeline.charts.cells import FULL_COLOUR, CellsSpec
from pipeline.charts.palette import LIGHT, Palette, heat
from pipeline.charts.screen import FONT

_ROW, _AROUND = 76, 44
"""Pixels a track, and round all of them."""


def cells_figure(spec: CellsSpec, palette: Palette = LIGHT) -> go.Figure:
    """Tracks below each other, components beside each other; wide as its container."""
    names = [cell.component for cell in spec.rows[0].cells]
    ground = palette.background
    fig = go.Figure(
        go.Heatmap(
            z=[[cell.points for cell in row.cells] for row in spec.rows],
            x=names,
            y=[row.slug for row in spec.rows],
            zmin=-FULL_COLOUR,
            zmax=FULL_COLOUR,
            colorscale=[
                [0, heat(spec.looks.thaw, 1, ground)],
                [0.5, ground],
                [1, heat(spec.looks.freeze, 1, ground)],
            ],
            xgap=4,
            ygap=4,
            showscale=False,
            text=[[f"<b>{cell.text}</b><br>{cell.side}" for cell in row.cells] for row in spec.rows],
            texttemplate="%{text}",
            textfont={"size": 14, "color": palette.ink},
            hovertext=[[f"{escape(row.label)}, {cell.component}: {cell.text} points" for cell in row.cells] for row in spec.rows],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    fig.update_layout(
        template=None,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": palette.ink},
        margin={"l": 110, "r": 8, "t": 32, "b": 8},
        height=_ROW * len(spec.rows) + _AROUND,
        hoverlabel={"bgcolor": palette.background, "bordercolor": palette.muted, "font": {"color": palette.ink}},
        dragmode=False,
    )
    heads = [f"<b>{name.title()}</b>" for name in names]
    sides = [f"<b>{escape(row.label)}</b><br>{row.tension:.0f} {escape(row.word)}" for row in spec.rows]
    still: dict = {"ticks": "", "showgrid": False, "zeroline": False, "fixedrange": True}
    fig.update_xaxes(side="top", tickvals=names, ticktext=heads, **still)
    fig.update_yaxes(autorange="reversed", tickvals=[row.slug for row in spec.rows], ticktext=sides, **still)
    return fig
