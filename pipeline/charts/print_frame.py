"""What lies under the lines of a printed chart: axes, the borders of the words, and shaded periods with their labels."""

from __future__ import annotations

from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num

from pipeline.charts.badge_places import spread
from pipeline.charts.lanes import lanes
from pipeline.charts.lettering import fitted, text_width
from pipeline.charts.palette import LIGHT
from pipeline.charts.spec import ChartSpec

_LABEL_SIZE, _LABEL_GAP = 8.5, 0.04
"""Points of a period's label, and inches before and after it."""
_FIGURE = 0.17
"""Inches from one figure of the axis to the next, at least."""


def draw_frame(axes: Axes, spec: ChartSpec, top: float, width: float, height: float) -> None:
    """Axes, borders of the words with the words at the right edge, and shaded episodes, in a plot of `width` by `height` inches
    whose axis of tension goes on to `top`."""
    axes.set_xlim(date2num(spec.days[0]), date2num(spec.days[-1]))
    axes.set_ylim(0, top)
    step = next((step for step in (20, 50) if step / top * height >= _FIGURE), 100)
    axes.set_yticks(range(0, 101, step))
    axes.grid(axis="y", color=LIGHT.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(colors=LIGHT.ink, length=3, labelsize=10)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LIGHT.muted)
    locator = AutoDateLocator(minticks=3, maxticks=min(max(int(width / 0.65), 3), 9))
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
    edges = [value for value, _ in spec.borders] + [100.0]
    for value in edges[1:-1]:
        axes.axhline(value, color=LIGHT.muted, linewidth=0.6, linestyle=(0, (1, 3)), zorder=1)
    middles = [(low + high) / 2 for low, high in pairwise(edges)]
    levels = spread(middles, [0.16 / height * top] * len(middles), 100)
    for (_, word), level in zip(spec.borders, levels, strict=True):
        axes.text(1.008, level, word, transform=axes.get_yaxis_transform(), fontsize=9, color=LIGHT.muted, va="center")
    _episodes(axes, spec, width, max(4.0, 0.16 / height * top), top)


def _episodes(axes: Axes, spec: ChartSpec, width: float, step: float, top: float) -> None:
    """Shaded periods with their labels in rows near the lower edge, `step` points of tension apart."""
    first, last = date2num(spec.days[0]), date2num(spec.days[-1])
    for band in spec.episodes:
        axes.axvspan(date2num(band.start), date2num(band.end), ymax=100 / top, color=LIGHT.shade, linewidth=0, zorder=0)
    look: dict = {"fontsize": _LABEL_SIZE, "color": LIGHT.muted, "va": "bottom", "ha": "left", "zorder": 1}
    for text, left, row in _label_places(spec, width):
        axes.text(first + left / width * (last - first), 1.2 + step * row, text, **look)


def _label_places(spec: ChartSpec, width: float) -> list[tuple[str, float, int]]:
    """(text, inches from the left, row) of each period's label: from where its period begins, or as far to the left as the plot
    asks for."""
    span = max((spec.end - spec.start).days, 1)
    found = []
    for band in spec.episodes:
        text = fitted(band.label, _LABEL_SIZE, width - 2 * _LABEL_GAP)
        length = text_width(text, _LABEL_SIZE) + 2 * _LABEL_GAP
        left = min((band.start - spec.start).days / span * width, width - length)
        found.append((left, left + length, text))
    found.sort()
    rows = lanes([(left, right) for left, right, _ in found])
    return [(text, left + _LABEL_GAP, row) for (left, _, text), row in zip(found, rows, strict=True)]
