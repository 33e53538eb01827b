"""The day that sentences of a paragraph share, for the acts that have none of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.coding.dates import DateMention
from pipeline.records import Sentence

HEAD = 12
"""Characters at the start of a line within which its own day begins."""
GOING_ON = frozenset(("he", "she", "it", "they", "also", "separately", "return", "response", "both"))


class LineDays:
    """The day that the sentences of a paragraph share: that before a colon at its head ("Tuesday, July 21: ..."), else that of
    the sentence before, for one that goes on with "he", "it" or "also".
    """

    def __init__(self, text: str, published: date | None):
        self.text, self.published = text, published
        self.end = 0
        self.head: DateMention | None = None
        self.last: DateMention | None = None

    def carried(self, sentence: Sentence, dates: Sequence[DateMention]) -> DateMention | None:
        """The day for the acts of this sentence that have none of their own; sentences come in order."""
        if "\n" in self.text[self.end : sentence.start]:
            self.head = self.last = None
        self.end = sentence.end
        own = next((mention for mention in dates if self._near(mention)), None)
        if own and own.start - sentence.start <= HEAD and self.text[own.end : own.end + 1] == ":":
            self.head = own
        goes_on = not dates and any(token.text in GOING_ON for token in sentence.tokens[:3])
        found = self.head or (self.last if goes_on else None)
        self.last = own or (self.last if goes_on else None)
        return found

    def _near(self, mention: DateMention) -> bool:
        near = mention.first is not None and mention.last is not None and self.published is not None
        return near and mention.last <= self.published and (mention.last - mention.first).days < 7  # type: ignore[operator]
