"""Colours, each checked on its background: marks at least 3:1, text at least 4.5:1 (WCAG 2.1, 1.4.11 and 1.4.3).

Thaw and freeze are the Okabe-Ito blue and vermillion, which people with any kind of colour vision tell apart; a
sign always stands beside the colour. A band is a ground, faint on purpose: words tell its edges.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config.contrast import TEXT, darkened
from pipeline.config.schema import Colours

THAW = "#0072B2"
FREEZE = "#D55E00"
NEUTRAL = "#6B7280"


@dataclass(frozen=True)
class Palette:
    """One theme's colours."""

    background: str
    ink: str
    muted: str
    grid: str
    shade: str
    thaw_text: str
    freeze_text: str
    tracks: tuple[str, ...]
    band: str

    @property
    def own(self) -> str:
        """The line of a reader's own weights; no track is drawn beside it."""
        return self.tracks[1]


LIGHT = Palette(
    "#FFFFFF", "#1B1F24", "#57606A", "#E4E7EB", "#EEF0F3", "#005B8F", "#A94A00", ("#007A5A", "#A63E82", "#8A6100"), "#5F7A99"
)
DARK = Palette(
    "#0E1117", "#F0F2F5", "#A6AEB8", "#2A2F38", "#1C212A", "#5FB2E6", "#F08A3C", ("#2FB98F", "#E08BC3", "#D9A441"), "#7F9CBF"
)
BAND_OPACITY = 0.2
"""Of each of the two fills of a band, the inner on the outer: what lies below, a grid or an episode, stays to be seen."""
OWN_DASH = "8px,2px"
TRACK_DASHES = ("dash", "dot", "dashdot")


@dataclass(frozen=True)
class Stroke:
    """A headline that is not the published one: in ink or muted, and dashed on the screen and in print."""

    ink: bool
    width: float
    dash: str
    print_dash: tuple[float, ...]


STROKES = {
    "known": Stroke(False, 2.0, "dash", (4.5, 2)),
    "nothing": Stroke(False, 2.2, "dot", (1.2, 1.6)),
    "scenario": Stroke(True, 2.4, "dash", (4.5, 2)),
}
"""As known then, if nothing happens, what if: each with a dash of its own, because colour is taken."""


@dataclass(frozen=True)
class Looks:
    """The colours of a chart on white paper that a house may choose: of thaw, of freeze, and of the headline's line."""

    thaw: str = THAW
    freeze: str = FREEZE
    line: str = LIGHT.ink

    def mark(self, direction: int) -> str:
        """Thaw, freeze or neutral."""
        return {1: self.thaw, -1: self.freeze}.get(direction, NEUTRAL)

    def text(self, direction: int) -> str:
        """The same as small text, dark enough to be read."""
        own = {1: self.thaw, -1: self.freeze}.get(direction)
        return text_colour(direction) if own in (THAW, FREEZE, None) else darkened(own, TEXT)


HOUSE = Looks()
_FAINTEST, _SPAN = 0.08, 0.34
"""Opacity of the faintest ground of a cell, and what the strongest adds; assets/page.css has the same."""


def heat(colour: str, strength: float, ground: str = "#FFFFFF") -> str:
    """The ground of a cell: a colour on paper, the more of it the stronger (0 to 1); ink is read on any of them."""
    share = _FAINTEST + _SPAN * strength
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(under + (part - under) * share):02X}" for part, under in pairs)


def looks_of(colours: Colours) -> Looks:
    """The looks of a config."""
    return Looks(colours.thaw or THAW, colours.freeze or FREEZE, colours.line or LIGHT.ink)


def text_colour(direction: int) -> str:
    """Thaw, freeze or neutral as text on a light ground."""
    return {1: LIGHT.thaw_text, -1: LIGHT.freeze_text}.get(direction, LIGHT.muted)


def direction_colour(direction: int) -> str:
    """Thaw, freeze or neutral."""
    return {1: THAW, -1: FREEZE}.get(direction, NEUTRAL)
