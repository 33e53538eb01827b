"""State of play: who is talking, and what stands between them? On the last day of the data or on any before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from pipeline.charts.swim import SwimSpec, swim_chart
from pipeline.charts.swim_screen import swim_figure
from pipeline.exports.formats import FORMATS
from pipeline.exports.swim import swim_file, swim_name, swim_table
from pipeline.index import IndexResult
from pipeline.questions.board import ChannelLine, board_finding, board_on
from pipeline.questions.measures_on import Change, InForce, Total, changes_before, measures_on, totals_on
from pipeline.words import day_text
from views import navigation, panels, state_tables
from views.downloads import downloads
from views.loaded import Loaded
from views.period import period
from views.plotted import plotted

STYLE = Path(__file__).parents[1] / "assets" / "state.css"
LANES = ("lanes", "lanes_from", "lanes_to")
"""What the URL keeps of the chart's period."""
LARGEST = 6
"""Measures of a track that are shown at once; the others are a click away."""


@dataclass(frozen=True)
class _Day:
    """All that the page says of one day."""

    board: tuple[ChannelLine, ...]
    finding: str
    measures: tuple[InForce, ...]
    totals: tuple[Total, ...]
    changes: tuple[Change, ...]


def show(loaded: Loaded) -> None:
    """The whole page."""
    result = loaded.result
    st.html(STYLE)
    st.title("State of play", anchor=False)
    day = _day(result)
    found = _found(loaded.key, day, loaded)
    tracks = {slug: track.label for slug, track in result.config.tracks.items()}
    st.header("Who is talking", anchor=False)
    st.html(f'<p class="tl-finding">{escape(found.finding)}</p>')
    st.html(state_tables.board(found.board, tracks, _address))
    _swim(loaded, day)
    _measures(found, day, tracks, result)


@st.cache_resource(max_entries=64, show_spinner=False)
def _found(key: tuple, day: date, _loaded: Loaded) -> _Day:
    result = _loaded.result
    lines = board_on(result, day)
    return _Day(
        board=lines,
        finding=board_finding(result, lines, day),
        measures=measures_on(result, day),
        totals=totals_on(result, day),
        changes=changes_before(result, day),
    )


def _day(result: IndexResult) -> date:
    """The day looked at, kept in the URL; nonsense there falls back to the last day of the data."""
    first, last = result.daily.index[0].date(), result.through
    day = st.date_input("On the day", last, first, last, key="day", bind="query-params", format="YYYY-MM-DD", width=200) or last
    if day != last:
        kept = {key: st.query_params[key] for key in LANES if key in st.query_params}
        link = f'<a href="{escape(navigation.link_to("state", **kept), quote=True)}" target="_self">Last day of the data</a>'
        note = "States and measures as the index holds them for that day; plans only as they were known then."
        st.html(f'<p class="tl-note tl-links">{note} {link}</p>')
    return day


def _address(event: str) -> str:
    return navigation.link_to("events", event=event)


def _swim(loaded: Loaded, day: date) -> None:
    """The lanes, what stands behind a clicked one, and the files."""
    heading = st.container()
    start, end = period(loaded.result, LANES[0], "10y", LANES[1:])
    spec = _spec(loaded.key, start, end, day, loaded)
    heading.header(spec.title, anchor=False)
    heading.html(f'<p class="tl-note">{escape(spec.subtitle)}</p>')
    if spec.mark is None:
        st.html(f'<p class="tl-note">The day chosen above, {day_text(day)}, lies outside this period.</p>')
    chosen = plotted(lambda palette: swim_figure(spec, palette), "swim", spec.alt, clicks=True)
    _segment(spec, chosen)
    st.html(f'<p class="tl-note">{escape(spec.footer)}</p>')
    _exports(spec, loaded.result)
    with st.expander("The chart as a table", key="swim_table", on_change="rerun") as table:
        if table.open:
            st.dataframe(swim_table(spec), hide_index=True, width="stretch", column_config=_columns())


@st.cache_resource(max_entries=64, show_spinner=False)
def _spec(key: tuple, start: date, end: date, day: date, _loaded: Loaded) -> SwimSpec:
    return swim_chart(_loaded.result, start, end, day)


def _segment(spec: SwimSpec, chosen: list[dict[str, Any]]) -> None:
    """The clicked segment in words, with the way to the event that began it."""
    picked = chosen[0].get("customdata") if chosen else None
    found = [
        (lane, part)
        for lane in spec.lanes
        for part in lane.segments
        if picked and list(picked)[:3] == [part.event, lane.channel, part.start.isoformat()]
    ]
    if not found:
        st.html('<p class="tl-note">Choose a bar to read what began it.</p>')
        return
    lane, part = found[0]
    period = f"{day_text(part.start)} to {day_text(part.end)}"
    st.html(state_tables.segment(lane.name, f"{part.words}, {period}", part.title, part.event, _address))


def _exports(spec: SwimSpec, result: IndexResult) -> None:
    """One button a format; the file is made when it is asked for, from the very spec on screen."""
    downloads(FORMATS, "lanes", lambda fmt: swim_file(spec, fmt, result.config), lambda fmt: swim_name(spec, fmt, result.config))


def _columns() -> dict:
    return {
        "track": "Track",
        "channel": "Channel",
        "state": "State",
        "from": "From",
        "to": "To",
        "days": st.column_config.NumberColumn("Days", format="localized"),
        "began_with": st.column_config.TextColumn("Began with", width="large"),
        "event": None,
    }


def _measures(found: _Day, day: date, tracks: dict[str, str], result: IndexResult) -> None:
    """Per track the largest measures at once, the others on demand; then what changed in the year before."""
    st.header(f"What stands between them on {day_text(day)}", anchor=False)
    if result.unreviewed:
        st.html(panels.unreviewed(result))
    for total in found.totals:
        st.html(state_tables.total(total))
        listed = [item for item in found.measures if item.track == total.track]
        if listed:
            st.html(state_tables.measures(listed[:LARGEST], _address))
        if len(listed) > LARGEST:
            more = len(listed) - LARGEST
            with st.expander(
                f"{more} smaller measure{'s' if more > 1 else ''}", key=f"more_{total.track}", on_change="rerun"
            ) as rest:
                if rest.open:
                    st.html(state_tables.measures(listed[LARGEST:], _address))
    st.header(f"Ended or eased in the year to {day_text(day)}", anchor=False)
    if found.changes:
        st.html(state_tables.changes(found.changes, tracks, _address))
    else:
        st.html('<p class="tl-note">No measure ended, was eased or came back.</p>')
