"""A chart on a page: in the colours of the reader's theme, without a toolbar, and with marks that lead to their events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pipeline.charts.palette import DARK, LIGHT, Palette
from views.navigation import go_to

_BARE = {"displayModeBar": False, "scrollZoom": False}


def plotted(draw: Callable[[Palette], go.Figure], key: str, alt: str, clicks: bool = False) -> list[dict[str, Any]]:
    """Draws a chart in the reader's palette; returns the points that were clicked, where it takes `clicks`."""
    palette = DARK if st.context.theme.type == "dark" else LIGHT
    asked: dict[str, Any] = {"on_select": "rerun", "selection_mode": "points"} if clicks else {}
    drawn = st.plotly_chart(draw(palette), theme=None, width="stretch", key=key, config=_BARE, alt=alt, **asked)
    return [] if isinstance(drawn, DeltaGenerator) else list(drawn.selection.points)


def open_clicked(points: Iterable[Mapping[str, Any]]) -> None:
    """Opens the event of a mark that was clicked; clicks on lines say nothing."""
    for point in points:
        event = point.get("customdata")
        event = event[0] if isinstance(event, list) and event else event
        if event:
            go_to("events", event=str(event))
