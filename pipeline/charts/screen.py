"""Draws a ChartSpec for the browser, with Plotly.

Badges and stems are traces, not layout shapes: hundreds of shapes take seconds to draw. Every text from data is
escaped, because Plotly reads a little HTML.
"""

from __future__ import annotations

from html import escape

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.palette import BAND_OPACITY, LIGHT, OWN_DASH, STROKES, TRACK_DASHES, Looks, Palette
from pipeline.charts.spec import HEADLINE, OWN, Badge, ChartSpec, DrawnBand, Entry
from pipeline.words import direction_sign, side_name

LANE = 9.0
"""Height of one lane of badges, in points of tension."""
LABEL_ROW = 5.0
"""Height of one row of episode labels, in points of tension."""
FONT = "Source Sans, Source Sans Pro, Segoe UI, Helvetica, Arial, sans-serif"


def figure(spec: ChartSpec, palette: Palette = LIGHT, looks: Looks | None = None) -> go.Figure:
    """The chart as a Plotly figure on a transparent ground; wide as its container.

    `looks` are the colours that a house chose for white paper; without them it has the dashboard's.

    The badges have a strip of their own, which goes on with the scale of the plot: a click there means a badge and
    never the line below it.
    """
    looks = looks or Looks(line=palette.ink)
    fig = go.Figure()
    top = 100 + LANE * (spec.lane_count + 0.4)
    border = 100 / top
    _add_borders(fig, spec, palette)
    _add_band(fig, spec, palette)
    _add_lines(fig, spec, palette, looks)
    _add_badges(fig, spec, palette, looks)
    _add_notes(fig, spec, palette)
    fig.update_layout(
        template=None,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": palette.ink},
        margin={"l": 36, "r": 64, "t": 8, "b": 36},
        height=500,
        hovermode="x unified",
        hoverlabel={"bgcolor": palette.background, "bordercolor": palette.muted, "font": {"color": palette.ink}},
        showlegend=len(spec.lines) > 1,
        legend={"orientation": "h", "x": 0, "y": -0.12, "yanchor": "top", "traceorder": "reversed"},
        shapes=_episodes(spec, palette),
        dragmode=False,
    )
    fig.update_xaxes(
        range=[spec.days[0], spec.days[-1]],
        showgrid=False,
        linecolor=palette.muted,
        ticks="outside",
        tickcolor=palette.muted,
        hoverformat="%-d %b %Y",
        fixedrange=True,
    )
    fig.update_layout(
        yaxis={"range": [0, 100], "domain": [0, border], "tickvals": [0, 20, 40, 60, 80, 100], "gridcolor": palette.grid},
        yaxis2={"range": [100, top], "domain": [border, 1], "visible": False},
    )
    fig.update_yaxes(zeroline=False, fixedrange=True)
    return fig


def _add_borders(fig: go.Figure, spec: ChartSpec, palette: Palette) -> None:
    """Thin lines at the borders of the words, each word at the right edge in the middle of its zone."""
    edges = [value for value, _ in spec.borders] + [100.0]
    for value in edges[1:-1]:
        fig.add_scatter(
            x=[spec.days[0], spec.days[-1]],
            y=[value, value],
            mode="lines",
            hoverinfo="skip",
            showlegend=False,
            line={"color": palette.muted, "width": 0.7, "dash": "dot"},
        )
    notes = [
        {
            "x": 1.005,
            "xref": "paper",
            "xanchor": "left",
            "y": (low + high) / 2,
            "showarrow": False,
            "text": escape(word),
            "font": {"size": 12, "color": palette.muted},
        }
        for (low, word), high in zip(spec.borders, edges[1:], strict=True)
    ]
    fig.update_layout(annotations=notes + _episode_labels(spec, palette))


def _add_band(fig: go.Figure, spec: ChartSpec, palette: Palette) -> None:
    """Two fills below the lines; the hover of the headline says the range, so the edges say nothing."""
    if spec.band is None:
        return
    red, green, blue = (int(palette.band[place : place + 2], 16) for place in (1, 3, 5))
    for low, high in ((spec.band.p05, spec.band.p95), (spec.band.p25, spec.band.p75)):
        for edge, fill in ((low, "none"), (high, "tonexty")):
            fig.add_scatter(
                x=spec.days,
                y=np.round(edge, 2),
                mode="lines",
                name="band",
                line={"width": 0},
                fill=fill,
                fillcolor=f"rgba({red},{green},{blue},{BAND_OPACITY})",
                hoverinfo="skip",
                showlegend=False,
            )


def _add_lines(fig: go.Figure, spec: ChartSpec, palette: Palette, looks: Looks) -> None:
    for line in reversed(spec.lines):
        style = {"color": looks.line, "width": 2.4}
        if line.look:
            stroke = STROKES[line.look]
            style = {"color": palette.ink if stroke.ink else palette.muted, "width": stroke.width, "dash": stroke.dash}
        elif line.slug == OWN:
            style = {"color": palette.own, "width": 2.4, "dash": OWN_DASH}
        elif line.slug != HEADLINE:
            look = line.place % len(palette.tracks)
            style = {"color": palette.tracks[look], "width": 1.6, "dash": TRACK_DASHES[look]}
        ranges = line.slug == HEADLINE and spec.band is not None
        fig.add_scatter(
            x=spec.days,
            y=np.round(line.values, 2),
            mode="lines",
            name=escape(line.name),
            line=style,
            text=_ranges(spec.band) if ranges else None,
            hovertemplate="%{y:.1f}" + (" (%{text})" if ranges else ""),
        )


