"""The draws behind the band: made once for each state of the files, after the page, shared by all sessions.

They take seconds and a hundred megabytes a pair, so no page waits for them: it is drawn without, and again when they are there.
`THAWLINE_DRAWS=wait` makes pages wait, for tests that want one answer.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor

import streamlit as st

from pipeline.index.uncertainty import Uncertainty, uncertainty_of
from views.loaded import Loaded

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


def pending(loaded: Loaded) -> bool:
    """Whether draws will come that are not there yet."""
    if not loaded.result.config.uncertainty.draws:
        return False
    future = drawn().found(loaded)
    return future is None or not future.done()


def uncertainty(loaded: Loaded) -> Uncertainty | None:
    """The draws, where they are there already; None where there are none, or none yet."""
    if not loaded.result.config.uncertainty.draws:
        return None
    if os.environ.get("THAWLINE_DRAWS") == "wait":
        return drawn().ask(loaded).result()
    future = drawn().found(loaded)
    return future.result() if future and future.done() and not future.cancelled() else None


def follow(loaded: Loaded, shown: Uncertainty | None) -> None:
    """Last on a page, drawn with what `uncertainty` gave: where draws are missing, has them made and then draws the page again."""
    if shown is None and pending(loaded):
        drawn().ask(loaded)
        _wait(loaded)


@st.fragment(run_every=LOOK_SECONDS)
def _wait(loaded: Loaded) -> None:
    """Looks whether the draws are there; the page that is drawn then has no such fragment."""
    if not pending(loaded):
        st.rerun(scope="app")
