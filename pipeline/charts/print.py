"""Draws a ChartSpec for the page: PNG, SVG and PDF, with Matplotlib, which needs no browser.

The badges' list stands beside the plot, because a printed page has no hover. The same spec gives the same bytes:
no clock time and no random ids go into a file.
"""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Callable
from typing import Any, Protocol

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure

from pipeline.charts.lettering import wrapped
from pipeline.charts.palette import BAND_OPACITY, LIGHT, STROKES
from pipeline.charts.print_list import Column, badge_look, draw_list
from pipeline.charts.spec import HEADLINE, OWN, ChartSpec
from pipeline.config.schema import Export
from pipeline.errors import ExportError
from pipeline.provenance import KEY, Provenance

FORMATS = ("png", "svg", "pdf")
TITLE_SIZE = 18
"""Points; a drafted title fits one line of a chart of the usual width."""
_DPI = 100
_FONT = "DejaVu Sans"
_LANE = 9.0
_DASHES = ("--", ":", "-.")
_ONE_AT_A_TIME = threading.Lock()
"""Matplotlib's settings are shared by all threads."""
_STYLE: dict[Any, Any] = {
    "font.family": _FONT,
    "font.size": 10,
    "svg.fonttype": "none",
    "svg.hashsalt": "thawline",
    "pdf.fonttype": 42,
    "axes.unicode_minus": True,
    "text.parse_math": False,
}


class Framed(Protocol):
    """What stands around every chart."""

    @property
    def title(self) -> str: ...
    @property
    def subtitle(self) -> str: ...
    @property
    def footer(self) -> str: ...


def render(spec: ChartSpec, fmt: str, export: Export) -> bytes:
    """The chart as the bytes of a PNG, SVG or PDF, its provenance inside."""
    return saved(lambda: _figure(spec, export), spec.provenance, spec.alt, fmt, export)


def saved(draw: Callable[[], Figure], stamp: Provenance, alt: str, fmt: str, export: Export) -> bytes:
    """A drawn figure as the bytes of a file with its provenance; safe to call from several threads.

    Raises ExportError when a text has characters that the font cannot draw: a box on a slide is worse than a message.
    """
    with _ONE_AT_A_TIME, mpl.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing from font")
        fig = draw()
        out = io.BytesIO()
        dpi = _DPI * export.scale if fmt == "png" else _DPI
        try:
            fig.savefig(out, format=fmt, dpi=dpi, facecolor=LIGHT.background, metadata=_metadata(stamp, alt, fmt, export))
        except UserWarning as missing:
            raise ExportError(f"the font {_FONT} cannot draw every character of the chart's texts: {missing}") from None
    return out.getvalue()


def _metadata(stamp: Provenance, alt: str, fmt: str, export: Export) -> dict[str, str | None]:
    if fmt == "png":
        return {
            KEY: stamp.json(),
            "Title": stamp.title,
            "Description": alt,
            "Author": export.author,
            "Copyright": stamp.licence,
            "Software": stamp.software,
        }
    if fmt == "svg":
        return {
            "Title": stamp.title,
            "Description": stamp.json(),
            "Creator": export.author,
            "Rights": stamp.licence,
            "Source": stamp.source,
            "Date": None,
        }
    return {
        "Title": stamp.title,
        "Author": export.author,
        "Subject": alt,
        "Keywords": stamp.json(),
        "Creator": stamp.software,
        "Producer": stamp.software,
        "CreationDate": None,
        "ModDate": None,
    }


def _figure(spec: ChartSpec, export: Export) -> Figure:
    width, height = export.width / _DPI, export.height / _DPI
    fig = Figure(figsize=(width, height), dpi=_DPI)
    listed = bool(spec.entries)
    plot_right = 0.635 if listed else 0.925
    if spec.plain:
        top, bottom = 0.97, 0.12 if len(spec.lines) > 1 else 0.07
    else:
        top, bottom = furniture(fig, spec, width, height), (0.74 + 0.16 * len(_footer_lines(spec, width))) / height
    under = _unreviewed(fig, spec, plot_right * width, top)
    axes = fig.add_axes((0.45 / width, bottom, plot_right - 0.45 / width, under - bottom))
    _plot(axes, spec)
    if listed:
        draw_list(fig, spec, Column(plot_right + 0.075, 0.985, top, bottom, width, height))
    return fig


def _unreviewed(fig: Figure, spec: ChartSpec, right: float, top: float) -> float:
    """How many candidates count that nobody has reviewed, on a plain chart too; returns where the plot may begin."""
    dashed = " (dashed)" if any(badge.unreviewed for badge in spec.badges) else ""
    said = f"{spec.unreviewed[:1].upper()}{spec.unreviewed[1:]}{dashed}" if spec.unreviewed else ""
    width, height = fig.get_size_inches()
    for line in wrapped(said, 11, right - 0.2, bold=True):
        fig.text(0.2 / width, top + 0.1 / height, line, fontsize=11, fontweight="bold", color=LIGHT.ink, va="top")
        top -= 0.22 / height
    return top


