"""Method: how is the index made?"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from pipeline import __version__
from pipeline.charts.coverage import CoverageSpec, coverage_chart, figure
from pipeline.config import config_hash
from pipeline.config.schema import METHODS
from pipeline.exports.config_file import config_file, config_name
from pipeline.index import METHOD_VERSION, IndexResult
from pipeline.questions import formulas
from pipeline.questions.coverage import Coverage, coverage_by_year
from pipeline.questions.effective import effective_contributions, finding
from pipeline.words import day_text, kept_help
from views import drawn, sure_panels
from views import method_tables as tables
from views.downloads import download
from views.loaded import Loaded
from views.plotted import plotted

HERE = Path(__file__).parents[1]
PAGES = {
    "METHODOLOGY.md": "the whole method, enough to recompute every figure",
    "CODEBOOK.md": "what counts as an event and what each type means",
}


def show(loaded: Loaded) -> None:
    """The whole page; a section is built when it is opened."""
    st.html(HERE / "assets" / "method.css")
    result = loaded.result
    st.title("Method", anchor=False)
    st.markdown(
        "Every event gets a score; scores fade, channels keep their state, measures count while they are in force. "
        "The three make the tension of a track, and the tracks make the headline. All numbers below are those of the "
        "config in use."
    )
    _versions(result)
    sections = {
        "Score": _score,
        "Channels": _channels,
        "Tracks": _tracks,
        "Weight in effect": _effective,
        "How sure": _how_sure,
        "Coverage": _coverage,
        "Limits": _limits,
    }
    for tab, build in zip(st.tabs(list(sections), key="method", bind="query-params"), sections.values(), strict=True):
        if tab.open:
            with tab:
                build(loaded)


def _versions(result: IndexResult) -> None:
    config = result.config
    facts = {
        "Method": METHOD_VERSION,
        "Program": __version__,
        "Config": config_hash(config)[:12],
        "Data through": day_text(result.through),
        "Events": f"{len(result.scored) - result.unreviewed:,}",
    }
    if result.unreviewed:
        facts["Unreviewed candidates"] = f"{result.unreviewed:,}"
    st.html(tables.facts(facts))
    download(
        "Config in use",
        lambda: config_file(config),
        config_name(config),
        "application/yaml",
        "method_config",
        "Every number behind the index as one YAML file, named by its hash",
    )


def _score(loaded: Loaded) -> None:
    config = loaded.result.config
    st.header("The score of one event", anchor=False)
    st.html(tables.formula(formulas.score_formula(config)))
    st.markdown("Negative is freeze, positive is thaw. The type alone decides the sign; nothing else can turn it.")
    if config.review.count_unreviewed:
        st.markdown("Review is 1; for a candidate that nobody has reviewed it is the coder's confidence.")
    st.html(tables.types(config))
    st.markdown(
        "*By tone*: the weight is multiplied by the tone of the words. *Own level*: the weight holds the level of those who "
        "meet already. PLOVER is the root class of the type in that ontology."
    )
    with st.container(horizontal=True, gap="large"):
        for caption, values in (("Status", config.status), ("Severity", config.severity), ("Level", config.levels)):
            with st.container(width="content"):
                st.html(tables.factors(caption, values))
        with st.container(width="content"):
            st.html(tables.domains(config))
    st.markdown(
        "The level is the highest among the channels that the event names; without a channel it counts 1. Severity is 3 "
        "where none is given."
    )
    st.header("Tone", anchor=False)
    st.html(tables.formula(formulas.tone_formula(config)))
    st.markdown("v is VADER's compound, from −1 to 1, of the quote, or of the title where no quote is kept.")


def _channels(loaded: Loaded) -> None:
    result = loaded.result
    config = result.config
    st.header("Who is talking?", anchor=False)
    st.markdown(
        "A contact opens a channel, an agreement to talk makes it agreed, a refusal or cancellation strains it, a cut-off "
        "suspends it. The state holds until an event changes it; what is suspended reopens only by a contact of its own."
    )
    st.html(tables.formula(formulas.channel_formulas(config)))
    st.markdown(
        "Overdue: the days since the last contact that go beyond the cadence. Age: the days since the state was set or "
        "renewed. A suspended channel keeps its value for as long as it lasts; one that no event has named yet is unknown."
    )
    for slug in config.tracks:
        if any(channel.track == slug for channel in config.channels.values()):
            st.html(tables.channels(config, result, slug))


def _tracks(loaded: Loaded) -> None:
    result = loaded.result
    config = result.config
    st.header("What just happened?", anchor=False)
    st.html(tables.formula(formulas.flow_formula()))
    st.markdown(
        "Over all events of the track's domains; age is in days. Planned and proposed events have a half-life of "
        f"{formulas.number(config.index.plan_half_life_days)} days and count until they are due. An event that is known to the "
        "month, or lasted for days, is spread evenly over them."
    )
    st.header("What stands between them?", anchor=False)
    st.html(tables.formula(formulas.measure_formula(config)))
    st.markdown(
        "Left is the share that the reliefs in force have left; each takes its share of what is left, and a truce gives it "
        "back when it lapses. Age is in days since the measure came into force: both sides learn to live with it."
    )
    st.header("Tracks and headline", anchor=False)
    if config.index.method != METHODS[0]:
        st.markdown(f"In use is the method *{config.index.method}*: all of a track is flow, channels and measures count nothing.")
    st.html(tables.formula(f"{formulas.track_formulas(config)}\n\n{formulas.headline_formula(config)}"))
    st.markdown(
        "tanh grows ever more slowly: at its scale (S_F, S_M) it has reached 0.76, at twice the scale 0.96. 50 is not "
        "neutral: it is no news, no known channel, no measure."
    )
    st.html(tables.tracks(config, result))
    st.header("Words", anchor=False)
    scales = [tables.scale("Headline", config.index.labels, float(result.tension.iat[-1]))]
    scales += [
        tables.scale(track.label, track.labels, float(result.daily[slug].iat[-1])) for slug, track in config.tracks.items()
    ]
    st.html("".join(scales))
    st.markdown(f"The mark is the tension on {day_text(result.through)}. Borders are fixed and do not move as events are added.")


def _effective(loaded: Loaded) -> None:
    result = loaded.result
    cells = _cells(loaded.key, loaded)
    st.header("What has moved the number", anchor=False)
    st.markdown(finding(result, cells))
    st.html(tables.effective(result.config, cells))
    first, last = day_text(result.daily.index[0].date()), day_text(result.through)
    st.markdown(
        f"Over all days from {first} to {last}. *At most* is what the config lets a cell add or take; *mean* and *standard "
        "deviation* are what it did. *Correlation* is with the headline. *Of the variance*: the share of the headline's "
        "variance that goes with the cell; below 0 where it went against the others. *Days near ceiling*: |tanh| above "
        "0.9, where a further event hardly moves the cell; channels have no such curve."
    )


def _how_sure(loaded: Loaded) -> None:
    """Band and signs at once, after the draws; what costs seconds when it is opened."""
    result = loaded.result
    st.header("How sure is the number?", anchor=False)
    sure = drawn.uncertainty(loaded)
    if sure:
        st.markdown(kept_help(sure.draws, float(sure.bias().iat[-1])))
        st.html(sure_panels.bands(sure))
        st.markdown(
            "*Mean width* and *mean bias* are over all days: p95 less p05, and the median of the draws less the index. The laws "
            "of the draws are in METHODOLOGY.md, section 16, their spreads in section `uncertainty` of the config."
        )
    elif drawn.coming(loaded, sure):
        st.markdown("The draws are being made.")
    else:
        st.markdown("There are no draws: `uncertainty.draws` of the config is 0, or they could not be made.")
    for title, key, build in (
        ("Which choice moves it most?", "tornado", lambda: sure_panels.tornado(result, loaded.key, "method")),
        ("Without one channel, domain or source", "left_out", lambda: sure_panels.without_one(result, loaded.key)),
    ):
        with st.expander(f"{title} (takes some seconds)", key=f"sure_{key}", on_change="rerun") as part:
            if part.open:
                build()
    drawn.follow(loaded, sure)


def _coverage(loaded: Loaded) -> None:
    found, spec = _coverage_spec(loaded.key, loaded)
    st.header(spec.title, anchor=False)
    st.caption(f"{spec.subtitle}; {spec.unreviewed}" if spec.unreviewed else spec.subtitle)
    plotted(lambda palette: figure(spec, palette), "coverage", spec.alt)
    st.markdown(f"{spec.note} Few events may mean a calm year, or one of which little was found.")
    st.caption(spec.footer)
    with st.expander("As a table", key="coverage_table", on_change="rerun") as rows:
        if rows.open:
            st.html(tables.coverage(found))


def _limits(loaded: Loaded) -> None:
    config = loaded.result.config
    suspended = formulas.number(config.index.channel_values.suspended)
    st.header("What the number cannot tell", anchor=False)
    st.markdown(
        "- Events are what leaves a public trace, and not every year leaves the same: see *Coverage*.\n"
        "- Type and severity are one coder's judgement, made with hindsight. *As known on* a day leaves out what was "
        "reported later, but not the hindsight.\n"
        "- Weights, half-lives, shares and cadences are conventions, open to argument; every one stands in the config.\n"
        "- tanh saturates: a cell near its ceiling hardly answers to another sanction, or to its relief: see *Weight in "
        "effect*.\n"
        f"- A suspended channel counts {suspended} for as long as it lasts, however long ago it was cut.\n"
        "- A relief takes a judged share of a measure, not a traded value.\n"
        "- The band covers choices of coding and weighing, not what nobody recorded: see *How sure*."
    )
    st.header("To read on", anchor=False)
    st.markdown("\n".join(f"- `{name}`: {what}." for name, what in PAGES.items()))
    with st.container(horizontal=True):
        for name in PAGES:
            _page_file(HERE / name)


def _page_file(file: Path) -> None:
    """A written page to take along, where it lies beside the program."""
    if file.is_file():
        download(file.name, file.read_bytes, file.name, "text/markdown", f"method_{file.stem}")


@st.cache_resource(max_entries=64, show_spinner=False)
def _cells(key: tuple, _loaded: Loaded) -> pd.DataFrame:
    return effective_contributions(_loaded.result)


@st.cache_resource(max_entries=64, show_spinner=False)
def _coverage_spec(key: tuple, _loaded: Loaded) -> tuple[Coverage, CoverageSpec]:
    found = coverage_by_year(_loaded.result)
    return found, coverage_chart(_loaded.result, found)
