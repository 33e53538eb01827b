"""As known then, on the Overview: a past day as the index saw it that day, beside what it says today for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

import streamlit as st

from pipeline.charts.cells import CellsSpec
from pipeline.errors import ThawlineError
from pipeline.index import IndexResult
from pipeline.questions.vintage import KnownThen, first_known, known_sentences, known_then
from pipeline.words import day_text
from views import panels
from views.loaded import Loaded

SHOWN = 12
"""Events that became public later which are listed; the others are counted."""


def asked(loaded: Loaded) -> KnownThen | None:
    """The day asked for, kept in the URL; None for today's knowledge, to which nonsense in the URL falls back."""
    result = loaded.result
    first, last = _first(loaded.key, loaded), result.through
    day = st.date_input(
        "As known on",
        last,
        first,
        last,
        key="known",
        bind="query-params",
        format="YYYY-MM-DD",
        width=200,
        help="What the index said on a past day, with only what had been reported by then",
    )
    if not day or day == last:
        return None
    try:
        return _found(loaded.key, day, loaded)
    except ThawlineError as error:
        st.warning(str(error))
        return None


@st.cache_data(max_entries=16, show_spinner=False)
def _first(key: tuple, _loaded: Loaded) -> date:
    return first_known(_loaded.result)


@st.cache_resource(max_entries=32, show_spinner=False)
def _found(key: tuple, day: date, _loaded: Loaded) -> KnownThen:
    return known_then(_loaded.result, day)


def headline(found: KnownThen, result: IndexResult) -> str:
    """The number and its word as known then, and what is said today for that day."""
    move = found.moves[0]
    return (
        '<div class="tl-headline">'
        f'<div class="tl-number">{move.before:.0f}</div>'
        f'<div><div class="tl-word">{escape(move.was)}</div>'
        f'<div class="tl-since">as known on {day_text(found.day)}</div>'
        f'<div class="tl-changes"><span class="tl-change">today, for that day: {move.now:.0f} {escape(move.word)}</span></div>'
        "</div></div>"
        + "".join(f'<p class="tl-why tl-known">{escape(sentence)}</p>' for sentence in known_sentences(found))
        + panels.note("Later reports are taken away, hindsight is not: types, severities and weights are those of today.")
    )


def nine_cells(spec: CellsSpec, found: KnownThen) -> str:
    """The nine cells as known then; each track's tip says what is said today."""
    tips = {move.slug: f"today, for that day: {move.now:.1f} ({move.word})" for move in found.moves}
    caption = f"As known on {day_text(found.day)}: each track is 50 plus its three cells, in points (+ colder, − warmer)"
    return panels.cells_table(spec, caption, tips)


def told(found: KnownThen, address: Callable[[str], str]) -> None:
    """The events that became public later, each with the day on which it did; made when it is opened."""
    count = len(found.late)
    if not count:
        return
    with st.expander(
        f"{count} event{'s' if count > 1 else ''} up to {day_text(found.day)} reported later", key="known_late", on_change="rerun"
    ) as late:
        if late.open:
            items = "".join(
                f"<li><div><b>{escape(item.when)}</b>, public on {day_text(item.reported)}<br>"
                f"{panels.event_link(address(item.event), item.title)}</div></li>"
                for item in found.late[:SHOWN]
            )
            st.html(f'<ol class="tl-list">{items}</ol>')
            if count > SHOWN:
                st.html(panels.note(f"and {count - SHOWN} more"))
