"""What a briefing says: its title, how many events are numbered, and the analyst's notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from pipeline.charts.choices import LONGEST_NOTE, LONGEST_TITLE, MOST_BADGES, MOST_NOTES, Note, refuse
from pipeline.charts.spec import ChartSpec
from pipeline.config.schema import Config, Export
from pipeline.errors import ExportError
from pipeline.exports.presets import Preset
from pipeline.index import IndexResult
from pipeline.questions.since import in_markdown
from pipeline.words import day_text, draft_title
from views import panels
from views.briefing_state import BriefingState


def title_asked(state: BriefingState, result: IndexResult, start: date, end: date) -> str:
    """The title: drafted from the data until the analyst writes another."""
    draft = draft_title(result, start, end)
    st.session_state["briefing_title"] = state.title or draft
    st.text_area(
        "Title: the finding, in one sentence",
        key="briefing_title",
        max_chars=LONGEST_TITLE,
        height=90,
        on_change=_retitled,
        args=(state, draft),
        help="Drafted from the data; empty it to have the draft back",
    )
    title = state.title or draft
    if state.title:
        st.html(panels.note(f"Drafted: {draft}"))
    return title


def _retitled(state: BriefingState, draft: str) -> None:
    title = " ".join(st.session_state["briefing_title"].split())
    try:
        if title:
            refuse("title", title, LONGEST_TITLE)
        state.keep(state.choices, "" if title == draft else title)
    except ExportError as error:
        state.said = str(error)


def warn_of_length(spec: ChartSpec, export: Export) -> None:
    """A title is cut at the end of its second line; say so before somebody else sees it."""
    from pipeline.charts.print import title_lines

    if not spec.plain and len(title_lines(spec.title, export)) > 2:
        st.warning("The title takes more than two lines at this size and is cut in the file. Shorten it.")


def badges_asked(state: BriefingState, config: Config, preset: Preset | None) -> None:
    usual = min(config.chart.badges, preset.badges) if preset else config.chart.badges
    st.session_state["briefing_badges"] = usual if state.choices.badges is None else state.choices.badges
    st.slider(
        "Most numbered events",
        0,
        MOST_BADGES,
        key="briefing_badges",
        on_change=_counted,
        args=(state, usual),
        help=f"The largest that moved the tension by at least {config.chart.badge_threshold:g}; pinned ones are always in",
    )


def _counted(state: BriefingState, usual: int) -> None:
    count = st.session_state["briefing_badges"]
    state.keep(replace(state.choices, badges=None if count == usual else count), state.title)


def notes_asked(state: BriefingState, start: date, end: date) -> None:
    """The analyst's notes, each a button that takes it off, and a form for one more."""
    notes = state.choices.notes
    for place, note in enumerate(notes):
        others = replace(state.choices, notes=tuple(other for other in notes if other != note))
        st.button(
            in_markdown(f"{day_text(note.day)}: {note.text}"),
            key=f"briefing_note_{place}",
            icon=":material/close:",
            help="Take this note off the chart",
            on_click=state.keep,
            args=(others, state.title),
        )
    if len(notes) >= MOST_NOTES:
        return
    with st.expander("Add a note at a date"), st.form("briefing_note", clear_on_submit=True, border=False):
        st.date_input("Date", end, start, end, key="briefing_note_day", format="YYYY-MM-DD")
        st.text_input("Note", key="briefing_note_text", max_chars=LONGEST_NOTE, help="Stands under the plot as your words")
        st.form_submit_button("Add the note", on_click=_noted, args=(state,))


def _noted(state: BriefingState) -> None:
    day, text = st.session_state["briefing_note_day"], st.session_state["briefing_note_text"].strip()
    if not day or not text:
        return
    try:
        state.keep(replace(state.choices, notes=(*state.choices.notes, Note(day, text))), state.title)
    except ExportError as error:
        state.said = str(error)
