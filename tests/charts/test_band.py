"""The band of a chart: it is that of the draws, stands below the lines, and is told in words; without draws there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from pipeline import build_index, load_config
from pipeline.charts.palette import DARK, LIGHT
from pipeline.charts.print import render
from pipeline.charts.screen import figure
from pipeline.charts.tension import tension_chart
from pipeline.exports.chart import chart_file, chart_table
from pipeline.index.uncertainty import uncertainty_of
from tests.strategies import day, frame, row

START, END = date(2020, 2, 1), date(2020, 12, 31)
SMALL = {"export.width": 640, "export.height": 480, "export.scale": 1}
CONFIG = load_config(overrides={"data.through": END, "uncertainty.draws": 40, **SMALL})
ROWS = [
    row(1, type="cut_off", channels="dpct;mmca", severity="5", confidence="0.9"),
    row(2, date=day(60), type="tariff", domain="economic", severity="4"),
    row(3, date=day(200), type="resumption", channels="dpct"),
]


@pytest.fixture(scope="module")
def result():
    return build_index(CONFIG, frame(ROWS, CONFIG))


@pytest.fixture(scope="module")
def spec(result):
    """A chart with its band and a track."""
    return tension_chart(result, START, END, ("economic",), uncertainty=uncertainty_of(result))


@pytest.fixture(scope="module")
def bare(result):
    """The same without draws."""
    return tension_chart(result, START, END, ("economic",))


def test_the_band_is_that_of_the_days_shown(result, spec):
    """Band and line have one length, and the band's edges are the headline's percentiles on those days."""
    days = uncertainty_of(result).bands["tension"].loc[spec.days]
    for name in ("p05", "p25", "p75", "p95"):
        assert np.array_equal(getattr(spec.band, name), days[name])
    assert (spec.band.p05 <= spec.band.p25).all() and (spec.band.p75 <= spec.band.p95).all()


def test_the_band_is_told(spec):
    """Subtitle, filters and alternative text say what the band is; the text says where it ends."""
    told = "band: 5 to 95 % of 40 draws"
    assert told in spec.subtitle and told in spec.provenance.filters and told in spec.alt.lower()
    assert f"from {spec.band.p05[-1]:.0f} to {spec.band.p95[-1]:.0f}" in spec.alt


def test_without_draws_nothing_changes(spec, bare):
    """A chart without draws has no band and differs from one with them in nothing but band and words."""
    assert bare.band is None and "band" not in bare.subtitle + bare.alt + bare.provenance.filters
    assert bare.badges == spec.badges and bare.title == spec.title and bare.episodes == spec.episodes
    assert list(chart_table(bare).columns) == ["date", "tension", "economic", "events"]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_on_screen_the_band_lies_below_the_lines(spec, bare, palette):
    """Two fills in the palette's colour, drawn before every line; they take no hover, and the headline's hover says the range."""
    found, plain = figure(spec, palette), figure(bare, palette)
    names = [trace.name for trace in found.data]
    fills = [trace for trace in found.data if trace.fill == "tonexty"]
    assert len(fills) == 2 and all(trace.hoverinfo == "skip" for trace in found.data if trace.name == "band")
    assert max(place for place, name in enumerate(names) if name == "band") < names.index("Economic") < names.index("Tension")
    assert [trace.name for trace in plain.data] == [name for name in names if name != "band"]
    headline = found.data[names.index("Tension")]
    assert headline.text[0] == f"{spec.band.p05[0]:.1f} to {spec.band.p95[0]:.1f}" and "%{text}" in headline.hovertemplate
    assert headline.customdata is None


@pytest.mark.parametrize("fmt", ["png", "svg", "pdf"])
def test_on_paper_the_band_is_drawn_alike(spec, bare, fmt):
    """With a band the picture is another one, and the same band gives the same bytes."""
    once = render(spec, fmt, CONFIG.export)
    assert once == render(spec, fmt, CONFIG.export)
    assert once != render(replace(spec, band=None), fmt, CONFIG.export)


def test_the_table_has_its_edges(spec):
    """The chart as CSV has p05 and p95 beside the headline."""
    table = chart_table(spec)
    assert list(table.columns) == ["date", "tension", "p05", "p95", "economic", "events"]
    assert np.abs(table["p95"].astype(float) - spec.band.p95).max() < 1e-4
    assert b"date,tension,p05,p95,economic,events" in chart_file(spec, "csv", CONFIG)
