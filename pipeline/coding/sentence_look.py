"""One sentence as tokens to look at: what stands where, with what capitals, and which known name begins there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.coding.country_names import Phrase
from pipeline.coding.mentions import Mention
from pipeline.records import Token

if TYPE_CHECKING:
    from pipeline.coding.gazetteer import Gazetteer

DATE_WORDS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ]
)
STOPS = frozenset(".,;:)!?—–-")
_DATELINE = re.compile(
    r"[A-Z][A-Z.,'/ ]{2,45}"  # BEIJING
    r"(?:, ?[A-Z][A-Za-z. ]{1,25}(?:\d{1,2})?(?:, \d{4})?)?"  # , May 3
    r" ?(?:\([A-Za-z/ .]{2,30}\))?"  # (Agency)
    r"(?: --? | ?— ?| – )(?=\S)"
)


class SentenceLook:
    """The tokens of one sentence while they are read from left to right; `found` holds the mentions so far."""

    def __init__(self, gazetteer: Gazetteer, tokens: Sequence[Token], text: str, day: date | None):
        self.names = gazetteer
        self.words = gazetteer.institutions
        self.people = gazetteer.holders
        self.tokens = tokens
        self.texts = [token[0] for token in tokens]
        self.text = text
        self.day = day
        self.found: list[Mention] = []

    def slice(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def capital(self, place: int) -> bool:
        """Whether a word beginning with a capital stands there."""
        return 0 <= place < len(self.tokens) and self.text[self.tokens[place].start].isupper()

    def word(self, place: int) -> str:
        return self.texts[place] if 0 <= place < len(self.texts) else ""

    def near(self, place: int) -> bool:
        """Whether a token follows the one before it after one space or none."""
        return 0 < place < len(self.tokens) and self.tokens[place].start - self.tokens[place - 1].end <= 1

    @cached_property
    def headline(self) -> bool:
        """Capitals throughout say nothing of names."""
        long = [token for token in self.tokens if len(token.text) > 3 and token.text[0].isalpha()]
        capitals = sum(self.text[token.start].isupper() for token in long)
        return len(long) > 3 and capitals >= 0.8 * len(long)

    @cached_property
    def all_words(self) -> frozenset[str]:
        return frozenset(self.texts)

    def _after_dateline(self) -> int:
        """The token after 'BEIJING, May 3 (Agency) -': a dateline says where somebody wrote."""
        if not self.tokens or not self.slice(0, 0).isupper() or len(self.tokens) < 4:
            return 0
        start = self.tokens[0].start
        found = _DATELINE.match(self.text, start, min(start + 120, self.tokens[-1].end))
        if not found:
            return 0
        return next((i for i, token in enumerate(self.tokens) if token.start >= found.end()), 0)

    def _add(self, first: int, last: int, codes: tuple[str, ...], kind: str, **more: object) -> int:
        start, end = self.tokens[first].start, self.tokens[last].end
        self.found.append(Mention(first, last, start, end, codes, kind, **more))  # type: ignore[arg-type]
        return last + 1

    def _free(self) -> int:
        """The first token that no mention holds yet."""
        return self.found[-1].last_token + 1 if self.found else 0

    def match(self, place: int) -> Phrase | None:
        """The longest name that begins at this token and is written as it must be."""
        tokens, text = self.tokens, self.text
        seconds = self.names.starts.get(self.texts[place])
        if seconds is None:
            return None
        capital = text[tokens[place].start].isupper()
        for one in seconds.get(self.word(place + 1)) or seconds[""]:
            size = len(one.words)
            if one.capital and not capital:
                continue
            if size > 2 and tuple(self.texts[place : place + size]) != one.words:
                continue
            if one.plain or one.fits([text[token.start : token.end] for token in tokens[place : place + size]]):
                return one
        return None
