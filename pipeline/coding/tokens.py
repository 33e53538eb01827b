"""A text as words: every pattern of the coder matches whole words, never parts of them."""

from __future__ import annotations

import re

from pipeline.records import Token

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?\b"  # 1,200; 2.5; 5th
    r"|[^\W\d_]+(?:-[^\W_]+)*"  # words, hyphenated ones as one
    r"|['\u2019](?:s|re|ve|ll|d|m|t)\b"  # 's stands alone: China | 's
    r"|\S"
)


def tokens_of(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The tokens of a text, lower-cased, with their places counted from `offset`; spaces make no token."""
    return tuple(
        Token(found[0].replace("\u2019", "'").lower(), offset + found.start(), offset + found.end())
        for found in _TOKEN.finditer(text)
    )
