"""Overview: where do relations stand, and since when?"""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from pipeline.charts.palette import DARK, LIGHT
from pipeline.charts.screen import figure
from pipeline.charts.spec import ChartSpec, tension_chart
from pipeline.charts.words import day_text
from pipeline.config.schema import Config
from pipeline.exports.chart import FORMATS, chart_file, chart_name
from pipeline.index import IndexResult
from pipeline.questions.since import changes_since
from views import panels
from views.loaded import Loaded

PERIODS = {"1y": "1 year", "2y": "2 years", "5y": "5 years", "10y": "10 years", "all": "All", "custom": "Dates"}
NEWEST = 6


def show(loaded: Loaded) -> None:
    """The whole page."""
    result = loaded.result
    st.title(f"{result.config.pair.name} tension", anchor=False)
    _stale_banner(result)
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.html(panels.headline(result))
    with right:
        st.html(panels.nine_cells(result))
    start, end = _period(result)
    tracks = _tracks(result.config)
    spec = _spec(loaded, start, end, tracks)
    _chart(spec, result.config)
    _events(result)


def _stale_banner(result: IndexResult) -> None:
    age = (date.today() - result.through).days
    if age > result.config.chart.stale_after_days:
        st.warning(f"The data end on {day_text(result.through)}, {age} days ago. The index says nothing about what came after.")


def _period(result: IndexResult) -> tuple[date, date]:
    """The period shown, kept in the URL; nonsense in the URL falls back to the default."""
    first, last = result.daily.index[0].date(), result.through
    choice = st.segmented_control(
        "Period",
        list(PERIODS),
        format_func=PERIODS.get,
        default=result.config.chart.default_period,
        key="period",
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    if choice == "custom":
        left, right, _ = st.columns([1, 1, 3])
        start = left.date_input("From", max(first, last - timedelta(days=730)), first, last, key="from", bind="query-params")
        end = right.date_input("To", last, first, last, key="to", bind="query-params")
        if start < end:
            return start, end
        st.warning(f"The period starts on {day_text(start)} and ends on {day_text(end)}; shown is the whole series.")
        return first, last
    if choice == "all":
        return first, last
    years = int((choice or "5y")[:-1])
    return max(first, last - timedelta(days=round(365.25 * years))), last


def _tracks(config: Config) -> tuple[str, ...]:
    labels = {slug: track.label for slug, track in config.tracks.items()}
    chosen = st.pills(
        "Tracks on the same axis",
        list(labels),
        format_func=labels.get,
        selection_mode="multi",
        key="tracks",
        bind="query-params",
        label_visibility="collapsed",
    )
    return tuple(slug for slug in labels if slug in (chosen or []))


def _spec(loaded: Loaded, start: date, end: date, tracks: tuple[str, ...]) -> ChartSpec:
    return _cached_spec(loaded.key, start, end, tracks, loaded)


@st.cache_resource(max_entries=64, show_spinner=False)
def _cached_spec(key: tuple, start: date, end: date, tracks: tuple[str, ...], _loaded: Loaded) -> ChartSpec:
    return tension_chart(_loaded.result, start, end, tracks, _loaded.episodes)


def _chart(spec: ChartSpec, config: Config) -> None:
    st.subheader(spec.title, anchor=False)
    st.caption(spec.subtitle)
    plot, listed = st.columns([5, 2], gap="medium")
    with plot:
        palette = DARK if st.context.theme.type == "dark" else LIGHT
        bare = {"displayModeBar": False, "scrollZoom": False}
        st.plotly_chart(figure(spec, palette), theme=None, width="stretch", key="tension", config=bare, alt=spec.alt)
        st.caption(spec.footer)
        _exports(spec, config)
    with listed:
        st.html(panels.numbered_list(spec))


def _exports(spec: ChartSpec, config: Config) -> None:
    """One button a format; the file is made when it is asked for, from the very spec on screen."""
    with st.container(horizontal=True):
        for fmt, mime in FORMATS.items():
            st.download_button(
                f"{fmt.upper()}",
                data=lambda fmt=fmt: chart_file(spec, fmt, config),
                file_name=chart_name(spec, fmt, config),
                mime=mime,
                key=f"export_{fmt}",
                on_click="ignore",
                icon=":material/download:",
                help=f"This chart as a {fmt.upper()} file, with title, source and date",
            )


def _events(result: IndexResult) -> None:
    newest, since = st.columns(2, gap="large")
    with newest:
        st.subheader("Newest events", anchor=False)
        events = result.scored[result.scored["status"].isin(("happened", "announced"))]
        events = events.sort_values(["date_end", "id"], ascending=False).head(NEWEST)
        st.html(panels.event_list(events))
    with since:
        st.subheader("What changed", anchor=False)
        first, last = result.daily.index[0].date(), result.through
        day = st.date_input("Since", max(first, last - timedelta(days=90)), first, last, key="since", bind="query-params")
        st.markdown("\n".join(f"- {line}" for line in changes_since(result, day)))
