"""The sentences of an article, each a slice of its text.

A line is a paragraph; lines of a text that was wrapped to a width are joined again. A paragraph ends where a full
stop, or a mark of its kind, is followed by a space and a capital, and also where the space was lost ("talks.China
said"); short forms are data (data/common/abbreviations.yaml). Boilerplate and paragraphs in other languages are
passed over and told. Time is in proportion to length: no sentence is longer than `MAX_SENTENCE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.coding.boilerplate import LINE, Mask, masked
from pipeline.coding.language import english
from pipeline.coding.tokens import tokens_of
from pipeline.config.yaml_tree import read_yaml
from pipeline.errors import DataError, Problem, expected, shown
from pipeline.records import Article, Sentence

ABBREVIATIONS_FILE = Path(__file__).resolve().parents[2] / "data" / "common" / "abbreviations.yaml"
MAX_SENTENCE = 1500
"""Characters; longer ones are tables or ran together without a stop, and are cut at a space."""

_LISTS = ("inside", "before_numbers", "perhaps", "starters", "domains")
_WRAP_WIDTH = 120
_WRAPPED = 0.4
"""Share of lines that go on with a small letter from which a block of short lines is a wrapped text."""
_SHORT_LINE = 0.6
_CLOSED = (".", "!", "?", ":", ";", '"', "\u201d", ")", "\u2026")
_BULLET = re.compile(r"[\s#*\u2022\u25aa\u25cf\u00b7>\u2013\u2014-]*(?:\d{1,2}[.)]\s+)?[\s\x00-\x1f]*")
_ITEM = re.compile(r"\s*(?:[#*\u2022\u25aa\u25cf\u00b7>\u2013\u2014-]|\d{1,2}[.)])\s")
_STOP = re.compile(r"(?<![.!?\u2026])[.!?\u2026]++(?P<close>[\"\u201d\u2019')\]]*+)(?:(?P<space>\s++)|(?=[A-Z\u201c]))")
_WORD_BEFORE = re.compile(r"[\w.&]*$")
_WORD_AFTER = re.compile(r"[\"\u201c\u2018'(\[]*([^\W_]+)(?:\s+(time)\b)?")
_LONGEST_LABEL = 8
_LOST_SPACE_WORD = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]{2,}")
_LABEL = re.compile(r"\W*(?:\d{1,2}|[A-Za-z])")
_LONGEST_ADDRESS = 60
_ADDRESS = re.compile(r"://|www\.|@")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_BEYOND_ASCII = re.compile(r"[^\W\d_a-zA-Z]")
_ODD_LETTERS = 3


Place = tuple[int, int, int]
"""Start and end of a sentence, and the number of its paragraph."""


class _Words(NamedTuple):
    """The lists of abbreviations.yaml."""

    inside: frozenset[str]
    before_numbers: frozenset[str]
    perhaps: frozenset[str]
    starters: frozenset[str]
    domains: frozenset[str]


def sentences_of(article: Article) -> list[Sentence]:
    """The sentences of an article in order; they do not overlap, and hold every letter that is not passed over."""
    return split(article)[0]


def split(article: Article) -> tuple[list[Sentence], list[Mask]]:
    """The sentences of an article, and what was passed over and why."""
    places, skipped = places_of(article.text)
    return [_sentence(article.text, *place) for place in places], skipped


def _sentence(text: str, start: int, end: int, paragraph: int) -> Sentence:
    quote = text[start:end]
    return Sentence(start, end, quote, paragraph, tokens_of(quote, start))


def places_of(text: str) -> tuple[list[Place], list[Mask]]:
    """Where each sentence stands: start, end and number of its paragraph; and what was passed over and why."""
    masks = masked(text)
    skipped = list(masks)
    places: list[Place] = []
    number = 0
    next_mask = 0
    for start, end in _paragraphs(text):
        while next_mask < len(masks) and masks[next_mask].end <= start:
            next_mask += 1
        pieces = _unmasked(start, end, masks, next_mask)
        if not english(" ".join(text[left:right] for left, right in pieces)):
            skipped += (Mask(left, right, "not English") for left, right in pieces)
            continue
        before = len(places)
        for piece in pieces:
            for left, right in _split(text, *piece):
                if _is_foreign(text[left:right]):
                    skipped.append(Mask(left, right, "not English"))
                else:
                    places.append((left, right, number))
        number += len(places) > before
    return places, sorted(skipped)


def _is_foreign(quote: str) -> bool:
    """A sentence in another language within an English paragraph; looked for only where its letters are odd."""
    return not quote.isascii() and len(_BEYOND_ASCII.findall(quote)) >= _ODD_LETTERS and not english(quote)


def _unmasked(start: int, end: int, masks: list[Mask], at: int) -> list[tuple[int, int]]:
    """What is left of a paragraph between the masks, from the one at `at` on."""
    pieces = []
    while at < len(masks) and masks[at].start < end:
        if masks[at].start > start:
            pieces.append((start, masks[at].start))
        start = max(start, masks[at].end)
        at += 1
    if start < end:
        pieces.append((start, end))
    return pieces


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph stands; blocks are what blank lines part."""
    block: list[tuple[int, int]] = []
    last = 0
    for line in LINE.finditer(text):
        start, end = line.span()
        if block and text.count("\n", last, start) + text.count("\r", last, start) > 1 + ("\r\n" in text[last:start]):
            yield from _joined(text, block)
            block = []
        if line[0].isspace():
            yield from _joined(text, block)
            block = []
        else:
            block.append((start, end))
        last = end
    yield from _joined(text, block)