def _ranges(band: DrawnBand | None) -> list[str] | None:
    """Day by day between what values the headline lies in nine draws of ten."""
    return [f"{low:.1f} to {high:.1f}" for low, high in zip(band.p05, band.p95, strict=True)] if band else None


def _add_badges(fig: go.Figure, spec: ChartSpec, palette: Palette, looks: Looks) -> None:
    """Stems to the line, then the numbered badges: full, or hollow for what nobody has reviewed or what has not happened."""
    days = [_stamp(spec, badge) for badge in spec.badges]
    stems = {
        "y": [(spec.height_on(badge.day), 100.0) for badge in spec.badges],
        "y2": [(100.0, _level(badge)) for badge in spec.badges],
    }
    for axis, ends in stems.items():
        fig.add_scatter(
            x=[x for day in days for x in (day, day, None)],
            y=[y for low, high in ends for y in (low, high, None)],
            yaxis=axis,
            mode="lines",
            hoverinfo="skip",
            showlegend=False,
            line={"color": palette.muted, "width": 0.8},
        )
    kinds = {
        "events": [badge for badge in spec.badges if not badge.hollow],
        "unreviewed": [badge for badge in spec.badges if badge.unreviewed],
        "what if": [badge for badge in spec.badges if badge.hollow and not badge.unreviewed],
    }
    for name, badges in kinds.items():
        if badges or name == "events":
            _add_marks(fig, spec, name, badges, looks, palette if name != "events" else None)


def _add_marks(
    fig: go.Figure, spec: ChartSpec, name: str, badges: list[Badge], looks: Looks, hollow: Palette | None = None
) -> None:
    """Badges of one look, `hollow` on the ground of a palette or full; the hover tells their events."""
    colours = [looks.mark(badge.direction) for badge in badges]
    ink = hollow.ink if hollow else "#FFFFFF"
    fig.add_scatter(
        x=[_stamp(spec, badge) for badge in badges],
        y=[_level(badge) for badge in badges],
        yaxis="y2",
        mode="markers+text",
        name=name,
        showlegend=False,
        cliponaxis=False,
        text=[f"<b>{badge.text}</b>" for badge in badges],
        textfont={"color": ink, "size": 12},
        unselected={"marker": {"opacity": 1}, "textfont": {"color": ink}},
        marker={
            "size": [22 if len(badge.text) < 3 else 30 for badge in badges],
            "color": hollow.background if hollow else colours,
            "opacity": 1,
            "line": {"width": 3, "color": colours} if hollow else {"width": 0},
            "symbol": ["circle" if badge.direction > 0 else "square" for badge in badges],
        },
        customdata=["" if badge.entries[0].what_if else badge.entries[0].event for badge in badges],
        hovertext=["<br>".join(_hover(entry) for entry in badge.entries) for badge in badges],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _add_notes(fig: go.Figure, spec: ChartSpec, palette: Palette) -> None:
    """The letters of the analyst's notes on the line, their words in the hover."""
    if not spec.notes:
        return
    fig.add_scatter(
        x=[pd.Timestamp(day) for day in spec.note_marks],
        y=[spec.height_on(day) for day in spec.note_marks],
        mode="markers+text",
        name="notes",
        showlegend=False,
        text=[f"<b>{letters}</b>" for letters in spec.note_marks.values()],
        textfont={"color": palette.ink, "size": 11},
        marker={"size": 19, "color": palette.background, "opacity": 1, "line": {"width": 1.5, "color": palette.ink}},
        hovertext=["<br>".join(f"{note.letter}. {escape(note.line)}" for note in notes) for notes in spec.notes_by_day.values()],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _hover(entry: Entry) -> str:
    points = f"{'+' if entry.points > 0 else '−'}{abs(entry.points):.1f} points"
    side = f"{direction_sign(entry.direction)} {side_name(entry.direction)}"
    return f"{entry.number}. {entry.when}: {escape(entry.title)} ({side}, {points})"


def _stamp(spec: ChartSpec, badge: Badge) -> pd.Timestamp:
    return spec.days[(badge.day - spec.start).days]


def _level(badge: Badge) -> float:
    return 100 + LANE * (badge.lane + 0.7)


def _episodes(spec: ChartSpec, palette: Palette) -> list[dict]:
    return [
        {
            "type": "rect",
            "xref": "x",
            "yref": "y",
            "x0": band.start.isoformat(),
            "x1": band.end.isoformat(),
            "y0": 0,
            "y1": 100,
            "fillcolor": palette.shade,
            "line": {"width": 0},
            "layer": "below",
        }
        for band in spec.episodes
    ]


def _episode_labels(spec: ChartSpec, palette: Palette) -> list[dict]:
    return [
        {
            "x": band.anchor.isoformat(),
            "xanchor": "right" if band.late else "left",
            "y": LABEL_ROW * band.row,
            "yanchor": "bottom",
            "showarrow": False,
            "text": escape(band.label),
            "font": {"size": 11, "color": palette.muted},
        }
        for band in spec.episodes
    ]
