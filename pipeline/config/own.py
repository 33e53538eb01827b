"""Weights of one's own: which values of a config are weights, how far one config departs from another, and the same as a link.

Only numbers and the two names `index.method` and `index.weights` are weights; nothing that names a file, a person or a text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pipeline.config.loader import load_config, uploaded_config
from pipeline.config.schema import Config
from pipeline.config.weights import HOUSE
from pipeline.errors import ConfigError, expected, shown

OWN = "own weights"
"""Stands for a file in the messages about values that were given by hand."""
LONGEST_LINK = 6000
WEIGHED = (
    "event_types.*.weight",
    "event_types.*.half_life_days",
    "status.*",
    "severity.*",
    "levels.*",
    "domains.*.factor",
    "tone.*",
    "channels.*.weight",
    "channels.*.cadence_days",
    "tracks.*.share",
    "tracks.*.blend.*",
    "tracks.*.saturation.*",
    "index.method",
    "index.weights",
    "index.score_limit",
    "index.pri_ceiling",
    "index.pri_gain",
    "index.plan_half_life_days",
    "index.adaptation_days",
    "index.state_half_life_days",
    "index.known_share_floor",
    "index.channel_values.*",
)
_ANY = re.compile("|".join(re.escape(pattern).replace(r"\*", r"[^.]+") for pattern in WEIGHED))

Values = dict[str, float | str]


def is_weight(dotted: str) -> bool:
    """Whether a path names a value that can be weighed."""
    return _ANY.fullmatch(dotted) is not None


def weights_in(config: Config) -> Values:
    """Every value of a config that can be weighed, by its dotted path."""
    values = config.model_dump(by_alias=True, include={pattern.partition(".")[0] for pattern in WEIGHED})
    return {path: value for path, value in _leaves(values) if is_weight(path)}  # type: ignore[misc]


def changes_between(published: Config, own: Config) -> Values:
    """The weights of `own` that differ, by dotted path: what `load_config` needs to make the one of the other.

    Under a named table the weights of types are the table's, so that its name says them all; where `own` leaves such a table,
    every one of them is told.
    """
    old, new = weights_in(published), weights_in(own)
    other_table = published.index.weights != own.index.weights
    found = {}
    for path, value in new.items():
        if path.startswith("event_types.") and path.endswith(".weight"):
            if own.index.weights == HOUSE and (other_table or old.get(path) != value):
                found[path] = value
        elif old.get(path) != value:
            found[path] = value
    return found


def other_differences(published: Config, own: Config) -> list[str]:
    """The paths at which two configs differ beyond their weights; `data` is left out."""
    left, right = (dict(_leaves(config.model_dump(by_alias=True))) for config in (published, own))
    paths = [path for path in dict.fromkeys([*left, *right]) if not is_weight(path) and not path.startswith("data.")]
    return [path for path in paths if left.get(path) != right.get(path)]


def own_config(path: Path, changes: Mapping[str, float | str]) -> Config:
    """The config of a file with weights of one's own; raises ConfigError, also for a path that is no weight."""
    for dotted in changes:
        if not is_weight(dotted):
            known = weights_in(load_config(path))
            raise ConfigError(f"{OWN}: {shown(dotted)} is no weight; {expected(dotted, known, most=6)}")
    return load_config(path, changes, OWN)


def loaded_weights(raw: bytes, path: Path) -> tuple[Values, list[str]]:
    """(weights that differ, other paths that differ) of a config that somebody hands in, against the config at `path`.

    Of what is handed in nothing but these values is used. Raises ConfigError where it is broken or meant for another pair.
    """
    published, handed_in = load_config(path), uploaded_config(raw, path)
    if (handed_in.pair.slug, list(handed_in.pair.sides)) != (published.pair.slug, list(published.pair.sides)):
        found = f"{shown(handed_in.pair.slug)} ({', '.join(handed_in.pair.sides)})"
        allowed = f"{published.pair.slug!r} ({', '.join(published.pair.sides)})"
        raise ConfigError(f"pair: found {found}, allowed: the pair on this page, {allowed}")
    known = weights_in(published)
    changes = {key: value for key, value in changes_between(published, handed_in).items() if key in known}
    return changes, other_differences(published, handed_in)


def link_text(changes: Mapping[str, float | str]) -> str:
    """Changes as a text that can be read in an address: event_types.tariff.weight:-8,index.method:pri."""
    return ",".join(f"{path}:{value if isinstance(value, str) else f'{value:.12g}'}" for path, value in changes.items())


def from_link(text: str) -> Values:
    """The changes that a link names; raises ConfigError for nonsense. Whether the values may be is the loader's to say."""
    if len(text) > LONGEST_LINK:
        raise ConfigError(f"the link is {len(text):,} characters long, allowed: at most {LONGEST_LINK:,}; load a config instead")
    found: Values = {}
    for part in filter(None, text.split(",")):
        path, colon, value = part.partition(":")
        if not colon or not value:
            raise ConfigError(f"link: found {shown(part)}, expected KEY:VALUE such as event_types.tariff.weight:-8")
        if path in found:
            raise ConfigError(f"link: {shown(path)} is given twice")
        if not is_weight(path):
            raise ConfigError(f"link: {shown(path)} is no weight; {expected(path, WEIGHED, most=6)}")
        found[path] = _number(value)
    return found


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _leaves(node: object, path: str = "") -> list[tuple[str, object]]:
    """(dotted path, value) of every single value; entries of lists are counted from 0."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else None
    if items is None:
        return [(path, node)]
    return [leaf for key, value in items for leaf in _leaves(value, f"{path}.{key}" if path else str(key))]
