"""How much is known of each year? A year with few events may have been calm, or badly covered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.index import IndexResult
from pipeline.records import PLANS

SIDES = ("freeze", "neutral", "thaw")
_SIDE = {-1: "freeze", 0: "neutral", 1: "thaw"}


@dataclass(frozen=True)
class Coverage:
    """`years`: one row a year (index `year`), years without an event included, with the columns freeze, neutral, thaw,
    total, weak (events that rest on a source that could not be confirmed), whole (the series covers all of it) and thin.

    `median`: events in the median whole year; NaN where no year is whole.
    """

    years: pd.DataFrame
    median: float
    start: date
    end: date


def coverage_by_year(result: IndexResult) -> Coverage:
    """Events that happened or were announced, by the year of their first day; plans and denials are left out.

    A whole year is thin when it has fewer than half as many events as the median whole year. A first or last year
    that the series covers in part is never called thin.
    """
    start, end = result.daily.index[0].date(), result.through
    scored = result.scored[~result.scored["status"].isin((*PLANS, "denied"))]
    happened = scored["date"].dt.year
    every = pd.RangeIndex(min([start.year, *happened]), max([end.year, *happened]) + 1, name="year")
    side = scored["direction"].map(_SIDE)
    years = pd.DataFrame({name: happened[side == name].value_counts() for name in SIDES}, index=every)
    years = years.fillna(0).astype("int64")
    years["total"] = years[list(SIDES)].sum(axis=1)
    weak = scored["flags"].map(lambda flags: "weak_source" in flags).astype(bool)
    years["weak"] = happened[weak].value_counts().reindex(every, fill_value=0)
    years["whole"] = [date(year, 1, 1) >= start and date(year, 12, 31) <= end for year in every]
    median = float(years.loc[years["whole"], "total"].median())
    years["thin"] = years["whole"] & (years["total"] < median / 2)
    return Coverage(years, median, start, end)