def furniture(fig: Figure, spec: Framed, width: float, height: float) -> float:
    """Title, subtitle and footer; returns where the plot may begin, from below, as a share of the height."""
    y = 1 - 0.18 / height
    for line in wrapped(spec.title, TITLE_SIZE, width - 0.4, most=2, bold=True):
        fig.text(0.2 / width, y, line, fontsize=TITLE_SIZE, fontweight="bold", color=LIGHT.ink, va="top")
        y -= 0.34 / height
    for row, line in enumerate(wrapped(spec.subtitle, 11, width - 0.4, most=2)):
        y -= 0.22 / height if row else 0
        fig.text(0.2 / width, y - 0.04 / height, line, fontsize=11, color=LIGHT.muted, va="top")
    for row, line in enumerate(reversed(_footer_lines(spec, width))):
        fig.text(0.2 / width, (0.12 + 0.16 * row) / height, line, fontsize=8.5, color=LIGHT.muted, va="bottom")
    return y - 0.42 / height


def _footer_lines(spec: Framed, width: float) -> list[str]:
    return wrapped(spec.footer, 8.5, width - 0.4, most=2)


def _plot(axes: Axes, spec: ChartSpec) -> None:
    days = spec.days.to_pydatetime()
    _frame(axes, spec, days)
    if spec.band:
        for low, high in ((spec.band.p05, spec.band.p95), (spec.band.p25, spec.band.p75)):
            axes.fill_between(days, low, high, color=LIGHT.band, alpha=BAND_OPACITY, linewidth=0, zorder=1.5)
    for line in reversed(spec.lines):
        look = line.place % len(LIGHT.tracks)
        style: dict = {"color": LIGHT.tracks[look], "linewidth": 1.2, "linestyle": _DASHES[look], "zorder": 3}
        if line.look:
            stroke = STROKES[line.look]
            colour = LIGHT.ink if stroke.ink else LIGHT.muted
            style = {"color": colour, "linewidth": 0.75 * stroke.width, "linestyle": (0, stroke.print_dash), "zorder": 4}
        elif line.slug == HEADLINE:
            style = {"color": LIGHT.ink, "linewidth": 1.8, "zorder": 4}
            last = int(np.flatnonzero(~np.isnan(line.values))[-1])
            axes.plot(days[last], line.values[last], "o", color=LIGHT.ink, markersize=5, clip_on=False, zorder=6)
        elif line.slug == OWN:
            style = {"color": LIGHT.own, "linewidth": 1.8, "linestyle": (0, (5, 1.2)), "zorder": 5}
            axes.plot(days[-1:], line.values[-1:], "o", color=LIGHT.own, markersize=5, clip_on=False, zorder=6)
        axes.plot(days, line.values, label=line.name, **style)
    for badge in spec.badges:
        at = (badge.day - spec.start).days
        level = 100 + _LANE * (badge.lane + 0.7)
        axes.plot([days[at], days[at]], [spec.height_on(badge.day), level], color=LIGHT.muted, linewidth=0.6, zorder=2)
        axes.text(
            days[at],
            level,
            badge.text,
            fontsize=8.5,
            fontweight="bold",
            ha="center",
            va="center",
            zorder=5,
            **badge_look(badge, 0.28),
        )
    if len(spec.lines) > 1:
        axes.legend(
            loc="upper left",
            bbox_to_anchor=(-0.01, -0.055),
            ncols=len(spec.lines),
            frameon=False,
            fontsize=9.5,
            handlelength=2.6,
            labelcolor=LIGHT.ink,
            reverse=True,
        )


def _frame(axes: Axes, spec: ChartSpec, days) -> None:  # noqa: ANN001
    """Axes, borders of the words with the words at the right edge, and shaded episodes."""
    axes.set_xlim(days[0], days[-1])
    axes.set_ylim(0, 100 + _LANE * (spec.lane_count + 0.4))
    axes.set_yticks([0, 20, 40, 60, 80, 100])
    axes.grid(axis="y", color=LIGHT.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(colors=LIGHT.ink, length=3, labelsize=10)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LIGHT.muted)
    locator = AutoDateLocator(minticks=4, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
    edges = [value for value, _ in spec.borders] + [100.0]
    for value in edges[1:-1]:
        axes.axhline(value, color=LIGHT.muted, linewidth=0.6, linestyle=(0, (1, 3)), zorder=1)
    for (low, word), high in zip(spec.borders, edges[1:], strict=True):
        axes.text(1.008, (low + high) / 2, word, transform=axes.get_yaxis_transform(), fontsize=9, color=LIGHT.muted, va="center")
    for band in spec.episodes:
        axes.axvspan(
            date2num(band.start), date2num(band.end), ymax=100 / axes.get_ylim()[1], color=LIGHT.shade, linewidth=0, zorder=0
        )
        axes.text(
            date2num(band.anchor),
            1.2 + 4 * band.row,
            f" {band.label} ",
            fontsize=8.5,
            color=LIGHT.muted,
            va="bottom",
            ha="right" if band.late else "left",
            clip_on=True,
            zorder=1,
        )
