"""The weights that one reader tries: they live in that reader's session and in the address, and nowhere else."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import streamlit as st

from pipeline.config.own import Values, from_link, link_text, own_config
from pipeline.errors import ThawlineError
from views.loaded import Loaded

PARAMETER = "w"
_KEY = "own_weights"
_REMEMBERED = 200


@dataclass
class OwnWeights:
    """`changes`: by pair, what differs and can be computed. `shown`: what the tables on the page began with; another
    `generation` makes the page's widgets anew. `begun`: the tables were just filled, and are not on the page yet. `seen`:
    what the address has said in this session; who edits fast sends along an address from before the last edit, and that is no
    link to be followed."""

    pair: str = ""
    changes: dict[str, Values] = field(default_factory=dict)
    shown: Values = field(default_factory=dict)
    generation: int = 0
    message: str = ""
    begun: bool = False
    seen: deque[str] = field(default_factory=lambda: deque([""], maxlen=_REMEMBERED))

    @property
    def untouched(self) -> bool:
        """Whether nothing has been edited since the tables were filled."""
        return self.changes.get(self.pair, {}) == self.shown

    def begin(self, changes: Values, message: str = "") -> None:
        """Fill the tables with these changes."""
        self.changes[self.pair] = self.shown = dict(changes)
        self.generation += 1
        self.message = message
        self.begun = True

    def keep(self, changes: Values) -> None:
        """Remember what can be computed, and write it into the address."""
        self.changes[self.pair] = dict(changes)
        text = link_text(changes)
        if text and st.query_params.get(PARAMETER) != text:
            st.query_params[PARAMETER] = text
        elif not text and PARAMETER in st.query_params:
            del st.query_params[PARAMETER]
        if text and text not in self.seen:
            self.seen.append(text)


def own_weights(loaded: Loaded, widget: str) -> OwnWeights:
    """The session's own weights of the pair shown, after a look at the address; `widget`: prefix of a key that the page has.

    A link that names weights wins; who comes back from another page finds the weights left here.
    """
    state: OwnWeights = st.session_state.setdefault(_KEY, OwnWeights())
    pair, asked = loaded.result.config.pair.slug, st.query_params.get(PARAMETER, "")
    arriving = not state.begun and f"{widget}{state.generation}" not in st.session_state
    other_pair = state.pair != pair
    state.pair = pair
    if asked and asked not in state.seen:
        state.seen.append(asked)
        state.begin(*_from_address(loaded, asked))
    elif arriving or other_pair:
        state.begin(state.changes.get(pair, {}))
    state.begun = False
    return state


def _from_address(loaded: Loaded, asked: str) -> tuple[Values, str]:
    """(changes, what is wrong with them); a link that cannot be used changes nothing."""
    try:
        changes = from_link(asked)
        own_config(loaded.path, changes)
    except ThawlineError as error:
        return {}, f"The weights in this link cannot be used, so the published ones are shown. {error}"
    return changes, ""
