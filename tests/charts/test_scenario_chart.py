"""A scenario's chart and its files: both paths beyond the data, marked so that nobody takes it for the published series."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import numpy as np
import pytest

from pipeline.charts.palette import DARK, LIGHT
from pipeline.charts.scenario import HISTORY_BADGES, scenario_chart
from pipeline.charts.screen import figure
from pipeline.charts.tension import tension_chart
from pipeline.exports.chart import chart_file
from pipeline.exports.scenario import paths_csv, scenario_name
from pipeline.exports.stamps import read_provenance
from pipeline.questions.scenario import scenario
from pipeline.questions.vintage import known_then

TEXTS = ("2026-12-01 resumption dpct", "2027-01-10 personnel - domain=military", "cancelled 2026-12-14-miami-g20-meeting-planned")


@pytest.fixture(scope="module")
def found(events, result):
    return scenario(events, result, TEXTS)


@pytest.fixture(scope="module")
def spec(result, found):
    return scenario_chart(result, found)


def test_published_line_and_two_paths(spec, found, result):
    """The published line ends with the data, both paths begin where it ends, and days and values have one length."""
    published, path, nothing = (line.values for line in spec.lines)
    at = (result.through - spec.start).days
    assert {len(line.values) for line in spec.lines} == {len(spec.days)}
    assert np.isnan(published[at + 1 :]).all() and np.isnan(path[:at]).all() and np.isnan(nothing[:at]).all()
    assert published[at] == path[at] == nothing[at] == result.tension.iat[-1]
    assert path[-1] == found.path["tension"].iat[-1] and nothing[-1] == found.nothing["tension"].iat[-1]
    assert spec.end == found.until and spec.start == result.through - timedelta(days=730)


def test_it_says_that_it_is_a_scenario(spec):
    """Title, subtitle, footer and filters say so; the filters name each event, and the source counts them."""
    stamp = spec.provenance
    assert spec.title.startswith("Scenario: ") and spec.subtitle.startswith("Scenario, not the published index")
    assert spec.footer.startswith("Scenario. ")
    assert stamp.filters.startswith("scenario, not the published series: ") and all(text in stamp.filters for text in TEXTS)
    assert "and 3 hypothetical ones" in stamp.source and stamp.data_through == "2026-09-27"


def test_hypothetical_events_have_hollow_badges(spec):
    """Every hypothetical event is numbered after those of the history, says what if, and opens no page."""
    imagined = [entry for entry in spec.entries if entry.what_if]
    assert len(imagined) == 3 and len(spec.entries) - 3 <= HISTORY_BADGES
    assert [entry.number for entry in spec.entries] == list(range(1, len(spec.entries) + 1))
    assert all(entry.when.startswith("What if, ") and entry.day > date(2026, 9, 27) for entry in imagined)
    marks = {trace.name: trace for trace in figure(spec, DARK).data if trace.name in ("events", "what if")}
    assert set(marks["what if"].customdata) == {""} and marks["what if"].marker.color == DARK.background
    assert "" not in marks["events"].customdata


def test_an_event_that_moves_nothing_is_neutral(spec):
    """A change of personnel has no direction, on screen and in the list."""
    entry = next(entry for entry in spec.entries if "ersonnel" in entry.title)
    assert entry.direction == 0
    texts = next(trace for trace in figure(spec, LIGHT).data if trace.name == "what if").hovertext
    assert any("(± neutral" in text for text in texts)


@pytest.mark.parametrize("fmt", ["png", "svg", "pdf", "csv"])
def test_files(spec, config, tmp_path, fmt):
    """Every format carries the scenario's own title and filters, under a name that says scenario."""
    name = scenario_name(spec, fmt, config)
    assert name == f"us-china-scenario_2024-09-27_2027-03-26.{fmt}"
    (tmp_path / name).write_bytes(chart_file(spec, fmt, config))
    stamp = read_provenance(tmp_path / name)
    assert stamp["title"] == spec.title and stamp["filters"].startswith("scenario, not the published series")


def test_the_table_has_no_figure_where_there_is_none(spec, config):
    """In the chart's CSV the published column is empty beyond the data, the paths before it."""
    lines = chart_file(spec, "csv", config).decode().splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("# ")))
    assert list(rows[0]) == ["date", "tension", "scenario", "nothing_happens", "events"]
    assert rows[0]["tension"] and not rows[0]["scenario"] and rows[-1]["scenario"] and not rows[-1]["tension"]


def test_paths_as_a_table(spec, found):
    """Both paths have a row a day from the day after the data, every series twice."""
    lines = paths_csv(found, spec.provenance).decode().splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("# ")))
    assert (rows[0]["date"], rows[-1]["date"], len(rows)) == ("2026-09-28", "2027-03-26", 180)
    assert float(rows[-1]["security_scenario"]) < float(rows[-1]["security_nothing_happens"])


def test_nothing_assumed(events, result):
    """Without events there is one path, and the title says that nothing happens."""
    spec = scenario_chart(result, scenario(events, result))
    assert [line.slug for line in spec.lines] == ["tension", "nothing_happens"]
    assert spec.title.startswith("Scenario, nothing happens: ")


def test_the_line_as_known_then(result, config):
    """The tension chart draws the line as known on a day up to that day, and says so in subtitle and filters."""
    known = known_then(result, date(2025, 4, 10))
    spec = tension_chart(result, date(2024, 1, 1), result.through, known=known.line)
    line = spec.lines[-1]
    at = (date(2025, 4, 10) - spec.start).days
    assert line.values[at] == known.moves[0].before != spec.lines[0].values[at] and np.isnan(line.values[at + 1])
    assert spec.subtitle.endswith("; dashed: as known on 10 Apr 2025")
    assert spec.provenance.filters.endswith("lines: tension, as known on 2025-04-10")
    assert len(tension_chart(result, date(2025, 5, 1), result.through, known=known.line).lines) == 1
