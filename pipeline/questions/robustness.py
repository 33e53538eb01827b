"""Does the index say the same when part of the record is missing? Events are taken out at random, and each year's
change compared with that of the whole record.

This covers events that happen to be missing, not those that nobody could have found: a bias that all sources share
is in every draw.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.errors import DataError
from pipeline.index import IndexResult, build_index
from pipeline.questions.effective import SATURATED, saturated_share

SERIES = "tension"
NOTHING_KNOWN = 50.0
_LOW, _HIGH = 5, 95


@dataclass(frozen=True)
class Robustness:
    """`years`: one row a year: `events` of that year, `change` of the headline in points, its 5 to 95 % range over the
    draws (`low`, `high`), and per series (`tension` and each track) the share of draws in which the sign is kept.

    `saturated`: of the whole record, the share of days since the first year on which a cell hardly answers any more.
    """

    pair: str
    years: pd.DataFrame
    saturated: dict[tuple[str, str], float]
    share: float
    draws: int
    seed: int
    partial: int
    labels: dict[str, str]


def robustness_of(
    config: Config,
    events: pd.DataFrame,
    share: float,
    draws: int,
    seed: int,
    first: int,
    say: Callable[[str], None] = lambda text: None,
) -> Robustness:
    """Draw `draws` times which events to keep; raises DataError where the record has no two years to compare."""
    whole = build_index(config, events)
    data = config.data.model_copy(update={"through": whole.through})
    pinned = config.model_copy(update={"data": data})
    changes = yearly_changes(_series(whole))
    changes = changes[changes.index >= first]
    if changes.empty:
        raise DataError(f"no two years to compare since {first}; the series runs from {whole.daily.index[0].date()}")
    drawn = []
    random = np.random.default_rng(seed)
    for number in range(draws):
        kept = np.sort(random.permutation(len(events))[: round(len(events) * (1 - share))])
        drawn.append(yearly_changes(_without(pinned, events.iloc[kept], whole)).loc[changes.index])
        if (number + 1) % 50 == 0:
            say(f"{number + 1} of {draws} draws")
    return Robustness(
        config.pair.name,
        _table(whole, changes, drawn),
        _saturated(whole, int(changes.index[0])),
        share,
        draws,
        seed,
        0 if (whole.through.month, whole.through.day) == (12, 31) else whole.through.year,
        {SERIES: "headline", **{slug: track.label for slug, track in config.tracks.items()}},
    )


def _series(result: IndexResult) -> pd.DataFrame:
    return result.daily[[SERIES, *result.config.tracks]]


def _without(pinned: Config, kept: pd.DataFrame, whole: IndexResult) -> pd.DataFrame:
    """The series of one draw over all days of the whole record; as long as no event is left nothing is known."""
    try:
        drawn = _series(build_index(pinned, kept))
    except DataError:
        drawn = _series(whole).iloc[:0]
    return drawn.reindex(whole.daily.index, fill_value=NOTHING_KNOWN)


def yearly_changes(daily: pd.DataFrame) -> pd.DataFrame:
    """The mean of each year less that of the year before, per column; a last year that is not over is compared with the
    same days of the year before, a first year that is not whole is left out."""
    years, end = daily.index.year, daily.index[-1]
    means = daily.groupby(years).mean()
    changes = means.diff()
    days = daily.index.month * 100 + daily.index.day  # by the calendar: a day of the year is another one in a leap year
    same_days = daily[(years == end.year - 1) & (days <= end.month * 100 + end.day)]
    changes.loc[end.year] = means.loc[end.year] - same_days.mean()
    begun = daily.index[0]
    first = begun.year + (1 if (begun.month, begun.day) == (1, 1) else 2)
    return changes[changes.index >= first].rename_axis("year")


def robustness_text(found: Robustness) -> str:
    """The two tables, each with what it says."""
    years = found.years.copy()
    kept = [column for column in years if column.startswith("kept_")]
    shown = pd.DataFrame({"events": years["events"], "change": years["change"].map("{:+.1f}".format)}, index=years.index)
    shown["5 to 95 %"] = [f"{low:+.1f} to {high:+.1f}" for low, high in zip(years["low"], years["high"], strict=True)]
    for column in kept:
        shown[f"{found.labels[column.removeprefix('kept_')].lower()} kept"] = years[column].map("{:.0%}".format)
    means = ", ".join(f"{found.labels[c.removeprefix('kept_')].lower()} {years[c].mean():.0%}" for c in kept)
    partial = f" {found.partial} is compared with the same days of the year before." if found.partial else ""
    cells = (f"  {found.labels[slug]} {component}: {share:.1%}" for (slug, component), share in found.saturated.items())
    saturated = "\n".join(cells)
    return (
        f"{found.pair}: {found.draws} draws (seed {found.seed}), each without {found.share:.0%} of the events\n\n"
        f"Change of the yearly mean against the year before, and the share of draws in which its sign is kept.{partial}\n"
        f"{shown.rename_axis(None).to_string()}\n\n"
        f"Mean of the years: {means}\n\n"
        f"Share of days since {years.index[0]} on which a cell is saturated (|tanh| above {SATURATED:g}), all events counted:\n"
        f"{saturated}\n"
    )


def _saturated(whole: IndexResult, first: int) -> dict[tuple[str, str], float]:
    row = whole.row(date(first, 1, 1))
    return {
        (slug, component): saturated_share(whole, slug, component, row)
        for slug in whole.config.tracks
        for component in ("flow", "measures")
    }


def _table(whole: IndexResult, changes: pd.DataFrame, drawn: list[pd.DataFrame]) -> pd.DataFrame:
    stack = np.stack([draw.to_numpy() for draw in drawn])
    kept = (np.sign(stack) == np.sign(changes.to_numpy())).mean(axis=0)
    low, high = np.percentile(stack[:, :, 0], [_LOW, _HIGH], axis=0)
    per_year = whole.scored["date"].dt.year.value_counts().reindex(changes.index, fill_value=0)
    table = pd.DataFrame({"events": per_year, "change": changes[SERIES], "low": low, "high": high}, index=changes.index)
    return table.assign(**{f"kept_{name}": kept[:, place] for place, name in enumerate(changes.columns)})
