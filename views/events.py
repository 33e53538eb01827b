"""Events: what happened?"""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from pipeline.config.schema import Config
from pipeline.exports.events import events_file, events_name
from pipeline.index.attribution import points_today
from pipeline.questions.event_filter import DIRECTIONS, EventFilter, flag_names, matching, said, side_names
from pipeline.questions.event_list import event_rows, neighbours, newest_first
from pipeline.questions.event_story import Story, event_story
from views import panels
from views.downloads import download
from views.event_card import card
from views.loaded import Loaded

STYLES = Path(__file__).parents[1] / "assets" / "events.css"
LIST_HEIGHT = 620
LISTS = ("ev_direction", "ev_track", "ev_domain", "ev_channel", "ev_type", "ev_side", "ev_status", "ev_flag")
"""Filters with several values; the other keys are `q`, `ev_from` and `ev_to`."""


def show(loaded: Loaded) -> None:
    """The whole page: filters, the list, and beside it the event that the link names."""
    st.html(STYLES)
    st.title("Events", anchor=False)
    if loaded.result.unreviewed:
        st.html(panels.unreviewed(loaded.result))
    opened = st.query_params.get("event", "")
    with st.container(key="ev_filters"):
        wanted = _filters(loaded.result.config)
    events, rows = _list(loaded.key, wanted, loaded)
    listed, told = st.columns([1, 1] if opened else [999, 1], gap="medium" if opened else None)
    with listed, st.container(key="ev_list"):
        _count(loaded, wanted, events)
        _table(events, rows, opened)
    with told:
        if opened:
            _opened(loaded, events, opened)


def _filters(config: Config) -> EventFilter:
    """What the reader asks for, kept in the URL under the words on screen; nonsense there means no restriction."""
    limits = {"min_value": config.limits.earliest, "max_value": config.limits.latest, "format": "YYYY-MM-DD"}
    with st.container(horizontal=True):
        words = st.text_input(
            "Search", key="q", bind="query-params", placeholder="Words in title, note or sources", max_chars=200
        )
        first = st.date_input("From", None, key="ev_from", bind="query-params", width=160, **limits)
        last = st.date_input("To", None, key="ev_to", bind="query-params", width=160, **limits)
    with st.container(horizontal=True, gap="medium"):
        directions = _pills("Direction", "ev_direction", {word: word for word in DIRECTIONS})
        tracks = _pills("Track", "ev_track", {slug: track.label for slug, track in config.tracks.items()})
    more = st.session_state.setdefault("_ev_more", any(key in st.query_params for key in LISTS[2:]))
    with st.expander("More filters: domain, channel, type, initiator, status, flag", expanded=more):
        columns = st.columns(6)
        chosen = [
            _choice(column, title, key, labels) for column, (title, key, labels) in zip(columns, _kinds(config), strict=True)
        ]
    return EventFilter(first, last, words or "", directions, tracks, *chosen)


def _kinds(config: Config) -> list[tuple[str, str, dict[str, str]]]:
    """Title, key and labels of the lesser filters, in the order of the fields of an EventFilter."""
    return [
        ("Domain", "ev_domain", {slug: domain.label for slug, domain in config.domains.items()}),
        ("Channel", "ev_channel", {slug: channel.name for slug, channel in config.channels.items()}),
        ("Type", "ev_type", {slug: kind.label for slug, kind in config.event_types.items()}),
        ("Initiator", "ev_side", side_names(config)),
        ("Status", "ev_status", {status: status for status in config.status}),
        ("Flag", "ev_flag", flag_names()),
    ]


def _slugs(labels: dict[str, str]) -> dict[str, str]:
    """Slugs by the words shown; where two things have one label, the slug tells them apart."""
    words = list(labels.values())
    return {label if words.count(label) == 1 else f"{label} ({slug})": slug for slug, label in labels.items()}


def _pills(title: str, key: str, labels: dict[str, str]) -> tuple[str, ...]:
    slugs = _slugs(labels)
    chosen = st.pills(title, list(slugs), selection_mode="multi", key=key, bind="query-params", width="content")
    return tuple(slugs[label] for label in chosen or [] if label in slugs)


def _choice(place: st.delta_generator.DeltaGenerator, title: str, key: str, labels: dict[str, str]) -> tuple[str, ...]:
    slugs = _slugs(labels)
    chosen = place.multiselect(title, list(slugs), key=key, bind="query-params", placeholder="Any", wrap=True)
    return tuple(slugs[label] for label in chosen if label in slugs)


