"""Changes single values in the text of a config file and leaves every other character where it is, comments above all.

A value that stands in the text is replaced at the place where the parser found it. One that does not, because it is inherited,
is added: within its mapping where the text has that mapping, else in a section of its own at the end of the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from pipeline.config.yaml_tree import KeyPath, parse_yaml, plain
from pipeline.errors import ConfigError, Problem

Value = str | float | int | bool
_SIMPLE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
NAME = "the config's text"


@dataclass
class _Place:
    """Where a value stands: the characters from `start` to `end`; of a mapping also its style and its first key.

    `after`: where the line of its key ends. `column`: of its first key; None while it has none.
    """

    start: int
    end: int
    kind: str
    after: int
    column: int | None = None
    first_line: int | None = None


@dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    text: str


def set_values(text: str, changes: Mapping[str, Value]) -> str:
    """The text with other values at the dotted paths of `changes`; raises ConfigError where that cannot be.

    What the file means afterwards is checked: the paths have their new values and no other value has changed.
    """
    text = text.removeprefix("\ufeff")
    before = parse_yaml(text.encode(), NAME).values
    places = _places(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    edits, missing = [], {}
    for dotted, value in changes.items():
        path = tuple(dotted.split("."))
        if path in places and places[path].kind == "scalar":
            place = places[path]
            edits.append(_replacement(text, place, _written(value)))
        elif path in places:
            raise ConfigError([Problem(NAME, 0, dotted, "is a list or a mapping; only a single value can be set")])
        else:
            missing[path] = value
    edits += _additions(text, places, missing, newline)
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    _check(before, text, changes)
    return text


def _replacement(text: str, place: _Place, new: str) -> _Edit:
    """The new value in place of the old; a comment that follows on the line keeps its column where there is room."""
    gap = " " if place.start == place.end and not text[: place.start].endswith(" ") else ""
    spaces = re.compile(r" +(?=#)").match(text, place.end)
    if spaces is None:
        return _Edit(place.start, place.end, gap + new)
    room = spaces.end() - place.start - len(gap + new)
    return _Edit(place.start, spaces.end(), gap + new + " " * max(room, 1))


def _places(text: str) -> dict[KeyPath, _Place]:
    """Every value of the text by its path. The parser written in Python counts characters, also beyond ASCII."""
    found: dict[KeyPath, _Place] = {}
    stack: list[tuple[KeyPath, bool, list]] = []  # path, whether a list, [key or count]
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            path = stack.pop()[0]
            found[path].end = event.end_mark.index
            _next(stack)
        elif isinstance(event, yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent):
            here = event.start_mark
            if stack and not stack[-1][1] and stack[-1][2][0] is None:  # a key
                assert isinstance(event, yaml.ScalarEvent)
                parent = found[stack[-1][0]]
                if parent.column is None:
                    parent.column, parent.first_line = here.column, here.line
                stack[-1][2][0] = event.value
                continue
            path = (*stack[-1][0], str(stack[-1][2][0])) if stack else ()
            line_end = text.find("\n", here.index)
            after = len(text) if line_end < 0 else line_end + 1
            if isinstance(event, yaml.ScalarEvent):
                found[path] = _Place(here.index, event.end_mark.index, "scalar", after)
                _next(stack)
                continue
            style = "flow" if event.flow_style else "block"
            mapping = isinstance(event, yaml.MappingStartEvent)
            found[path] = _Place(here.index, event.end_mark.index, style if mapping else "list", after)
            stack.append((path, not mapping, [None if mapping else 0]))
    return found


def _next(stack: list[tuple[KeyPath, bool, list]]) -> None:
    """A value is complete: the list it stands in counts on, the mapping waits for its next key."""
    if stack:
        state = stack[-1][2]
        state[0] = state[0] + 1 if stack[-1][1] else None


def _additions(text: str, places: dict[KeyPath, _Place], missing: dict[KeyPath, Value], newline: str) -> list[_Edit]:
    """What has to be written for paths that the text does not have, gathered by the mapping that they go into."""
    by_home: dict[KeyPath, dict] = {}
    for path, value in missing.items():
        home = path[:-1]
        while home not in places:
            home = home[:-1]
        node = by_home.setdefault(home, {})
        for step in path[len(home) : -1]:
            node = node.setdefault(step, {})
        node[path[-1]] = value
    return [_addition(text, home, places[home], inner, newline) for home, inner in by_home.items()]


def _addition(text: str, home: KeyPath, place: _Place, inner: dict, newline: str) -> _Edit:
    if home == () and place.kind == "block":
        start = "" if text.endswith("\n") or not text else newline
        body = "".join(f"{key}:{newline}{_block(value, newline)}" for key, value in inner.items())
        return _Edit(len(text), len(text), f"{start}{newline}# ---- own values{newline}{body}")
    if place.kind == "flow":
        comma = "" if place.column is None else ", "
        return _Edit(place.start + 1, place.start + 1, _flow(inner)[1:-1] + comma)
    if place.kind == "block" and place.column is not None and place.first_line is not None:
        first = _line_start(text, place.first_line)
        if not text[first : first + place.column].strip():
            lines = "".join(f"{' ' * place.column}{key}: {_value(value)}{newline}" for key, value in inner.items())
            return _Edit(first, first, lines)
    if place.kind == "scalar" and place.start == place.end:
        return _Edit(place.start, place.end, f" {_flow(inner)}")
    raise ConfigError([Problem(NAME, 0, ".".join(home), f"has no room for {', '.join(inner)}")])


def _line_start(text: str, line: int) -> int:
    """The character at which a line (counted from 0) begins; lines end as YAML ends them."""
    at = 0
    for _ in range(line):
        found = re.compile("\r\n|[\n\r\x85\u2028\u2029]").search(text, at)
        at = found.end() if found else len(text)
    return at


def _block(value: dict | Value, newline: str) -> str:
    """The entries of a section, one a line."""
    if not isinstance(value, dict):
        return f"  {_written(value)}{newline}"
    return "".join(f"  {key}: {_value(inner)}{newline}" for key, inner in value.items())


def _value(value: dict | Value) -> str:
    return _flow(value) if isinstance(value, dict) else _written(value)


def _flow(values: dict) -> str:
    return "{" + ", ".join(f"{key}: {_value(value)}" for key, value in values.items()) + "}"


def _written(value: Value) -> str:
    """A value as YAML; text in quotes where it would be read as something else."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:.12g}"
    return value if _SIMPLE.fullmatch(value) and plain(value) == value else json.dumps(value, ensure_ascii=False)


def _check(before: dict, text: str, changes: Mapping[str, Value]) -> None:
    """Raises ConfigError unless the new text means the old one with exactly these changes."""
    wanted: Any = before
    for dotted, value in changes.items():
        node, steps = wanted, dotted.split(".")
        for step in steps[:-1]:
            if isinstance(node, dict) and node.get(step) is None:
                node[step] = {}
            node = node[int(step) if isinstance(node, list) else step]
        last = int(steps[-1]) if isinstance(node, list) else steps[-1]
        node[last] = value if isinstance(value, str) else plain(_written(value))
    if wanted != parse_yaml(text.encode(), NAME).values:
        raise ConfigError([Problem(NAME, 0, "", "cannot be changed without touching more than the values asked for")])
