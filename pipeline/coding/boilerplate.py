"""What stands on a page beside the article: sign-up lines, captions, bylines, links to other pieces. It is passed over.

The patterns are data (data/common/boilerplate.yaml), anchored to lines; a pattern is tried only in texts that hold its
longest word and its longest piece of plain words, so that most articles try next to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.coding.dateline import dateline_of
from pipeline.config.yaml_tree import YamlTree, read_yaml
from pipeline.errors import DataError, Problem, expected, shown

PATTERNS_FILE = Path(__file__).resolve().parents[2] / "data" / "common" / "boilerplate.yaml"
KINDS = ("line", "opening", "closing", "credit", "glued", "teasers")
LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

_LONG = 400
_LONGEST_TITLE = 150
_LONGEST_WHOLE = 200
_TAIL = 250
_SAME = 30
"""Characters from which a line that was there before is a repeated headline, not a refrain."""
_MAX_STARS = 2
_NAME = r"[A-Z][\w.'-]*(?: (?:(?:de|da|di|la|van|von|der|den|al|el|bin|ben|dos) ){0,2}[A-Z][\w.'-]*){1,3}"
_WILD = {"*": r".{0,80}?", "#": r"\d[\d.,]*", "@": rf"(?-i:{_NAME}(?:,? and {_NAME}|, {_NAME}){{0,5}})"}
_EDGE = r"[\s.:!\u2026|>\u00bb\u203a*_\u2022\u00b7#\u2013\u2014\[\]()-]{0,20}"
_STOP = re.compile(r"[.!?][\"\u201d']?(?=\s|[A-Z\u201c]|$)")
_RUN_TOGETHER = re.compile(r"[A-Z](?:(?<=[a-z].)|(?<=[A-Z].)(?=[a-z]))")  # talks.ChinaSign up, NATOSign up
_LETTERS_APART = bytes(code if chr(code).isalpha() and code < 128 else 32 for code in range(256))
_FRONT = re.compile(r"---\r?\n(?:[^\n]{0,1000}\n){0,60}?---[ \t]*\r?(?:\n|$)")


class Mask(NamedTuple):
    """A stretch of text that is no part of the article, and what it is."""

    start: int
    end: int
    reason: str


class Pattern(NamedTuple):
    """A compiled pattern; `key` is its longest piece of plain words, lower-cased, `word` the longest whole word of all."""

    kind: str
    reason: str
    key: str
    word: str
    regex: re.Pattern


def masked(text: str) -> list[Mask]:
    """The stretches of an article's text that are passed over, in order; they do not overlap."""
    plain = _typed(text)
    active = _active(plain)
    found = list(_front_matter(text))
    dateline = dateline_of(text)
    if dateline:
        found.append(Mask(dateline.start, dateline.end, "dateline"))
    found += _of_lines(plain, active)
    for pattern in active["glued"]:
        found += (Mask(*hit.span("mark"), pattern.reason) for hit in pattern.regex.finditer(plain))
    return _apart(found)


def passed_over(masks: Iterable[Mask]) -> tuple[str, ...]:
    """One line for each reason why something was passed over, with how often and how much; the most first."""
    sizes: dict[str, list[int]] = {}
    for mask in masks:
        sizes.setdefault(mask.reason, []).append(mask.end - mask.start)
    ranked = sorted(sizes.items(), key=lambda entry: (-sum(entry[1]), entry[0]))
    return tuple(f"passed over as {reason}: {len(found)} ({sum(found):,} characters)" for reason, found in ranked)


def _active(plain: str) -> dict[str, list[Pattern]]:
    """The patterns, by kind, that a text may hold: those whose plain words stand in it, in the order of their file."""
    lowered = plain.lower()
    index = _by_word()
    words = _whole_words(plain)
    active: dict[str, list[Pattern]] = {kind: [] for kind in KINDS}
    for _, pattern in sorted(entry for word in (words & index.keys()) | {""} for entry in index.get(word, ())):
        if pattern.key in lowered:
            active[pattern.kind].append(pattern)
    return active


def _whole_words(plain: str) -> set[str]:
    """The words of ASCII letters in a text, lower-cased; those that ran together without a space apart."""
    apart = _RUN_TOGETHER.sub(r" \g<0>", plain).encode("ascii", "replace").translate(_LETTERS_APART)
    return set(apart.decode("ascii").lower().split())


@cache
def _by_word() -> dict[str, list[tuple[int, Pattern]]]:
    """The numbered patterns by the longest whole word that each needs; those that need none under the empty word."""
    index: dict[str, list[tuple[int, Pattern]]] = {}
    for number, pattern in enumerate(patterns()):
        index.setdefault(pattern.word, []).append((number, pattern))
    return index


def _typed(text: str) -> str:
    """A text with the apostrophes and spaces of a keyboard; no character moves."""
    return text.replace("\u2019", "'").replace("\u2018", "'").replace("\u00a0", " ")


def _front_matter(text: str) -> Iterator[Mask]:
    """The block of settings with which a markdown file may begin."""
    front = _FRONT.match(text)
    if front:
        yield Mask(0, front.end(), "front matter")


