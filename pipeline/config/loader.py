"""From a YAML file to a `Config` that can be trusted, with messages that name the line.

`extends: other.yaml` takes every key of another file first; mappings are merged key by key, anything else is
replaced. `clear: [channels, tracks.security.labels]` empties inherited keys before the merge. Overrides
(`event_types.tariff.weight=-8`) come last and obey the same checks.
"""

from __future__ import annotations

import copy
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError

from pipeline.config.checks import cross_checks
from pipeline.config.schema import Config
from pipeline.config.weights import HOUSE, with_table
from pipeline.config.yaml_tree import KeyPath, Mark, YamlTree, parse_yaml, plain, read_yaml
from pipeline.errors import ConfigError, Problem, expected, shown, unshowable

OVERRIDE = "--set"
UPLOADED = "loaded config"
_MAX_CHAIN = 8
_PATH_KEYS = ("events", "actors", "episodes", "articles", "candidates", "decisions")


def load_config(path: str | Path = "config.yaml", overrides: Mapping[str, Any] | None = None, said: str = OVERRIDE) -> Config:
    """Read, merge and check a config file.

    `overrides` maps dotted key paths to values; text is read as YAML would read it. Raises ConfigError
    with every problem found; `said` stands for a file where the value was an override.
    """
    tree = read_tree(Path(path))
    for dotted, value in (overrides or {}).items():
        _override(tree, dotted, value, said)
    config = validated(tree)
    _refuse_idle_weights(config, overrides or {}, said)
    return config


def uploaded_config(raw: bytes, path: Path) -> Config:
    """A config handed in as bytes, taken as if it stood in the place of the one at `path`; raises ConfigError.

    No file that it names is looked at: it extends what the one at `path` extends, and has that one's `data`, font and logo.
    """
    tree, place = parse_yaml(raw, UPLOADED), read_yaml(path)
    extends, cleared = tree.values.pop("extends", None), tree.values.pop("clear", [])
    if extends is not None:
        parent = place.values.get("extends")
        if not isinstance(parent, str):
            mark = tree.mark(("extends",))
            message = "the config in use extends no other; load a config that is complete"
            raise ConfigError([Problem(mark.file, mark.line, "extends", message)])
        tree = _on_top_of(read_tree(path.parent / parent), tree, cleared)
    own = read_tree(path).values
    tree.values["data"] = own.get("data")
    if isinstance(tree.values.get("export"), dict):
        kept = own["export"] if isinstance(own.get("export"), dict) else {}
        others = {key: value for key, value in tree.values["export"].items() if key not in ("font", "logo")}
        tree.values["export"] = others | {key: kept[key] for key in ("font", "logo") if key in kept}
    return validated(tree)


def config_files(path: str | Path = "config.yaml") -> list[Path]:
    """The file and every file it extends, nearest first: what to watch for edits."""
    files: list[Path] = []
    current = Path(path)
    while len(files) < _MAX_CHAIN:
        files.append(current)
        parent = read_yaml(current).values.get("extends")
        if not isinstance(parent, str):
            break
        current = current.parent / parent
    return files


