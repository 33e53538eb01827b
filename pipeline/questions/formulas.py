"""The formulas of the index in plain notation, with the numbers of one config filled in."""

from __future__ import annotations

from pipeline.config.schema import Config
from pipeline.index.tension import MIDPOINT, blend_of


def number(value: float) -> str:
    """A number as people write it: no trailing zeros, a true minus."""
    return f"{value:.10g}".replace("-", "−")


def score_formula(config: Config) -> str:
    """What one event is worth."""
    limit = number(config.index.score_limit)
    review = " × review" if config.review.count_unreviewed else ""
    return f"score = weight × status × severity × level × domain × tone{review}\n  held within −{limit} and +{limit}"


def tone_formula(config: Config) -> str:
    """How wording enters a score."""
    return (
        f"tone = 1 + {number(config.tone.share)} × v × sign of the weight\n\n"
        "a type marked “by tone”:\n"
        f"weight = weight × {number(config.tone.statement_scale)} × |v|,  tone = 1"
    )


def flow_formula() -> str:
    """What has just happened."""
    return "F = sum of score × 2^(−age / half-life)"


def channel_formulas(config: Config) -> str:
    """Who is talking."""
    index = config.index
    values, fading = index.channel_values, number(index.state_half_life_days)
    return (
        "open       2^(−overdue / cadence)\n"
        f"agreed     {number(values.agreed)} × 2^(−age / {fading})\n"
        f"strained   {number(values.strained)} × 2^(−age / {fading})\n"
        f"suspended  {number(values.suspended)}\n"
        "unknown    left out\n\n"
        "C = sum of weight × value of the known\n"
        f"  / max(weight of the known, {number(index.known_share_floor)} × weight of all)"
    )


def measure_formula(config: Config) -> str:
    """What stands between them."""
    return f"size = |score| × left × 2^(−age / {number(config.index.adaptation_days)})\nM = sum of the sizes of all in force"


def track_formulas(config: Config) -> str:
    """Each track from its F, C and M, or from what the method in use has in their place."""
    lines = []
    if config.index.method == "monthly_mean":
        return f"track = {number(MIDPOINT)} × (1 − mean score of the month / {number(config.index.score_limit)})"
    if config.index.method == "pri":
        ceiling, gain = number(config.index.pri_ceiling), number(config.index.pri_gain)
        return (
            f"thaw    P = P + {gain} × score × ({ceiling} − P) / {ceiling}\n"
            f"freeze  P = P + {gain} × score × ({ceiling} + P) / {ceiling}\n"
            f"track = {number(MIDPOINT)} × (1 − P / {ceiling})"
        )
    for slug, track in config.tracks.items():
        blend, scale = blend_of(config, slug), track.saturation
        lines.append(
            f"{track.label} = {number(MIDPOINT)} × (1 − B)\n  B = {number(blend.flow)} × tanh(F / {number(scale.flow)}) "
            f"+ {number(blend.channels)} × C − {number(blend.measures)} × tanh(M / {number(scale.measures)})"
        )
    return "\n".join(lines)


def headline_formula(config: Config) -> str:
    """The headline from its tracks."""
    parts = " + ".join(f"{number(track.share)} × {track.label}" for track in config.tracks.values())
    return f"Tension = {parts}\n  held within 0 and {number(2 * MIDPOINT)}"
