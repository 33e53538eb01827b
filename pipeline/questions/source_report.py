"""How well founded is a chronology? Events counted by year, type and side, with what they rest on."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.config.schema import Config
from pipeline.notes import HEAVY, origins
from pipeline.records import BOTH

COUNTS = {
    "freeze": "freezes",
    "neutral": "neutral",
    "thaw": "thaws",
    "total": "events",
    "one_source": "with at most one source",
    "unread": "whose pages have no reading day",
    "unlinked": "without an address",
    "weak": "flagged weak_source",
    "heavy_on_one": "of severity 4 or 5 on one source",
}
"""Columns of every table, with what they count."""


@dataclass(frozen=True)
class SourceReport:
    """One table (index: the group's name; columns: `COUNTS`) for each of four groupings, and the ids in need."""

    pair: str
    tables: dict[str, pd.DataFrame]
    weak: tuple[str, ...]
    heavy: tuple[str, ...]


def source_report(config: Config, events: pd.DataFrame) -> SourceReport:
    """Count all events, plans and denials included: each rests on something."""
    rows = _facts(config, events)
    sides = {side: entry.name for side, entry in config.pair.sides.items()} | {BOTH: "both"}
    kinds = rows["type"].map({slug: kind.label for slug, kind in config.event_types.items()})
    order = {label: place for place, label in enumerate(kind.label for kind in config.event_types.values())}
    return SourceReport(
        config.pair.name,
        {
            "by year": _counts(rows, rows["date"].dt.year.astype(str)),
            "by type": _counts(rows, kinds).sort_index(key=lambda labels: labels.map(order)),
            "by side that acted": _counts(rows, rows["initiator"].map(sides)),
            "in all": _counts(rows, pd.Series("all", index=rows.index)),
        },
        tuple(rows.loc[rows["weak"], "id"]),
        tuple(rows.loc[rows["heavy_on_one"], "id"]),
    )


def report_text(report: SourceReport) -> str:
    """The tables for reading, and the rows that need a better source."""
    parts = [f"{report.pair}: what the events rest on"]
    for name, table in report.tables.items():
        heads = table.rename(columns={column: column.replace("_", " ") for column in COUNTS}).rename_axis(None)
        parts.append(f"{name.capitalize()}\n{heads.to_string()}" if len(heads) else f"{name.capitalize()}\nno events")
    columns = (f"{column.replace('_', ' ')}: {meaning}" for column, meaning in COUNTS.items())
    parts.append("Columns: " + "; ".join(columns))
    for title, ids in (("Flagged weak_source", report.weak), ("Severity 4 or 5 on one source", report.heavy)):
        parts.append("\n".join([f"{title}: {len(ids)}", *(f"  {event}" for event in ids)]))
    return "\n\n".join(parts) + "\n"


def report_csv(report: SourceReport) -> str:
    """The same tables as one: table, group, then the counts."""
    tables = [table.rename_axis("group").reset_index().assign(table=name) for name, table in report.tables.items()]
    return pd.concat(tables)[["table", "group", *COUNTS]].to_csv(index=False, lineterminator="\n")


def _facts(config: Config, events: pd.DataFrame) -> pd.DataFrame:
    """One row an event with a column of truth for each count."""
    weight = events["type"].map({slug: kind.weight for slug, kind in config.event_types.items()}).astype("float64")
    sources = events["sources"]
    one = sources.map(lambda named: len(origins(named)) < 2).astype(bool)
    return events[["id", "date", "type", "initiator"]].assign(
        freeze=weight < 0,
        neutral=weight == 0,
        thaw=weight > 0,
        total=True,
        one_source=one,
        unread=~sources.map(lambda named: any(source.seen for source in named)).astype(bool),
        unlinked=~sources.map(lambda named: any(source.url for source in named)).astype(bool),
        weak=events["flags"].map(lambda flags: "weak_source" in flags).astype(bool),
        heavy_on_one=one & events["severity"].isin(HEAVY),
    )


def _counts(rows: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    return rows.groupby(group.to_numpy())[list(COUNTS)].sum().astype("int64")
