"""The written pages say what the code and the config say: no key, type, column or number may drift apart."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter

from pipeline import load_config
from pipeline.config.loader import read_tree
from pipeline.config.schema import Config
from pipeline.questions.source_report import source_report
from pipeline.records import EVENT_COLUMNS, FLAGS, PRECISIONS

CONFIGURATION = Path("docs/configuration.md").read_text(encoding="utf-8")
CODEBOOK = Path("CODEBOOK.md").read_text(encoding="utf-8")
METHODOLOGY = Path("METHODOLOGY.md").read_text(encoding="utf-8")
CONFIG_TEXT = Path("config.yaml").read_text(encoding="utf-8")

NAMED = {  # what the keys of each mapping are called in the pages
    "event_types": "<type>",
    "status": "<status>",
    "severity": "<severity>",
    "levels": "<level>",
    "domains": "<domain>",
    "channels": "<channel>",
    "channel_groups": "<group>",
    "tracks": "<track>",
    "pair.sides": "<side>",
}
LOADER_KEYS = {"extends", "clear"}


# ---------------------------------------------------------------- reading the pages
def tables(text: str) -> list[list[list[str]]]:
    """Every table of a page as rows of cells, the header first."""
    found, rows = [], []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                rows.append(cells)
        elif rows:
            found.append(rows)
            rows = []
    return found


def table(text: str, first: str, second: str) -> list[list[str]]:
    """The rows below the header of the one table whose header begins with these two cells."""
    (rows,) = (rows for rows in tables(text) if rows[0][:2] == [first, second])
    return rows[1:]


def code(cell: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)


def section(text: str, start: str, end: str = r"^## ") -> str:
    """The part of a page below a heading, up to the next one."""
    body = re.split(rf"^## {start}.*\n", text, maxsplit=1, flags=re.M)[1]
    return re.split(end, body, maxsplit=1, flags=re.M)[0]


# ---------------------------------------------------------------- walking the schema
def key_paths(model: type[BaseModel] = Config, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """(key path with wildcards, annotation) of every key below the top level, mappings and lists walked through."""
    for name, info in model.model_fields.items():
        path = f"{prefix}{info.alias or name}"
        if prefix:
            yield path, Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        yield from inner_paths(info.annotation, path)


def inner_paths(annotation: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The key paths inside one value."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from key_paths(annotation, f"{path}.")
    elif origin is Annotated:
        yield from inner_paths(arguments[0], path)
    elif origin in (typing.Union, types.UnionType):
        for part in arguments:
            yield from inner_paths(part, path)
    elif origin is dict:
        inside = list(inner_paths(arguments[1], f"{path}.{NAMED[path]}"))
        yield from inside or [(f"{path}.{NAMED[path]}", arguments[1])]
    elif origin is list:
        yield from inner_paths(arguments[0], f"{path}[]")


def bounds(annotation: Any) -> set[float]:
    """The limits of a number as the schema states them."""
    schema = TypeAdapter(annotation).json_schema(by_alias=True)
    names = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
    return {float(part[name]) for part in (schema, *schema.get("anyOf", [])) for name in names if name in part}


def choices(annotation: Any) -> set[str]:
    """The words that a key may take, where they are counted out."""
    schema = TypeAdapter(annotation).json_schema(by_alias=True)
    return {str(word) for word in schema.get("enum", [schema["const"]] if "const" in schema else [])}


def documented() -> dict[str, list[str]]:
    """Key path -> cells of its row in docs/configuration.md, `extends` and `clear` left out."""
    rows = [row for found in tables(CONFIGURATION) if found[0][0] == "key" for row in found[1:]]
    keys = [code(row[0])[0] for row in rows]
    assert len(keys) == len(set(keys)), "a key is described twice"
    return {key: row for key, row in zip(keys, rows, strict=True) if key not in LOADER_KEYS}


# ---------------------------------------------------------------- docs/configuration.md
def test_every_key_of_the_schema_is_described_and_no_other():
    """docs/configuration.md has a row for each key that a config may have, and none for a key that it may not."""
    schema, page = {path for path, _ in key_paths()}, set(documented())
    assert schema - page == set(), "keys without a row"
    assert page - schema == set(), "rows without a key"


def test_every_top_level_key_has_its_own_section():
    """Each top-level key, `extends` and `clear` have a section of that name, and its rows belong to it."""
    wanted = set(Config.model_fields) | LOADER_KEYS
    for part in re.split(r"^## ", CONFIGURATION, flags=re.M)[1:]:
        name = part.splitlines()[0].strip()
        rows = [code(row[0])[0] for found in tables(part) if found[0][0] == "key" for row in found[1:]]
        if rows:
            assert name in wanted, f"a section named {name!r} holds keys"
            assert {key.split(".")[0] for key in rows} == {name}
        wanted.discard(name)
    assert wanted == set(), "top-level keys without a section"


@pytest.mark.parametrize(("path", "annotation"), [pytest.param(*pair, id=pair[0]) for pair in key_paths()])
def test_bounds_and_choices_are_the_schemas(path, annotation):
    """The column of types and bounds names the limits and the words that the schema names."""
    cell = documented()[path][1].split(";")[0]
    numbers = {float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", cell)}
    assert bounds(annotation) - numbers == set(), f"limits not named in {cell!r}"
    assert choices(annotation) - set(re.findall(r"\w+", cell)) == set(), f"words not named in {cell!r}"


def test_defaults_are_those_of_the_config(config):
    """Every default in backticks is the value in config.yaml; "not set" stands where there is none."""
    values = config.model_dump(by_alias=True)
    for path, row in documented().items():
        if path.endswith(("[].from", "[].label")):
            continue
        given, wanted = code(row[2]), written_defaults(values, path)
        if row[2] == "not set":
            assert wanted == [], path
        elif row[2].startswith("all `"):
            assert {item.partition(" ")[2] for item in wanted} == set(given), path
        elif given:
            assert given == wanted, path
        else:
            assert "<" in path or isinstance(at(values, path), dict), f"{path}: no default given"


def at(values: Any, path: str) -> Any:
    for step in path.split("."):
        values = values[step]
    return values


def written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(map(written, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def written_defaults(values: dict, path: str) -> list[str]:
    """The defaults of a key path as the page writes them: `value`, or `name value` for each name of a wildcard."""
    head, wildcard, tail = re.fullmatch(r"([^<]+?)(?:\.(<\w+>)(?:\.(.+))?)?", path).groups()
    value = at(values, head)
    if wildcard:
        entries = {name: at(entry, tail) if tail else entry for name, entry in value.items()}
        if path.endswith(".labels"):
            first, *others = [words(entry) for entry in entries.values()]
            assert all(other == first for other in others), "the tracks' labels differ; the page gives them as one"
            return first
        return [f"{name} {written(entry)}" for name, entry in entries.items() if entry is not None]
    if path.endswith(".labels"):
        return words(value)
    if isinstance(value, list | dict):
        return [written(item) for item in value]
    return [] if value is None else [written(value)]


def words(labels: list[dict]) -> list[str]:
    return [f"{entry['label']} {entry['from']:g}" for entry in labels]


def test_the_example_configs_load(tmp_path):
    """Each config that the page shows is accepted where it says it stands: beside the shipped one, or in a folder of data/."""
    (tmp_path / "config.yaml").write_text(CONFIG_TEXT, encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", CONFIGURATION, re.S)
    assert len(examples) == 2
    for example in examples:
        folder = tmp_path / "data" / "pair" if "../../" in example else tmp_path
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "other.yaml").write_text(example, encoding="utf-8")
        load_config(folder / "other.yaml")


# ---------------------------------------------------------------- comments in config.yaml
def test_every_key_of_the_config_is_explained_where_it_stands():
    """Each key of config.yaml has a comment on its line, right above it, or one that names it where its block opens.

    A key inside a mapping on one line has to be named. Of keys that recur (in each track, each channel) one comment
    is enough. A mapping is explained by its keys; an entry with a name of its own, and the entries of a list, by
    the comment of what holds them.
    """
    assert uncommented(CONFIG_TEXT) == []


def uncommented(text: str) -> list[str]:
    """The keys without a comment, each with the line of its first use."""
    lines = text.splitlines()
    comments = Comments(lines)
    marks = read_tree(Path("config.yaml")).marks
    known = {path for path, _ in key_paths()} | set(Config.model_fields)
    first: dict[str, tuple[tuple[str, ...], int]] = {}
    for path, mark in marks.items():
        kind = wildcard_path(path, known)
        if kind in known and "[]" not in kind:
            first.setdefault(kind, (path, mark.line))
    missing = {kind for kind, (path, line) in first.items() if not explained(kind, path, line, comments, marks)}
    holders = {kind for kind in first if any(other.startswith(f"{kind}.") for other in first)}
    return sorted(f"{kind} (line {first[kind][1]})" for kind in missing - holders)


def wildcard_path(path: tuple[str, ...], known: set[str]) -> str:
    """A path of the file as the schema's walk writes it."""
    found = ""
    for step in path:
        if found in NAMED:
            found = f"{found}.{NAMED[found]}"
        elif step.isdecimal() and found in known:
            found = f"{found}[]"
        else:
            found = f"{found}.{step}" if found else step
    return found