@st.cache_resource(max_entries=64, show_spinner=False)
def _list(key: tuple, wanted: EventFilter, _loaded: Loaded) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The events that match, newest first, and what the list shows of them."""
    events = newest_first(matching(_loaded.result.scored, wanted))
    return events, event_rows(_loaded.result, events, _points(key, _loaded))


@st.cache_resource(max_entries=8, show_spinner=False)
def _points(key: tuple, _loaded: Loaded) -> dict[str, float] | None:
    return points_today(_loaded.result)


@st.cache_resource(max_entries=64, show_spinner=False)
def _story(key: tuple, event: str, _loaded: Loaded) -> Story | None:
    return event_story(_loaded.result, event)


def _count(loaded: Loaded, wanted: EventFilter, events: pd.DataFrame) -> None:
    """How many of how many, a way back to all, and the file."""
    result = loaded.result
    filters = said(wanted, result.config)
    with st.container(horizontal=True, vertical_alignment="center"):
        limited = f"<br>{escape(filters)}" if wanted.count else ""
        st.html(
            f'<p class="tl-count"><b>{len(events)} of {len(result.scored)}</b> events, newest first{limited}</p>', width="stretch"
        )
        if wanted.count:
            st.button("Reset filters", on_click=_reset, key="ev_reset", width="content")
        download(
            "CSV",
            partial(events_file, result, events, filters),
            events_name(result, events),
            "text/csv",
            "ev_csv",
            "The events listed, with every factor, sources and notes",
            disabled=events.empty,
        )


def _reset() -> None:
    for key in LISTS:
        st.session_state[key] = []
    st.session_state.update({"q": "", "ev_from": None, "ev_to": None})


def _table(events: pd.DataFrame, rows: pd.DataFrame, opened: str) -> None:
    """The list; the row that is selected is the event that is open."""
    if events.empty:
        st.info("No event matches all of these filters. Take one away, or reset them.")
        return
    order = events["id"].tolist()
    selected = [order.index(opened)] if opened in order else []
    st.session_state["ev_table"] = {"selection": {"rows": selected, "columns": [], "cells": []}}
    config = {
        "Date": st.column_config.TextColumn(width=125),
        "Direction": st.column_config.TextColumn(width=80),
        "Title": st.column_config.TextColumn(width=395),
        "Type": st.column_config.TextColumn(width=130),
        "Channels": st.column_config.TextColumn(width=165),
        "Score": st.column_config.NumberColumn(format="%+.2f", width=70, help="From −10 (freeze) to +10 (thaw)"),
        "Points today": st.column_config.NumberColumn(
            format="%+.2f", width=100, help="Points of headline on the last day, by flow and as a measure; + is colder"
        ),
    }
    st.dataframe(
        rows,
        hide_index=True,
        height=min(LIST_HEIGHT, 37 + 35 * len(rows)),
        column_config=config,
        key="ev_table",
        on_select=partial(_select, tuple(order)),
        selection_mode="single-row",
        alt=f"{len(rows)} events, newest first; select a row to open its event",
    )


def _select(order: tuple[str, ...]) -> None:
    """Open the event of the row that was selected; taking the selection away closes it."""
    rows = st.session_state["ev_table"]["selection"]["rows"]
    _open(order[rows[0]] if rows and rows[0] < len(order) else None)


def _open(event: str | None) -> None:
    if event:
        st.query_params["event"] = event
    else:
        st.query_params.pop("event", None)


def _opened(loaded: Loaded, events: pd.DataFrame, event: str) -> None:
    """One event, with the ways to its neighbours in time; on a phone it takes the place of the list."""
    st.html("<style>@media (max-width: 640px) { .st-key-ev_filters, .st-key-ev_list { display: none; } }</style>")
    story = _story(loaded.key, event, loaded)
    among = events if event in set(events["id"]) else loaded.result.scored
    earlier, later = neighbours(among, event)
    with st.container(horizontal=True, key="ev_ways"):
        st.button("← Earlier", on_click=_open, args=(earlier,), disabled=earlier is None, key="ev_earlier")
        st.button("Later →", on_click=_open, args=(later,), disabled=later is None, key="ev_later")
        st.button("Close", on_click=_open, args=(None,), key="ev_close", icon=":material/close:")
    if story is None:
        st.html(f'<p class="tl-count">There is no event <b>{escape(event[:100])}</b> in this index.</p>')
    else:
        st.html(card(story, _address))


def _address(event: str) -> str:
    """The link of another event, all filters kept."""
    kept = {key: st.query_params.get_all(key) for key in st.query_params if key != "event"}
    return f"events?{urlencode({**kept, 'event': event}, doseq=True)}"
