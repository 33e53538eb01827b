"""The index in use: built once per state of its files, shared by all sessions, and kept when an edit breaks it."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from pipeline import build_index, load_config, load_events
from pipeline.config import config_files, config_hash
from pipeline.errors import ThawlineError
from pipeline.index import IndexResult
from pipeline.records import Episode
from pipeline.sources.episodes import load_episodes
from pipeline.sources.unreviewed import candidates_file
from views.settings import read_only

log = logging.getLogger("thawline")


@st.cache_resource
def _log_to_standard_error() -> None:
    """One handler, however often the script runs."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


@dataclass(frozen=True)
class Loaded:
    """One state of config and events, and the index built from it. `key` tells states apart; `path` is the config's."""

    key: tuple
    result: IndexResult
    episodes: list[Episode]
    events: pd.DataFrame
    path: Path


class _LastGood:
    """The newest index that could be built, by config path; guarded, because sessions run in threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.by_path: dict[str, Loaded] = {}
        self.broken: dict[str, tuple[tuple, str]] = {}


@st.cache_resource
def _last_good() -> _LastGood:
    return _LastGood()


def load_or_explain(path: Path) -> Loaded:
    """The index of a config; when its files are broken, says why and shows the last good one, or stops."""
    _log_to_standard_error()
    store = _last_good()
    name = str(path)
    with store.lock:
        good, message = store.by_path.get(name), ""
        # which files there are to look at stands in these files alone; but a broken one may hide some
        key = good.key if good and name not in store.broken and _still(good.key) else _state(path)
        if store.broken.get(name, (None,))[0] == key:
            message = store.broken[name][1]
        elif good is None or good.key != key:
            try:
                good = store.by_path[name] = _build(path, key)
            except ThawlineError as error:
                message = str(error)
                store.broken[name] = (key, message)
                log.warning("not loaded, %s: %s", "the last good index stays" if good else "nothing to show", message)
        if not message:
            store.broken.pop(name, None)
    if message:
        st.error("The files cannot be used as they stand" + ("; shown is the last good index." if good else "."))
        if not read_only():
            st.code(message, language=None, wrap_lines=True)
    if good is None:
        st.stop()
    return good


def changed(path: Path) -> bool:
    """Whether a file behind what is shown has changed since it was read."""
    store, name = _last_good(), str(path)
    shown = store.broken[name][0] if name in store.broken else store.by_path[name].key if name in store.by_path else ()
    return not _still(shown)


def _still(shown: tuple) -> bool:
    """Whether the files of a state are as they were."""
    return all(_stamp(Path(file)) == tuple(stamp) for file, *stamp in shown)


def _state(path: Path) -> tuple:
    """What to watch: each file's name, time of change and size; a missing or unreadable file counts too."""
    try:
        config = load_config(path)
        files = [*config_files(path), Path(config.data.events)]
        files += [Path(config.data.episodes)] if config.data.episodes else []
        files += [candidates_file(config)] if config.review.count_unreviewed else []
    except ThawlineError:
        files = [path]
    return tuple((str(file), *_stamp(file)) for file in files)


def _stamp(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except OSError:
        return 0, -1
    return status.st_mtime_ns, status.st_size


def _build(path: Path, key: tuple) -> Loaded:
    began = time.perf_counter()
    config = load_config(path)
    events = load_events(config)
    loaded = Loaded(key, build_index(config, events), load_episodes(config), events, path)
    days = len(loaded.result.daily)
    log.info(
        "loaded %s: %d events, %d days to %s, config %s, %.2f s",
        config.pair.name,
        len(loaded.result.scored),
        days,
        loaded.result.through,
        config_hash(config)[:12],
        time.perf_counter() - began,
    )
    return loaded
