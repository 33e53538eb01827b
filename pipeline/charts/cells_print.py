"""Draws a CellsSpec for the page: PNG, SVG and PDF, with Matplotlib; sign and word stand in every coloured cell."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from pipeline.charts.cells import CellsSpec
from pipeline.charts.cells_grid import GAP, GridCell, cells_grid
from pipeline.charts.print import footer_height, furniture
from pipeline.charts.print_file import DPI, saved
from pipeline.charts.tables import PAD
from pipeline.charts.text_box import LEADING, Box, lines_of
from pipeline.config.schema import Export

_MARGIN = 0.2


def render_cells(spec: CellsSpec, fmt: str, export: Export) -> bytes:
    """The chart as the bytes of a PNG, SVG or PDF, its provenance inside."""
    return saved(lambda: cells_figure(spec, export), spec.provenance, spec.alt, fmt, export)


def cells_figure(spec: CellsSpec, export: Export) -> Figure:
    """The figure, measured in inches from its upper left corner."""
    width, height = export.width / DPI, export.height / DPI
    fig = Figure(figsize=(width, height), dpi=DPI)
    top, bottom = _MARGIN, _MARGIN
    if not spec.plain:
        top = height * (1 - furniture(fig, spec, width, height, export))
        bottom = footer_height(spec, width) + 0.15
    axes = fig.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    for row in cells_grid(spec, Box(_MARGIN, top, width - 2 * _MARGIN, height - top - bottom)):
        for cell in row:
            _cell(axes, cell)
    return fig


def _cell(axes: Axes, cell: GridCell) -> None:
    """Its ground, and its lines, about the middle of its height where it is a tile."""
    box = cell.box
    if cell.ground:
        look: dict = {"boxstyle": "round,pad=0,rounding_size=0.04", "facecolor": cell.ground, "linewidth": 0}
        axes.add_patch(FancyBboxPatch((box.left + GAP / 2, box.top + GAP / 2), box.width - GAP, box.height - GAP, **look))
    lines = [(line, run, size) for run, size in cell.lines for line in lines_of(run.text, size, cell.inner, run.bold)]
    tall = sum(size for _, _, size in lines) * LEADING / 72
    y = box.top + ((box.height - tall) / 2 if cell.tile else PAD)
    x, side = (box.left + box.width / 2, "center") if cell.centred else (box.left, "left")
    for line, run, size in lines:
        y += size * LEADING / 72
        weight = "bold" if run.bold else "normal"
        axes.text(x, y - size * 0.3 / 72, line, fontsize=size, fontweight=weight, color=run.colour, ha=side, va="baseline")
