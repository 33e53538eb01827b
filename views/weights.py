"""Weights: what if I weigh it differently?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pipeline.charts.screen import figure
from pipeline.charts.spec import ChartSpec
from pipeline.charts.tension import tension_chart
from pipeline.charts.two_runs import two_run_chart
from pipeline.errors import DataError
from pipeline.exports.chart import chart_file, chart_name, chart_table
from pipeline.exports.formats import FORMATS
from pipeline.questions.tornado import LABELS, Tornado, tornado_of
from pipeline.questions.weighing import Weighing, change_texts, days_in_words, sentences, side_by_side
from pipeline.words import day_text, in_markdown
from views import method_tables as tables
from views.downloads import downloads
from views.loaded import Loaded
from views.navigation import link_to
from views.own_weights import own_weights
from views.panels import note, numbered_list
from views.period import period
from views.plotted import plotted
from views.weight_editing import WIDGET, edited, files, weighed_or_last

STYLES = Path(__file__).parents[1] / "assets" / "method.css"


def show(loaded: Loaded) -> None:
    """The whole page: the tables to edit decide what is drawn, so they are read first."""
    st.html(STYLES)
    st.title("Weights", anchor=False)
    state = own_weights(loaded, WIDGET)
    if state.message and state.untouched:
        (st.info if state.shown else st.warning)(in_markdown(state.message))
    banner = st.empty()
    plot, edit = st.columns([4, 3], gap="large")
    with edit:
        changes = edited(loaded, state)
    found = weighed_or_last(loaded, state, changes)
    _banner(banner, found)
    with plot:
        _chart(loaded, found)
    with edit:
        files(loaded, state, found)
    _in_words(loaded, found)


def _banner(place: DeltaGenerator, found: Weighing) -> None:
    count = len(found.changes)
    if count:
        values = f"{count} value{'s' if count > 1 else ''} differ{'s' if count == 1 else ''}"
        place.info(
            f"**Own weights.** {values} from the published index. Only this page shows them; its address holds them, so a link "
            "opens the same view.",
            icon=":material/balance:",
        )
    else:
        place.markdown(
            "Change a number in a table, or choose another table or method: your line is drawn beside the published one."
        )


def _chart(loaded: Loaded, found: Weighing) -> None:
    start, end = period(loaded.result, "wt_period", loaded.result.config.chart.default_period)
    spec = _spec(loaded.key, found.hash, tuple(found.changes.items()), start, end, loaded, found)
    st.header(spec.title, anchor=False)
    st.html(note(spec.subtitle))
    plotted(lambda palette: figure(spec, palette), "two_runs", spec.alt)
    st.html(note(spec.footer))
    downloads(
        FORMATS,
        "wt_export",
        lambda fmt: chart_file(spec, fmt, found.config),
        lambda fmt: chart_name(spec, fmt, found.config),
        otherwise="This chart as a {} file; it says which weights are your own",
    )
    with st.expander("Numbered events") as listed:
        listed.html(numbered_list(spec, lambda event: link_to("events", event=event)))
    with st.expander("Table", key="wt_table_of_chart", on_change="rerun") as table:
        if table.open:
            st.dataframe(chart_table(spec).iloc[::-1], hide_index=True, alt=f"{spec.title}: a row a day, newest first")


@st.cache_resource(max_entries=32, show_spinner=False)
def _spec(key: tuple, own: str, changes: tuple, start: date, end: date, _loaded: Loaded, _found: Weighing) -> ChartSpec:
    return two_run_chart(_found, _published_spec(key, start, end, _loaded))


@st.cache_resource(max_entries=16, show_spinner=False)
def _published_spec(key: tuple, start: date, end: date, _loaded: Loaded) -> ChartSpec:
    return tension_chart(_loaded.result, start, end, (), _loaded.episodes)


def _in_words(loaded: Loaded, found: Weighing) -> None:
    st.header("What changes", anchor=False)
    words, counted = st.columns([4, 3], gap="large")
    with words:
        st.markdown("\n".join(f"- {in_markdown(line)}" for line in sentences(found)))
        told = change_texts(found)
        if told:
            with st.expander(f"The {len(told)} changed value{'s' if len(told) != 1 else ''}"):
                st.markdown("\n".join(f"- {in_markdown(line)}" for line in told))
        _side_by_side(loaded)
        _tornado(loaded)
    with counted:
        days = [(word, f"{row['published']:,}", f"{row['own']:,}") for word, row in days_in_words(found).iterrows()]
        st.html(tables.table("Days in each word", ("Word", "Published", "Own"), days, (1, 2)))
        st.html(tables.table("On the last day", ("Tension", "Published", "Own", "Change"), _today(found), (1, 2, 3)))


def _side_by_side(loaded: Loaded) -> None:
    """Every named table and method, each alone; reckoned when it is opened."""
    with st.expander("Named tables and methods side by side", key="wt_named", on_change="rerun") as named:
        if not named.open:
            return
        rows = [
            (
                row["name"],
                f"{row['last']:.1f} {row['word']}",
                f"{row['correlation']:.2f}",
                f"{row['days']:,}",
                f"{row['largest']:+.1f} on {day_text(row['day'])}".replace("-", "−"),
            )
            for row in _named(loaded.key, loaded).to_dict("records")
        ]
        head = ("Set", "On the last day", "Correlation", "Days in another word", "Largest difference")
        st.html(tables.table("Each alone, beside the published index", head, rows, (2, 3)))


@st.cache_resource(max_entries=8, show_spinner="The index under every table and method …")
def _named(key: tuple, _loaded: Loaded) -> pd.DataFrame:
    return side_by_side(_loaded.result, _loaded.path)


def _tornado(loaded: Loaded) -> None:
    """Which group of choices moves the published number most; drawn when it is opened."""
    with st.expander("Which choice moves today's number most", key="wt_tornado", on_change="rerun") as drawn:
        if not drawn.open:
            return
        try:
            found = _drawn(loaded.key, loaded)
        except DataError as error:
            st.markdown(in_markdown(str(error)))
            return
        rows = [
            (LABELS[str(group)], f"{row['total']:.2f}", f"{row['low']:.1f} to {row['high']:.1f}")
            for group, row in found.groups.iterrows()
        ]
        st.html(tables.table("The published weights, varied by chance", ("Choice", "Total order", "Varied alone"), rows, (1, 2)))
        st.html(note("Total order: the share of the variance left if all but this were known. Varied alone: 5 to 95 % of draws."))


@st.cache_resource(max_entries=4, show_spinner="Drawing the choices …")
def _drawn(key: tuple, _loaded: Loaded) -> Tornado:
    return tornado_of(_loaded.result)


def _today(found: Weighing) -> list[tuple[str, str, str, str]]:
    names = {"tension": "Headline"} | {slug: track.label for slug, track in found.published.config.tracks.items()}
    rows = []
    for column, name in names.items():
        was, now = float(found.published.daily[column].iat[-1]), float(found.own[column].iat[-1])
        rows.append((name, f"{was:.1f}", f"{now:.1f}", f"{now - was:+.1f}".replace("-", "−")))
    return rows
