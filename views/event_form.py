"""The fields of one event, empty or filled in: what the pages that write to the chronology share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from pipeline.config.schema import Config
from pipeline.questions.event_filter import side_names
from pipeline.records import BOTH, FLAGS, PRECISIONS, UNREVIEWED

Key = Callable[[str], str]
"""The widget key of a column: pages name their fields apart, and a new key empties a field."""


def event_fields(config: Config, key: Key, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """The row as filled in, as text by column; empty cells are left out. `given`: what the fields begin with."""
    row = given or {}
    cells = {**_when(config, key, row), **_what(config, key, row), **_who(config, key, row), "sources": _sources(key, row)}
    with st.expander("Measures, plans and remarks"):
        cells |= _more(config, key, row)
    return {column: text for column, text in cells.items() if text}


def _when(config: Config, key: Key, row: Mapping[str, str]) -> dict[str, str]:
    limits = {"min_value": config.limits.earliest, "max_value": config.limits.latest, "format": "YYYY-MM-DD"}
    with st.container(horizontal=True):
        precision = st.selectbox(
            "How well the date is known", PRECISIONS, _place(PRECISIONS, row.get("precision")), key=key("precision"), width=190
        )
        first = st.date_input("Date", _day(row, "date", "today"), key=key("date"), width=160, **limits)
        last = None
        if precision == "span":
            last = st.date_input("Last day", _day(row, "date_end"), key=key("date_end"), width=160, **limits)
        reported = st.date_input(
            "Became public on",
            _day(row, "reported"),
            key=key("reported"),
            width=160,
            help="Empty: the same day. A plan needs it.",
            **limits,
        )
    if first and precision in ("month", "year"):
        first = first.replace(day=1) if precision == "month" else date(first.year, 1, 1)
    return {"precision": precision, "date": _iso(first), "date_end": _iso(last), "reported": _iso(reported)}


def _what(config: Config, key: Key, row: Mapping[str, str]) -> dict[str, str]:
    kinds = {slug: kind.label for slug, kind in config.event_types.items()}
    title = st.text_input(
        "Title",
        row.get("title", ""),
        key=key("title"),
        max_chars=200,
        placeholder="Who did what, in at most 14 words of your own",
    )
    with st.container(horizontal=True):
        kind = st.selectbox(
            "Type",
            list(kinds),
            _place(kinds, row.get("type"), None),
            format_func=kinds.get,
            key=key("type"),
            placeholder="Choose",
            width=230,
        )
        status = st.selectbox(
            "Status", list(config.status), _place(config.status, row.get("status")), key=key("status"), width=150
        )
        grades = [str(grade) for grade in config.severity]
        severity = st.selectbox(
            "Severity",
            grades,
            _place(grades, row.get("severity"), 2),
            key=key("severity"),
            width=110,
            help="3 is typical of its type",
        )
        labels = {slug: domain.label for slug, domain in config.domains.items()}
        domain = st.selectbox(
            "Domain",
            list(labels),
            _place(labels, row.get("domain"), None),
            format_func=labels.get,
            key=key("domain"),
            placeholder="Choose",
            width=220,
        )
    if kind:
        entry = config.event_types[kind]
        effect = "moves no channel and no measure" if entry.effect == "none" else f"effect: {entry.effect}"
        st.caption(f"{entry.label.capitalize()}: {entry.weight:+g} points, halved every {entry.half_life_days:g} days; {effect}.")
    return {"title": title.strip(), "type": kind or "", "status": status, "severity": severity, "domain": domain or ""}


def _who(config: Config, key: Key, row: Mapping[str, str]) -> dict[str, str]:
    names = side_names(config)
    channels = {slug: channel.name for slug, channel in config.channels.items()}
    named = [slug for slug in row.get("channels", "").split(";") if slug in channels]
    with st.container(horizontal=True):
        chosen = st.multiselect(
            "Channels it acted on",
            list(channels),
            named,
            format_func=channels.get,
            key=key("channels"),
            placeholder="None",
            width=520,
        )
        sides = [BOTH, *config.pair.sides]
        first = st.selectbox(
            "Who acted", sides, _place(sides, row.get("initiator")), format_func=names.get, key=key("initiator"), width=180
        )
        second = st.selectbox(
            "Upon whom", sides, _place(sides, row.get("target")), format_func=names.get, key=key("target"), width=180
        )
    return {"channels": ";".join(chosen), "initiator": first, "target": second}


def _sources(key: Key, row: Mapping[str, str]) -> str:
    today = date.today().isoformat()
    return st.text_area(
        "Sources, one a line: name | address | published | seen",
        row.get("sources", ""),
        key=key("sources"),
        height=90,
        placeholder=f"Reuters | https://www.reuters.com/... | {today} | {today}",
        help="Seen is the day on which you read the page. Severity 4 and 5 need two sources.",
    ).strip()


def _more(config: Config, key: Key, row: Mapping[str, str]) -> dict[str, str]:
    limits = {"min_value": config.limits.earliest, "max_value": config.limits.latest, "format": "YYYY-MM-DD"}
    with st.container(horizontal=True):
        effective = st.date_input("In force from", _day(row, "effective"), key=key("effective"), width=160, **limits)
        until = st.date_input("In force until", _day(row, "until"), key=key("until"), width=160, **limits)
        sure = float(row["confidence"]) if row.get("confidence") else None
        confidence = st.number_input("Confidence", 0.0, 1.0, sure, 0.05, key=key("confidence"), width=140, placeholder="1")
    marks = [flag for flag in row.get("flags", "").split(";") if flag in FLAGS and flag != UNREVIEWED]
    cells = {
        "effective": _iso(effective),
        "until": _iso(until),
        "ends": st.text_input(
            "Relieves",
            row.get("ends", ""),
            key=key("ends"),
            placeholder="id:share;id:share, e.g. 2025-02-01-us-fentanyl-tariff-10:0.5",
        ),
        "replaces": st.text_input(
            "Replaces", row.get("replaces", ""), key=key("replaces"), placeholder="id;id: the plan, announcement or former step"
        ),
        "confidence": "" if confidence is None else f"{confidence:g}",
        "flags": ";".join(
            st.multiselect(
                "Flags",
                [flag for flag in FLAGS if flag != UNREVIEWED],
                marks,
                format_func=FLAGS.get,
                key=key("flags"),
                placeholder="None",
            )
        ),
        "note": st.text_input("Note", row.get("note", ""), key=key("note"), placeholder="Why it is coded so, what is uncertain"),
        "id": st.text_input("Id", key=key("id"), placeholder="made from date and title when left empty"),
    }
    return {column: text.strip() for column, text in cells.items()}


def _place(names: object, name: str | None, default: int | None = 0) -> int | None:
    """Where a value stands among the choices, else the default."""
    listed = list(names)  # type: ignore[call-overload]
    return listed.index(name) if name in listed else default


def _day(row: Mapping[str, str], column: str, default: str | None = None) -> date | str | None:
    """What a date field begins with; an event that is filled in already and has no day begins without one."""
    text = row.get(column, "")
    return date.fromisoformat(text) if text else None if row else default


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
