"""Add an event: checked, shown with what it moves, and saved only when the reader says so."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

import streamlit as st

from pipeline.config import load_config
from pipeline.config.schema import Config
from pipeline.errors import ThawlineError
from pipeline.questions.addition import Addition, addition
from pipeline.questions.event_filter import side_names
from pipeline.records import BOTH, FLAGS, PRECISIONS, UNREVIEWED
from pipeline.sources.chronology import Chronology, new_id, read_chronology, save
from views.addition_table import added
from views.navigation import link_to

STYLES = Path(__file__).parents[1] / "assets" / "state.css"
CHECKED = "_add_checked"
SAVED = "_add_saved"
ROUND = "_add_round"
_FLAGS = [flag for flag in FLAGS if flag != UNREVIEWED]
"""What is added here a person has decided on."""


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
    """The row as filled in so far, as text by column; empty cells are left out."""
    cells = {**_when(config), **_what(config), **_who(config), "sources": _sources()}
    with st.expander("Measures, plans and remarks"):
        cells |= _more(config)
    taken = {row["id"] for row in chronology.rows}
    name = cells.get("id") or new_id(cells["date"], cells["title"], taken)
    return {**{column: text for column, text in cells.items() if text}, "id": name}


def _when(config: Config) -> dict[str, str]:
    limits = {"min_value": config.limits.earliest, "max_value": config.limits.latest, "format": "YYYY-MM-DD"}
    with st.container(horizontal=True):
        precision = st.selectbox("How well the date is known", PRECISIONS, key="add_precision", width=190)
        first = st.date_input("Date", "today", key="add_date", width=160, **limits)
        last = None
        if precision == "span":
            last = st.date_input("Last day", None, key=_key("date_end"), width=160, **limits)
        reported = st.date_input(
            "Became public on", None, key=_key("reported"), width=160, help="Empty: the same day. A plan needs it.", **limits
        )
    if first and precision in ("month", "year"):
        first = first.replace(day=1) if precision == "month" else date(first.year, 1, 1)
    return {"precision": precision, "date": _iso(first), "date_end": _iso(last), "reported": _iso(reported)}


def _what(config: Config) -> dict[str, str]:
    kinds = {slug: kind.label for slug, kind in config.event_types.items()}
    title = st.text_input("Title", key=_key("title"), max_chars=200, placeholder="Who did what, in at most 14 words of your own")
    with st.container(horizontal=True):
        kind = st.selectbox("Type", list(kinds), None, format_func=kinds.get, key=_key("type"), placeholder="Choose", width=230)
        status = st.selectbox("Status", list(config.status), key="add_status", width=150)
        severity = st.selectbox(
            "Severity", list(config.severity), 2, key="add_severity", width=110, help="3 is typical of its type"
        )
        labels = {slug: domain.label for slug, domain in config.domains.items()}
        domain = st.selectbox(
            "Domain", list(labels), None, format_func=labels.get, key="add_domain", placeholder="Choose", width=220
        )
    if kind:
        entry = config.event_types[kind]
        effect = "moves no channel and no measure" if entry.effect == "none" else f"effect: {entry.effect}"
        st.caption(f"{entry.label.capitalize()}: {entry.weight:+g} points, halved every {entry.half_life_days:g} days; {effect}.")
    return {"title": title.strip(), "type": kind or "", "status": status, "severity": str(severity), "domain": domain or ""}


def _who(config: Config) -> dict[str, str]:
    names = side_names(config)
    channels = {slug: channel.name for slug, channel in config.channels.items()}
    with st.container(horizontal=True):
        chosen = st.multiselect(
            "Channels it acted on", list(channels), format_func=channels.get, key=_key("channels"), placeholder="None", width=520
        )
        sides = [BOTH, *config.pair.sides]
        first = st.selectbox("Who acted", sides, format_func=names.get, key="add_initiator", width=180)
        second = st.selectbox("Upon whom", sides, format_func=names.get, key="add_target", width=180)
    return {"channels": ";".join(chosen), "initiator": first, "target": second}


def _sources() -> str:
    today = date.today().isoformat()
    return st.text_area(
        "Sources, one a line: name | address | published | seen",
        key=_key("sources"),
        height=90,
        placeholder=f"Reuters | https://www.reuters.com/... | {today} | {today}",
        help="Seen is the day on which you read the page. Severity 4 and 5 need two sources.",
    ).strip()


def _more(config: Config) -> dict[str, str]:
    limits = {"min_value": config.limits.earliest, "max_value": config.limits.latest, "format": "YYYY-MM-DD"}
    with st.container(horizontal=True):
        effective = st.date_input("In force from", None, key=_key("effective"), width=160, **limits)
        until = st.date_input("In force until", None, key=_key("until"), width=160, **limits)
        confidence = st.number_input("Confidence", 0.0, 1.0, None, 0.05, key=_key("confidence"), width=140, placeholder="1")
    cells = {
        "effective": _iso(effective),
        "until": _iso(until),
        "ends": st.text_input(
            "Relieves", key=_key("ends"), placeholder="id:share;id:share, e.g. 2025-02-01-us-fentanyl-tariff-10:0.5"
        ),
        "replaces": st.text_input("Replaces", key=_key("replaces"), placeholder="id;id: the plan, announcement or former step"),
        "confidence": "" if confidence is None else f"{confidence:g}",
        "flags": ";".join(st.multiselect("Flags", _FLAGS, format_func=FLAGS.get, key=_key("flags"), placeholder="None")),
        "note": st.text_input("Note", key=_key("note"), placeholder="Why it is coded so, what is uncertain"),
        "id": st.text_input("Id", key=_key("id"), placeholder="made from date and title when left empty"),
    }
    return {column: text.strip() for column, text in cells.items()}


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
    """The key of a field that starts empty again after each event that was saved."""
    return f"add_{name}_{st.session_state.get(ROUND, 0)}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