def _joined(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The paragraphs of a block of lines."""
    if not block:
        return
    width = max(end - start for start, end in block)
    low = sum(_starts_small(text, start, end) for start, end in block[1:])
    wrapped = width <= _WRAP_WIDTH and low >= _WRAPPED * (len(block) - 1)
    (first, last), line = block[0], block[0][0]
    for start, end in block[1:]:
        closed = text[first:last].rstrip()[-1:] in _CLOSED if last - first < MAX_SENTENCE else text[last - 1] in _CLOSED
        goes_on = not closed and _starts_small(text, start, end)
        if wrapped and not goes_on:
            goes_on = last - line > _SHORT_LINE * width and not _ITEM.match(text, start, end)
        if goes_on:
            last = end
        else:
            yield first, last
            first, last = start, end
        line = start
    yield first, last


def _starts_small(text: str, start: int, end: int) -> bool:
    while start < end and text[start].isspace():
        start += 1
    return start < end and text[start].islower()


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences between two places, without the space and the bullets around them."""
    first = start
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, first, stop, end):
            yield from _cut(text, first, stop.end("close"))
            first = stop.end()
    yield from _cut(text, first, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One sentence, trimmed; in pieces where it is too long; nothing where it has neither letter nor digit."""
    start = min(_BULLET.match(text, start, end).end(), end)  # type: ignore[union-attr]
    while end - start > MAX_SENTENCE:
        space = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        middle = space if space > 0 else start + MAX_SENTENCE
        yield from _cut(text, start, middle)
        start = middle
    while end > start and (text[end - 1].isspace() or text[end - 1] < " "):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if any(map(str.isalnum, text[start:end])):
        yield start, end


def _ends(text: str, first: int, stop: re.Match, end: int) -> bool:
    """Whether the mark at `stop` ends the sentence that began at `first`."""
    if stop.end() >= end:
        return True
    after = _WORD_AFTER.match(text, stop.end(), min(end, stop.end() + 40))
    if not after:
        return bool(stop["space"]) and bool(stop["close"] or stop[0][0] in "!?")
    if after[1][0].islower():
        return False
    if not stop["space"] and not _is_lost_space(text, stop, after[1]):
        return False
    if stop["close"] or text[stop.start()] != "." or text[stop.start() : stop.start() + 2] == "..":
        return True
    return _full_stop_ends(text, first, stop, after)


def _full_stop_ends(text: str, first: int, stop: re.Match, after: re.Match) -> bool:
    """Whether a full stop is more than the end of a short form, an initial or the number of a list's item."""
    words = _words()
    place = stop.start()
    word = _WORD_BEFORE.search(text, max(first, place - 20), place)[0]  # type: ignore[index]
    following = after[1]
    if word in words.inside:
        return False
    if following[0].isdigit() and word in words.before_numbers:
        return False
    if place - first <= _LONGEST_LABEL and _LABEL.fullmatch(text, first, place):
        return False
    if word in words.perhaps or (len(word) == 1 and word.isupper()) or _ACRONYM.fullmatch(word):
        return following.lower() in words.starters and not after[2] and following[0].isupper()
    return True


def _is_lost_space(text: str, stop: re.Match, following: str) -> bool:
    """Whether two sentences ran together at `stop`, rather than it being the point in a name or an address."""
    place = stop.start()
    word = _WORD_BEFORE.search(text, max(0, place - 20), place)[0]  # type: ignore[index]
    low = following.lower()
    known = low in _words().starters or (following.isupper() and len(following) > 1) or _LOST_SPACE_WORD.fullmatch(following)
    if not known or low in _words().domains:
        return False
    if not word:
        return bool(stop["close"]) or (place > 0 and text[place - 1] in '\u201d\u2019")]%')
    if not stop["close"] and (len(word) < 2 or ("." in word and not _ACRONYM.fullmatch(word))):
        return False
    left, right = max(0, place - _LONGEST_ADDRESS), place + _LONGEST_ADDRESS
    space = text.find(" ", place, right)
    return not _ADDRESS.search(text, max(left, text.rfind(" ", left, place)), right if space < 0 else space)


@cache
def _words(path: Path = ABBREVIATIONS_FILE) -> _Words:
    """The lists of short forms; raises DataError for a list that is missing or unknown."""
    tree = read_yaml(path)
    problems = [
        Problem(str(path), tree.mark((key,)).line, key, f"unknown list, {expected(key, _LISTS)}")
        for key in tree.values
        if key not in _LISTS
    ]
    for key in _LISTS:
        found = tree.values.get(key)
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            problems.append(Problem(str(path), tree.mark((key,)).line, key, f"found {shown(found)}, expected a list of words"))
    if problems:
        raise DataError(problems)
    return _Words(*(frozenset(tree.values[key]) for key in _LISTS))
