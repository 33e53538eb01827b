"""What if I weigh it differently? The published index beside one with other weights, another table or another method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.config.loader import config_hash, load_config
from pipeline.config.schema import METHODS, WEIGHT_TABLES, Config, Label
from pipeline.exports.tables import decimals, to_csv
from pipeline.index import IndexResult, build_index
from pipeline.words import day_text

SERIES = "tension"


@dataclass(frozen=True)
class Weighing:
    """The published run, and the daily table of the other one; `changes`: what differs, as told to the reader.

    `own`: a row a day, the columns of `IndexResult.daily`. `config`: of the other run.
    """

    published: IndexResult
    config: Config
    own: pd.DataFrame
    changes: Mapping[str, float | str]

    @cached_property
    def both(self) -> pd.DataFrame:
        """`published` and `own` tension on the days that both have, by date."""
        pair = pd.DataFrame({"published": self.published.tension, "own": self.own[SERIES]})
        return pair.dropna()

    @cached_property
    def hash(self) -> str:
        """The hash of the other config, 64 digits."""
        return config_hash(self.config)

    @cached_property
    def words(self) -> pd.DataFrame:
        """The word of the headline on each day, by the labels of each config."""
        scales = {"published": self.published.config.index.labels, "own": self.config.index.labels}
        return pd.DataFrame({name: _words(labels, self.both[name]) for name, labels in scales.items()}, index=self.both.index)


def weighed(published: IndexResult, config: Config, changes: Mapping[str, float | str]) -> Weighing:
    """The events of a published run under another config; the series ends on the same day unless the config says when.

    Raises DataError where the other config leaves no series.
    """
    pinned = config
    if config.data.through == published.config.data.through:
        pinned = config.model_copy(update={"data": config.data.model_copy(update={"through": published.through})})
    return Weighing(published, config, build_index(pinned, published.scored).daily, changes)


def days_in_words(found: Weighing) -> pd.DataFrame:
    """A row a word, in the order of the labels: days `published` and `own`."""
    labels = dict.fromkeys(item.label for config in (found.published.config, found.config) for item in config.index.labels)
    counts = {name: found.words[name].value_counts() for name in ("published", "own")}
    return pd.DataFrame({name: count.reindex(list(labels), fill_value=0) for name, count in counts.items()}).rename_axis("word")


def days_that_change(found: Weighing) -> int:
    """On how many days the headline has another word."""
    return int((found.words["published"] != found.words["own"]).sum())


def largest_difference(found: Weighing) -> tuple[float, date]:
    """(own less published in points, the first day on which it was as large as ever)."""
    difference = (found.both["own"] - found.both["published"]).round(9)
    row = int(np.argmax(difference.abs().to_numpy()))
    return float(difference.iat[row]), found.both.index[row].date()


def correlation(found: Weighing) -> float:
    """Pearson's over all days; NaN where a series never moves."""
    published, own = found.both["published"].to_numpy(), found.both["own"].to_numpy()
    if published.std() < 1e-9 or own.std() < 1e-9:
        return float("nan")
    return float(np.corrcoef(published, own)[0, 1])


def sentences(found: Weighing) -> list[str]:
    """What the other weights do to the headline: today, on all days, and where they do most."""
    last = found.both.index[-1]
    was, now = float(found.both["published"].iat[-1]), float(found.both["own"].iat[-1])
    word, own = found.words.loc[last, "published"], found.words.loc[last, "own"]
    as_well = f"{own} as well" if own == word else own
    text = [f"On {day_text(last.date())} tension is {now:.1f} ({as_well}); published is {was:.1f} ({word})."]
    points, day = largest_difference(found)
    if abs(points) < 1e-9:
        return [*text, "The two series are the same on every day."]
    days, all_days = days_that_change(found), len(found.both)
    text.append(f"The word changes on {days:,} of {all_days:,} days ({days / all_days:.0%}).")
    side = "above" if points > 0 else "below"
    told = f"The largest difference: {abs(points):.1f} points {side} the published index, on {day_text(day)}"
    together = correlation(found)
    return [*text, f"{told}." if np.isnan(together) else f"{told}. Correlation over all days: {together:.3f}."]


def change_texts(found: Weighing) -> list[str]:
    """Each change with the published value: event_types.tariff.weight −8 (published −5)."""
    own, published = (config.model_dump(by_alias=True) for config in (found.config, found.published.config))
    return [f"{path} {_told(_value_at(own, path))} (published {_told(_value_at(published, path))})" for path in found.changes]


def side_by_side(published: IndexResult, path: Path) -> pd.DataFrame:
    """Every named table and every other method beside the published index of the config at `path`.

    A row each: `name` (index.weights or index.method with its value), `last`, `word`, `correlation`, `days` with another
    word, `largest` (own less published) and `day` of that.
    """
    index = published.config.index
    names = [("index.weights", name) for name in WEIGHT_TABLES if name != index.weights]
    names += [("index.method", name) for name in METHODS if name != index.method]
    rows = []
    for key, name in names:
        found = weighed(published, load_config(path, {key: name}), {key: name})
        largest, day = largest_difference(found)
        rows.append(
            {
                "name": f"{key} {name}",
                "last": float(found.both["own"].iat[-1]),
                "word": found.words["own"].iat[-1],
                "correlation": correlation(found),
                "days": days_that_change(found),
                "largest": largest,
                "day": day,
            }
        )
    return pd.DataFrame(rows)


def weighing_text(found: Weighing) -> str:
    """What differs, the sentences, and the days in each word."""
    listed = [f"  {line}" for line in change_texts(found)] or ["  nothing"]
    table = days_in_words(found).rename_axis(None).to_string()
    return "\n".join(["Changed:", *listed, "", *sentences(found), "", "Days in each word:", table]) + "\n"


def weighing_table(found: Weighing) -> pd.DataFrame:
    """Both daily series as text with four decimals: date, published, own, difference, then each track and `<track>_own`."""
    both = found.both
    table = pd.DataFrame({"date": both.index.strftime("%Y-%m-%d")})
    table["published"], table["own"] = decimals(both["published"]), decimals(both["own"])
    table["difference"] = decimals(both["own"] - both["published"])
    for track in found.config.tracks:
        if track in found.published.daily:
            table[track] = decimals(found.published.daily[track].loc[both.index])
            table[f"{track}_own"] = decimals(found.own[track].loc[both.index])
    return table


def weighing_csv(found: Weighing) -> str:
    """The table as CSV."""
    return to_csv(weighing_table(found)).decode()


def _words(labels: list[Label], values: pd.Series) -> np.ndarray:
    """The word for each value: the last whose border it has reached."""
    place = np.searchsorted([item.start for item in labels], values.to_numpy(), side="right") - 1
    names = np.array([item.label for item in labels])
    return names[place]


def _value_at(values: dict, path: str) -> object:
    """What stands at a dotted path; None where nothing does."""
    node: object = values
    for step in path.split("."):
        if isinstance(node, list) and step.isdecimal() and int(step) < len(node):
            node = node[int(step)]
        else:
            node = node.get(step) if isinstance(node, dict) else None
    return node


def _told(value: object) -> str:
    if value is None:
        return "not set"
    return f"{value:.10g}".replace("-", "−") if isinstance(value, int | float) else str(value)
