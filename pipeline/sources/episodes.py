"""Named periods that the chart shades: `episodes.yaml`, a mapping of slug to label, from and (if over) until."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError

from pipeline.config.loader import problems_of
from pipeline.config.schema import Config, PlainDate, Slug, Text
from pipeline.config.yaml_tree import read_yaml
from pipeline.errors import ConfigError, DataError, Problem
from pipeline.records import Episode


class _Period(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", populate_by_name=True)
    label: Text
    start: PlainDate = Field(alias="from")
    until: PlainDate | None = None


class _File(RootModel[dict[Slug, _Period]]):
    """The whole file."""


def load_episodes(config: Config) -> list[Episode]:
    """The episodes of a config in order of start; none where the config names no file. Raises DataError."""
    if config.data.episodes is None:
        return []
    try:
        tree = read_yaml(Path(config.data.episodes))
    except ConfigError as error:
        raise DataError(error.problems) from None
    try:
        periods = _File.model_validate(tree.values).root
    except ValidationError as error:
        raise DataError(problems_of(error, tree, _File)) from None
    backwards = []
    for slug, period in periods.items():
        if period.until and period.until < period.start:
            place = tree.mark((slug, "until"))
            message = f"found {period.until}, allowed: not before from ({period.start})"
            backwards.append(Problem(place.file, place.line, f"{slug}.until", message))
    if backwards:
        raise DataError(backwards, config.limits.problems_shown)
    found = [Episode(slug, period.label, period.start, period.until) for slug, period in periods.items()]
    return sorted(found, key=lambda episode: (episode.start, episode.slug))
