"""The weights of a config as tables that can be edited, and the way back from an edited table to changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.config.own import Values, weights_in
from pipeline.config.schema import Config
from pipeline.config.weights import HOUSE

TABLE, METHOD = "index.weights", "index.method"
_INDEX_NAMES = {
    "score_limit": "Score limit",
    "pri_ceiling": "pri: ceiling",
    "pri_gain": "pri: gain",
    "plan_half_life_days": "Half-life of plans, days",
    "adaptation_days": "Half-life of measures, days",
    "state_half_life_days": "Half-life of states, days",
    "known_share_floor": "Known share, at least",
    "channel_values.agreed": "Channel agreed",
    "channel_values.strained": "Channel strained",
    "channel_values.suspended": "Channel suspended",
}


@dataclass(frozen=True)
class Sheet:
    """One table of weights: the first column names the row; `fields` are the columns to edit, each with its published twin.

    `paths`: row by field, the dotted path of the value in the cell.
    """

    title: str
    frame: pd.DataFrame
    fields: tuple[str, ...]
    paths: pd.DataFrame


def sheets(published: Config, own: Config) -> dict[str, Sheet]:
    """Every weight in a table: own values beside the published ones. Both configs are of one pair."""
    types = {
        slug: (kind.label, f"event_types.{slug}.weight", f"event_types.{slug}.half_life_days")
        for slug, kind in own.event_types.items()
    }
    channels = {
        slug: (channel.name, f"channels.{slug}.weight", f"channels.{slug}.cadence_days") for slug, channel in own.channels.items()
    }
    old, new = weights_in(published), weights_in(own)
    return {
        "types": _sheet(old, new, "Event types", "Type", ("Weight", "Half-life"), types),
        "channels": _sheet(old, new, "Channels", "Channel", ("Weight", "Cadence"), channels),
        "tracks": _sheet(old, new, "Tracks", "Value", ("Own",), _track_rows(own)),
        "factors": _sheet(old, new, "Factors", "Value", ("Own",), _factor_rows(own)),
    }


def _track_rows(config: Config) -> dict[str, tuple[str, ...]]:
    rows: dict[str, tuple[str, ...]] = {}
    for slug, track in config.tracks.items():
        parts = {
            "share": "share of headline",
            "blend.flow": "flow a",
            "blend.channels": "channels b",
            "blend.measures": "measures c",
            "saturation.flow": "scale of flow S_F",
            "saturation.measures": "scale of measures S_M",
        }
        rows |= {f"{slug}.{part}": (f"{track.label}: {name}", f"tracks.{slug}.{part}") for part, name in parts.items()}
    return rows


def _factor_rows(config: Config) -> dict[str, tuple[str, ...]]:
    rows: dict[str, tuple[str, ...]] = {}
    for head in ("status", "severity", "levels"):
        name = {"levels": "Level"}.get(head, head.capitalize())
        rows |= {f"{head}.{key}": (f"{name}: {key}", f"{head}.{key}") for key in getattr(config, head)}
    rows |= {f"d.{slug}": (f"Domain: {domain.label}", f"domains.{slug}.factor") for slug, domain in config.domains.items()}
    rows["tone.share"] = ("Tone: share", "tone.share")
    rows["tone.statement_scale"] = ("Tone: statement scale", "tone.statement_scale")
    return rows | {f"index.{key}": (name, f"index.{key}") for key, name in _INDEX_NAMES.items()}


def _sheet(
    old: Values, new: Values, title: str, head: str, fields: tuple[str, ...], rows: Mapping[str, tuple[str, ...]]
) -> Sheet:
    columns: dict[str, list] = {head: [row[0] for row in rows.values()]}
    paths = pd.DataFrame(
        {field: [row[place] for row in rows.values()] for place, field in enumerate(fields, 1)}, index=list(rows)
    )
    for field in fields:
        columns[field] = [float(new[path]) for path in paths[field]]
        columns[twin(field)] = [float(old[path]) for path in paths[field]]
    return Sheet(title, pd.DataFrame(columns, index=list(rows)), fields, paths)


def twin(field: str) -> str:
    """The column that shows what is published beside a column to edit."""
    return "Published" if field == "Own" else f"{field}, published"


def values_of(sheet: Sheet, edited: pd.DataFrame) -> Values:
    """Path by path what stands in an edited table; a cell that was emptied takes what was published."""
    found: Values = {}
    for field in sheet.fields:
        given = edited[field].where(edited[field].notna(), sheet.frame[twin(field)])
        found |= dict(zip(sheet.paths[field], given.astype("float64"), strict=True))
    return found


def changes_from(published: Config, shown: Config, values: Values, method: str) -> Values:
    """What differs from the published config once the tables hold `values`; `shown`: the config that the tables began with.

    A type weight that is edited beside a named table makes all weights of that table one's own.
    """
    old, before = weights_in(published), weights_in(shown)
    edited = any(_is_type_weight(path) and value != before[path] for path, value in values.items())
    table = HOUSE if edited else shown.index.weights
    found: Values = {}
    if table != published.index.weights:
        found[TABLE] = table
    if method != published.index.method:
        found[METHOD] = method
    for path, value in values.items():
        if _is_type_weight(path):
            told = table == HOUSE and (value != old[path] or published.index.weights != HOUSE)
        else:
            told = value != old[path]
        if told:
            found[path] = value
    return found


def with_other_table(published: Config, changes: Values, table: str) -> Values:
    """The changes with another named table in place of all weights of types."""
    kept = {path: value for path, value in changes.items() if path != TABLE and not _is_type_weight(path)}
    return kept if table == published.index.weights else {TABLE: table, **kept}


def scaled_shares(shares: Mapping[str, float], held: set[str]) -> dict[str, float]:
    """Shares that add up to 1 again, to six decimals: those in `held` stay, the others keep their proportion.

    Where that cannot be (nothing is left for the others, or none moves), all are scaled.
    """
    free = {name: share for name, share in shares.items() if name not in held}
    left = 1.0 - sum(share for name, share in shares.items() if name in held)
    if not free or left < 0 or sum(free.values()) <= 0:
        free, left = dict(shares), 1.0
    total = sum(free.values())
    found = {name: round(left * share / total if total else left / len(free), 6) for name, share in free.items()}
    largest = max(found, key=lambda name: found[name])
    rest = sum(share for name, share in {**shares, **found}.items() if name != largest)
    return {**shares, **found, largest: round(1.0 - rest, 12)}


def _is_type_weight(path: str) -> bool:
    return path.startswith("event_types.") and path.endswith(".weight")
