"""Events by year: every counted event in one year and one direction, thin years by one rule."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given

from pipeline import build_index, load_config
from pipeline.charts.coverage import coverage_chart, figure
from pipeline.charts.palette import DARK, LIGHT
from pipeline.questions.coverage import SIDES, coverage_by_year
from tests.strategies import CONFIG, frame, histories, row


def years_of(counts: dict[int, int], through: date = date(2029, 12, 31)):
    """An index with so many events a year, the first on 1 January."""
    config = load_config(overrides={"data.through": through})
    rows = [
        row(number, date=f"{year}-{1 + number % 12:02}-01", id=f"e{year}-{number}")
        for year, count in counts.items()
        for number in range(count)
    ]
    return build_index(config, frame(rows, config))


def test_fewer_than_half_the_median_is_thin():
    """With a median of 8, three events are thin and four are not; a year without any event is thin, too."""
    found = coverage_by_year(years_of({2020: 8, 2021: 3, 2022: 4, 2023: 8, 2025: 9, 2026: 9, 2027: 9, 2028: 8, 2029: 1}))
    assert found.median == 8
    assert list(found.years.index[found.years["thin"]]) == [2021, 2024, 2029]
    assert found.years.loc[2024, "total"] == 0


def test_a_year_in_part_is_not_judged():
    """The last year is left out of the median and never thin when the data end before its last day."""
    found = coverage_by_year(years_of({2020: 6, 2021: 6, 2022: 1}, date(2022, 12, 30)))
    assert found.years["whole"].tolist() == [True, True, False]
    assert not found.years["thin"].any()


def test_no_whole_year():
    """A series of a few months has no median and no thin year, and says so."""
    result = build_index(CONFIG, frame([row(date="2020-03-01"), row(1, date="2020-05-01")]))
    found = coverage_by_year(result)
    assert pd.isna(found.median) and not found.years["thin"].any()
    assert coverage_chart(result).note == "The series has no whole year, so none is called thin."


def test_what_counts_and_where():
    """Plans and denials are left out, directions come from the type, weak sources are counted."""
    rows = [
        row(1, date="2020-01-01", type="talks"),
        row(2, date="2020-01-02", type="tariff", flags="weak_source"),
        row(3, date="2020-01-03", type="personnel", status="announced"),
        row(4, date="2020-01-04", type="talks", status="denied"),
        row(5, date="2021-01-05", type="summit", status="planned", reported="2020-01-05"),
    ]
    years = coverage_by_year(build_index(CONFIG, frame(rows))).years
    assert years.index.tolist() == [2020]
    assert years.loc[2020, ["freeze", "neutral", "thaw", "total", "weak"]].tolist() == [1, 1, 1, 3, 1]


@given(events=histories())
def test_every_event_is_counted_once(events):
    """For any history the years add up to the counted events, and the chart draws just these numbers."""
    result = build_index(CONFIG, events)
    found, spec = coverage_by_year(result), coverage_chart(result)
    counted = result.scored[~result.scored["status"].isin(["planned", "proposed", "denied"])]
    assert found.years["total"].sum() == len(counted)
    assert (found.years[list(SIDES)].sum(axis=1) == found.years["total"]).all()
    assert found.years.index.is_monotonic_increasing and found.years.index.is_unique
    assert (found.years["weak"] <= found.years["total"]).all()
    for palette in (LIGHT, DARK):
        fig = figure(spec, palette)
        for trace in fig.data[: len(SIDES)]:
            assert tuple(trace.y) == spec.counts[trace.name]


def test_neighbouring_thin_years_are_one_run():
    """Thin years side by side are shaded as one, and named so in the note and the text for those who cannot see it."""
    spec = coverage_chart(years_of({2020: 8, 2021: 1, 2022: 1, 2023: 8, 2024: 8, 2025: 8, 2026: 8, 2027: 1, 2028: 8, 2029: 8}))
    assert spec.thin == ((2021, 2022), (2027, 2027))
    assert "2021 to 2022, 2027" in spec.note and "2021 to 2022, 2027" in spec.alt
    assert spec.title == "59 events from 2020 to 2029; 3 years rest on few"
    assert len(figure(spec).layout.shapes) == 2


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_direction_is_never_colour_alone(result, palette):
    """Each direction has a pattern of its own beside its colour."""
    bars = figure(coverage_chart(result), palette).data[: len(SIDES)]
    assert len({bar.marker.pattern.shape for bar in bars}) == len({bar.marker.color for bar in bars}) == len(SIDES)
