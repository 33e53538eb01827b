"""A scenario as files: the chart, and both paths as a table; none can be taken for the index."""

from __future__ import annotations

from pipeline.charts.spec import ChartSpec
from pipeline.config.schema import Config
from pipeline.exports.formats import BYTE_ORDER_MARK, file_name
from pipeline.exports.stamps import csv_header
from pipeline.exports.tables import decimals, to_csv
from pipeline.provenance import Provenance
from pipeline.questions.scenario import Scenario
from pipeline.questions.scenario_text import scenario_table


def scenario_name(spec: ChartSpec, fmt: str, config: Config) -> str:
    """A file name that says pair, matter and period: us-china-scenario_2024-09-27_2027-03-26.png."""
    return file_name(f"{config.pair.slug}-scenario_{spec.start}_{spec.end}", fmt)


def paths_csv(found: Scenario, provenance: Provenance, fmt: str = "csv") -> bytes:
    """Both paths day by day, headline and tracks, under a header that says what they are; as csv, or as csv-excel reads it."""
    table = scenario_table(found)
    for column in table.columns[1:]:
        table[column] = decimals(table[column])
    return (BYTE_ORDER_MARK if fmt == "csv-excel" else b"") + csv_header(provenance) + to_csv(table)
