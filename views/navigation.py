"""How a page sends its reader to another page, the pair kept."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

_KEY = "_pages"
_KEPT = ("pair",)


def remember(pages: dict[str, st.Page]) -> None:
    """Note this run's pages by name, so that `go_to` can find them."""
    st.session_state[_KEY] = pages


def go_to(name: str, **parameters: str) -> None:
    """Open another page with these query parameters; what is not named is dropped, but for the pair."""
    kept = {key: st.query_params[key] for key in _KEPT if key in st.query_params}
    st.switch_page(st.session_state[_KEY][name], query_params={**kept, **parameters})


def link_to(name: str, **parameters: str) -> str:
    """The address of another page for a plain link, which works by keyboard and in a new tab; the pair is kept."""
    kept = {key: st.query_params[key] for key in _KEPT if key in st.query_params}
    return f"{name}?{urlencode({**kept, **parameters})}"