def config_hash(config: Config) -> str:
    """SHA-256 of the resolved config (64 hex digits); equal configs have equal hashes.

    The data paths, the words of the channels, font, logo and colours are left out: where a file lies, how articles are read
    and how a chart looks does not change the index. So is `review` where it counts nothing.
    """
    values = config.model_dump(mode="json", by_alias=True)
    if not config.review.count_unreviewed:
        del values["review"]
    values["data"] = {"through": values["data"]["through"]}
    for look in ("font", "logo", "colours"):
        values["export"].pop(look)
    for channel in values["channels"].values():
        channel.pop("words")
    return hashlib.sha256(json.dumps(values, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def read_tree(path: Path, chain: tuple[Path, ...] = ()) -> YamlTree:
    """The file's values with `extends` and `clear` carried out; raises ConfigError."""
    tree = read_yaml(path)
    here = path.resolve()
    parent_name, cleared = tree.values.pop("extends", None), tree.values.pop("clear", [])
    _resolve_paths(tree, path)
    if parent_name is None:
        return tree
    place = tree.mark(("extends",))
    if not isinstance(parent_name, str):
        raise ConfigError([Problem(place.file, place.line, "extends", f"found {shown(parent_name)}, expected a path")])
    if (path.parent / parent_name).resolve() in (*chain, here):
        raise ConfigError([Problem(place.file, place.line, "extends", f"{shown(parent_name)} leads back to this file")])
    if len(chain) >= _MAX_CHAIN:
        message = f"more than {_MAX_CHAIN} files extend one another"
        raise ConfigError([Problem(place.file, place.line, "extends", message)])
    if not _is_file(path.parent / parent_name):
        raise ConfigError([Problem(place.file, place.line, "extends", f"file not found: {shown(parent_name)}")])
    return _on_top_of(read_tree(path.parent / parent_name, (*chain, here)), tree, cleared)


def _on_top_of(base: YamlTree, tree: YamlTree, cleared: object) -> YamlTree:
    """A tree on what it extends, less what it clears."""
    for dotted in cleared if isinstance(cleared, list) else [cleared]:
        _clear(base, tree, dotted)
    values = _merged(base.values, tree.values)
    # A list that was replaced takes its inherited places with it: a message must not point into the other file.
    inherited = {key: mark for key, mark in base.marks.items() if not _replaced(tree.values, key)}
    return YamlTree(values, {**inherited, **tree.marks})


def validated(tree: YamlTree) -> Config:
    """The tree as a Config; raises ConfigError with every problem, each with its file and line."""
    try:
        config = Config.model_validate(tree.values)
    except ValidationError as error:
        raise ConfigError(problems_of(error, tree, Config)) from None
    found = cross_checks(config)
    if found:
        problems = [_problem(tree, path, message) for path, message in found]
        raise ConfigError(sorted(problems, key=lambda problem: (problem.file, problem.line)))
    return with_table(config)


def _refuse_idle_weights(config: Config, overrides: Mapping[str, Any], said: str) -> None:
    """A type's weight set for one run beside a named table would be passed over in silence."""
    table = config.index.weights
    idle = [dotted for dotted in overrides if dotted.startswith("event_types.") and dotted.endswith(".weight")]
    if table != HOUSE and idle:
        message = f"the table {table!r} gives the weights of types; allowed: with index.weights {HOUSE}"
        raise ConfigError([Problem(said, 0, dotted, message) for dotted in idle])


def problems_of(error: ValidationError, tree: YamlTree, model: type[BaseModel]) -> list[Problem]:
    """A schema's findings in our words, in the order of the file."""
    found = [_translated(dict(item), tree, model) for item in error.errors(include_url=False)]
    return sorted(found, key=lambda problem: (problem.file, problem.line))


def _problem(tree: YamlTree, path: KeyPath, message: str) -> Problem:
    mark = tree.mark(path)
    return Problem(mark.file, mark.line, ".".join(path), message)


def _resolve_paths(tree: YamlTree, path: Path) -> None:
    """Make paths relative to the working folder, so that an inherited path still means the same file."""
    export = tree.values.get("export")
    if isinstance(export, dict):
        for key in ("font", "logo"):
            if isinstance(export.get(key), str) and (key == "logo" or is_font_file(export[key])):
                export[key] = os.path.normpath(path.parent / export[key])
    data = tree.values.get("data")
    if isinstance(data, dict):
        for key in _PATH_KEYS:
            if isinstance(data.get(key), str):
                data[key] = os.path.normpath(path.parent / data[key])


def is_font_file(name: str) -> bool:
    """Whether `export.font` names a file, and not a family of installed fonts."""
    return name.lower().endswith((".ttf", ".otf", ".ttc"))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long
        return False


def _replaced(top: Any, path: KeyPath) -> bool:
    """Whether something other than a mapping stands at or above a path."""
    for step in path:
        if not isinstance(top, dict):
            return True
        if step not in top:
            return False
        top = top[step]
    return False


def _merged(base: Any, top: Any) -> Any:
    if isinstance(base, dict) and isinstance(top, dict):
        return {**base, **{key: _merged(base.get(key), value) for key, value in top.items()}}
    return copy.deepcopy(top)


def _clear(base: YamlTree, tree: YamlTree, dotted: object) -> None:
    node: Any = base.values
    steps = str(dotted).split(".")
    for step in steps[:-1]:
        node = node.get(step) if isinstance(node, dict) else None
    if not isinstance(node, dict) or steps[-1] not in node:
        raise ConfigError([_problem(tree, ("clear",), f"found {shown(dotted)}, which the extended file does not have")])
    del node[steps[-1]]


def _override(tree: YamlTree, dotted: str, value: object, said: str) -> None:
    """Set one existing or optional key, in a section that may be left out too; the schema check that follows catches the rest."""
    node: Any = tree.values
    section: Any = Config
    steps = tuple(dotted.split("."))
    refused = unshowable(value) if isinstance(value, str) else None
    if refused:
        raise ConfigError([Problem(said, 0, dotted, refused[1])])
    for depth, step in enumerate(steps):
        index: Any = int(step) if isinstance(node, list) and step.isdecimal() else step
        known = range(len(node)) if isinstance(node, list) else node if isinstance(node, dict) else ()
        last = depth == len(steps) - 1
        section = _section(section, step)
        if section and not last and isinstance(node, dict):
            node.setdefault(step, {})
        if index not in known and not (last and isinstance(node, dict)):
            raise ConfigError([Problem(said, 0, dotted, f"no key {step!r}; {expected(step, map(str, known))}")])
        if last:
            node[index] = plain(value.strip()) if isinstance(value, str) else value
            tree.marks[steps] = Mark(said, 0)
        else:
            node = node[index]


def _section(model: Any, key: str) -> Any:
    """What the schema says of a section below another, or nothing where it is none."""
    field = model.model_fields.get(key) if model else None
    found = field.annotation if field else None
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


# ---------------------------------------------------------------- pydantic's findings in our words
_WORDS = {
    "missing": "required key is missing",
    "finite_number": "found {found}, expected a finite number",
    "greater_than": "found {found}, allowed: more than {gt:g}",
    "greater_than_equal": "found {found}, allowed: at least {ge:g}",
    "less_than": "found {found}, allowed: less than {lt:g}",
    "less_than_equal": "found {found}, allowed: at most {le:g}",
    "float_type": "found {found}, expected a number",
    "int_type": "found {found}, expected a whole number",
    "bool_type": "found {found}, expected true or false",
    "date_type": "found {found}, expected a date such as 2023-11-15",
    "string_type": "found {found}, expected text (put it in quotes)",
    "string_too_short": "found {found}, expected some text",
    "string_too_long": "found {found}, allowed: at most {max_length} characters",
    "dict_type": "found {found}, expected a mapping of keys to values",
    "model_type": "found {found}, expected a mapping of keys to values",
    "list_type": "found {found}, expected a list",
    "too_short": "found {actual_length} entries, allowed: at least {min_length}",
    "too_long": "found {actual_length} entries, allowed: at most {max_length}",
    "value_error": "found {found}, {error}",
}


def _translated(item: dict, tree: YamlTree, model: type[BaseModel]) -> Problem:
    path = tuple(str(step) for step in item["loc"])
    is_key = path and path[-1] == "[key]"
    if is_key:
        path = path[:-1]
    context = item.get("ctx") or {}
    kind = item["type"]
    if kind == "extra_forbidden":
        message = f"unknown key, {expected(path[-1], _field_names(model, path[:-1]))}"
    elif kind == "literal_error":
        allowed = [name.strip("' ") for name in context["expected"].replace(" or ", ", ").split(",")]
        found = path[-1] if is_key else item["input"]
        message = f"{'unknown key' if is_key else 'found ' + shown(found)}, {expected(str(found), allowed)}"
    elif kind == "string_pattern_mismatch":
        found = path[-1] if is_key else item["input"]
        message = f"found {shown(found)}, allowed: names of the form {context['pattern']}"
    else:
        if context.get("actual_length", 0) is None:
            context = {**context, "actual_length": len(item["input"])}
        words = _WORDS.get(kind, "found {found}, " + item["msg"][:1].lower() + item["msg"][1:])
        message = words.format(found=shown(item.get("input")), **context)
    return _problem(tree, path, message)


def _field_names(root: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys allowed at a path of a schema."""
    model: Any = root
    for step in path:
        if _is_model(model) and issubclass(model, RootModel):
            model = model.model_fields["root"].annotation
        if _is_model(model):
            fields = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
            model = fields.get(step)
        elif get_origin(model) in (dict, list):
            model = get_args(model)[-1]
    if not _is_model(model):
        return []
    names = [info.alias or name for name, info in model.model_fields.items()]
    return [*names, "extends", "clear"] if model is Config else names


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
