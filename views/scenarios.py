"""Scenarios: what if they meet, or refuse? Planned and hypothetical events set beside "nothing happens"."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import streamlit as st

from pipeline.charts.scenario import scenario_chart
from pipeline.charts.screen import figure
from pipeline.charts.spec import ChartSpec
from pipeline.config.schema import Config
from pipeline.errors import DataError
from pipeline.exports.chart import chart_file, chart_table
from pipeline.exports.formats import FORMATS
from pipeline.exports.scenario import scenario_name
from pipeline.index import IndexResult
from pipeline.questions.scenario import Scenario, last_day, latest_day, nothing_happens, scenario, standing
from pipeline.questions.scenario_text import NOT_A_FORECAST
from pipeline.questions.since import in_markdown
from pipeline.questions.what_if import CANCELLED, HELD, MOST, NONE, WhatIf, open_plans, read_what_ifs, readable
from pipeline.words import day_text, event_date_text
from views import panels, scenario_tables
from views.downloads import downloads
from views.loaded import Loaded
from views.navigation import link_to
from views.plotted import open_clicked, plotted
from views.scenario_state import keep_texts, kept_texts

STYLE = Path(__file__).parents[1] / "assets" / "state.css"
AHEAD = {"90 days": 90, "180 days": 180, "1 year": 365, "2 years": 730}
OPEN, TAKES_PLACE, CALLED_OFF = "Left open", "Takes place", "Cancelled"
_CHOICES = {"": OPEN, HELD: TAKES_PLACE, CANCELLED: CALLED_OFF}


def show(loaded: Loaded) -> None:
    """The whole page."""
    result = loaded.result
    st.html(STYLE)
    st.title("Scenarios", anchor=False)
    st.html(panels.note(NOT_A_FORECAST))
    try:
        known = standing(loaded.events, result)
        texts = _texts(result, known)
        plans, own = st.columns(2, gap="large")
        with plans:
            _plans(result.config, open_plans(known, result.through), texts)
        with own:
            _form(result)
        what_ifs = read_what_ifs(texts, result.config, known, result.through, latest_day(result))
        _chosen(result.config, what_ifs)
        found, spec = _answer(loaded.key, texts, _ahead(), loaded)
    except DataError as error:
        st.error(str(error))
        return
    _chart(spec, result.config)
    _figures(found)


def _texts(result: IndexResult, known: pd.DataFrame) -> tuple[str, ...]:
    """The events of the scenario as lines; what a link says that cannot be read is told, and the rest stands."""
    texts, problems = readable(kept_texts(result.config.pair.slug), result.config, known, result.through, latest_day(result))
    for problem in problems:
        st.warning(in_markdown(f"Left out: {problem}"))
    if not keep_texts(result.config.pair.slug, texts):
        st.html(panels.note("This scenario is too long for a link; it stays in this tab."))
    return texts


@st.cache_resource(max_entries=32, show_spinner=False)
def _answer(key: tuple, texts: tuple[str, ...], ahead: int, _loaded: Loaded) -> tuple[Scenario, ChartSpec]:
    result = _loaded.result
    what_ifs = read_what_ifs(texts, result.config, standing(_loaded.events, result), result.through, latest_day(result))
    until = last_day(what_ifs, result, ahead)
    found = scenario(_loaded.events, result, texts, until, _nothing(key, until, _loaded))
    return found, scenario_chart(result, found)


@st.cache_resource(max_entries=2, show_spinner=False)
def _nothing(key: tuple, until: date, _loaded: Loaded) -> IndexResult:
    return nothing_happens(_loaded.events, _loaded.result, until)


def _ahead() -> int:
    choice = st.segmented_control(
        "How far beyond the data",
        list(AHEAD),
        default="180 days",
        key="ahead",
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    return AHEAD.get(choice or "180 days", 180)


# ---------------------------------------------------------------- what happens
def _plans(config: Config, plans: pd.DataFrame, texts: tuple[str, ...]) -> None:
    """Each plan still open, with what becomes of it."""
    st.subheader("What is planned", anchor=False)
    if plans.empty:
        st.html(panels.note("No plan in the data is still open."))
    for plan in plans.to_dict("records"):
        event, key = plan["id"], f"plan_{plan['id']}"
        stands = next((word for word in (HELD, CANCELLED) if f"{word} {event}" in texts), "")
        st.session_state[key] = _CHOICES[stands]
        st.segmented_control(
            f"{event_date_text(pd.Series(plan))}: {in_markdown(plan['title'])}",
            list(_CHOICES.values()),
            key=key,
            required=True,
            on_change=_decide,
            args=(config.pair.slug, event, texts),
        )


def _decide(pair: str, event: str, texts: tuple[str, ...]) -> None:
    chosen = st.session_state[f"plan_{event}"]
    word = next((word for word, label in _CHOICES.items() if label == chosen), "")
    others = [text for text in texts if text not in (f"{HELD} {event}", f"{CANCELLED} {event}")]
    keep_texts(pair, [*others, f"{word} {event}"] if word else others)


def _form(result: IndexResult) -> None:
    """One hypothetical event more."""
    config, first = result.config, result.through + timedelta(days=1)
    kinds = {slug: kind.label for slug, kind in config.event_types.items()}
    channels = {slug: channel.name for slug, channel in config.channels.items() if _exists(channel.until, first)}
    domains = {"": "By the channel", **{slug: domain.label for slug, domain in config.domains.items()}}
    st.subheader("What else might happen", anchor=False)
    with st.form("what_if", border=False):
        left, right = st.columns(2)
        soon, last = first + timedelta(days=29), latest_day(result)
        left.date_input("Date", min(soon, last), first, last, key="what_if_date", format="YYYY-MM-DD")
        names = sorted(kinds, key=lambda slug: kinds[slug])
        right.selectbox("Type", names, None, format_func=kinds.get, key="what_if_type", placeholder="Choose")
        st.multiselect(
            "Channels it acts on", list(channels), format_func=channels.get, key="what_if_channels", placeholder="None"
        )
        severity, domain = st.columns(2)
        severity.selectbox("Severity", list(config.severity), 2, key="what_if_severity", help="3 is typical of its type")
        domain.selectbox("Domain", list(domains), format_func=domains.get, key="what_if_domain")
        st.form_submit_button("Add to the scenario", icon=":material/add:", on_click=_add, args=(config.pair.slug,))


def _exists(until: date | None, day: date) -> bool:
    return until is None or until >= day


def _add(pair: str) -> None:
    """The form as one line; without a type there is nothing to add."""
    state = st.session_state
    if not state["what_if_type"] or not state["what_if_date"]:
        return
    words = [state["what_if_date"].isoformat(), state["what_if_type"], ",".join(state["what_if_channels"]) or NONE]
    words += [f"severity={state['what_if_severity']}"] if state["what_if_severity"] != "3" else []
    words += [f"domain={state['what_if_domain']}"] if state["what_if_domain"] else []
    keep_texts(pair, [*kept_texts(pair), " ".join(words)])


def _chosen(config: Config, what_ifs: tuple[WhatIf, ...]) -> None:
    """The hypothetical events, each a button that takes it out."""
    texts = [item.text for item in what_ifs]
    if not what_ifs:
        st.html(panels.note("Nothing is assumed yet: the chart shows what the index does by itself when nothing happens."))
        return
    with st.container(horizontal=True, key="what_ifs"):
        for place, item in enumerate(what_ifs):
            day = day_text(date.fromisoformat(item.cells["date"]))
            st.button(
                in_markdown(f"{day}: {item.title}"),
                key=f"drop_{place}",
                icon=":material/close:",
                help="Take it out",
                on_click=keep_texts,
                args=(config.pair.slug, [text for text in texts if text != item.text]),
            )
        st.button("Clear all", key="drop_all", type="tertiary", on_click=keep_texts, args=(config.pair.slug, []))
    if len(what_ifs) == MOST:
        st.html(panels.note(f"A scenario holds at most {MOST} events."))


# ---------------------------------------------------------------- what it would do
def _chart(spec: ChartSpec, config: Config) -> None:
    st.header(spec.title, anchor=False)
    st.html(panels.note(spec.subtitle))
    plot, listed = st.columns([5, 2], gap="medium")
    with plot:
        open_clicked(plotted(lambda palette: figure(spec, palette), "scenario", spec.alt, clicks=True))
        st.html(panels.note(spec.footer))
        _exports(spec, config)
    with listed:
        st.html(panels.numbered_list(spec, lambda event: link_to("events", event=event)))
    with st.expander("Table", key="scenario_table", on_change="rerun") as table:
        if table.open:
            st.dataframe(chart_table(spec).iloc[::-1], hide_index=True, alt=f"{spec.title}: a row a day, newest first")


def _exports(spec: ChartSpec, config: Config) -> None:
    downloads(
        FORMATS,
        "scenario",
        lambda fmt: chart_file(spec, fmt, config),
        lambda fmt: scenario_name(spec, fmt, config),
        otherwise="This scenario as a {} file, marked as a scenario",
    )


def _figures(found: Scenario) -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.header("Both paths", anchor=False)
        st.html(scenario_tables.days(found))
    with right:
        st.header("When words change", anchor=False)
        st.html(scenario_tables.turns(found))
        if found.causes:
            st.header(f"What each event moves on {day_text(found.until)}", anchor=False)
            st.html(scenario_tables.causes(found))
