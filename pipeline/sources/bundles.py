"""Several articles in one text file, as press data bases export them and as people paste them together.

Three signs part articles. "Document 2 of 14" and "2 of 14 DOCUMENTS" begin one; "End of Document" and the number that
Factiva gives each document end one. A line of dashes or equals signs parts them only where every piece begins with the
same kinds of header (title, day, source, byline, length, copyright), two at least: in an article such a line is an ornament.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from pipeline.sources.stated_days import stated_day

_NUMBERED = re.compile(
    r"^[^\S\n]{0,200}(?:Document[^\S\n]{1,3}(\d{1,5})[^\S\n]{1,3}of[^\S\n]{1,3}(\d{1,5})"
    r"|(\d{1,5})[^\S\n]{1,3}of[^\S\n]{1,3}(\d{1,5})[^\S\n]{1,3}DOCUMENTS?)[^\S\n]{0,200}$",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(
    r"^[^\S\n]{0,200}(?:End of Document|Document [A-Z][A-Z0-9]{3,15}(?:19|20)\d{6}[a-z0-9]{6,14})[^\S\n]{0,200}$",
    re.IGNORECASE | re.MULTILINE,
)
_RULE = re.compile(r"^[^\S\n]{0,200}([-=_*~\u2014])(?:[^\S\n]?\1){9,199}[^\S\n]{0,200}$", re.MULTILINE)
_EDGES = "\r\n\f\v\ufeff" + "-=_*~\u2014 \t"
_FEWEST_WORDS = 20
"""A piece of fewer words is what stands around the articles: a list of contents, a notice of the data base."""
_HEADER_LINES = 12
_SHARED = 2
_HEADERS = {
    "title": re.compile(r"(?:headline|title|hd)\s{0,3}:\s*\S", re.IGNORECASE),
    "length": re.compile(r"(?:length:?\s*|wc\s+)?\d[\d,]{0,8} words$", re.IGNORECASE),
    "byline": re.compile(r"byline:?\s", re.IGNORECASE),
    "source": re.compile(r"(?:source|publication|newspaper)\s{0,3}:\s*\S", re.IGNORECASE),
    "section": re.compile(r"section\s{0,3}:\s*\S", re.IGNORECASE),
    "copyright": re.compile(r"(?:copyright\b|\u00a9|\(c\))", re.IGNORECASE),
}
_LABELLED = re.compile(
    r"(?P<key>headline|title|source|publication(?: info| title)?|newspaper)\s{0,3}:\s*(?P<value>\S.{0,300})", re.IGNORECASE
)
_FIELD = re.compile(r"(?P<key>HD|SN|PUB)(?:[^\S\n]+(?P<value>\S.{0,300}))?$")
_COVER = re.compile(r"^(?:Client/Matter|Search Terms|Search Type|Content Type|Narrowed by|Job Number)\b", re.IGNORECASE)
_INDEX = re.compile(r"^(?:Classification[^\S\n]{0,9}\r?\n|(?:Load-Date|Subject|Language|Publication-Type): )", re.I | re.M)
_LONGEST_TITLE, _LONGEST_SOURCE = 200, 80
_BEFORE_DAY = re.compile(r"by\s|.{0,12}\bwords$|byline", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\b")


class Part(NamedTuple):
    """One article of a bundle: where it stands in the file, and what its header says."""

    start: int
    end: int
    title: str
    source: str
    published: date | None


def bundled(text: str) -> list[Part]:
    """The articles of a bundle in order; empty where the text is one article, or may be."""
    for pieces in (_by_number(text), _by_end(text), _by_rule(text)):
        parts = [_part(text, *piece) for piece in pieces]
        if len(parts) > 1:
            return parts
    return []


def _by_number(text: str) -> list[tuple[int, int]]:
    """Pieces that begin with "Document 2 of 14": numbers that rise, and one total."""
    marks = list(_NUMBERED.finditer(text))
    counts = [tuple(int(number) for number in mark.groups() if number) for mark in marks]
    numbers, totals = [number for number, _ in counts], {total for _, total in counts}
    if len(marks) < 2 or len(totals) > 1 or numbers != sorted(set(numbers)) or numbers[-1] > max(totals):
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    pieces = [(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]
    return _full(text, [(0, marks[0].start()), *pieces] if _headers(text[: marks[0].start()]) else pieces)


def _by_end(text: str) -> list[tuple[int, int]]:
    """Pieces that end with "End of Document" or Factiva's number of the document."""
    marks = list(_END.finditer(text))
    if not marks:
        return []
    starts = [0] + [mark.end() for mark in marks]
    return _full(text, list(zip(starts, [*(mark.start() for mark in marks), len(text)], strict=True)))


