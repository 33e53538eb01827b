"""What was decided, one JSON object a line, only added to: enough of each to learn from it and to take it back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem, expected, shown
from pipeline.review.tellings import Span
from pipeline.store import finish

ACTIONS = ("accept", "edit", "reject", "merge", "later", "undo")


@dataclass(frozen=True)
class Decision:
    """One decision. `time`: UTC, ISO; `proposal`: its id; `kind`, `rule`, `type`, `direction`, `confidence`: as proposed;
    `into`: the event that was merged into or replaced; `event`: the row that was written or changed; `articles`: where
    it was read; `changed`: what an edit changed, column -> [before, after]; `before`, `after`: the row of the events as
    it stood and as written, None where there was none; `text`: the same two as they stand in the file; `queued`: the row of
    the queue; `undoes`: the number of the decision that an undo takes back, else 0.
    """

    n: int
    time: str
    action: str
    proposal: str
    kind: str
    into: str
    event: str
    rule: str
    type: str
    direction: str
    confidence: float
    reason: str
    articles: tuple[Span, ...]
    changed: Mapping[str, Sequence[str]]
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None
    text: Sequence[str]
    queued: Mapping[str, str]
    undoes: int = 0


_KINDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys((field.name for field in fields(Decision)), (str,)),
    **dict.fromkeys(("n", "undoes"), (int,)),
    **dict.fromkeys(("before", "after"), (dict, type(None))),
    **dict.fromkeys(("changed", "queued"), (dict,)),
    **dict.fromkeys(("articles", "text"), (list,)),
    "confidence": (float, int),
}


def decisions_path(config: Config) -> Path:
    """Where the log of a config lies: as it says, else beside the events."""
    return Path(config.data.decisions or Path(config.data.events).parent / "decisions.jsonl")


def load_decisions(config: Config) -> tuple[Decision, ...]:
    """Every decision of a config, the oldest first; none where there is no file. Raises DataError.

    Unfinished writing of a killed run is finished first; not for who holds the lock of the events (`read_decisions` is).
    """
    finish(Path(config.data.events).parent)
    return read_decisions(decisions_path(config))


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file; raises DataError naming the line that is none."""
    return decisions_of(content_of(path), path)


def content_of(path: Path) -> bytes:
    """The bytes of a log; none where there is no file. Raises DataError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise DataError([Problem(str(path), 0, "", f"cannot be read ({error.strerror})")]) from None


def decisions_of(content: bytes, path: Path) -> tuple[Decision, ...]:
    """The decisions in the bytes of a log; `path` is for messages."""
    lines = content.split(b"\n")
    if lines[-1].strip():
        raise DataError([Problem(str(path), len(lines), "", "torn: the last line has no end")])
    found: list[Decision] = []
    for number, line in enumerate(lines[:-1], 1):
        try:
            found.append(_decision(line, len(found) + 1))
        except ValueError as error:
            raise DataError([Problem(str(path), number, "", str(error))]) from None
    return tuple(found)


def line_of(decision: Decision) -> bytes:
    """A decision as its line."""
    return json.dumps(asdict(decision), ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """Decisions that nobody took back, the oldest first."""
    undone = {decision.undoes for decision in decisions}
    return [decision for decision in decisions if decision.action != "undo" and decision.n not in undone]


def told(decision: Decision) -> str:
    """What became of a proposal, for who comes too late: accepted as 2031-01-02-talks at 2031-01-03T10:00:00Z."""
    words = {
        "accept": f"accepted as {decision.event}",
        "edit": f"accepted with changes as {decision.event}",
        "merge": f"merged into {decision.event}",
        "reject": "rejected",
        "later": "put off for later",
        "undo": "taken back",
    }
    return f"{words[decision.action]} at {decision.time}"


def _decision(line: bytes, number: int) -> Decision:
    """The decision of a line; raises ValueError saying what is wrong with it."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError(f"found {shown(line.decode('utf-8', 'replace'))}, not a whole JSON object") from None
    if not isinstance(found, dict):
        raise ValueError(f"found {shown(found)}, expected a decision")
    for key in (*_KINDS, *found):
        if key not in found:
            raise ValueError(f"{key}: required key is missing")
        if key not in _KINDS:
            raise ValueError(f"unknown key {key!r}, {expected(key, _KINDS)}")
        if not isinstance(found[key], _KINDS[key]) or isinstance(found[key], bool):
            raise ValueError(f"{key}: found {shown(found[key])}, expected {_KINDS[key][0].__name__}")
    if found["action"] not in ACTIONS:
        raise ValueError(f"action: found {shown(found['action'])}, {expected(found['action'], ACTIONS)}")
    if found["n"] != number:
        raise ValueError(f"n: found {found['n']}, expected {number}: decisions are numbered one by one")
    if [type(text) for text in found["text"]] != [str, str]:
        raise ValueError(f"text: found {shown(found['text'])}, expected two texts")
    return replace(Decision(**found), articles=tuple(map(_span, found["articles"])), text=tuple(found["text"]))


def _span(item: Any) -> Span:
    try:
        return Span(str(item["fingerprint"]), int(item["start"]), int(item["end"]))
    except (TypeError, KeyError):
        raise ValueError(f"articles: found {shown(item)}, expected fingerprint, start and end") from None
