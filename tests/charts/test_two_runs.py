"""Two runs in one chart: both lines, the same events, and files that say whose weights they show."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.charts.screen import figure
from pipeline.charts.spec import HEADLINE, OWN
from pipeline.charts.tension import tension_chart
from pipeline.charts.two_runs import two_run_chart
from pipeline.config import config_hash
from pipeline.config.own import own_config
from pipeline.exports.chart import chart_file, chart_name, chart_table
from pipeline.exports.formats import FORMATS, file_name
from pipeline.exports.stamps import read_provenance
from pipeline.questions.weighing import weighed
from tests.files import BASE

CHANGES = {"event_types.tariff.weight": -8.0, "index.method": "decayed_sum"}


@pytest.fixture(scope="module")
def found(result):
    """The shipped index beside one with two changes."""
    return weighed(result, own_config(BASE, CHANGES), CHANGES)


@pytest.fixture(scope="module")
def published(result):
    """The published chart of two years."""
    return tension_chart(result, date(2022, 1, 1), date(2023, 12, 31))


@pytest.fixture(scope="module")
def spec(found, published):
    return two_run_chart(found, published)


def test_both_lines_over_the_same_story(spec, published, found):
    """The published line and the own one stand on the published days, with the published chart's events."""
    assert [line.slug for line in spec.lines] == [HEADLINE, OWN]
    assert (spec.lines[0].values == published.lines[0].values).all() and spec.entries == published.entries
    assert (spec.lines[1].values == found.own["tension"].loc[published.days]).all()


def test_title_and_description_name_both(spec, found):
    """The drafted title gives both figures of the last day drawn; the description has the range of both."""
    own, was = found.own["tension"].loc["2023-12-31"], found.published.tension.loc["2023-12-31"]
    assert f"at {own:.0f}, published {was:.0f}" in spec.title and "Own weights: highest" in spec.alt
    assert "own weights: 2 values changed" in spec.subtitle


def test_the_lines_differ_in_more_than_colour(spec):
    """On screen the own line is dashed and both are named."""
    lines = {trace.name: trace.line.dash for trace in figure(spec).data if trace.name in ("Published", "Own weights")}
    assert lines["Own weights"] and not lines["Published"] and len(lines) == 2


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_file_says_whose_weights_it_shows(spec, found, tmp_path, fmt):
    """Each export carries the changed keys, the own config's hash and a name of its own."""
    name = chart_name(spec, fmt, found.config)
    assert name == file_name("us-china-tension-own-weights_2022-01-01_2023-12-31", fmt)
    (tmp_path / name).write_bytes(chart_file(spec, fmt, found.config))
    stamp = read_provenance(tmp_path / name)
    assert "event_types.tariff.weight −8 (published −5)" in stamp["filters"] and "index.method decayed_sum" in stamp["filters"]
    assert "the reader's own weights" in stamp["source"]
    published = config_hash(found.published.config)[:12]
    assert stamp["config_hash"] == found.hash[:12] != published and f"published config {published}" in stamp["filters"]


def test_the_table_has_a_column_for_each(spec):
    """As figures: date, published tension, own tension, events."""
    assert list(chart_table(spec).columns) == ["date", HEADLINE, OWN, "events"]
