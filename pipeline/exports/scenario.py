"""A scenario as files: the chart as PNG, SVG, PDF and CSV, and both paths as a table; none can be taken for the index."""

from __future__ import annotations

from pipeline.charts.spec import ChartSpec
from pipeline.config.schema import Config
from pipeline.exports.chart import chart_file
from pipeline.exports.stamps import csv_header
from pipeline.exports.tables import decimals, to_csv
from pipeline.provenance import Provenance
from pipeline.questions.scenario import Scenario
from pipeline.questions.scenario_text import scenario_table


def scenario_file(spec: ChartSpec, fmt: str, config: Config) -> bytes:
    """The bytes of a chart file; raises ExportError for a format that is not made."""
    return chart_file(spec, fmt, config)


def scenario_name(spec: ChartSpec, fmt: str, config: Config) -> str:
    """A file name that says pair, matter and period: us-china-scenario_2024-09-27_2027-03-26.png."""
    return f"{config.pair.slug}-scenario_{spec.start}_{spec.end}.{fmt}"


def paths_csv(found: Scenario, provenance: Provenance) -> bytes:
    """Both paths day by day, headline and tracks, under a header that says what they are."""
    table = scenario_table(found)
    for column in table.columns[1:]:
        table[column] = decimals(table[column])
    return csv_header(provenance) + to_csv(table)
