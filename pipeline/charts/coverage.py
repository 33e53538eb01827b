"""Coverage by year as a chart: what it shows, and how the browser draws it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import plotly.graph_objects as go

from pipeline.charts.palette import LIGHT, Palette, direction_colour
from pipeline.charts.screen import FONT
from pipeline.index import IndexResult
from pipeline.provenance import Provenance, provenance_of
from pipeline.questions.coverage import SIDES, Coverage, coverage_by_year
from pipeline.words import day_text, includes_unreviewed

_DIRECTION = {"freeze": -1, "neutral": 0, "thaw": 1}
_PATTERN = {"freeze": "/", "neutral": ".", "thaw": ""}


@dataclass(frozen=True)
class CoverageSpec:
    """Stacked events a year, thin years shaded. `thin`: unbroken runs of thin years, first and last."""

    title: str
    subtitle: str
    years: tuple[int, ...]
    counts: dict[str, tuple[int, ...]]
    totals: tuple[int, ...]
    thin: tuple[tuple[int, int], ...]
    note: str
    unreviewed: str
    footer: str
    alt: str
    provenance: Provenance


def coverage_chart(result: IndexResult, found: Coverage | None = None) -> CoverageSpec:
    """The chart of a result's coverage."""
    found = found or coverage_by_year(result)
    years = found.years
    runs = _runs([int(year) for year in years.index[years["thin"]]])
    title = _title(found)
    provenance = provenance_of(result, title, f"events by year, {years.index[0]} to {years.index[-1]}")
    footer = (
        f"Source: {provenance.source}. Data through {day_text(found.end)}. "
        f"Method {provenance.method_version}, config {provenance.config_hash}. {provenance.licence}."
    )
    return CoverageSpec(
        title=title,
        subtitle=f"{result.config.pair.name}: events a year by direction, plans and denials left out",
        years=tuple(int(year) for year in years.index),
        counts={side: tuple(int(count) for count in years[side]) for side in SIDES},
        totals=tuple(int(count) for count in years["total"]),
        thin=runs,
        note=_note(found, runs),
        unreviewed=includes_unreviewed(result),
        footer=footer,
        alt=_alt(title, found, runs),
        provenance=provenance,
    )


def figure(spec: CoverageSpec, palette: Palette = LIGHT) -> go.Figure:
    """Stacked bars on a transparent ground; a pattern stands beside each colour."""
    fig = go.Figure()
    for side in SIDES:
        colour = direction_colour(_DIRECTION[side])
        fig.add_bar(
            x=spec.years,
            y=spec.counts[side],
            name=side,
            marker={
                "color": colour,
                "line": {"width": 0},
                "pattern": {"shape": _PATTERN[side], "fillmode": "overlay", "fgcolor": "#FFFFFF", "fgopacity": 0.7, "size": 6},
            },
            hovertemplate="%{y}",
        )
    if spec.thin:
        shade = {"color": palette.grid, "line": {"color": palette.muted, "width": 1}}
        fig.add_bar(x=[spec.years[0]], y=[None], name="thin year", marker=shade, hoverinfo="skip")
    highest = max(spec.totals, default=0) or 1
    fig.update_layout(
        template=None,
        barmode="stack",
        bargap=0.18,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": palette.ink},
        margin={"l": 36, "r": 8, "t": 8, "b": 36},
        height=360,
        hovermode="x unified",
        hoverlabel={"bgcolor": palette.background, "bordercolor": palette.muted, "font": {"color": palette.ink}},
        legend={"orientation": "h", "x": 0, "y": -0.14, "yanchor": "top", "traceorder": "normal"},
        shapes=[_shade(run, palette) for run in spec.thin],
        dragmode=False,
    )
    ticks = {"tickformat": "d", "ticks": "outside", "tickcolor": palette.muted, "linecolor": palette.muted}
    fig.update_xaxes(range=[spec.years[0] - 0.6, spec.years[-1] + 0.6], showgrid=False, fixedrange=True, **ticks)
    fig.update_yaxes(range=[0, highest * 1.12], gridcolor=palette.grid, zeroline=False, fixedrange=True, nticks=5, tickformat="d")
    return fig


def _shade(run: tuple[int, int], palette: Palette) -> dict:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": run[0] - 0.5,
        "x1": run[1] + 0.5,
        "y0": 0,
        "y1": 1,
        "fillcolor": palette.grid,
        "line": {"width": 0},
        "layer": "below",
    }


def _runs(years: list[int]) -> tuple[tuple[int, int], ...]:
    """Neighbouring years as one run each."""
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return tuple(runs)


def _title(found: Coverage) -> str:
    """The finding: how many events, and which years rest on few."""
    years = found.years
    total, thin = int(years["total"].sum()), int(years["thin"].sum())
    head = f"{total:,} event{'s' if total != 1 else ''} from {years.index[0]} to {years.index[-1]}"
    if not thin:
        return f"{head}; no year is thin"
    return f"{head}; {thin} {'years rest' if thin != 1 else 'year rests'} on few"


def _note(found: Coverage, runs: tuple[tuple[int, int], ...]) -> str:
    """The rule in words, and which years the series covers in part."""
    cut = [str(year) for year in found.years.index[~found.years["whole"]]]
    if math.isnan(found.median):
        return "The series has no whole year, so none is called thin."
    rule = f"Thin is a year with fewer than half the events of the median year ({found.median:g})"
    rule += f": {_named(runs)}." if runs else "; there is none."
    if not cut:
        return rule
    named = f"{' and '.join(cut)} {'are' if len(cut) > 1 else 'is'} not judged"
    return f"{rule} The series runs from {day_text(found.start)} to {day_text(found.end)}, so {named}."


def _alt(title: str, found: Coverage, runs: tuple[tuple[int, int], ...]) -> str:
    totals = found.years["total"]
    text = (
        f"{title}. Stacked bars of events a year: most {totals.max()} in {totals.idxmax()}, "
        f"fewest {totals.min()} in {totals.idxmin()}."
    )
    return f"{text} Thin years: {_named(runs)}." if runs else text


def _named(runs: tuple[tuple[int, int], ...]) -> str:
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in runs)
