"""Since your last visit: the browser remembers the last day of the data it was shown, and nobody else does."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pipeline.index import IndexResult
from pipeline.index.uncertainty import Uncertainty
from pipeline.questions.since import since_last_visit

_HTML = "<p></p>\n"
_CSS = """
p {
  margin: 0;
  font-family: var(--st-font);
  font-size: 0.92rem;
  line-height: 1.4;
  color: var(--st-text-color);
}
"""
_JS = """
// What was seen before this tab was opened stays known to the tab; what is shown now is kept for the next visit.
function seenBefore(pair, through) {
  try {
    const name = "thawline.seen." + pair
    let before = sessionStorage.getItem(name)
    if (before === null) {
      before = localStorage.getItem(name) ?? ""
      sessionStorage.setItem(name, before)
    }
    localStorage.setItem(name, through)
    return before
  } catch {
    return ""
  }
}

export default function (component) {
  const { data, parentElement, setStateValue } = component
  const line = parentElement.querySelector("p")
  if (line) line.textContent = data.line
  const before = seenBefore(data.pair, data.through)
  if (before !== data.seen) setStateValue("seen", before)
}
"""
_HEIGHT = 84
"""Pixels kept for the line (four of a phone's), so that nothing moves when it arrives."""
_memory = st.components.v2.component("thawline_last_visit", html=_HTML, css=_CSS, js=_JS)


@st.fragment
def show(result: IndexResult, sure: Uncertainty | None = None) -> None:
    """One line of what changed since the last visit; nothing on the first, or where the browser keeps nothing."""
    pair, key = result.config.pair.slug, f"last_visit_{result.config.pair.slug}"
    seen = str(st.session_state.get(key, {}).get("seen") or "")[:10]
    told = {"pair": pair, "through": result.through.isoformat(), "seen": seen, "line": _line(result, seen, sure)}
    with st.container(key="last_visit", height=_HEIGHT, border=False):
        _memory(key=key, data=told, on_seen_change=lambda: None)


def _line(result: IndexResult, seen: str, sure: Uncertainty | None) -> str:
    """What the browser says is not to be trusted: anything but a day of the series gives no line."""
    try:
        return since_last_visit(result, date.fromisoformat(seen), sure)
    except ValueError:
        return ""
