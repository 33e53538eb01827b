"""Draws a WaterfallSpec for the page: PNG, SVG and PDF, with Matplotlib. The causes stand in words beside their bars."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.charts.lettering import wrapped
from pipeline.charts.palette import LIGHT, NEUTRAL, Looks
from pipeline.charts.print import footer_height, furniture
from pipeline.charts.print_file import DPI, saved
from pipeline.charts.waterfall import Step, WaterfallSpec
from pipeline.charts.waterfall_screen import points_text
from pipeline.config.schema import Export

_WORDS = 0.46
"""Share of the width that the words take."""


def render_waterfall(spec: WaterfallSpec, fmt: str, export: Export) -> bytes:
    """The chart as the bytes of a PNG, SVG or PDF, its provenance inside."""
    return saved(lambda: _figure(spec, export), spec.provenance, spec.alt, fmt, export)


def _figure(spec: WaterfallSpec, export: Export) -> Figure:
    width, height = export.width / DPI, export.height / DPI
    fig = Figure(figsize=(width, height), dpi=DPI)
    top, bottom = 0.97, 0.5 / height
    if not spec.plain:
        top, bottom = furniture(fig, spec, width, height, export), (0.41 + footer_height(spec, width)) / height
    axes = fig.add_axes((_WORDS, bottom, 0.95 - _WORDS, top - bottom))
    _bars(axes, spec)
    _words(axes, spec, (_WORDS - 0.02) * width - 0.2, (top - bottom) * height)
    return fig


def _bars(axes: Axes, spec: WaterfallSpec) -> None:
    level = 0.0
    span = spec.high - spec.low
    for place, step in enumerate(spec.steps):
        low = max(step.low, spec.low)
        axes.barh(-place, step.high - low, left=low, height=0.62, color=_colour(step, spec.looks), linewidth=0, zorder=3)
        axes.text(step.high + span * 0.012, -place, points_text(step), va="center", fontsize=10, color=LIGHT.ink, zorder=4)
        level = step.points if step.kind == "level" else level + step.points
        if place < len(spec.steps) - 1:
            axes.plot([level, level], [-place - 0.31, -place - 0.69], color=LIGHT.muted, linewidth=0.8, linestyle=":", zorder=2)
    axes.set_xlim(spec.low, spec.high)
    axes.set_ylim(-len(spec.steps) + 0.4, 0.6)
    axes.set_yticks([])
    axes.grid(axis="x", color=LIGHT.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(colors=LIGHT.ink, length=3, labelsize=10)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LIGHT.muted)


def _words(axes: Axes, spec: WaterfallSpec, inches: float, height: float) -> None:
    """At most two lines a cause, right-aligned at the bars, in the largest type that the height allows."""
    size = min(10.0, height / len(spec.steps) * 72 / 2.7)
    for place, step in enumerate(spec.steps):
        text = f"{step.when}: {step.label}" if step.when else step.label
        weight = "bold" if step.kind == "level" else "normal"
        axes.text(
            -0.015,
            -place,
            "\n".join(wrapped(text, size, inches, most=2)),
            transform=axes.get_yaxis_transform(),
            ha="right",
            va="center",
            fontsize=size,
            fontweight=weight,
            color=LIGHT.ink,
        )


def _colour(step: Step, looks: Looks) -> str:
    if step.kind == "level":
        return looks.line
    return looks.mark(step.direction) if step.kind == "event" else NEUTRAL
