"""Draws a SwimSpec for the browser, with Plotly: one trace a look, whatever the number of segments.

Each channel's name stands over its lane, so that the lanes keep the whole width of a phone. Every text from data is
escaped, because Plotly reads a little HTML.
"""

from __future__ import annotations

from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from pipeline.charts.palette import LIGHT, Palette
from pipeline.charts.screen import FONT
from pipeline.charts.swim import NO_LANES, Segment, SwimLane, SwimSpec
from pipeline.charts.swim_looks import LOOKS
from pipeline.words import day_text

ROW = 38
"""Pixels of a lane with its name."""
_BAR = 0.4
_NAME = 0.38
"""Of a row: the height of a bar, and how far above it the middle of the name stands."""
_DAY = 86_400_000


def swim_figure(spec: SwimSpec, palette: Palette = LIGHT) -> go.Figure:
    """The lanes as a Plotly figure on a transparent ground; wide as its container."""
    rows = spec.rows
    fig = go.Figure()
    for look in spec.looks:
        _add_look(fig, spec, look, palette)
    if spec.mark:
        _add_mark(fig, spec, len(rows), palette)
    fig.update_layout(
        template=None,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": palette.ink},
        margin={"l": 4, "r": 12, "t": 8, "b": 30},
        height=ROW * len(rows) + 120,
        barmode="overlay",
        bargap=0,
        hovermode="closest",
        hoverlabel={"bgcolor": palette.background, "bordercolor": palette.muted, "font": {"color": palette.ink}, "align": "left"},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False},
        annotations=_names(rows, palette) + _mark_label(spec, palette) + _nothing(spec, palette),
        dragmode=False,
    )
    fig.update_xaxes(
        type="date",
        range=[spec.start.isoformat(), spec.end.isoformat()],
        gridcolor=palette.grid,
        linecolor=palette.muted,
        ticks="outside",
        tickcolor=palette.muted,
        nticks=8,
        fixedrange=True,
    )
    fig.update_yaxes(range=[-len(rows) + 0.45, 0.75], visible=False, fixedrange=True)
    return fig


def _add_look(fig: go.Figure, spec: SwimSpec, look: str, palette: Palette) -> None:
    """All segments of one look."""
    style = LOOKS[look]
    found = [
        (place, lane, part)
        for place, (_, lane) in enumerate(spec.rows)
        if lane is not None
        for part in lane.segments
        if part.look == look
    ]
    ground = palette.background
    pattern = {"shape": style.pattern, "size": 7, "solidity": 0.35, "fillmode": "replace"}
    colours = {"bgcolor": style.colour, "fgcolor": ground} if style.ground else {"bgcolor": ground, "fgcolor": style.colour}
    fig.add_bar(
        orientation="h",
        name=style.word,
        base=[part.start.isoformat() for _, _, part in found],
        x=[part.days * _DAY for _, _, part in found],
        y=[-place - 0.1 for place, _, _ in found],
        width=_BAR * style.height,
        marker={
            "color": style.colour,
            "line": {"color": style.colour, "width": 1},
            "pattern": {**pattern, **colours} if style.pattern else {},
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[[part.event, lane.channel, part.start.isoformat()] for _, lane, part in found],
        hovertext=[_hover(lane, part) for _, lane, part in found],
        textposition="none",
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _hover(lane: SwimLane, part: Segment) -> str:
    last = f"{day_text(part.start)} – {day_text(part.end)}"
    text = f"<b>{escape(lane.name)}</b><br>{escape(part.words)}, {last} ({part.days:,} days)"
    return text + "".join(f"<br>{escape(line)}" for line in wrap(part.title, 42))


def _names(rows: list[tuple[str, SwimLane | None]], palette: Palette) -> list[dict]:
    """Tracks in bold, channels over their lanes."""
    return [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": -place + (_NAME if lane else 0.1),
            "yanchor": "middle",
            "showarrow": False,
            "text": escape(name) if lane else f"<b>{escape(name)}</b>",
            "font": {"size": 12 if lane else 15, "color": palette.ink},
        }
        for place, (name, lane) in enumerate(rows)
    ]


def _nothing(spec: SwimSpec, palette: Palette) -> list[dict]:
    """Says so where there are no lanes."""
    if spec.lanes:
        return []
    font = {"size": 14, "color": palette.ink}
    return [{"text": NO_LANES, "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False, "font": font}]


def _add_mark(fig: go.Figure, spec: SwimSpec, rows: int, palette: Palette) -> None:
    """The line of the chosen day."""
    day = spec.mark.isoformat() if spec.mark else ""
    fig.add_scatter(
        x=[day, day],
        y=[0.5, -rows + 0.5],
        mode="lines",
        name="chosen day",
        showlegend=False,
        hoverinfo="skip",
        line={"color": palette.ink, "width": 1.6, "dash": "dash"},
    )


def _mark_label(spec: SwimSpec, palette: Palette) -> list[dict]:
    if not spec.mark:
        return []
    late = (spec.mark - spec.start).days > (spec.end - spec.start).days / 2
    return [
        {
            "x": spec.mark.isoformat(),
            "xanchor": "right" if late else "left",
            "xshift": -4 if late else 4,
            "y": 0.35,
            "yanchor": "middle",
            "showarrow": False,
            "text": day_text(spec.mark),
            "font": {"size": 12, "color": palette.ink},
        }
    ]
