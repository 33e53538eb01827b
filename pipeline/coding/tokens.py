"""A text as words: every pattern of the coder matches whole words, never parts of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.records import Token

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?\b"  # 1,200; 2.5; 5th
    r"|[^\W\d_]+(?:-(?:(?:[A-Za-z]\.){2,}|[^\W_]+))*"  # words, hyphenated ones as one
    r"|['\u2019](?:s|re|ve|ll|d|m|t)\b"  # 's stands alone: China | 's
    r"|\S"
)


_new_token = tuple.__new__  # past the checks of a NamedTuple's own constructor, for speed


def words_in(text: str) -> list[str]:
    """The tokens of a text as they are written, without their places."""
    return _TOKEN.findall(text.replace("\u2019", "'"))


def tokens_at(words: Iterable[str], text: str, offset: int) -> tuple[Token, ...]:
    """The tokens of a text whose words are known."""
    index = text.replace("\u2019", "'").index
    tokens, end = [], 0
    for word in words:
        start = index(word, end)  # only space stands between two tokens
        end = start + len(word)
        tokens.append(_new_token(Token, (word.lower(), offset + start, offset + end)))
    return tuple(tokens)


def tokens_of(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The tokens of a text, lower-cased, with their places counted from `offset`; spaces make no token."""
    return tokens_at(words_in(text), text, offset)
