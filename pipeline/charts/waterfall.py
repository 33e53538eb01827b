"""What drove a change, as a waterfall: from one level to another, a bar a cause. Said once; drawn for screen and print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from pipeline.charts.palette import HOUSE, Looks, looks_of
from pipeline.index.tension import label_of
from pipeline.provenance import Provenance, footer, provenance_of
from pipeline.questions.causes import Cause
from pipeline.questions.compare_runs import HEADLINE
from pipeline.questions.why import Why
from pipeline.words import day_text, includes_unreviewed, kept_beside

MOST = 12
"""Causes that are drawn; the others share one bar."""
_MARGIN = 0.12


@dataclass(frozen=True)
class Step:
    """One bar from `low` to `high`; `points` is its change (for the two levels: its height). `kind`: level, event, slow or
    rest; `direction`: -1 colder, 1 warmer, 0 a level; `when` is empty but for events, `event` but for events their id."""

    kind: str
    label: str
    when: str
    event: str
    low: float
    high: float
    points: float
    direction: int


@dataclass(frozen=True)
class WaterfallSpec:
    """A whole waterfall, its steps from the first level to the last; `low` and `high` bound the axis."""

    title: str
    subtitle: str
    steps: tuple[Step, ...]
    low: float
    high: float
    footer: str
    alt: str
    provenance: Provenance
    plain: bool = False
    looks: Looks = HOUSE


def waterfall_chart(why: Why, title: str | None = None, plain: bool = False, most: int = MOST) -> WaterfallSpec:
    """The waterfall of a change; `most` causes are drawn, the others in one bar, so that the steps add up."""
    result = why.comparison.now.result
    move = why.comparison.move(why.series)
    first = Step("level", day_text(why.start), "", "", 0.0, move.before, move.before, 0)
    last = Step("level", day_text(why.end), "", "", 0.0, move.now, move.now, 0)
    steps = (first, *_steps(why.causes, move.before, most), last)
    inner = [edge for step in steps for edge in ((step.high,) if step.kind == "level" else (step.low, step.high))]
    room = max((max(inner) - min(inner)) * _MARGIN, 1.0)
    title = title or _draft_title(why)
    series = "tension" if why.series == HEADLINE else f"{move.name.lower()} tension"
    provenance = provenance_of(result, title, f"period {why.start} to {why.end}; what moved {series}")
    return WaterfallSpec(
        title=title,
        subtitle=f"What moved {result.config.pair.name} {series} from {day_text(why.start)} to {day_text(why.end)}, in points"
        + (f"; {kept}" if (kept := kept_beside(why.total, why.kept)) else "")
        + (f"; {includes_unreviewed(result)}" if result.unreviewed else ""),
        steps=steps,
        low=max(min(inner) - room, 0.0),
        high=max(inner) + room,
        footer=footer(provenance),
        alt=_alt(title, steps),
        provenance=provenance,
        plain=plain,
        looks=looks_of(result.config.export.colours),
    )


def _steps(found: tuple[Cause, ...], level: float, most: int) -> list[Step]:
    """Causes in the order of the day for events, then the slow ones, then the rest; each begins where the last one ended."""
    most += len(found) == most + 1  # one bar for one cause left over would save nothing
    drawn = [cause for cause in found[:most] if abs(cause.points) >= 0.005]
    events = sorted((cause for cause in drawn if cause.day), key=lambda cause: (cause.day or date.min, cause.event))
    ordered = [("event", cause) for cause in events] + [("slow", cause) for cause in drawn if not cause.day]
    others = found[len(drawn) :]
    if others:
        label = f"{len(others)} smaller one{'s' if len(others) > 1 else ''}"
        ordered.append(("rest", Cause("", label, None, sum(cause.points for cause in others))))
    steps = []
    for kind, cause in ordered:
        low, high = sorted((level, level + cause.points))
        when, event = (cause.when, cause.event) if cause.day else ("", "")
        steps.append(Step(kind, cause.label, when, event, low, high, cause.points, -int(np.sign(cause.points))))
        level += cause.points
    return steps


def _draft_title(why: Why) -> str:
    """The finding: how far, and what above all."""
    result = why.comparison.now.result
    move = why.comparison.move(why.series)
    name = "tension" if why.series == HEADLINE else f"{move.name.lower()} tension"
    labels = result.config.index.labels if why.series == HEADLINE else result.config.tracks[why.series].labels
    change = move.now - move.before
    if abs(change) < 0.5 or f"{move.before:.0f}" == f"{move.now:.0f}":
        return f"{result.config.pair.name} {name} hardly moved: {move.before:.0f} and {move.now:.0f}"
    verb = "rose" if change > 0 else "fell"
    return f"{result.config.pair.name} {name} {verb} from {move.before:.0f} to {move.now:.0f} ({label_of(labels, move.now)})"


def _alt(title: str, steps: tuple[Step, ...]) -> str:
    """The finding and the largest causes, for those who cannot see the picture."""
    largest = sorted((step for step in steps if step.kind != "level"), key=lambda step: -abs(step.points))[:3]
    told = "; ".join(f"{step.when + ': ' if step.when else ''}{step.label} ({step.points:+.1f})" for step in largest)
    return f"{title}. Waterfall of {len(steps) - 2} causes. Largest: {told}." if told else f"{title}. Nothing moved it."
