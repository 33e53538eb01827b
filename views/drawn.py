"""The draws behind the band: made once for each state of the files, after the page, shared by all sessions.

They take seconds and a hundred megabytes a pair, so no page waits for them: it is drawn without, and again when they are there.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor

import streamlit as st

from pipeline.index.uncertainty import Uncertainty, uncertainty_of
from views.loaded import Loaded
from views.settings import wait_for_draws

KEPT = 4
"""Pairs whose draws are held; the one asked for longest ago goes first."""
LOOK_SECONDS = 0.5
log = logging.getLogger("thawline")


class Drawn:
    """Draws by pair, of the newest state of its files; guarded, because sessions run in threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_pair: OrderedDict[str, tuple[tuple, Future]] = OrderedDict()
        self._one_at_a_time = ThreadPoolExecutor(1, "draws")

    def found(self, loaded: Loaded) -> Future | None:
        """What was asked for this very state, or nothing."""
        with self._lock:
            key, future = self._by_pair.get(_pair(loaded), ((), None))
            return future if key == loaded.key else None

    def ask(self, loaded: Loaded) -> Future:
        """The draws of this state, begun now if nobody has asked; those of the pair's earlier states are dropped."""
        with self._lock:
            key, future = self._by_pair.get(_pair(loaded), ((), None))
            if future is None or key != loaded.key:
                if future is not None:
                    future.cancel()
                future = self._one_at_a_time.submit(_draw, loaded)
                self._by_pair[_pair(loaded)] = (loaded.key, future)
            self._by_pair.move_to_end(_pair(loaded))
            while len(self._by_pair) > KEPT:
                self._by_pair.popitem(last=False)[1][1].cancel()
            return future


def _pair(loaded: Loaded) -> str:
    """The events file tells pairs apart: two pairs may share a slug, but not their chronology."""
    return str(loaded.result.config.data.events)


def _draw(loaded: Loaded) -> Uncertainty | None:
    try:
        return uncertainty_of(loaded.result)
    except Exception:  # the page stands without its band
        log.exception("no draws of %s", loaded.result.config.pair.name)
        return None


@st.cache_resource
def drawn() -> Drawn:
    """One for all sessions."""
    return Drawn()


def uncertainty(loaded: Loaded) -> Uncertainty | None:
    """The draws, where they are there already; None where there are none, or none yet."""
    if not loaded.result.config.uncertainty.draws:
        return None
    if wait_for_draws():
        return drawn().ask(loaded).result()
    future = drawn().found(loaded)
    return future.result() if future and future.done() else None


def coming(loaded: Loaded, shown: Uncertainty | None) -> bool:
    """Whether the page that is drawn with `shown` will be drawn again with more."""
    if shown is not None or not loaded.result.config.uncertainty.draws:
        return False
    future = drawn().found(loaded)
    return future is None or not future.done() or future.result() is not None


def follow(loaded: Loaded, shown: Uncertainty | None) -> None:
    """Last on a page: where draws are missing, has them made, and draws the page again once they are there."""
    if coming(loaded, shown):
        drawn().ask(loaded)
        _look(loaded)


@st.fragment(run_every=LOOK_SECONDS)
def _look(loaded: Loaded) -> None:
    """Whether the draws are there, or nobody makes them any more; the page then drawn has no such fragment."""
    future = drawn().found(loaded)
    if future is None or future.done():
        st.rerun(scope="app")
