"""Add an event: checked, shown with what it moves, and saved only when the reader says so."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from pipeline.config import load_config
from pipeline.config.schema import Config
from pipeline.errors import ThawlineError
from pipeline.questions.addition import Addition, addition
from pipeline.sources.chronology import Chronology, new_id, read_chronology, save
from views.addition_table import added
from views.event_form import event_fields
from views.navigation import link_to

STYLES = Path(__file__).parents[1] / "assets" / "state.css"
CHECKED = "_add_checked"
SAVED = "_add_saved"
ROUND = "_add_round"
KEPT = ("precision", "date", "status", "severity", "initiator", "target")
"""Fields that often stay the same from one event to the next."""


def show(path: Path) -> None:
    """The whole page, for the config at `path`; works for a pair that has no event yet."""
    st.html(STYLES)
    st.title("Add an event", anchor=False)
    try:
        config = load_config(path)
        chronology = read_chronology(config)
    except ThawlineError as error:
        _refused(error, "The files cannot be used as they stand; mend them first.")
        return
    st.write(
        f"One act, one row: what belongs in the file and how it is coded stands in CODEBOOK.md. File: `{config.data.events}`."
    )
    _saved_before()
    row = _form(config, chronology)
    if st.button("Check", type="primary", key="add_check"):
        st.session_state[CHECKED] = (row, chronology)
    if CHECKED in st.session_state:
        _answer(config, row, *st.session_state[CHECKED])


def _form(config: Config, chronology: Chronology) -> dict[str, str]:
    """The row as filled in so far, as text by column, under the name that it will bear."""
    cells = event_fields(config, _key)
    taken = {row["id"] for row in chronology.rows}
    return {**cells, "id": cells.get("id") or new_id(cells.get("date", ""), cells.get("title", ""), taken)}


def _answer(config: Config, row: dict[str, str], checked: dict[str, str], chronology: Chronology) -> None:
    """What the check found; saving is offered for exactly the row that was checked."""
    try:
        found = addition(config, chronology.rows, [checked])
    except ThawlineError as error:
        _refused(error, "Not yet an event that can be saved:")
        return
    _told(found)
    if row != checked:
        st.warning("The form has changed since it was checked. Check again before saving.")
    elif st.button("Save", key="add_save", icon=":material/save:"):
        try:
            save(chronology, [checked])
        except ThawlineError as error:
            del st.session_state[CHECKED]
            _refused(error, "Nothing was saved:")
            return
        del st.session_state[CHECKED]
        st.session_state[SAVED] = checked["id"]
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        st.rerun()


def _told(found: Addition) -> None:
    st.subheader("What it moves", anchor=False)
    st.html(added(found))
    for doubt in found.notes:
        st.warning(doubt)


def _saved_before() -> None:
    event = st.session_state.pop(SAVED, None)
    if event:
        address = escape(link_to("events", event=event), quote=True)
        st.success(f"Saved as {event}.")
        st.html(f'<p class="tl-links"><a href="{address}" target="_self">Open it on the Events page</a></p>')


def _refused(error: ThawlineError, what: str) -> None:
    st.error(what)
    st.code(str(error), language=None, wrap_lines=True)


def _key(name: str) -> str:
    """The key of a field; one that says what an event is starts empty again after each event that was saved."""
    return f"add_{name}" if name in KEPT else f"add_{name}_{st.session_state.get(ROUND, 0)}"