def explained(kind: str, path: tuple[str, ...], line: int, comments: Comments, marks: dict) -> bool:
    """Whether a comment in one of the allowed places tells what a key is."""
    enclosing = [path[:depth] for depth in range(len(path) - 1, 0, -1)]
    inline = bool(enclosing) and marks[enclosing[0]].line == line
    if not inline and (comments.on(line) or comments.above(line)):
        return True
    if kind.endswith(">"):  # an entry with a name of its own
        return bool(comments.opening(marks[enclosing[0]].line))
    return any(re.search(rf"\b{re.escape(path[-1])}\b", comments.opening(marks[parent].line)) for parent in enclosing)


class Comments:
    """The comments of a YAML text by line, counted from 1."""

    def __init__(self, lines: list[str]):
        self.lines = lines

    def on(self, line: int) -> str:
        found = re.search(r"(?:^|\s)#(.*)$", re.sub(r"'[^']*'|\"[^\"]*\"", "", self.lines[line - 1]))
        return found[1].strip() if found else ""

    def above(self, line: int) -> str:
        """The comment lines directly above a line."""
        return self._run(range(line - 1, 0, -1))

    def opening(self, line: int) -> str:
        """What is said above a block, on its first line and directly below."""
        return " ".join((self.above(line), self.on(line), self._run(range(line + 1, len(self.lines) + 1)))).strip()

    def _run(self, numbers: range) -> str:
        found = []
        for number in numbers:
            if not self.lines[number - 1].strip().startswith("#"):
                break
            found.append(self.on(number))
        return " ".join(found)