def _by_rule(text: str) -> list[tuple[int, int]]:
    """Pieces between lines of dashes that are followed by a header, where all of them begin with the same kinds of header."""
    rules = [rule for rule in _RULE.finditer(text) if len(_headers(text[rule.end() : rule.end() + 2000])) >= _SHARED]
    if not rules:
        return []
    starts = [0] + [rule.end() for rule in rules]
    pieces = list(zip(starts, [*(rule.start() for rule in rules), len(text)], strict=True))
    pieces = [(start, end) for start, end in pieces if text[start:end].strip(_EDGES)]
    shared = set.intersection(*(_headers(text[start:end]) for start, end in pieces))
    return pieces if len(shared) >= _SHARED and len(_full(text, pieces)) == len(pieces) else []


def _full(text: str, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces that hold an article."""
    return [(start, end) for start, end in pieces if len(text[start:end].split(None, _FEWEST_WORDS)) > _FEWEST_WORDS]


def _lines(piece: str) -> list[str]:
    lines = (line.strip(_EDGES) for line in piece[:4000].splitlines())
    return [line for line in lines if line][:_HEADER_LINES]


def _headers(piece: str) -> set[str]:
    """The kinds of header with which a piece begins."""
    lines = _lines(piece)
    found = {kind for kind, pattern in _HEADERS.items() if any(pattern.match(line) for line in lines)}
    return found | ({"day"} if stated_day("\n".join(lines)) else set())


def _part(text: str, start: int, end: int) -> Part:
    """An article without the lines of a cover sheet before it and of the data base's index behind it."""
    start = _after_cover(text, start, end)
    published = stated_day(text[start:end])
    index = next((found.start() for found in _INDEX.finditer(text, start, end) if found.start() > (start + end) // 2), end)
    while start < index and text[start] in _EDGES:
        start += 1
    while index > start and text[index - 1] in _EDGES:
        index -= 1
    title, source = _named(_lines(text[start:index]))
    return Part(start, index, title, source, published)


def _after_cover(text: str, start: int, end: int) -> int:
    """Where the first article begins after a cover sheet, which lists the search and the titles of all."""
    place, cover = start, start
    for line in text[start : min(end, start + 40_000)].splitlines(keepends=True):
        if _HEADERS["length"].match(line.strip()):
            break
        place += len(line)
        if _COVER.match(line.strip()):
            cover = place
    return cover if _full(text, [(cover, end)]) else start


def _named(lines: list[str]) -> tuple[str, str]:
    """Title and source as the header labels them, else as they stand around the day and the length."""
    title = source = ""
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        found = _LABELLED.match(line) or _FIELD.match(line)
        if found and found["key"].lower() in ("headline", "title", "hd"):
            title = title or (found["value"] or following)
        elif found:
            source = source or (found["value"] or following)
    day = next((at for at, line in enumerate(lines) if stated_day(line)), -1)
    if day == 1 and any(_HEADERS["length"].match(line) for line in lines):  # the paper, the day, the edition, the title
        return title.strip(), (source or lines[0]).strip()
    bare = bool(lines) and day != 0 and len(lines[0]) <= _LONGEST_TITLE
    return (title or (lines[0] if bare else "")).strip(), (source or _beside(lines, day)).strip()


def _beside(lines: list[str], day: int) -> str:
    """The paper named before the day, or after the day and its clock time."""
    if day < 2:
        return ""
    after = next((line for line in lines[day + 1 : day + 3] if not _CLOCK.match(line)), "")
    found = after if _BEFORE_DAY.match(lines[day - 1]) else lines[day - 1]
    return found if len(found) <= _LONGEST_SOURCE else ""
