"""Draws a ChartSpec for the page: PNG, SVG and PDF, with Matplotlib, which needs no browser.

The badges' list stands beside the plot, because a printed page has no hover. The same spec gives the same bytes:
no clock time and no random ids go into a file.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from pipeline.charts.badge_places import badge_places, lanes_within
from pipeline.charts.lettering import text_width, wrapped
from pipeline.charts.logo import GAP, Logo, logo_of
from pipeline.charts.palette import BAND_OPACITY, LIGHT, STROKES
from pipeline.charts.print_file import DPI, draw_logo, lettered, saved
from pipeline.charts.print_frame import draw_frame
from pipeline.charts.print_list import NOTE_LOOK, Column, badge_look, draw_list, list_inches
from pipeline.charts.spec import HEADLINE, OWN, ChartSpec
from pipeline.config.schema import Export

FORMATS = ("png", "svg", "pdf")
TITLE_SIZE = 18
"""Points; a drafted title fits one line of a chart of the usual width."""
_BADGE_SIZE = 8.5
_BADGE_PAD = 0.28
"""Share of the type size between a badge's number and its edge."""
_LANE = 0.25
"""Inches from one lane of badges to the next."""
_LEFT = 0.45
"""Inches left of the plot."""
_LEGEND = 0.22
"""Inches of a row of the legend."""
_NOTE, _NOTE_SIZE, _NOTE_INDENT = 0.18, 9.0, 0.26
"""Inches of a line of a note, its type size, and inches before its text."""
_NOTE_GAP = 0.1
"""Inches below the last note."""
_WIDE = 8.5
"""Inches of width from which the list stands beside the plot."""
_TWO_COLUMNS = 6.6
"""Inches of width from which the list below a plot has two columns."""
_DASHES = ("--", ":", "-.")


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


def _figure(spec: ChartSpec, export: Export) -> Figure:
    """The list beside the plot on a wide page, below it on a narrow one."""
    width, height = export.width / DPI, export.height / DPI
    fig = Figure(figsize=(width, height), dpi=DPI)
    top, foot = (0.97, 0.1) if spec.plain else (furniture(fig, spec, width, height, export), 0.2 + footer_height(spec, width))
    words = 0.3 + max((text_width(word, 9) for _, word in spec.borders), default=0)
    beside = width >= _WIDE and width / height >= 1.2
    right = width * (0.71 if beside and spec.entries else 0.99) - words
    noted = _note_lines(spec, right - _LEFT)
    axis = 0.42 + _LEGEND * _legend_rows(spec, right - _LEFT) + _NOTE * sum(map(len, noted)) + (_NOTE_GAP if noted else 0)
    columns: list[Column] = []
    if spec.entries and beside:
        columns = [Column(0.71, 0.985, top, foot / height + 0.02, width, height)]
    elif spec.entries:
        columns = _columns_below(spec, width, height, foot + 0.06, (top * height - foot - axis) * 0.5)
    listed = 0.0 if beside or not columns else (columns[0].top - columns[0].bottom) * height + 0.1
    under = _unreviewed(fig, spec, right, top)
    bottom = foot + listed + axis
    _notes(fig, spec, noted, foot + listed)
    axes = fig.add_axes((_LEFT / width, bottom / height, (right - _LEFT) / width, under - bottom / height))
    _plot(axes, spec, right - _LEFT, under * height - bottom)
    if columns:
        draw_list(fig, spec, columns)
    return fig


def _columns_below(spec: ChartSpec, width: float, height: float, bottom: float, most: float) -> list[Column]:
    """One or two columns from `bottom` up, as high as the list needs and at most `most` inches."""
    edge = 0.2 / width
    spans = [(edge, 1 - edge)] if width < _TWO_COLUMNS else [(edge, 0.5 - edge / 2), (0.5 + edge / 2, 1 - edge)]

    def columns(inches: float) -> list[Column]:
        return [Column(left, end, (bottom + inches) / height, bottom / height, width, height) for left, end in spans]

    return columns(min(list_inches(spec, columns(most)) + 0.01, most))


def _note_lines(spec: ChartSpec, width: float) -> list[list[str]]:
    """The lines of each of the analyst's notes, below a plot of this width."""
    return [wrapped(note.line, _NOTE_SIZE, width - _NOTE_INDENT) for note in spec.notes]


def _notes(fig: Figure, spec: ChartSpec, noted: list[list[str]], bottom: float) -> None:
    """The notes under the plot, from `bottom` (inches) up, each after its letter."""
    width, height = fig.get_size_inches()
    y = bottom + _NOTE * sum(map(len, noted)) + _NOTE_GAP
    for note, lines in zip(spec.notes, noted, strict=True):
        middle = (y - 0.55 * _NOTE) / height
        fig.text((_LEFT + 0.08) / width, middle, note.letter, fontsize=_NOTE_SIZE - 1, ha="center", va="center", **NOTE_LOOK)
        for row, line in enumerate(lines):
            at = (y - (row + 0.55) * _NOTE) / height
            fig.text((_LEFT + _NOTE_INDENT) / width, at, line, fontsize=_NOTE_SIZE, color=LIGHT.ink, va="center")
        y -= _NOTE * len(lines)


def _legend_columns(spec: ChartSpec, width: float) -> int:
    widest = max(text_width(line.name, 9.5) for line in spec.lines) + 0.75
    return max(1, min(len(spec.lines), int(width / widest)))


