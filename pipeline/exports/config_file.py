"""The config in use as one file: `extends` and overrides resolved, so that it can be read, cited and used again."""

from __future__ import annotations

from pathlib import Path

import yaml

from pipeline.config.loader import config_hash, is_font_file
from pipeline.config.schema import Config
from pipeline.config.yaml_tree import plain
from pipeline.index import METHOD_VERSION


class _Dumper(yaml.SafeDumper):
    """Writes what our strict reader takes: no anchors, and quotes round text that it would take for something else."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain(text) == text else '"')


_Dumper.add_representer(str, _text)


def config_file(config: Config) -> bytes:
    """YAML that loads to a config of the same hash; of the files it names only the names are told, not where they lie."""
    values = config.model_dump(mode="python", by_alias=True, exclude_none=True)
    for key in ("events", "actors", "episodes", "articles", "candidates", "decisions"):
        if key in values["data"]:
            values["data"][key] = Path(values["data"][key]).name
    if "font" in values["export"] and is_font_file(values["export"]["font"]):
        values["export"]["font"] = Path(values["export"]["font"]).name
    for channel in values["channels"].values():
        if not channel["words"]:
            del channel["words"]
    head = (
        f"# {' '.join(config.pair.name.split())}: the config in use, with everything that it inherits.\n"
        f"# Config {config_hash(config)}, method {METHOD_VERSION}. Data files: names only; the hash does not look at them.\n"
    )
    body = yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None)
    return (head + body).encode()


def config_name(config: Config) -> str:
    """A file name that says which config it is: us-china-config_4e1db1637ef4.yaml."""
    return f"{config.pair.slug}-config_{config_hash(config)[:12]}.yaml"
