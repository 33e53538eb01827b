"""Where a scenario lives: in the URL, so that a link opens it again, and in the tab; nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

PARAMETER = "add"
LONGEST = 1500
"""Characters of a scenario in the URL; a longer one stays in the tab."""
_KEPT = "_scenarios"
_PAIR = "_scenario_pair"
_BETWEEN, _SPACE = ";", "~"


def kept_texts(pair: str) -> list[str]:
    """The events of a pair's scenario, one line each: those of the URL, else those of this tab."""
    kept = st.session_state.setdefault(_KEPT, {})
    if st.session_state.get(_PAIR, pair) != pair:
        st.query_params.pop(PARAMETER, None)  # it is the scenario of the pair that was shown before
    st.session_state[_PAIR] = pair
    if PARAMETER in st.query_params:
        parts = st.query_params[PARAMETER][: 2 * LONGEST].split(_BETWEEN)
        kept[pair] = [part.replace(_SPACE, " ").strip() for part in parts if part.strip()]
    return list(kept.get(pair, []))


def keep_texts(pair: str, texts: Sequence[str]) -> bool:
    """Keep the events of a pair's scenario; False where they are too long for the URL."""
    st.session_state.setdefault(_KEPT, {})[pair] = list(texts)
    told = _BETWEEN.join(text.replace(" ", _SPACE) for text in texts)
    fits = len(told) <= LONGEST
    if told and fits:
        st.query_params[PARAMETER] = told
    else:
        st.query_params.pop(PARAMETER, None)
    return fits
