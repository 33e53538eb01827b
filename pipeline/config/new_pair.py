"""A new pair: a folder with a config that passes `check` and an events file without a row.

Facts are left to people; the country names are those of the Unicode CLDR.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from pathlib import Path
from string import Template
from typing import Any

from babel import Locale

from pipeline.config.loader import load_config, read_tree
from pipeline.errors import ConfigError, expected, shown
from pipeline.records import EVENT_COLUMNS
from pipeline.store import write_files

_TEMPLATE = Path(__file__).with_name("new_pair.yaml")
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}")  # within what the schema allows
_NOT_INHERITED = (
    "pair.sides",
    "pair.concerns",
    "data.actors",
    "data.episodes",
    "data.articles",
    "data.candidates",
    "data.decisions",
    "data.through",
    "domains.taiwan",
    "domains.south_china_sea",
    "channels",
    "channel_groups",
)
"""What belongs to the first pair alone; what the base does not have cannot be cleared."""
_NOT_COUNTRIES = {"AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def scaffold(base: Path, slug: str, first: str, second: str) -> Path:
    """Write data/`slug` beside the config `base`; returns the new config's path.

    Raises ConfigError for a name or code that cannot be, and for a folder that is there already.
    """
    load_config(base)
    inherited = read_tree(base).values
    if not _SLUG.fullmatch(slug):
        allowed = "small letters, digits and '-', a letter first, at most 40, e.g. japan-china"
        raise ConfigError(f"SLUG: found {shown(slug)}, allowed: {allowed}")
    names = country_names()
    for code in (first, second):
        _check_code(code, names)
    if first == second:
        raise ConfigError(f"BB: found {shown(second)} twice, a pair has two sides")
    folder = base.parent / "data" / slug
    if folder.exists():
        raise ConfigError(f"{folder}: is there already; nothing was written")
    path = folder / "config.yaml"
    values = {
        "here": path.as_posix(),
        "extends": Path(os.path.relpath(base, folder)).as_posix(),
        "clear": ", ".join(dotted for dotted in _NOT_INHERITED if _has(inherited, dotted)),
        "title": f"{names[first]}-{names[second]}",
        "slug": json.dumps(slug),
        "name": _quoted(f"{names[first]}-{names[second]}"),
        "first": _quoted(first),
        "second": _quoted(second),
        "first_name": _quoted(names[first]),
        "second_name": _quoted(names[second]),
    }
    header = io.StringIO()
    csv.writer(header, lineterminator="\n").writerow(EVENT_COLUMNS)
    text = Template(_TEMPLATE.read_text("utf-8")).substitute(values)
    write_files(folder, {"events.csv": header.getvalue().encode(), "config.yaml": text.encode()})
    try:
        load_config(path)
    except ConfigError:
        shutil.rmtree(folder)
        raise
    return path


def _has(values: Any, dotted: str) -> bool:
    for key in dotted.split("."):
        if not isinstance(values, dict) or key not in values:
            return False
        values = values[key]
    return True


def country_names() -> dict[str, str]:
    """English names by ISO 3166 code of two letters."""
    names = Locale("en").territories
    return {code: str(name) for code, name in names.items() if len(code) == 2 and code not in _NOT_COUNTRIES}


def _check_code(code: str, names: dict[str, str]) -> None:
    if code in names:
        return
    meant = {name.casefold(): known for known, name in names.items()} | {known.casefold(): known for known in names}
    near = meant.get(code.casefold())
    hint = f"did you mean {near}? " if near else expected(code, names.values(), most=0).partition("allowed")[0]
    raise ConfigError(f"found {shown(code)}, {hint}expected an ISO country code of two capital letters such as JP")


def _quoted(text: str) -> str:
    """Text that YAML reads as text, whatever it spells."""
    return json.dumps(text, ensure_ascii=False)
