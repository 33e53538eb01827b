"""Briefing: give me the chart. What it says and shows is chosen here, seen as the very file, and taken away."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from pipeline.charts.choices import Choices, within
from pipeline.charts.numbered import Candidate, Ranking, ranking
from pipeline.charts.spec import ChartSpec
from pipeline.charts.tension import tension_chart
from pipeline.config.schema import Config, Export
from pipeline.errors import ExportError
from pipeline.exports.presets import PRESETS, Preset, sized
from pipeline.index.uncertainty import Uncertainty
from pipeline.questions.since import in_markdown
from pipeline.records import Episode
from pipeline.words import day_text
from views import briefing_files, drawn, panels
from views.briefing_events import events_table
from views.briefing_state import BriefingState, briefing_state
from views.briefing_words import badges_asked, notes_asked, title_asked, warn_of_length
from views.loaded import Loaded
from views.period import PERIODS

OWN = "dates"
MARGIN = timedelta(days=30)


def show(loaded: Loaded) -> None:
    """The whole page."""
    result = loaded.result
    st.title("Briefing", anchor=False)
    state, problems = briefing_state(result.config.pair.slug)
    for problem in problems:
        st.warning(in_markdown(f"Left out of this link: {problem}"))
    period, look = st.columns([2, 3], gap="large")
    with period:
        start, end = _period(loaded)
    with look:
        preset = _size()
        tracks = _tracks(result.config)
    if start >= end:
        st.warning(f"The first day, {day_text(start)}, does not lie before the last, {day_text(end)}. Choose two days.")
        return
    ranked = _ranked(loaded.key, start, end, loaded)
    choices, left_out = within(state.choices, ranked.events, start, end)
    picture, words = st.columns([5, 3], gap="large")
    with words:
        title = title_asked(state, result, start, end)
        badges_asked(state, result.config, preset)
        notes_asked(state, start, end)
        wanted, sure = _band(loaded)
        plain = st.toggle("Plain: no title, no source line", key="plain", bind="query-params", help="The metadata stays")
    if state.said:
        st.error(in_markdown(state.said))
        state.said = ""
    most = preset.badges if preset else None
    export = sized(result.config.export, preset)
    spec = _spec(loaded.key, start, end, tracks, title, plain, most, choices, sure is not None, loaded, sure)
    with words:
        warn_of_length(spec, export)
    with picture:
        _preview(loaded, spec, choices, tracks, export)
        briefing_files.buttons(loaded, spec, export)
    if left_out:
        st.html(panels.note(f"Kept for another period and not drawn: {'; '.join(left_out)}."))
    _events(loaded, state, ranked, choices, spec)
    briefing_files.links(loaded, spec, state.fits)
    if wanted:
        drawn.follow(loaded, sure)


# ---------------------------------------------------------------- the period
def _period(loaded: Loaded) -> tuple[date, date]:
    """The two days, kept in the URL: the newest years, a named episode, or any two."""
    first, last = loaded.result.daily.index[0].date(), loaded.result.through
    named = {episode.slug: episode for episode in loaded.episodes if first < (episode.end or last) and episode.start < last}
    labels = {**PERIODS, **{slug: episode.label for slug, episode in named.items()}, OWN: "Dates"}
    default = list(labels).index(loaded.result.config.chart.default_period)
    choice = st.selectbox("Period", list(labels), default, format_func=labels.get, key="range", bind="query-params")
    if choice in named:
        return _within(named[choice], first, last)
    if choice == OWN:
        left, right = st.columns(2)
        options = {"min_value": first, "max_value": last, "bind": "query-params", "format": "YYYY-MM-DD"}
        before = max(first, last - timedelta(days=730))
        start = left.date_input("From", before, key="range_from", **options) or before
        return start, right.date_input("To", last, key="range_to", **options) or last
    if choice == "all":
        return first, last
    years = int((choice or "5y")[:-1])
    return max(first, last - timedelta(days=round(365.25 * years))), last


def _within(episode: Episode, first: date, last: date) -> tuple[date, date]:
    """An episode with a month before and after it, so that its beginning and end can be seen."""
    return max(first, episode.start - MARGIN), min((episode.end or last) + MARGIN, last)


def _tracks(config: Config) -> tuple[str, ...]:
    labels = {slug: track.label for slug, track in config.tracks.items()}
    chosen = st.pills(
        "Tracks on the same axis", list(labels), format_func=labels.get, selection_mode="multi", key="with", bind="query-params"
    )
    return tuple(slug for slug in labels if slug in (chosen or []))


def _size() -> Preset | None:
    """Where the picture goes; None: the size of the config."""
    labels = {"config": "As configured", **{name: name.capitalize() for name in PRESETS}}
    uses = ", ".join(f"{name}: {item.use}" for name, item in PRESETS.items())
    chosen = st.selectbox(
        "Size of the picture", list(labels), format_func=labels.get, key="size", bind="query-params", help=uses.capitalize()
    )
    return PRESETS.get(chosen or "config")


def _band(loaded: Loaded) -> tuple[bool, Uncertainty | None]:
    """Whether the band is wanted, and the draws behind it where they are there already."""
    if not loaded.result.config.uncertainty.draws:
        return False, None
    wanted = st.toggle("Band: where nine draws of ten lie", True, key="band", bind="query-params")
    sure = drawn.uncertainty(loaded) if wanted else None
    if wanted and drawn.coming(loaded, sure):
        st.html(panels.note("The band is being drawn; files made before it is there have none."))
    return wanted, sure


# ---------------------------------------------------------------- what is seen
@st.cache_resource(max_entries=16, show_spinner=False)
def _ranked(key: tuple, start: date, end: date, _loaded: Loaded) -> Ranking:
    return ranking(_loaded.result, start, end)


@st.cache_resource(max_entries=16, show_spinner=False)
def _candidates(key: tuple, start: date, end: date, _ranked: Ranking) -> list[Candidate]:
    return _ranked.candidates()


@st.cache_resource(max_entries=32, show_spinner=False)
def _spec(
    key: tuple,
    start: date,
    end: date,
    tracks: tuple[str, ...],
    title: str,
    plain: bool,
    most: int | None,
    choices: Choices,
    banded: bool,
    _loaded: Loaded,
    _sure: Uncertainty | None,
) -> ChartSpec:
    return tension_chart(_loaded.result, start, end, tracks, _loaded.episodes, title, plain, _sure, most=most, choices=choices)


def _preview(loaded: Loaded, spec: ChartSpec, choices: Choices, tracks: tuple[str, ...], export: Export) -> None:
    """The PNG as it is handed out, at scale 1."""
    size = sized(export, scale=1)
    picture = size.model_dump_json()
    shown = (spec.start, spec.end, tracks, spec.title, spec.plain, choices, len(spec.entries), spec.band is not None)
    try:
        content = _drawn(loaded.key, shown, picture, spec, size)
    except ExportError as error:
        st.error(in_markdown(str(error)))
        return
    st.image(content, width="stretch", alt=spec.alt)


@st.cache_data(max_entries=32, show_spinner="Drawing …")
def _drawn(key: tuple, shown: tuple, picture: str, _spec: ChartSpec, _size: Export) -> bytes:
    from pipeline.charts.print import render

    return render(_spec, "png", _size)


def _events(loaded: Loaded, state: BriefingState, ranked: Ranking, choices: Choices, spec: ChartSpec) -> None:
    st.header("Which events are numbered", anchor=False)
    everything = _candidates(loaded.key, spec.start, spec.end, ranked)
    chosen = {*choices.pinned, *choices.dropped, *choices.wording, *(entry.event for entry in spec.entries)}
    passing = [item for item in everything if item.passes or item.event in chosen]
    left, right = st.columns([3, 2])
    if len(passing) < len(everything):
        whole = left.toggle(f"All {len(everything)} events of the period", key="briefing_all")
        passing = everything if whole else passing
    changed = state.title or state.choices != Choices()
    right.button("Start over", icon=":material/restart_alt:", disabled=not changed, on_click=state.keep, args=(Choices(), ""))
    events_table(state, passing, choices, spec)
