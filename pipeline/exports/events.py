"""Chosen events as a CSV: every factor of their scores, their sources and notes, and which filter chose them."""

from __future__ import annotations

import pandas as pd

from pipeline.exports.stamps import csv_header
from pipeline.exports.tables import events_table, to_csv
from pipeline.index import IndexResult
from pipeline.provenance import provenance_of
from pipeline.sources.cells import safe_text


def events_file(result: IndexResult, events: pd.DataFrame, filters: str = "none") -> bytes:
    """The CSV of some of a run's events, oldest first, with provenance in its header rows."""
    title = f"{result.config.pair.name} events, {len(events)} of {len(result.scored)}"
    return csv_header(provenance_of(result, title, filters)) + to_csv(chosen_table(result, events))


def chosen_table(result: IndexResult, events: pd.DataFrame) -> pd.DataFrame:
    """The published columns of these events, and their flags, confidence, sources and notes."""
    table = events_table(result)
    table = table[table["id"].isin([safe_text(event) for event in events["id"]])]
    own = events.set_index(events["id"].map(safe_text)).loc[table["id"]]
    return table.assign(
        flags=own["flags"].map(";".join).to_numpy(),
        confidence=own["confidence"].map("{:g}".format).to_numpy(),
        sources=[_one_line(" ; ".join(" | ".join(source) for source in sources)) for sources in own["sources"]],
        note=own["note"].map(_one_line).to_numpy(),
    )


def _one_line(text: str) -> str:
    return safe_text(" ".join(text.split()))


def events_name(result: IndexResult, events: pd.DataFrame) -> str:
    """A file name that says pair, how many and how far: us-china-events_41_2026-09-27.csv."""
    return f"{result.config.pair.slug}-events_{len(events)}_{result.through}.csv"
