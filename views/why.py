"""Why it moved: what drove the change from one day to another, in parts that add up."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from pipeline.charts.waterfall import WaterfallSpec, waterfall_chart
from pipeline.charts.waterfall_screen import waterfall_figure
from pipeline.errors import DataError
from pipeline.exports.formats import FORMATS
from pipeline.exports.waterfall import waterfall_file, waterfall_name
from pipeline.index import IndexResult
from pipeline.index.uncertainty import Uncertainty
from pipeline.questions.compare_runs import HEADLINE
from pipeline.questions.why import Why, sentences, why_moved, why_table
from pipeline.records import Episode
from pipeline.words import KEPT_PENDING, day_text
from views import drawn, panels
from views.downloads import downloads
from views.loaded import Loaded
from views.plotted import open_clicked, plotted

LAST = {"30 days": 30, "90 days": 90, "1 year": 365}
"""Periods that end with the data."""
OWN = "Dates"


def show(loaded: Loaded) -> None:
    """The whole page."""
    st.title("Why it moved", anchor=False)
    start, end = _period(loaded)
    series = _series(loaded.result)
    if start >= end:
        st.warning(f"The first day, {day_text(start)}, does not lie before the last, {day_text(end)}. Choose two days.")
        return
    sure = drawn.uncertainty(loaded)
    try:
        why, spec = _asked(loaded.key, start, end, series, sure is not None, loaded, sure)
    except DataError as error:  # a method without exact parts
        st.warning(str(error))
        return
    awaited = f"; {KEPT_PENDING}" if drawn.coming(loaded, sure) else ""
    st.header(spec.title, anchor=False)
    st.html(panels.note(spec.subtitle + awaited) + panels.kept_note(loaded.result, sure))
    plot, words = st.columns([3, 2], gap="large")
    with plot:
        _chart(spec, why, loaded.result)
    with words:
        _words(why)
    with st.expander("Every part, as a table", key="why_table", on_change="rerun") as table:
        if table.open:
            st.dataframe(why_table(why), hide_index=True, column_config=_columns(), alt=f"{spec.title}: its parts")
    drawn.follow(loaded, sure)


@st.cache_resource(max_entries=64, show_spinner=False)
def _asked(
    key: tuple, start: date, end: date, series: str, drawn: bool, _loaded: Loaded, _sure: Uncertainty | None
) -> tuple[Why, WaterfallSpec]:
    why = why_moved(_loaded.result, start, end, series, _sure)
    return why, waterfall_chart(why)


def _period(loaded: Loaded) -> tuple[date, date]:
    """The two days, kept in the URL; the newest periods and the named episodes are a click away."""
    first, last = loaded.result.daily.index[0].date(), loaded.result.through
    named = {episode.slug: episode for episode in loaded.episodes if first < (episode.end or last) and episode.start < last}
    labels = {**{name: f"Last {name}" for name in LAST}, **{slug: episode.label for slug, episode in named.items()}, OWN: OWN}
    choice = st.selectbox(
        "Period", list(labels), 2, format_func=labels.get, key="why", bind="query-params", width=320, help="Or choose two days"
    )
    if choice in LAST:
        return max(first, last - timedelta(days=LAST[choice])), last
    if choice in named:
        return _within(named[choice], first, last)
    left, right, _ = st.columns([1, 1, 3])
    before = max(first, last - timedelta(days=365))
    options = {"min_value": first, "max_value": last, "bind": "query-params", "format": "YYYY-MM-DD"}
    start = left.date_input("From the evening of", before, key="why_from", **options) or before
    end = right.date_input("To the evening of", last, key="why_to", **options) or last
    return start, end


def _within(episode: Episode, first: date, last: date) -> tuple[date, date]:
    """From the evening before an episode to its last day."""
    return max(first, episode.start - timedelta(days=1)), min(episode.end or last, last)


def _series(result: IndexResult) -> str:
    labels = {HEADLINE: "Tension", **{slug: track.label for slug, track in result.config.tracks.items()}}
    chosen = st.segmented_control(
        "Series",
        list(labels),
        format_func=labels.get,
        default=HEADLINE,
        key="series",
        bind="query-params",
        label_visibility="collapsed",
        required=True,
    )
    return chosen or HEADLINE


def _chart(spec: WaterfallSpec, why: Why, result: IndexResult) -> None:
    open_clicked(plotted(lambda palette: waterfall_figure(spec, palette), "waterfall", spec.alt, clicks=True))
    st.html(panels.note(spec.footer))
    downloads(
        FORMATS,
        "why",
        lambda fmt: waterfall_file(spec, why, fmt, result.config),
        lambda fmt: waterfall_name(why, fmt, result.config),
        {"csv": "Every part as a table that adds up"},
    )


def _words(why: Why) -> None:
    """Three sentences to start from; edited here they stay until another question is asked."""
    st.subheader("In words", anchor=False)
    key = f"why_words_{why.series}_{why.start}_{why.end}"
    _draft(key, "\n\n".join(sentences(why)))
    st.text_area(
        "A draft to edit and copy",
        height=320,
        key=key,
        help="Drafted from the parts. An event's points hold its news, the lines it opened or closed and its measure.",
    )
    st.html(
        panels.note(
            "An event's points are all that it moved: its news, the lines it opened or closed, the measure it began or eased. "
            "Grey bars are no event of the period."
        )
    )


def _draft(key: str, draft: str) -> None:
    """A draft that nobody has edited follows what is known, such as the draws that come after the page."""
    drafts = st.session_state.setdefault("why_drafts", {})
    if st.session_state.get(key) in (None, drafts.get(key)):
        st.session_state[key] = draft
    drafts[key] = draft


def _columns() -> dict:
    return {
        "part": None,
        "track": "Track",
        "component": "Component",
        "label": st.column_config.TextColumn("What", width="large"),
        "points": st.column_config.NumberColumn("Points", format="%+.3f"),
    }