def _of_lines(text: str, active: dict[str, list[Pattern]]) -> Iterator[Mask]:
    before: set[str] = set()
    after_heading = ""
    for line in LINE.finditer(text):
        start, end = line.span()
        while start < end and text[start].isspace():
            start += 1
        content = text[start:end].rstrip()
        if not content:
            continue
        heading = _whole(content, active["teasers"])
        after_heading = heading or (after_heading if _is_title(content) else "")
        reason = after_heading or _whole(content, active["line"])
        if len(content) >= _SAME and not reason:
            reason = "repeated" if content in before else ""
            before.add(content)
        if reason:
            yield Mask(start, end, reason)
        else:
            yield from _of_line(content, start, active)


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not line.endswith((".", "!", '."', ".\u201d", ":"))


def _whole(line: str, tried: list[Pattern]) -> str:
    if not tried or len(line) > _LONGEST_WHOLE:
        return ""
    return next((pattern.reason for pattern in tried if pattern.regex.fullmatch(line)), "")


def _of_line(line: str, offset: int, active: dict[str, list[Pattern]]) -> Iterator[Mask]:
    """What of one line is passed over: from its start, from its end, or all of it."""
    for pattern in active["opening"]:
        opened = pattern.regex.match(line)
        if opened:
            end = len(line)
            if end > _LONG:
                stop = _STOP.search(line, opened.end(), opened.end() + _LONG)
                end = stop.end() if stop else opened.end()
            yield Mask(offset, offset + end, pattern.reason)
            break
    for pattern in active["closing"] + active["credit"]:
        closed = pattern.regex.search(line, max(0, len(line) - _TAIL))
        if closed:
            whole = pattern.kind == "credit" and len(line) <= _LONG
            yield Mask(offset + (0 if whole else closed.start("mark")), offset + len(line), pattern.reason)


def _apart(found: Iterable[Mask]) -> list[Mask]:
    """The masks in order; of two that overlap the earlier and longer one grows over the other."""
    apart: list[Mask] = []
    for mask in sorted(found, key=lambda one: (one.start, -one.end)):
        if apart and mask.start < apart[-1].end:
            if mask.end > apart[-1].end:
                apart[-1] = apart[-1]._replace(end=mask.end)
        elif mask.end > mask.start:
            apart.append(mask)
    return apart


@cache
def patterns(path: Path = PATTERNS_FILE) -> tuple[Pattern, ...]:
    """The patterns of a file, compiled; raises DataError naming the line of each that cannot be used."""
    tree = read_yaml(path)
    problems: list[Problem] = []
    made: list[Pattern] = []
    for kind, reasons in tree.values.items():
        if kind not in KINDS or not isinstance(reasons, dict):
            message = f"found {shown(kind)}, {expected(kind, KINDS)}; below each, lists of patterns by reason"
            problems.append(Problem(str(path), tree.mark((kind,)).line, kind, message))
            continue
        for reason, written in reasons.items():
            made += _compiled(kind, reason, written, tree, problems)
    if problems:
        raise DataError(problems)
    return tuple(made)


def _compiled(kind: str, reason: str, written: object, tree: YamlTree, problems: list[Problem]) -> Iterator[Pattern]:
    mark = tree.mark((kind, reason))
    if not isinstance(written, list):
        problems.append(Problem(mark.file, mark.line, f"{kind}.{reason}", f"found {shown(written)}, expected a list"))
        return
    for at, words in enumerate(written):
        key = max(re.split(r"[*#@]", _typed(str(words)).lower()), key=len).strip()
        if not key or str(words).count("*") > _MAX_STARS:
            line = tree.mark((kind, reason, str(at))).line
            message = f"found {shown(words)}, expected some plain words and at most {_MAX_STARS} stars"
            problems.append(Problem(mark.file, line, f"{kind}.{reason}", message))
            continue
        yield Pattern(kind, reason, key, _longest_word(str(words)), re.compile(_regex(kind, str(words)), re.IGNORECASE))


def _longest_word(words: str) -> str:
    """The longest word of a pattern that no wildcard touches."""
    pieces = re.split(r"[*#@]", _typed(words).lower())
    whole = [re.sub(r"^[a-z]+", "", piece) if at else piece for at, piece in enumerate(pieces)]
    whole = [re.sub(r"[a-z]+$", "", piece) if at < len(pieces) - 1 else piece for at, piece in enumerate(whole)]
    return max(re.findall(r"[a-z]+", " ".join(whole)), key=len, default="")


def _regex(kind: str, words: str) -> str:
    pieces = re.split(r"([*#@])", _typed(words).strip())
    body = "".join(_WILD.get(piece) or r"\s+".join(map(re.escape, piece.split(" "))) for piece in pieces)
    boundary = r"(?:\b|(?=(?-i:[A-Z])))" if body[-1:].isalnum() else ""
    if kind in ("line", "teasers"):
        return _EDGE + body + _EDGE
    if kind == "opening":
        return _EDGE + body + boundary
    if kind == "glued":
        return rf"(?<=[.!?\"\u201d')])(?P<mark>{body})(?=(?-i:[A-Z\u201c\"]))"
    lead = r"(?:^|(?<=[.!?\"\u201d')\]\s]))" if kind == "closing" else r"(?:^|(?<=[\s(|/,.!?\"\u201d')]))"
    return rf"{lead}\s*(?P<mark>{body}){_EDGE}$"
