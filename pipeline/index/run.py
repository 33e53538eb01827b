"""One run of the index: config and events in, a daily table and everything behind it out.

The formula knows no window and no future: what is reported later changes nothing earlier than its own days, and
the clock is never asked, so the same input gives the same series on any day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem
from pipeline.index.channels import State, channel_states, channel_weights, daily_channel
from pipeline.index.flow import daily_flow
from pipeline.index.measures import Measure, daily_measures, measures_of
from pipeline.index.methods import daily_tension
from pipeline.records import PLANS
from pipeline.scoring import NEVER, day_numbers, score_events

METHOD_VERSION = "1.0"
"""Changes whenever the same config and events would give another series."""


@dataclass(frozen=True)
class IndexResult:
    """What one run found.

    `daily`: one row a day (DatetimeIndex `date`): tension, clipped, tracks, cells, events behind the trailing year.
    `scored`: the events with every factor. `channels`: slug -> daily state and value. `measures`: those that started.
    `flow`, `dialogue`, `burden`: the raw F, C and M per track. `through`: last day of the series.
    """

    config: Config
    scored: pd.DataFrame
    daily: pd.DataFrame
    channels: dict[str, pd.DataFrame]
    states: dict[str, list[State]]
    measures: list[Measure]
    flow: pd.DataFrame
    dialogue: pd.DataFrame
    burden: pd.DataFrame
    channel_weight: pd.DataFrame

    @cached_property
    def tension(self) -> pd.Series:
        """The headline, 0 to 100, daily."""
        return self.daily["tension"]

    @property
    def through(self) -> date:
        return self.daily.index[-1].date()

    @cached_property
    def unreviewed(self) -> int:
        """How many candidates the run counts that nobody has reviewed."""
        return int(self.scored["unreviewed"].sum())

    @property
    def start(self) -> int:
        """First day of the series, in days since 1970-01-01."""
        return int(self.daily.index[0].to_datetime64().astype("datetime64[D]").astype("int64"))

    def row_day(self, row: int) -> int:
        """The day of a row (negative rows count from the end), in days since 1970-01-01."""
        return self.start + range(len(self.daily))[row]

    def row(self, day: date) -> int:
        """The row of a day; days outside the series take its first or last row."""
        number = _day(day) - self.start
        return min(max(number, 0), len(self.daily) - 1)


def build_index(
    config: Config,
    events: pd.DataFrame,
    as_of: date | None = None,
    flow_factors: Mapping[str, float] | None = None,
) -> IndexResult:
    """Run the index over events; `as_of` counts only what was reported by that day. Raises DataError if nothing is left.

    `flow_factors`: for one draw of the uncertainty, a factor on the flow of each event, by id; 1 where there is none.
    """
    if as_of is not None:
        events = events[events["reported"] <= pd.Timestamp(as_of)]
    if events.empty:
        known = f"no events to build an index from as known on {as_of}" if as_of else "no events yet; the first makes the index"
        raise DataError([Problem(config.data.events, 0, "", known)])
    scored = score_events(config, events.reset_index(drop=True))
    if flow_factors:
        scored["score"] *= scored["id"].map(flow_factors).fillna(1.0)
    last = _last_day(config, scored, as_of)
    scored = scored[scored["flow_from"] <= last].reset_index(drop=True)
    measures = measures_of(config, scored)
    start = _first_day(scored, measures)
    if start > last:
        raise DataError("the series would end before its first event; look at data.through and the `reported` days")
    days = np.arange(start, last + 1)

    flow = daily_flow(scored, list(config.tracks), start, len(days))
    states = channel_states(config, scored)
    channels = {slug: daily_channel(config, slug, states[slug], days) for slug in config.channels}
    dialogue, weight = _dialogue(config, channels, days)
    burden = daily_measures(measures, config, start, len(days))
    daily = daily_tension(config, scored, flow, dialogue, burden, start)
    daily["events"] = _trailing_year(scored, start, len(days))

    index = pd.DatetimeIndex(days.astype("datetime64[D]").astype("datetime64[s]"), name="date")
    for frame in (daily, flow, dialogue, burden, weight, *channels.values()):
        frame.index = index
    return IndexResult(config, scored, daily, channels, states, measures, flow, dialogue, burden, weight)


def _last_day(config: Config, scored: pd.DataFrame, as_of: date | None) -> int:
    """`data.through`, else the newest report; as known on a day, no later than that day."""
    newest = int(day_numbers(scored["reported"], missing=-NEVER).max())
    last = _day(config.data.through) if config.data.through else newest
    return min(last, _day(as_of)) if as_of else last


def _first_day(scored: pd.DataFrame, measures: list[Measure]) -> int:
    """The earliest day on which an event counts in flow or a measure starts."""
    counted = scored.loc[scored["flow_from"] < scored["flow_stop"], "flow_from"]
    return min([int(counted.min()) if len(counted) else NEVER, *(measure.start for measure in measures)])


def _day(day: date) -> int:
    return int(np.datetime64(day.isoformat(), "D").astype("int64"))


def _dialogue(config: Config, channels: dict[str, pd.DataFrame], days: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """C per track and day, and the weight that it was divided by."""
    known = {slug: channels[slug]["value"].notna().to_numpy() for slug in channels}
    level, weight = {}, {}
    for track in config.tracks:
        total = np.zeros(len(days))
        for slug, channel in config.channels.items():
            if channel.track == track:
                total += channel.weight * np.nan_to_num(channels[slug]["value"].to_numpy())
        weight[track] = channel_weights(config, track, days, known)
        level[track] = np.divide(total, weight[track], out=np.zeros(len(days)), where=weight[track] > 0)
    return pd.DataFrame(level), pd.DataFrame(weight)


def _trailing_year(scored: pd.DataFrame, start: int, days: int) -> np.ndarray:
    """How many events of the past 365 days stand behind each day; plans and denials do not count."""
    counted = ~scored["status"].isin((*PLANS, "denied"))
    first = scored.loc[counted, "flow_from"].to_numpy() - start
    per_day = np.bincount(first[(first >= 0) & (first < days)], minlength=days)
    running = np.concatenate([[0], per_day.cumsum()])
    return running[1:] - running[np.maximum(np.arange(1, days + 1) - 365, 0)]
