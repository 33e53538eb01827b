"""Which choice moves the number most, as a tornado: a bar a group of choices, around the index. Said once; drawn for screen and
print."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.index import IndexResult
from pipeline.provenance import Provenance, footer, provenance_of
from pipeline.questions.tornado import LABELS, Tornado
from pipeline.words import day_text, includes_unreviewed

_MARGIN = 0.06
_NARROWEST = 2.0
"""Points of tension that the axis spans at least, so that a bar of nothing looks like nothing."""


@dataclass(frozen=True)
class Bar:
    """One group: the range of the headline (`low`, `high`) when it alone varies, and its total-order index with its error."""

    group: str
    label: str
    low: float
    high: float
    total: float
    error: float


@dataclass(frozen=True)
class TornadoSpec:
    """A whole tornado, the most telling group first; `point` is the index, `low` and `high` bound the axis."""

    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    point: float
    low: float
    high: float
    footer: str
    alt: str
    provenance: Provenance
    plain: bool = False


def tornado_chart(result: IndexResult, found: Tornado, title: str | None = None, plain: bool = False) -> TornadoSpec:
    """The tornado of a day of an index."""
    bars = tuple(
        Bar(str(group), LABELS[str(group)], float(row["low"]), float(row["high"]), float(row["total"]), float(row["error"]))
        for group, row in found.groups.iterrows()
    )
    edges = [found.point, *(edge for bar in bars for edge in (bar.low, bar.high))]
    room = max((max(edges) - min(edges)) * _MARGIN, (_NARROWEST - max(edges) + min(edges)) / 2)
    title = title or _draft_title(found, bars)
    provenance = provenance_of(result, title, f"{found.day}; {found.evaluations} runs")
    subtitle = (
        f"{found.pair} tension on {day_text(found.day)}: 5 to 95 % of the draws when one group of choices varies and all "
        "others stay; at the right the share of variance that goes with the group"
    )
    return TornadoSpec(
        title=title,
        subtitle=f"{subtitle}; {includes_unreviewed(result)}" if result.unreviewed else subtitle,
        bars=bars,
        point=found.point,
        low=min(edges) - room,
        high=max(edges) + room,
        footer=footer(provenance),
        alt=_alt(title, found, bars),
        provenance=provenance,
        plain=plain,
    )


def varies(bar: Bar) -> bool:
    """Whether the config varies the group at all."""
    return bar.total > 0 or bar.high - bar.low > 0


def share_text(bar: Bar) -> str:
    """0.22 ±0.02, or that the config does not vary the group."""
    return f"{bar.total:.2f} ±{bar.error:.2f}" if varies(bar) else "not varied"


def _draft_title(found: Tornado, bars: tuple[Bar, ...]) -> str:
    """The finding: the first group, or how many cannot be told apart within their errors."""
    first = bars[0]
    if not varies(first):
        return f"No choice behind {found.pair} tension is varied"
    level = [bar for bar in bars[1:] if varies(bar) and bar.total + bar.error >= first.total - first.error]
    if level:
        return f"No one choice decides {found.pair} tension: {len(level) + 1} of {len(bars)} move it about as much"
    return f"What moves {found.pair} tension most: {first.label}"


def _alt(title: str, found: Tornado, bars: tuple[Bar, ...]) -> str:
    told = "; ".join(f"{bar.label} {bar.low:.1f} to {bar.high:.1f}" for bar in bars if varies(bar))
    ranges = f" Headline from 5 to 95 % of the draws: {told}." if told else ""
    return f"{title}. Bar chart of {len(bars)} groups of choices around {found.point:.1f}.{ranges}"
