"""Reads YAML without its surprises, and remembers where everything stood.

A plain scalar is a number, true/false, null or text as YAML 1.2 has it: `NO` stays Norway, `010` stays ten,
a date stays text. Keys are always kept as written. Refused: duplicate keys, anchors, aliases, tags, several
documents, files too large, nesting too deep. PyYAML's event stream is used instead of its node composer,
because the composer recurses and follows aliases before anyone can look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from pipeline.errors import ConfigError, Problem, shown, unshowable

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.inf|\.nan", re.IGNORECASE)
_SPECIAL = {"true": True, "false": False, "null": None, "~": None, "": None}

KeyPath = tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """Where a key or value stands; `line` counts from 1."""

    file: str
    line: int


@dataclass
class YamlTree:
    """Plain values (dict, list, str, int, float, bool, None) and the place of each key path."""

    values: dict
    marks: dict[KeyPath, Mark] = field(default_factory=dict)

    def mark(self, path: KeyPath) -> Mark:
        """The mark of `path`, or of its nearest enclosing key that has one."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks[path]


@dataclass
class _Open:
    """A mapping or sequence that is still being read."""

    value: dict | list
    path: KeyPath
    key: str | None = None


def read_yaml(path: Path) -> YamlTree:
    """Read one YAML file whose top level is a mapping; raises ConfigError."""
    name = str(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ConfigError([Problem(name, 0, "", "file not found")]) from None
    except (OSError, ValueError) as error:
        raise ConfigError([Problem(name, 0, "", f"cannot be read ({getattr(error, 'strerror', error)})")]) from None
    return parse_yaml(raw, name)


def parse_yaml(raw: bytes, name: str) -> YamlTree:
    """Parse the bytes of one YAML file; `name` is used in messages; raises ConfigError."""
    text = _decoded(raw, name)
    reader = _Reader(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            reader.take(event)
    except yaml.YAMLError as error:
        raise ConfigError([_syntax_problem(error, name, text)]) from None
    if reader.problems:
        raise ConfigError(reader.problems)
    if not isinstance(reader.root, dict):
        raise ConfigError([Problem(name, 1, "", f"found {shown(reader.root)}, expected a mapping of keys to values")])
    return YamlTree(reader.root, reader.marks)


def _decoded(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise ConfigError([Problem(name, 0, "", f"{len(raw):,} bytes, allowed: at most {MAX_BYTES:,}")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ConfigError([Problem(name, line, "", "not UTF-8 text; save the file as UTF-8")]) from None
    if "\x00" in text:
        raise ConfigError([Problem(name, text[: text.index("\x00")].count("\n") + 1, "", "contains a NUL byte")])
    return text


def _syntax_problem(error: yaml.YAMLError, name: str, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else 0
    what = getattr(error, "problem", None) or "not valid YAML"
    lines = text.splitlines()
    if line and line <= len(lines) and "\t" in lines[line - 1]:
        what += "; YAML does not allow tabs for indentation, use spaces"
    return Problem(name, line, "", f"cannot be read as YAML: {what}")


def plain(text: str) -> object:
    """The value of an unquoted scalar."""
    if text.lower() in _SPECIAL and text in (text.lower(), text.title(), text.upper()):
        return _SPECIAL[text.lower()]
    if _INT.fullmatch(text):
        return int(text) if len(text) < 20 else float(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _NOT_FINITE.fullmatch(text):
        return float(text.replace(".", ""))
    return text


class _Reader:
    """Builds plain values from the event stream, one event at a time."""

    def __init__(self, name: str):
        self.name = name
        self.root: object = None
        self.marks: dict[KeyPath, Mark] = {(): Mark(name, 1)}
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1
        self._refuse_extras(event, line)
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(self._open) >= MAX_DEPTH:
                raise ConfigError([Problem(self.name, line, "", f"nested deeper than {MAX_DEPTH} levels")])
            value: dict | list = {} if isinstance(event, yaml.MappingStartEvent) else []
            path = self._place(value, line)
            self._open.append(_Open(value, path))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.ScalarEvent):
            is_key = bool(self._open) and isinstance(self._open[-1].value, dict) and self._open[-1].key is None
            refused = unshowable(event.value, one_line=is_key)
            if refused:
                raise ConfigError([Problem(self.name, line, "", refused[1])])
            if is_key:
                self._start_key(event.value, line)
            else:
                self._place(plain(event.value) if event.implicit[0] else event.value, line)

    def _refuse_extras(self, event: yaml.Event, line: int) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise ConfigError([Problem(self.name, line, "", "a second document starts here; allowed: one")])
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            found = ("*" if isinstance(event, yaml.AliasEvent) else "&") + str(event.anchor)
            raise ConfigError([Problem(self.name, line, "", f"found {found!r}; anchors and aliases are not allowed")])
        if getattr(event, "tag", None):
            raise ConfigError([Problem(self.name, line, "", f"found the tag {event.tag!r}; tags are not allowed")])

    def _start_key(self, key: str, line: int) -> None:
        top = self._open[-1]
        path = (*top.path, key)
        if key in top.value:
            first = self.marks[path].line
            self.problems.append(Problem(self.name, line, ".".join(path), f"duplicate key, first given on line {first}"))
        top.key = key
        self.marks[path] = Mark(self.name, line)

    def _place(self, value: object, line: int) -> KeyPath:
        if not self._open:
            self.root = value
            return ()
        top = self._open[-1]
        if isinstance(top.value, list):
            path = (*top.path, str(len(top.value)))
            top.value.append(value)
            self.marks[path] = Mark(self.name, line)
            return path
        if top.key is None:
            raise ConfigError([Problem(self.name, line, "", "a key must be a plain word, not a list or mapping")])
        path = (*top.path, top.key)
        top.value[top.key] = value
        top.key = None
        return path
