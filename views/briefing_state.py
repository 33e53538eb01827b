"""Where a briefing's choices live: in the URL, so that a link opens the same chart again, and in the tab; nowhere else."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urlencode

import streamlit as st

from pipeline.charts.choices import LONGEST_TITLE, Choices, from_link, in_link, refuse
from pipeline.errors import ExportError

TITLE = "title"
PARAMETERS = (TITLE, "badges", "pin", "drop", "say", "note")
LONGEST = 2500
"""Characters of the choices in an address; mail programs and chats break longer ones."""
_KEY = "_briefing"
_REMEMBERED = 200


@dataclass
class BriefingState:
    """`kept`: by pair, the parameters in use. `seen`: what the address has said in this session; who edits fast sends along an
    address from before the last edit, and that is no link to be followed. `said`: why the last edit was refused."""

    pair: str = ""
    kept: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: deque[tuple] = field(default_factory=lambda: deque([()], maxlen=_REMEMBERED))
    said: str = ""

    @property
    def title(self) -> str:
        """The title in the analyst's words; empty where the drafted one stands."""
        return self.kept.get(self.pair, {}).get(TITLE, "")

    @property
    def choices(self) -> Choices:
        return from_link(self.kept.get(self.pair, {}))[0]

    def keep(self, choices: Choices, title: str) -> None:
        """Remember these, and write them into the address where they fit."""
        found = {key: text for key, text in {TITLE: title, **in_link(choices)}.items() if text}
        self.kept[self.pair] = found
        asked = found if self.fits else {}
        self.seen.append(tuple(asked.items()))
        for key in PARAMETERS:
            if key in asked and st.query_params.get(key) != asked[key]:
                st.query_params[key] = asked[key]
            elif key not in asked:
                st.query_params.pop(key, None)

    @property
    def fits(self) -> bool:
        """Whether a link can hold the choices."""
        return len(urlencode(self.kept.get(self.pair, {}))) <= LONGEST


def briefing_state(pair: str) -> tuple[BriefingState, list[str]]:
    """The tab's choices for a pair after a look at the address, and what in it cannot be used.

    A link that names choices wins; who comes back from another page finds what was left here.
    """
    state: BriefingState = st.session_state.setdefault(_KEY, BriefingState())
    state.pair = pair
    asked = {key: st.query_params[key][: 2 * LONGEST] for key in PARAMETERS if key in st.query_params}
    if tuple(asked.items()) not in state.seen:
        state.kept[pair] = asked
    kept = state.kept.get(pair, {})
    choices, problems = from_link(kept)
    title = kept.get(TITLE, "")
    try:
        title and refuse(TITLE, title, LONGEST_TITLE)
    except ExportError as error:
        problems.append(str(error))
        title = ""
    state.keep(choices, title)
    return state, problems
