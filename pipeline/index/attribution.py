"""Nothing is hidden: what each event, channel and measure contributes to the headline on one day.

T - 50 is the exact sum of the parts (to 1e-9, wherever T is not clipped): each event's share of its flow cell in
proportion to its decayed score, each channel's and each measure's share of its cell.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pipeline.index.flow import decayed_scores
from pipeline.index.methods import EXACT, exact_parts_or_refuse
from pipeline.index.run import IndexResult
from pipeline.index.tension import MIDPOINT, blend_of

COLUMNS = ["track", "component", "item", "label", "points"]


def contributions(result: IndexResult, day: date) -> pd.DataFrame:
    """The parts of T - 50 on a day: columns track, component, item (event id or channel), label, points of headline."""
    parts = track_contributions(result, day)
    share = parts["track"].map({slug: track.share for slug, track in result.config.tracks.items()}).astype("float64")
    return parts.assign(points=parts["points"] * share)


def track_contributions(result: IndexResult, day: date) -> pd.DataFrame:
    """The same in points of each part's own track, which are told for a track without a share in the headline too.

    Both raise DataError for a method without exact parts.
    """
    exact_parts_or_refuse(result.config)
    row = result.row(day)
    parts = pd.concat([_flow_parts(result, row), _channel_parts(result, row), _measure_parts(result, row)])
    return parts.reset_index(drop=True)[COLUMNS]


def points_today(result: IndexResult) -> dict[str, float] | None:
    """Points of headline on the last day by event, from flow and as a measure; events without any are left out.

    None for a method without exact parts.
    """
    if result.config.index.method not in EXACT:
        return None
    parts = contributions(result, result.through)
    own = parts[parts["component"].isin(("flow", "measures"))]
    return own.groupby("item")["points"].sum().to_dict()


def _per_point(total: float, scale: float) -> float:
    """tanh(total / scale) / total, and its limit 1 / scale where the total vanishes."""
    ratio = total / scale
    return float(np.tanh(ratio) / ratio) / scale if abs(ratio) > 1e-8 else 1.0 / scale


def _flow_parts(result: IndexResult, row: int) -> pd.DataFrame:
    scored, config = result.scored, result.config
    decayed = decayed_scores(scored, result.start + row)
    factor = {}
    for slug, track in config.tracks.items():
        per_point = _per_point(float(decayed[(scored["track"] == slug).to_numpy()].sum()), track.saturation.flow)
        factor[slug] = -MIDPOINT * blend_of(config, slug).flow * per_point
    points = decayed * scored["track"].map(factor).to_numpy()
    parts = pd.DataFrame(
        {"track": scored["track"], "component": "flow", "item": scored["id"], "label": scored["title"], "points": points}
    )
    return parts[decayed != 0]


def _channel_parts(result: IndexResult, row: int) -> pd.DataFrame:
    rows = []
    for slug, channel in result.config.channels.items():
        value = result.channels[slug]["value"].iat[row]
        if not np.isnan(value):
            blend = blend_of(result.config, channel.track)
            part = channel.weight * value / result.channel_weight[channel.track].iat[row]
            rows.append((channel.track, "channels", slug, channel.name, -MIDPOINT * blend.channels * part))
    return pd.DataFrame(rows, columns=COLUMNS)


def _measure_parts(result: IndexResult, row: int) -> pd.DataFrame:
    config, day = result.config, result.start + row
    titles = dict(zip(result.scored["id"], result.scored["title"], strict=True))
    sizes = [measure.size_on(day, config.index.adaptation_days) for measure in result.measures]
    total = dict.fromkeys(config.tracks, 0.0)
    for measure, size in zip(result.measures, sizes, strict=True):
        total[measure.track] += size
    rows = []
    for measure, size in zip(result.measures, sizes, strict=True):
        track = config.tracks[measure.track]
        if size:
            per_point = _per_point(total[measure.track], track.saturation.measures)
            points = MIDPOINT * blend_of(config, measure.track).measures * per_point * size
            rows.append((measure.track, "measures", measure.event, titles[measure.event], points))
    return pd.DataFrame(rows, columns=COLUMNS)
