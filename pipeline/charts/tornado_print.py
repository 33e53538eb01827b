"""Draws a TornadoSpec for the page: PNG, SVG and PDF, with Matplotlib. The groups stand in words beside their bars."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.charts.lettering import wrapped
from pipeline.charts.palette import LIGHT
from pipeline.charts.print import footer_height, furniture, saved
from pipeline.charts.tornado import TornadoSpec, share_text
from pipeline.config.schema import Export

_DPI = 100
_WORDS, _SHARES = 0.3, 0.14
"""Shares of the width that the words and the indices take."""
_FIGURES = 0.38
"""Inches that the figures of the axis take above the footer."""
_NARROWEST, _LARGEST, _LINES = 0.95, 10.0, 2.8
"""Inches that the indices take at least, points of the largest type, and lines of it that a bar has room for."""


def render_tornado(spec: TornadoSpec, fmt: str, export: Export) -> bytes:
    """The chart as the bytes of a PNG, SVG or PDF, its provenance inside."""
    return saved(lambda: _figure(spec, export), spec.provenance, spec.alt, fmt, export)


def _figure(spec: TornadoSpec, export: Export) -> Figure:
    width, height = export.width / _DPI, export.height / _DPI
    fig = Figure(figsize=(width, height), dpi=_DPI)
    top = 0.97 if spec.plain else furniture(fig, spec, width, height, export)
    foot = _FIGURES if spec.plain else max(0.85, _FIGURES + footer_height(spec, width))
    top, bottom = top - 0.2 / height, foot / height
    shares = max(_SHARES, _NARROWEST / width)
    axes = fig.add_axes((_WORDS, bottom, 1 - shares - _WORDS, top - bottom))
    size = min(_LARGEST, (top - bottom) * height / len(spec.bars) * 72 / _LINES)
    for place, bar in enumerate(spec.bars):
        axes.barh(-place, bar.high - bar.low, left=bar.low, height=0.62, color=LIGHT.band, linewidth=0, zorder=3)
    axes.axvline(spec.point, color=LIGHT.ink, linewidth=1.6, zorder=4)
    axes.text(spec.point, 0.68, f"index {spec.point:.1f}", ha="center", fontsize=10, fontweight="bold", color=LIGHT.ink)
    _frame(axes, spec)
    _words(axes, spec, (_WORDS - 0.02) * width - 0.2, size)
    return fig


def _frame(axes: Axes, spec: TornadoSpec) -> None:
    axes.set_xlim(spec.low, spec.high)
    axes.set_ylim(-len(spec.bars) + 0.4, 0.6)
    axes.set_yticks([])
    axes.grid(axis="x", color=LIGHT.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(colors=LIGHT.ink, length=3, labelsize=10)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LIGHT.muted)


def _words(axes: Axes, spec: TornadoSpec, inches: float, size: float) -> None:
    """The group at the left of its bar, its share of the variance at the right."""
    for place, bar in enumerate(spec.bars):
        words = "\n".join(wrapped(bar.label, size, inches, most=2))
        for x, side, text in ((-0.02, "right", words), (1.02, "left", share_text(bar))):
            axes.text(
                x,
                -place,
                text,
                transform=axes.get_yaxis_transform(),
                ha=side,
                va="center",
                fontsize=size,
                color=LIGHT.ink,
            )