def _legend_rows(spec: ChartSpec, width: float) -> int:
    return 0 if len(spec.lines) < 2 else -(-len(spec.lines) // _legend_columns(spec, width))


def _unreviewed(fig: Figure, spec: ChartSpec, right: float, top: float) -> float:
    """How many candidates count that nobody has reviewed, on a plain chart too; returns where the plot may begin."""
    dashed = " (dashed)" if any(badge.unreviewed for badge in spec.badges) else ""
    said = f"{spec.unreviewed[:1].upper()}{spec.unreviewed[1:]}{dashed}" if spec.unreviewed else ""
    width, height = fig.get_size_inches()
    for line in wrapped(said, 11, right - 0.2, bold=True):
        fig.text(0.2 / width, top + 0.1 / height, line, fontsize=11, fontweight="bold", color=LIGHT.ink, va="top")
        top -= 0.22 / height
    return top


def title_lines(title: str, export: Export) -> list[str]:
    """The lines that a title takes at the size of a file; the picture shows two of them."""
    width = export.width / DPI
    with lettered(export):
        return wrapped(title, _title_size(width), _beside(width, logo_of(export, width)), bold=True)


def _title_size(width: float) -> float:
    return TITLE_SIZE if width >= _WIDE else 15


def _beside(width: float, logo: Logo | None) -> float:
    """Inches for title and subtitle, beside the logo where there is one."""
    return width - 0.4 - (logo.width + GAP if logo else 0)


def furniture(fig: Figure, spec: Framed, width: float, height: float, export: Export) -> float:
    """Title, subtitle, footer and logo; returns where the plot may begin, from below, as a share of the height."""
    y = 1 - 0.18 / height
    size = _title_size(width)
    logo = logo_of(export, width)
    room = _beside(width, logo)
    if logo:
        draw_logo(fig, logo, width, height)
    for line in wrapped(spec.title, size, room, most=2, bold=True):
        fig.text(0.2 / width, y, line, fontsize=size, fontweight="bold", color=LIGHT.ink, va="top")
        y -= size * 0.34 / 18 / height
    for line in wrapped(spec.subtitle, 11, room, most=2):
        fig.text(0.2 / width, y - 0.04 / height, line, fontsize=11, color=LIGHT.muted, va="top")
        y -= 0.2 / height
    for row, line in enumerate(reversed(_footer_lines(spec, width))):
        fig.text(0.2 / width, (0.12 + 0.16 * row) / height, line, fontsize=8.5, color=LIGHT.muted, va="bottom")
    return y - 0.22 / height


def footer_height(spec: Framed, width: float) -> float:
    """Inches from the lower edge to above the footer."""
    return 0.12 + 0.16 * len(_footer_lines(spec, width))


def _footer_lines(spec: Framed, width: float) -> list[str]:
    """Where the figures come from is told whole, on as many lines as it takes."""
    return wrapped(spec.footer, 8.5, width - 0.4)


def _plot(axes: Axes, spec: ChartSpec, width: float, height: float) -> None:
    """Lines and badges in a plot of `width` by `height` inches."""
    days = spec.days.to_pydatetime()
    places = _places(spec, width, height)
    strip = _LANE * (max((lane for _, lane in places), default=-1) + 1.4) if places else 0.0
    top = 100 * height / (height - strip)
    draw_frame(axes, spec, top, width, height)
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
            style = {"color": spec.looks.line, "linewidth": 1.8, "zorder": 4}
            last = int(np.flatnonzero(~np.isnan(line.values))[-1])
            axes.plot(days[last], line.values[last], "o", color=spec.looks.line, markersize=5, clip_on=False, zorder=6)
        elif line.slug == OWN:
            style = {"color": LIGHT.own, "linewidth": 1.8, "linestyle": (0, (5, 1.2)), "zorder": 5}
            axes.plot(days[-1:], line.values[-1:], "o", color=LIGHT.own, markersize=5, clip_on=False, zorder=6)
        axes.plot(days, line.values, label=line.name, **style)
    first, last = date2num(days[0]), date2num(days[-1])
    for badge, (along, lane) in zip(spec.badges, places, strict=True):
        at = (badge.day - spec.start).days
        day, x = date2num(days[at]), first + along / width * (last - first)
        level = 100 + (lane + 0.8) * _LANE / height * top
        axes.plot([day, day, x], [spec.height_on(badge.day), 100, level], color=LIGHT.muted, linewidth=0.6, zorder=2)
        mark = badge_look(badge, _BADGE_PAD, spec.looks)
        axes.text(x, level, badge.text, fontsize=_BADGE_SIZE, fontweight="bold", ha="center", va="center", zorder=5, **mark)
    for day, letters in spec.note_marks.items():
        level = spec.height_on(day)
        axes.text(date2num(day), level, letters, fontsize=8, ha="center", va="center", zorder=7, **NOTE_LOOK)
    if len(spec.lines) > 1:
        axes.legend(
            loc="upper left",
            bbox_to_anchor=(-0.01, -0.3 / height),
            ncols=_legend_columns(spec, width),
            frameon=False,
            fontsize=9.5,
            handlelength=2.6,
            labelcolor=LIGHT.ink,
            reverse=True,
        )


def _places(spec: ChartSpec, width: float, height: float) -> list[tuple[float, int]]:
    """(inches from the left, lane) of each badge."""
    span = max((spec.end - spec.start).days, 1)
    widths = [text_width(badge.text, _BADGE_SIZE, bold=True) + 2 * _BADGE_PAD * _BADGE_SIZE / 72 + 0.05 for badge in spec.badges]
    at = [(badge.day - spec.start).days / span * width for badge in spec.badges]
    return badge_places(at, widths, width, lanes_within(height, _LANE))