# ---------------------------------------------------------------- CODEBOOK.md
def test_the_table_of_types_equals_the_config(config):
    """CODEBOOK.md names the types of config.yaml in its order, with weight, half-life, effect and PLOVER class."""
    rows = table(CODEBOOK, "type", "weight")
    written_types = {code(row[0])[0]: row[1:5] for row in rows}
    assert list(written_types) == list(config.event_types)
    for slug, kind in config.event_types.items():
        weight = "±tone" if kind.by_tone else f"{kind.weight:g}"
        assert written_types[slug] == [weight, f"{kind.half_life_days:g}", kind.effect, kind.plover], slug
    assert all(len(row) == 6 and row[5] for row in rows), "a type without a meaning"


def test_the_table_of_columns_equals_the_events_file():
    """CODEBOOK.md describes every column of events.csv in its order, and no other."""
    assert [code(row[0])[0] for row in table(CODEBOOK, "column", "form")] == list(EVENT_COLUMNS)


def test_the_vocabularies_equal_the_readers(config):
    """Statuses, severities, precisions, flags and domains in CODEBOOK.md are those that the reader accepts."""
    assert [row[0] for row in table(CODEBOOK, "status", "when")] == list(config.status)
    assert [row[0] for row in table(CODEBOOK, "severity", "meaning")] == list(config.severity)
    assert [row[0] for row in table(CODEBOOK, "precision", "`date` to `date_end`")] == list(PRECISIONS)
    assert [code(row[0])[0] for row in table(CODEBOOK, "flag", "meaning")] == list(FLAGS)
    tracks = {domain: slug for slug, track in config.tracks.items() for domain in track.domains}
    assert {code(row[0])[0]: row[1] for row in table(CODEBOOK, "domain", "track")} == tracks


def test_the_weights_beside_plover_are_those_of_the_config(config):
    """The table of departures from PLOVER covers every type once, with the weight in the config."""
    found: dict[str, str] = {}
    for row in table(CODEBOOK, "our types", "our weights"):
        kinds = code(row[0])
        if any(config.event_types[kind].by_tone for kind in kinds):
            assert "±tone" in row[1]
            weights = ["±tone"] * len(kinds)
        else:
            weights = row[1].split(", ")
        found |= dict(zip(kinds, weights, strict=True))
    assert found == {slug: "±tone" if kind.by_tone else f"{kind.weight:g}" for slug, kind in config.event_types.items()}


