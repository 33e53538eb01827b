"""Weights by name: the tables of type weights that `index.weights` chooses from.

`house` is the column of weights in the config's own `event_types`. Each other table is a file of data/common/weights/: a
weight for each type, what it is the weight of, and where it was published. A table changes weights and nothing else: a type
that it does not name keeps its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError

from pipeline.config.schema import WEIGHT_TABLES, Config, Slug, Strict, Text
from pipeline.config.yaml_tree import read_yaml
from pipeline.errors import ConfigError, Problem

HOUSE = WEIGHT_TABLES[0]
FOLDER = Path(__file__).resolve().parents[2] / "data" / "common" / "weights"


class _Weight(Strict):
    weight: float = Field(ge=-10, le=10)
    of: Text


class _File(Strict):
    label: Text
    source: Text
    licence: Text
    weights: dict[Slug, _Weight] = Field(min_length=1)


@dataclass(frozen=True)
class WeightTable:
    """One named table; `of`: by type, the class, code or scale point that its weight is taken from."""

    name: str
    label: str
    source: str
    licence: str
    weights: dict[str, float]
    of: dict[str, str]


@cache
def weight_table(name: str) -> WeightTable:
    """A table by its name, any of `WEIGHT_TABLES` but house; raises ConfigError where its file cannot be used."""
    tree = read_yaml(FOLDER / f"{name}.yaml")
    try:
        found = _File.model_validate(tree.values)
    except ValidationError as error:
        from pipeline.config.loader import problems_of

        raise ConfigError(problems_of(error, tree, _File)) from None
    return WeightTable(
        name,
        found.label,
        found.source,
        found.licence,
        {slug: entry.weight for slug, entry in found.weights.items()},
        {slug: entry.of for slug, entry in found.weights.items()},
    )


def with_table(config: Config) -> Config:
    """The config with the weights of the table that it names in place of its own; raises ConfigError for a wrong sign."""
    name = config.index.weights
    if name == HOUSE:
        return config
    table = weight_table(name)
    kinds = {
        slug: kind.model_copy(update={"weight": table.weights[slug]}) if slug in table.weights else kind
        for slug, kind in config.event_types.items()
    }
    problems = []
    for slug, kind in kinds.items():
        if (kind.effect == "measure" and kind.weight > 0) or (kind.effect == "relief" and kind.weight < 0):
            allowed = "0 or less" if kind.effect == "measure" else "0 or more"
            message = f"found {kind.weight:g}, a type whose effect is {kind.effect} needs a weight of {allowed}"
            problems.append(Problem(str(FOLDER / f"{name}.yaml"), 0, f"weights.{slug}.weight", message))
    if problems:
        raise ConfigError(problems)
    return config.model_copy(update={"event_types": kinds})
