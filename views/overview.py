"""Overview: where do relations stand, and since when?"""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from pipeline.charts.cells import cells_chart
from pipeline.charts.screen import figure
from pipeline.charts.spec import ChartSpec
from pipeline.charts.tension import tension_chart
from pipeline.config.schema import Config
from pipeline.exports.cells import cells_file, cells_name
from pipeline.exports.chart import chart_name, chart_table, tension_file
from pipeline.exports.formats import FORMATS
from pipeline.index import IndexResult
from pipeline.index.uncertainty import Uncertainty
from pipeline.questions.since import changes_since
from pipeline.questions.vintage import KnownThen
from pipeline.words import day_text
from views import drawn, known_then, last_visit, panels
from views.downloads import downloads
from views.loaded import Loaded
from views.navigation import link_to
from views.period import period
from views.plotted import open_clicked, plotted

NEWEST = 6


def show(loaded: Loaded) -> None:
    """The whole page."""
    result = loaded.result
    st.title(f"{result.config.pair.name} tension", anchor=False)
    _stale_banner(result)
    top = st.container()  # the number first, then what can be asked of it
    known = known_then.asked(loaded)
    left, right = top.columns([2, 3], gap="large")
    sure = drawn.uncertainty(loaded)
    with left:
        shown = panels.headline(result, sure, drawn.coming(loaded, sure))
        st.html(known_then.headline(known, result) if known else shown)
    with right:
        _cells(result, known, sure)
    if known:
        known_then.told(known, _address)
    start, end = period(result, "period", result.config.chart.default_period, ("from", "to"))
    tracks = _tracks(result.config)
    spec = _spec(loaded, start, end, tracks, known, sure)
    if known and known.day < spec.start:
        st.html(panels.note(f"{day_text(known.day)} lies before this period, so the line as known then is not drawn."))
    _chart(spec, result, "band is being drawn" if drawn.coming(loaded, sure) else "")
    _events(result, sure)
    drawn.follow(loaded, sure)


def _stale_banner(result: IndexResult) -> None:
    age = (date.today() - result.through).days
    if age > result.config.chart.stale_after_days:
        st.warning(f"The data end on {day_text(result.through)}, {age} days ago. The index says nothing about what came after.")


def _cells(result: IndexResult, known: KnownThen | None, sure: Uncertainty | None) -> None:
    """The nine cells, as known then where that is asked, and behind a button the very same as files."""
    spec = cells_chart(result, known.day, known=known.then) if known else cells_chart(result)
    st.html(known_then.nine_cells(spec, known) if known else panels.nine_cells(spec, result, sure))
    with st.popover("Take the cells along", icon=":material/download:", key="cells_along"):
        st.html(panels.note(spec.title))
        downloads(
            FORMATS,
            "cells",
            lambda fmt: cells_file(spec, fmt, result.config),
            lambda fmt: cells_name(spec, fmt, result.config),
            _CELLS_HELP,
        )


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


def _spec(
    loaded: Loaded, start: date, end: date, tracks: tuple[str, ...], known: KnownThen | None, sure: Uncertainty | None
) -> ChartSpec:
    key = (*loaded.key, start, end, tracks, known.day if known else None, sure is not None)
    return _cached_spec(key, start, end, tracks, loaded, known, sure)


@st.cache_resource(max_entries=64, show_spinner=False)
def _cached_spec(
    key: tuple,
    start: date,
    end: date,
    tracks: tuple[str, ...],
    _loaded: Loaded,
    _known: KnownThen | None,
    _sure: Uncertainty | None,
) -> ChartSpec:
    line = _known.line if _known else None
    return tension_chart(_loaded.result, start, end, tracks, _loaded.episodes, uncertainty=_sure, known=line)


def _chart(spec: ChartSpec, result: IndexResult, awaited: str) -> None:
    st.header(spec.title, anchor=False)
    st.html(panels.note("; ".join(part for part in (spec.subtitle, awaited, spec.unreviewed) if part)))
    plot, listed = st.columns([5, 2], gap="medium")
    with plot:
        open_clicked(plotted(lambda palette: figure(spec, palette), "tension", spec.alt, clicks=not _on_a_phone()))
        st.html(panels.note(spec.footer))
        _exports(spec, result)
    with listed:
        st.html(panels.numbered_list(spec, _address))
    _table(spec)


def _on_a_phone() -> bool:
    """A chart that takes clicks does not let a finger scroll past it; on a phone the numbered list is the way."""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def _address(event: str) -> str:
    return link_to("events", event=event)


def _table(spec: ChartSpec) -> None:
    """What the chart draws as figures, for those who read tables; made when it is opened."""
    with st.expander("Table", key="tension_table", on_change="rerun") as table:
        if table.open:
            st.dataframe(chart_table(spec).iloc[::-1], hide_index=True, alt=f"{spec.title}: a row a day, newest first")


def _exports(spec: ChartSpec, result: IndexResult) -> None:
    """One button a format; the file is made when it is asked for, from the very spec on screen."""
    downloads(
        FORMATS,
        "export",
        lambda fmt: tension_file(spec, fmt, result),
        lambda fmt: chart_name(spec, fmt, result.config),
        _HELP,
    )


_CELLS_HELP = {"pptx": "One slide: the cells as a native table that can be edited", "xlsx": "The figures as a workbook"}
_HELP = {"xlsx": "A workbook: figures with a native chart, the events with every factor, channels, measures"}


def _events(result: IndexResult, sure: Uncertainty | None) -> None:
    newest, since = st.columns(2, gap="large")
    with newest:
        st.header("Newest events", anchor=False)
        events = result.scored[result.scored["status"].isin(("happened", "announced"))]
        events = events.sort_values(["date_end", "id"], ascending=False).head(NEWEST)
        st.html(panels.event_list(events, _address))
    with since:
        st.header("What changed", anchor=False)
        last_visit.show(result, sure)
        first, last = result.daily.index[0].date(), result.through
        day = st.date_input("Since", max(first, last - timedelta(days=90)), first, last, key="since", bind="query-params")
        st.markdown("\n".join(f"- {line}" for line in changes_since(result, day, sure)))
        if meant := panels.kept_note(result, sure):
            st.html(meant)