def test_the_events_named_as_examples_exist(events):
    """Every event id in CODEBOOK.md is in events.csv, and the worked rows say what the file says."""
    named = set(re.findall(r"`(\d{4}-\d{2}-\d{2}-[a-z0-9-]+)`", CODEBOOK))
    assert named - set(events["id"]) == set()
    by_id = events.set_index("id")
    for rows in tables(CODEBOOK):
        if rows[0][0] == "row":
            for row in rows[1:]:
                event = by_id.loc[code(row[0])[0]]
                assert row[1:4] == [event["type"], event["severity"], event["domain"]]
                assert (code(row[4])[0] if code(row[4]) else "") == ";".join(event["channels"])


# ---------------------------------------------------------------- METHODOLOGY.md
def test_the_table_of_tracks_equals_the_config(config):
    """METHODOLOGY.md section 7 gives the share, blend and saturation of each track as config.yaml has them."""
    rows = {row[0]: [float(cell) for cell in row[1:]] for row in table(section(METHODOLOGY, "7\\."), "track", "share")}
    assert rows == {
        slug: [
            track.share,
            track.blend.flow,
            track.blend.channels,
            track.blend.measures,
            track.saturation.flow,
            track.saturation.measures,
        ]
        for slug, track in config.tracks.items()
    }


def test_the_factors_equal_the_config(config):
    """METHODOLOGY.md section 2 gives the factors of a score as config.yaml has them."""
    text = " ".join(section(METHODOLOGY, "2\\.").split())
    for key, table_of in (("status.<status>", config.status), ("levels.<level>", config.levels)):
        listed = re.search(rf"`{re.escape(key)}`[^(]*\(([^)]*)\)", text)[1]
        assert {name: float(value) for name, value in re.findall(r"(\w+) (-?[\d.]+)", listed)} == table_of, key
    severities = re.search(r"`severity\.<1-5>` \(([^)]*)\)", text)[1]
    assert [float(value) for value in severities.split(",")] == list(config.severity.values())
    same = float(re.search(r"`domains\.<domain>\.factor` \(all ([\d.]+)\)", text)[1])
    assert {domain.factor for domain in config.domains.values()} == {same}
    assert float(re.search(r"with `tone\.share` ([\d.]+\d)", text)[1]) == config.tone.share
    assert float(re.search(r"`tone\.statement_scale \* \|v\|` \(scale ([\d.]+)\)", text)[1]) == config.tone.statement_scale
    low, high = re.search(r"held within (-[\d.]+) and \+([\d.]+) \(index\.score_limit\)", text).groups()
    assert (float(low), float(high)) == (-config.index.score_limit, config.index.score_limit)


def test_the_constants_of_time_and_state_equal_the_config(config):
    """METHODOLOGY.md sections 3, 5 and 6 give half-lives, channel values and the floor as config.yaml has them."""
    index = config.index
    assert float(re.search(r"`index\.plan_half_life_days` \((\d+)\)", METHODOLOGY)[1]) == index.plan_half_life_days
    for state in ("agreed", "strained"):
        value, days = re.search(rf"^ +{state} +(-?[\d.]+) \* 2\^\(-age / (\d+)\)", METHODOLOGY, re.M).groups()
        assert (float(value), float(days)) == (getattr(index.channel_values, state), index.state_half_life_days)
    assert float(re.search(r"^ +suspended +(-?[\d.]+) ", METHODOLOGY, re.M)[1]) == index.channel_values.suspended
    assert float(re.search(r"max\(K, ([\d.]+) \* E\)", METHODOLOGY)[1]) == index.known_share_floor
    assert float(re.search(r"2\^\(-\(t - start\) / (\d+)\)", METHODOLOGY)[1]) == index.adaptation_days


# ---------------------------------------------------------------- README.md
def test_the_readme_counts_what_ships(result):
    """Events, channels, measures, weak rows and rows on one source are counted right."""
    readme = Path("README.md").read_text(encoding="utf-8")
    report = source_report(result.config, result.scored).tables["in all"].iloc[0]
    sizes = f"{len(result.scored):,} events, {len(result.config.channels)} channels, {len(result.measures)} measures"
    assert sizes in readme
    assert f"{report['weak']} rows are flagged" in readme and f"{report['one_source']} rows rest on one source" in readme
    assert f"The data end on {result.through.day} {result.through:%B %Y}" in readme
