"""The table of a briefing's events: which are numbered, always or never, and in which words."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from pipeline.charts.choices import LONGEST_WORDING, Choices
from pipeline.charts.numbered import Candidate
from pipeline.charts.spec import ChartSpec
from pipeline.errors import ExportError
from views.briefing_state import BriefingState

AUTOMATIC, PINNED, DROPPED = "automatic", "pinned", "dropped"
NUMBER, USE, DATE, EVENT, POINTS, WORDING = "No.", "Use", "Date", "Event", "Points", "Your wording"
_HEIGHT = 420


def events_table(state: BriefingState, listed: list[Candidate], choices: Choices, spec: ChartSpec) -> None:
    """The candidates, each with its number on the chart; an edit is a choice. Made anew with the choices it shows."""
    key = f"briefing_events_{hash((state.pair, choices, spec.start, spec.end, len(listed)))}"
    st.data_editor(
        table_of(listed, choices, {entry.event: entry.number for entry in spec.entries}),
        key=key,
        hide_index=True,
        num_rows="fixed",
        height=_HEIGHT,
        on_change=_edited,
        args=(key, state, listed),
        alt="Events of the period, what moved the tension most first: whether each is numbered, and its wording",
        column_config={
            NUMBER: st.column_config.NumberColumn(disabled=True, width=44, help="The number on the chart; empty: not numbered"),
            USE: st.column_config.SelectboxColumn(
                options=[AUTOMATIC, PINNED, DROPPED],
                required=True,
                width=96,
                help="Automatic: numbered where it is among the largest. Pinned: always. Dropped: never.",
            ),
            DATE: st.column_config.TextColumn(disabled=True, width=130),
            POINTS: st.column_config.NumberColumn(
                disabled=True, format="%+.1f", width=64, help="How far it moved the tension that day; plus is colder"
            ),
            EVENT: st.column_config.TextColumn(disabled=True, width="large"),
            WORDING: st.column_config.TextColumn(
                max_chars=LONGEST_WORDING, width="large", help="Replaces the title on the chart, which says that it is yours"
            ),
        },
    )


def table_of(listed: list[Candidate], choices: Choices, numbers: dict[str, int]) -> pd.DataFrame:
    """A row a candidate: number, use, date, points, event, own wording."""
    rows = [
        {
            NUMBER: numbers.get(item.event),
            USE: use_of(item.event, choices),
            DATE: item.when,
            POINTS: item.points,
            EVENT: item.title,
            WORDING: choices.wording.get(item.event, ""),
        }
        for item in listed
    ]
    columns = [NUMBER, USE, DATE, POINTS, EVENT, WORDING]
    return pd.DataFrame(rows, columns=columns).astype({NUMBER: "Int64"})


def use_of(event: str, choices: Choices) -> str:
    return PINNED if event in choices.pinned else DROPPED if event in choices.dropped else AUTOMATIC


def with_edits(choices: Choices, listed: list[Candidate], edits: dict[int, dict]) -> Choices:
    """The choices after edits of the table, by row and column; raises ExportError for what cannot be shown."""
    for row, cells in edits.items():
        event = listed[int(row)].event
        use = cells.get(USE) or use_of(event, choices)
        words = {**choices.wording, event: (cells[WORDING] or "").strip()} if WORDING in cells else choices.wording
        choices = replace(
            choices,
            pinned=(*(other for other in choices.pinned if other != event), *([event] if use == PINNED else [])),
            dropped=(*(other for other in choices.dropped if other != event), *([event] if use == DROPPED else [])),
            wordings=tuple(item for item in words.items() if item[1]),
        )
    return choices


def _edited(key: str, state: BriefingState, listed: list[Candidate]) -> None:
    try:
        state.keep(with_edits(state.choices, listed, st.session_state[key]["edited_rows"]), state.title)
    except ExportError as error:
        state.said = str(error)
