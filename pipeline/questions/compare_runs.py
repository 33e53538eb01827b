"""Two runs of the index compared, or two days of one: every part of the difference, adding up exactly.

Each question is this comparison with other moments: why it moved (two days of one run), other weights (two configs), as
known then (two days of knowledge), what if (two lists of events).

Between moments of one config the path form is used: a part's change at the slope of its own curve between the two
totals, `(tanh b - tanh a) / (b - a)`, so that an event that did not change adds nothing. Between two configs each part is
the difference of what it contributes at the two moments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from pipeline.config.schema import Config
from pipeline.index import IndexResult, contributions
from pipeline.index.attribution import track_contributions
from pipeline.index.flow import decayed_scores
from pipeline.index.methods import exact_parts_or_refuse
from pipeline.index.tension import MIDPOINT, blend_of
from pipeline.questions.compare import Moment, Move, moves

HEADLINE = "tension"
PARTS = ["part", "track", "component", "label", "points"]
COMPOSITION = "composition"
"""The line of a track's channels for those that entered or left its average, and for the divisor that this moved."""
_DUST = 1e-13
"""News of decades ago is left out: even thousands of such parts are nothing to the sum."""
CLIPPING = "clipping"
"""The line for what the headline lost where it was held within 0 and 100."""


@dataclass(frozen=True)
class Comparison:
    """What lies between two moments, in parts.

    `parts`: one row a part, columns `PARTS`, in points of headline; `part` is an event's id, a channel or one of the two
    lines above. Their sum is the headline of `now` less that of `before`, to 1e-9. `track_parts`: the same in points of
    each part's own track.
    """

    before: Moment
    now: Moment
    parts: pd.DataFrame
    track_parts: pd.DataFrame

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The headline and every track at the two moments."""
        return moves(self.before, self.now)

    def move(self, series: str = HEADLINE) -> Move:
        """The headline, or a track."""
        return next(move for move in self.moves if move.slug == series)

    def of(self, series: str = HEADLINE) -> pd.DataFrame:
        """The parts of the headline, or those of a track in points of that track; they add up to its move."""
        if series == HEADLINE:
            return self.parts
        return self.track_parts[self.track_parts["track"] == series].reset_index(drop=True)


def compare_runs(before: Moment, now: Moment) -> Comparison:
    """Every part of the difference between two moments; raises DataError for a method without exact parts."""
    for moment in (before, now):
        exact_parts_or_refuse(moment.result.config)
    if _one_method(before.result.config, now.result.config):
        track_parts = _path_parts(before, now)
        parts = track_parts.assign(points=track_parts["points"] * _shares(now, track_parts["track"]))
    else:
        track_parts = _difference(before, now, track_contributions)
        parts = _difference(before, now, contributions)
    clipped = _clipped(now) - _clipped(before)
    if clipped:
        parts.loc[len(parts)] = [CLIPPING, "", "", "Held within 0 and 100", clipped]
    return Comparison(before, now, _moving(parts), _moving(track_parts))


def _one_method(one: Config, other: Config) -> bool:
    """Whether two configs differ in their files and last day at most, which no formula looks at."""
    return one.model_copy(update={"data": other.data}) == other


def _moving(parts: pd.DataFrame) -> pd.DataFrame:
    return parts[parts["points"].abs() > _DUST].reset_index(drop=True)


def _shares(moment: Moment, tracks: pd.Series) -> pd.Series:
    return tracks.map({slug: track.share for slug, track in moment.result.config.tracks.items()}).astype("float64")


def _clipped(moment: Moment) -> float:
    """What the headline lost, or gained, by being held within 0 and 100."""
    daily = moment.result.daily.iloc[moment.row]
    if not daily["clipped"]:
        return 0.0
    tracks = moment.result.config.tracks
    return float(daily["tension"] - sum(track.share * daily[slug] for slug, track in tracks.items()))


# ---------------------------------------------------------------- two configs
def _difference(before: Moment, now: Moment, parts_on: Callable[[IndexResult, date], pd.DataFrame]) -> pd.DataFrame:
    keys = ["track", "component", "item"]
    was, later = (
        parts_on(moment.result, moment.result.daily.index[moment.row].date()).set_index(keys) for moment in (before, now)
    )
    labels = pd.concat([later["label"], was["label"]])
    points = later["points"].sub(was["points"], fill_value=0.0)
    found = pd.DataFrame({"label": labels[~labels.index.duplicated()].reindex(points.index), "points": points}).reset_index()
    return found.rename(columns={"item": "part"})[PARTS]


# ---------------------------------------------------------------- one config
def _path_parts(before: Moment, now: Moment) -> pd.DataFrame:
    rows: list[tuple] = []
    config = now.result.config
    titles = _titles(before.result) | _titles(now.result)
    for component, scale, sign, sizes in (
        ("flow", "flow", -1.0, _scores),
        ("measures", "measures", 1.0, _sizes),
    ):
        was, later = sizes(before), sizes(now)
        for slug, track in config.tracks.items():
            one, two = was.get(slug, {}), later.get(slug, {})
            slope = _slope(sum(one.values()), sum(two.values()), getattr(track.saturation, scale))
            rate = sign * MIDPOINT * getattr(blend_of(config, slug), component) * slope
            for event in dict.fromkeys([*one, *two]):
                rows.append((event, slug, component, titles[event], rate * (two.get(event, 0.0) - one.get(event, 0.0))))
    rows += [row for slug in config.tracks for row in _channel_rows(before, now, config, slug)]
    return pd.DataFrame(rows, columns=PARTS)


def _slope(was: float, later: float, scale: float) -> float:
    """(tanh b - tanh a) / (b - a) per point, and its limit where the two totals are the same."""
    if abs(later - was) < 1e-7 * scale:
        return float(1.0 / np.cosh((was + later) / 2 / scale) ** 2 / scale)
    return float((np.tanh(later / scale) - np.tanh(was / scale)) / (later - was))


def _titles(result: IndexResult) -> dict[str, str]:
    return dict(zip(result.scored["id"], result.scored["title"], strict=True))


def _scores(moment: Moment) -> dict[str, dict[str, float]]:
    """Track -> event -> its part of F."""
    scored = moment.result.scored
    found: dict[str, dict[str, float]] = {}
    decayed = decayed_scores(scored, moment.result.row_day(moment.row))
    for event, track, score in zip(scored["id"], scored["track"], decayed, strict=True):
        if score:
            found.setdefault(track, {})[event] = float(score)
    return found


def _sizes(moment: Moment) -> dict[str, dict[str, float]]:
    """Track -> measure -> its part of M."""
    found: dict[str, dict[str, float]] = {}
    day, half_life = moment.result.row_day(moment.row), moment.result.config.index.adaptation_days
    for measure in moment.result.measures:
        size = measure.size_on(day, half_life)
        if size:
            own = found.setdefault(measure.track, {})
            own[measure.event] = own.get(measure.event, 0.0) + size
    return found


def _channel_rows(before: Moment, now: Moment, config: Config, slug: str) -> list[tuple]:
    """Each channel known at both moments at the mean of the two divisors, so that back is minus there; the rest in one line."""
    track = config.tracks[slug]
    rate = -MIDPOINT * blend_of(config, slug).channels
    one, two = (_divisor(moment, slug) for moment in (before, now))
    rows, told = [], 0.0
    for name, channel in config.channels.items():
        if channel.track != slug:
            continue
        was, later = (float(moment.result.channels[name]["value"].iat[moment.row]) for moment in (before, now))
        if not np.isnan(was) and not np.isnan(later):
            part = channel.weight * (later - was) * (one + two) / 2
            told += part
            rows.append((name, slug, "channels", channel.name, rate * part))
    levels = [float(moment.result.dialogue[slug].iat[moment.row]) for moment in (before, now)]
    rest = levels[1] - levels[0] - told
    label = f"{track.label}: channels that entered or left the average"
    return [*rows, (COMPOSITION, slug, "channels", label, rate * rest if abs(rest) > 1e-12 else 0.0)]


def _divisor(moment: Moment, slug: str) -> float:
    """One over what the channels' sum is divided by; 0 where there is nothing to divide by."""
    weight = float(moment.result.channel_weight[slug].iat[moment.row])
    return 1.0 / weight if weight else 0.0
