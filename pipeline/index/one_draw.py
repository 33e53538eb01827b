"""One draw as a config, events and factors that `build_index` takes: the long way to what many draws are computed at once."""

from __future__ import annotations

import pandas as pd

from pipeline.config.schema import Config, Track
from pipeline.index.draws import (
    MEASURES,
    PLANS,
    STATES,
    Draws,
    cluster_names,
    drawn_blend,
    drawn_saturation,
    drawn_shares,
)
from pipeline.index.run import IndexResult
from pipeline.records import COMPONENTS


def config_of_draw(result: IndexResult, draws: Draws, number: int) -> Config:
    """The config of one draw; its last day is that of the index, so that a lost event does not shorten the series."""
    one, config = draws.part(slice(number, number + 1)), result.config
    factor = {group: dict(zip(names, one.factors[group][:, 0].tolist(), strict=True)) for group, names in one.names.items()}
    kinds = {
        slug: kind.model_copy(
            update={
                "weight": kind.weight * factor["type_weights"][slug],
                "half_life_days": kind.half_life_days * factor["half_lives"][slug],
            }
        )
        for slug, kind in config.event_types.items()
    }
    channels = {
        slug: channel.model_copy(update={"weight": channel.weight * factor["channel_weights"][slug]})
        for slug, channel in config.channels.items()
    }
    shares = drawn_shares(config, one)[:, 0].tolist()
    tracks = {slug: _track(config, one, slug, share) for slug, share in zip(config.tracks, shares, strict=True)}
    names = {path: path.removeprefix("index.") for path in (PLANS, MEASURES, STATES)}
    half_lives = {name: getattr(config.index, name) * factor["half_lives"][path] for path, name in names.items()}
    return config.model_copy(
        update={
            "data": config.data.model_copy(update={"through": result.through}),
            "event_types": kinds,
            "channels": channels,
            "tracks": tracks,
            "index": config.index.model_copy(update=half_lives),
        }
    )


def _track(config: Config, one: Draws, slug: str, share: float) -> Track:
    track = config.tracks[slug]
    blend = dict(zip(COMPONENTS, drawn_blend(config, one, slug)[:, 0].tolist(), strict=True))
    saturation = {part: float(drawn_saturation(config, one, slug, part)[0]) for part in ("flow", "measures")}
    return track.model_copy(
        update={
            "share": share,
            "blend": track.blend.model_copy(update=blend),
            "saturation": track.saturation.model_copy(update=saturation),
        }
    )


def events_of_draw(events: pd.DataFrame, draws: Draws, number: int) -> pd.DataFrame:
    """The events that one draw keeps."""
    kept = dict(zip(draws.names["events"], draws.factors["events"][:, number].tolist(), strict=True))
    return events[events["id"].map(lambda event: kept.get(event, False)).astype(bool)]


def flow_of_draw(result: IndexResult, draws: Draws, number: int) -> dict[str, float]:
    """The factor on each event's flow in one draw, by id."""
    clusters = dict(zip(draws.names["clusters"], draws.factors["clusters"][:, number].tolist(), strict=True))
    return {event: clusters[name] for event, name in zip(result.scored["id"], cluster_names(result.scored), strict=True)}
