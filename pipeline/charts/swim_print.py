"""Draws a SwimSpec for the page: PNG, SVG and PDF, with Matplotlib. The state at the end stands beside each lane."""

from __future__ import annotations

from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from pipeline.charts.lettering import characters, shortened
from pipeline.charts.palette import LIGHT
from pipeline.charts.print import footer_height, furniture
from pipeline.charts.print_file import DPI, saved
from pipeline.charts.swim import SwimLane, SwimSpec
from pipeline.charts.swim_looks import LOOKS, Look
from pipeline.config.schema import Export
from pipeline.words import day_text

_BAR = 0.66
_LETTER = 0.57
"""Width of an average letter, as a share of the type size."""
_WORDS = 1.15
"""Inches for the words at the end."""


def render_swim(spec: SwimSpec, fmt: str, export: Export) -> bytes:
    """The chart as the bytes of a PNG, SVG or PDF, its provenance inside."""
    return saved(lambda: _figure(spec, export), spec.provenance, spec.alt, fmt, export)


def _figure(spec: SwimSpec, export: Export) -> Figure:
    width, height = export.width / DPI, export.height / DPI
    fig = Figure(figsize=(width, height), dpi=DPI)
    top, bottom = 0.97, 0.75 / height
    if not spec.plain:
        top, bottom = furniture(fig, spec, width, height, export), (0.61 + footer_height(spec, width)) / height
    rows = spec.rows
    size = min(10.0, (top - bottom) * height / max(len(rows), 1) * 72 * 0.62)
    longest = max((len(name) for name, _ in rows), default=0)
    names = min(longest * size * _LETTER / 72 + 0.35, width / 3)
    axes = fig.add_axes((names / width, bottom, 1 - (names + _WORDS) / width, top - bottom))
    axes.set_xlim(date2num(spec.start), date2num(spec.end + timedelta(days=1)))
    axes.set_ylim(len(rows) - 0.4, -0.6)
    _lanes(axes, rows)
    _names(axes, rows, size, names)
    _end_words(axes, spec, rows, size)
    _frame(axes, spec)
    return fig


def _lanes(axes: Axes, rows: list[tuple[str, SwimLane | None]]) -> None:
    for place, (_, lane) in enumerate(rows):
        for part in lane.segments if lane else ():
            look = LOOKS[part.look]
            height = _BAR * look.height
            axes.broken_barh([(date2num(part.start), part.days)], (place - height / 2, height), **_style(look))


def _style(look: Look) -> dict:
    """Fill, edge and hatch of a bar; a hatch takes the colour of the edge."""
    if not look.hatch:
        return {"facecolor": look.colour, "edgecolor": look.colour, "linewidth": 0.8}
    if look.ground:
        return {"facecolor": look.colour, "edgecolor": LIGHT.background, "hatch": look.hatch, "linewidth": 0.3}
    return {"facecolor": LIGHT.background, "edgecolor": look.colour, "hatch": look.hatch, "linewidth": 0.8}


def _names(axes: Axes, rows: list[tuple[str, SwimLane | None]], size: float, inches: float) -> None:
    room = characters(size, inches - 0.3)
    for place, (name, lane) in enumerate(rows):
        axes.annotate(
            shortened(name, room) if lane else name,
            (0, place),
            xycoords=axes.get_yaxis_transform(),
            xytext=(-8 if lane else -(inches - 0.2) * 72, 0),
            textcoords="offset points",
            ha="right" if lane else "left",
            va="center",
            fontsize=size if lane else size + 1,
            fontweight="normal" if lane else "bold",
            color=LIGHT.ink,
            annotation_clip=False,
        )


def _end_words(axes: Axes, spec: SwimSpec, rows: list[tuple[str, SwimLane | None]], size: float) -> None:
    """The state on the last day, in words, at the right edge; a channel that has ended has none."""
    for place, (_, lane) in enumerate(rows):
        if lane and lane.segments[-1].end == spec.end:
            word = lane.segments[-1].look
            axes.annotate(
                word,
                (1, place),
                xycoords=axes.get_yaxis_transform(),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                fontsize=size,
                color=LIGHT.ink,
                annotation_clip=False,
            )


def _frame(axes: Axes, spec: SwimSpec) -> None:
    """Days, the mark, and the legend below."""
    axes.set_yticks([])
    axes.set_axisbelow(True)
    axes.grid(axis="x", color=LIGHT.grid, linewidth=0.8)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LIGHT.muted)
    axes.tick_params(colors=LIGHT.ink, length=3, labelsize=10)
    locator = AutoDateLocator(minticks=4, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
    if spec.mark and spec.mark != spec.end:
        _mark(axes, spec.mark, spec.start, spec.end)
    axes.legend(
        handles=[Patch(label=LOOKS[look].word, **_style(LOOKS[look])) for look in spec.looks],
        loc="upper left",
        bbox_to_anchor=(-0.01, -0.06),
        ncols=len(spec.looks) or 1,
        frameon=False,
        fontsize=9.5,
        handlelength=2.4,
        labelcolor=LIGHT.ink,
    )


def _mark(axes: Axes, mark: date, start: date, end: date) -> None:
    late = (mark - start).days > (end - start).days / 2
    axes.axvline(date2num(mark), color=LIGHT.ink, linewidth=1.1, linestyle="--", zorder=4)
    axes.annotate(
        day_text(mark),
        (date2num(mark), -0.1),
        xytext=(-4 if late else 4, 0),
        textcoords="offset points",
        ha="right" if late else "left",
        va="center",
        fontsize=9,
        color=LIGHT.ink,
    )
