"""What one reader weighs differently: the pickers, the tables to edit, a config taken along or handed in."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from pipeline.config import config_hash
from pipeline.config.editing import set_values
from pipeline.config.own import OWN, Values, loaded_weights, own_config
from pipeline.config.schema import METHODS, WEIGHT_TABLES, Config
from pipeline.config.weights import HOUSE, weight_table
from pipeline.errors import ThawlineError
from pipeline.exports.config_file import config_file, config_name
from pipeline.questions.weighing import Weighing, weighed
from pipeline.questions.weight_tables import TABLE, Sheet, changes_from, scaled_shares, sheets, twin, values_of, with_other_table
from pipeline.words import in_markdown
from views.downloads import download
from views.loaded import Loaded
from views.own_weights import OwnWeights
from views.panels import note
from views.settings import read_only

WIDGET = "wt_method_"
"""Prefix of the key of a widget that the page always has."""
TABLE_NAMES = {HOUSE: "House", "plover": "PLOVER", "goldstein": "Goldstein", "copdab": "COPDAB", "equal": "Equal"}
METHOD_NAMES = {
    "stock_and_flow": "Flow, channels, measures",
    "decayed_sum": "Decayed sum of events",
    "monthly_mean": "Monthly mean of events",
    "pri": "Level-dependent (PRI)",
}
_SHEET_HEIGHT = 430
_NAME_WIDTH, _NUMBER_WIDTH, _PUBLISHED_WIDTH = 112, 88, 74
"""Pixels; all columns of a table are in sight on a screen of 1280."""


def edited(loaded: Loaded, state: OwnWeights) -> Values:
    """The pickers and the tables; what they now say, as changes to the published config."""
    published, shown = loaded.result.config, _shown(loaded, state)
    first, second = st.columns(2)
    with first:
        table = _picker("Table of type weights", WEIGHT_TABLES, TABLE_NAMES, shown.index.weights, f"wt_table_{state.generation}")
    with second:
        method = _picker("Method", METHODS, METHOD_NAMES, shown.index.method, f"{WIDGET}{state.generation}")
    found = _sheets(loaded.key, tuple(state.shown.items()), published, shown)
    values: Values = {}
    for tab, (name, sheet) in zip(st.tabs([sheet.title for sheet in found.values()]), found.items(), strict=True):
        with tab:
            values |= values_of(sheet, _editor(sheet, f"wt_{name}_{state.generation}"))
    changes = changes_from(published, shown, values, method)
    if table != shown.index.weights:
        state.begin(with_other_table(published, changes, table))
        st.rerun()
    if shown.index.weights != HOUSE == changes.get(TABLE, published.index.weights):
        state.begin(changes)
        st.rerun()
    _about_the_table(shown)
    return changes


def _picker(label: str, options: tuple[str, ...], names: dict[str, str], chosen: str, key: str) -> str:
    return st.selectbox(label, options, options.index(chosen), format_func=lambda name: names.get(name, name), key=key) or chosen


def _editor(sheet: Sheet, key: str) -> pd.DataFrame:
    """One table; the first column and the published values are for reading."""
    head = sheet.frame.columns[0]
    columns = {
        head: st.column_config.TextColumn(
            head, disabled=True, pinned=True, width=_NAME_WIDTH if len(sheet.fields) > 1 else "medium"
        )
    }
    for field in sheet.fields:
        columns[field] = st.column_config.NumberColumn(field, format="%.6g", width=_NUMBER_WIDTH)
        columns[twin(field)] = st.column_config.NumberColumn("published", format="%.6g", disabled=True, width=_PUBLISHED_WIDTH)
    return st.data_editor(
        sheet.frame,
        hide_index=True,
        num_rows="fixed",
        column_config=columns,
        height=_SHEET_HEIGHT,
        key=key,
        alt=f"{sheet.title}: own values to edit, and the published ones",
    )


def _about_the_table(shown: Config) -> None:
    if shown.index.weights == HOUSE:
        st.html(note("Minus is freeze, plus is thaw. Half-lives and cadences are in days."))
    else:
        table = weight_table(shown.index.weights)
        st.html(note(f"{table.label}: {table.source} ({table.licence}). An edited weight makes all of them your own."))


@st.cache_resource(max_entries=64, show_spinner=False)
def _sheets(key: tuple, changes: tuple, _published: Config, _shown: Config) -> dict[str, Sheet]:
    return sheets(_published, _shown)


def _shown(loaded: Loaded, state: OwnWeights) -> Config:
    """The config that the tables begin with; weights that the files, edited meanwhile, no longer allow are dropped."""
    try:
        return _config_of(loaded, state.shown)
    except ThawlineError:
        state.begin({}, "The config has changed, and your weights no longer fit it; the published ones are shown.")
        st.rerun()


def _config_of(loaded: Loaded, changes: Values) -> Config:
    """The published config, or one with changes; raises ConfigError where they cannot be."""
    return _config(loaded.key, tuple(changes.items()), loaded.path) if changes else loaded.result.config


@st.cache_resource(max_entries=64, show_spinner=False)
def _config(key: tuple, changes: tuple[tuple[str, float | str], ...], _path: Path) -> Config:
    return own_config(_path, dict(changes))


# ---------------------------------------------------------------- what comes of it
def weighed_or_last(loaded: Loaded, state: OwnWeights, changes: Values) -> Weighing:
    """The index with these changes; where they cannot be, why not, and the last one that could."""
    try:
        found = _weighed(loaded, changes)
        state.keep(changes)
        return found
    except ThawlineError as error:
        _explain(loaded, state, changes, error)
    try:
        return _weighed(loaded, state.changes.get(state.pair, {}))
    except ThawlineError:
        return _weighed(loaded, {})


def _weighed(loaded: Loaded, changes: Values) -> Weighing:
    config = _config_of(loaded, changes)
    return _cached_weighing(loaded.key, config_hash(config), tuple(changes.items()), loaded, config)


@st.cache_resource(max_entries=16, show_spinner=False)
def _cached_weighing(key: tuple, own: str, changes: tuple, _loaded: Loaded, _config: Config) -> Weighing:
    return weighed(_loaded.result, _config, dict(changes))


def _explain(loaded: Loaded, state: OwnWeights, changes: Values, error: ThawlineError) -> None:
    """Why these weights cannot be used; shares that do not add up can be mended at once."""
    published, shown = loaded.result.config, _shown(loaded, state)
    paths = {f"tracks.{slug}.share": track.share for slug, track in published.tracks.items()}
    shares = {path: float(changes.get(path, share)) for path, share in paths.items()}
    total = sum(shares.values())
    if abs(total - 1) > 1e-9 and all(0 <= share <= 1 for share in shares.values()):
        st.error(
            f"The shares of the tracks add up to {total:.4g}; they must add up to 1. Drawn are the last weights that could be."
        )
        began = {path: shown.tracks[path.split(".")[1]].share for path in paths}
        held = {path for path in paths if shares[path] != began[path]}
        if st.button("Scale the others", key="wt_scale", help="Keep the shares you changed; the others bring the sum to 1"):
            mended = scaled_shares(shares, held)
            kept = {path: value for path, value in changes.items() if path not in paths}
            state.begin(kept | {path: share for path, share in mended.items() if share != paths[path]})
            st.rerun()
        return
    told = [str(problem) for problem in error.problems if not read_only() or problem.file in ("", OWN)]
    st.error("These weights cannot be used; drawn are the last that could be. " + in_markdown(" ".join(told)))


# ---------------------------------------------------------------- files and words
def files(loaded: Loaded, state: OwnWeights, found: Weighing) -> None:
    """Take the config along, hand one in, or go back to what is published."""
    with st.container(horizontal=True):
        download(
            "Download this config",
            lambda: _config_text(loaded, found),
            config_name(found.config),
            "application/yaml",
            "wt_config",
            "The config file with your values in it, its comments kept",
        )
        with st.popover("Load a config", icon=":material/upload:", key=f"wt_popover_{state.generation}"):
            handed_in = st.file_uploader(
                "A config of this pair", ["yaml", "yml"], key=f"wt_load_{state.generation}", max_upload_size=1
            )
            if handed_in is not None:
                _load(loaded, state, handed_in.name, handed_in.getvalue())
        if st.button("Reset", key="wt_reset", icon=":material/undo:", disabled=not (found.changes or state.shown)):
            state.begin({})
            st.rerun()


def _config_text(loaded: Loaded, found: Weighing) -> bytes:
    """The file with its comments; where readers are told nothing of the server's files, the values alone."""
    if not read_only():
        try:
            return set_values(loaded.path.read_bytes().decode("utf-8-sig"), found.changes).encode()
        except (ThawlineError, OSError, UnicodeDecodeError):
            pass  # the file changed under the page, or is laid out in a way that cannot be edited in place
    return config_file(found.config)


def _load(loaded: Loaded, state: OwnWeights, name: str, raw: bytes) -> None:
    try:
        changes, others = loaded_weights(raw, loaded.path)
    except ThawlineError as error:
        st.error(in_markdown(str(error)))
        return
    said = f"{name} has the published weights."
    if changes:
        said = f"{len(changes)} value{'s' if len(changes) != 1 else ''} taken over from {name}."
    if others:
        said += f" Not taken over, because they are no weights: {', '.join(others[:6])}{' …' if len(others) > 6 else ''}."
    state.begin(changes, said)
    st.rerun()
