"""Published vintages: the headline as it was published once, kept beside the events so that a change of history is seen.

`vintages/<id>.csv` has a row a month and a column a day, two decimals: 37 years are some 85 kB, and a difference of two
vintages is a line a month. `vintages/index.csv` lists them in the order in which they were published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, shown
from pipeline.sources.csv_rows import read_rows

LIST_COLUMNS = {
    "id": "Name of the vintage: the pair, and the last day of its data",
    "published": "Last day of the series then, by which it is dated",
    "method": "Version of the method",
    "config": "SHA-256 of the config, 12 digits",
    "events": "How many events the series counted",
    "sha256": "SHA-256 of index.csv up to that day, without the band's columns",
    "note": "What was new, in a few words",
}
DAYS = tuple(str(day) for day in range(1, 32))
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


@dataclass(frozen=True)
class Vintage:
    """One published state of the series, as its row in the list says; `line` is where that row stands."""

    id: str
    published: date
    method: str
    config: str
    events: int
    sha256: str
    note: str
    line: int = 0

    @property
    def cells(self) -> list[str]:
        return [
            self.id,
            self.published.isoformat(),
            self.method,
            self.config,
            str(self.events),
            self.sha256,
            self.note,
        ]


def folder_of(config: Config) -> Path:
    """Where a pair's vintages lie: beside its events."""
    return Path(config.data.events).parent / "vintages"


def read_vintages(config: Config) -> list[Vintage]:
    """The list of a pair, oldest first, empty where nothing was published; raises DataError where it cannot be read."""
    path = folder_of(config) / "index.csv"
    if not path.is_file():
        return []
    problems: list[Problem] = []
    found: list[Vintage] = []
    for row in read_rows(path, LIST_COLUMNS, tuple(LIST_COLUMNS), config.limits.csv_mb):

        def wrong(key: str, wanted: str, row: dict = row) -> None:
            problems.append(Problem(str(path), row["line"], key, f"found {shown(row[key])}, expected {wanted}"))

        try:
            day = date.fromisoformat(row["published"])
        except ValueError:
            wrong("published", "a date such as 2026-09-27")
            continue
        if not _ID.fullmatch(row["id"]):
            wrong("id", "letters, digits, '-' and '_'")
        elif not row["events"].isdecimal():
            wrong("events", "a whole number")
        else:
            known = {key: row[key] for key in ("id", "method", "config", "sha256", "note")}
            found.append(Vintage(published=day, events=int(row["events"]), line=row["line"], **known))
    if problems:
        raise DataError(problems)
    return found


def read_series(config: Config, vintage: Vintage) -> pd.Series:
    """The headline as published, daily; raises DataError where the file is missing or not what it should be."""
    path = folder_of(config) / f"{vintage.id}.csv"
    values: dict[date, float] = {}
    for row in read_rows(path, ("month", *DAYS), ("month", *DAYS), config.limits.csv_mb):
        for day in filter(row.get, DAYS):
            try:
                values[date.fromisoformat(f"{row['month']}-{int(day):02}")] = float(row[day])
            except ValueError:
                message = f"found {shown(row[day])} in {shown(row['month'])}, expected a number on a day that exists"
                raise DataError([Problem(str(path), row["line"], day, message)]) from None
    series = pd.Series(values, dtype="float64")
    series.index = pd.DatetimeIndex(series.index, dtype="datetime64[s]")
    return series.sort_index()


def series_csv(tension: pd.Series) -> bytes:
    """The headline as a row a month and a column a day, two decimals."""
    table = pd.DataFrame({"month": tension.index.strftime("%Y-%m"), "day": tension.index.day, "value": tension.to_numpy()})
    table["value"] = table["value"].map("{:.2f}".format)
    wide = table.pivot(index="month", columns="day", values="value").reindex(columns=range(1, 32)).fillna("")
    return wide.to_csv(lineterminator="\n").encode()


def list_csv(vintages: Sequence[Vintage]) -> bytes:
    """The list of vintages."""
    table = pd.DataFrame([vintage.cells for vintage in vintages], columns=list(LIST_COLUMNS))
    return table.to_csv(index=False, lineterminator="\n").encode()
