"""The day that sentences of a paragraph share, for the acts that have none of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.coding.dates import ArticleDates, DateMention
from pipeline.records import Sentence

HEAD = 12
"""Characters at the start of a line within which its own day begins."""
GOING_ON = frozenset(("he", "she", "it", "they", "also", "separately", "return", "response", "both"))


class LineDays:
    """The day that the sentences of a line share: that before a colon at its head ("Tuesday, July 21: ..."), else that of the
    sentence before, for one that goes on with "he", "it" or "also". Read only as far as it is asked for.
    """

    def __init__(self, text: str, published: date | None, sentences: Sequence[Sentence], dates: ArticleDates):
        self.text, self.published = text, published
        self.sentences, self.dates = sentences, dates
        self._states: dict[int, tuple[DateMention | None, DateMention | None]] = {}
        """Per sentence that was asked for: the day at the head of its line, and the latest day after it."""
        self._carried: dict[int, DateMention | None] = {}

    def named(self, place: int) -> Sequence[DateMention]:
        """The dates of a sentence."""
        return self.dates.of(place)

    def carried(self, place: int) -> DateMention | None:
        """The day for the acts of a sentence that have none of their own."""
        first = place
        while first not in self._states and not self._begins(first):
            first -= 1
        for number in range(first, place + 1):
            if number not in self._states:
                self._read(number)
        return self._carried[place]

    def _begins(self, place: int) -> bool:
        return place == 0 or "\n" in self.text[self.sentences[place - 1].end : self.sentences[place].start]

    def _read(self, place: int) -> None:
        head, last = (None, None) if self._begins(place) else self._states[place - 1]
        sentence, dates = self.sentences[place], self.named(place)
        own = next((mention for mention in dates if self._near(mention)), None)
        if own and own.start - sentence.start <= HEAD and self.text[own.end : own.end + 1] == ":":
            head = own
        goes_on = not dates and any(token.text in GOING_ON for token in sentence.tokens[:3])
        self._carried[place] = head or (last if goes_on else None)
        self._states[place] = head, own or (last if goes_on else None)

    def _near(self, mention: DateMention) -> bool:
        near = mention.first is not None and mention.last is not None and self.published is not None
        return near and mention.last <= self.published and (mention.last - mention.first).days < 7  # type: ignore[operator]


@dataclass(frozen=True)
class Days:
    """The dates of one sentence, read where they are asked for."""

    lines: LineDays
    place: int

    @property
    def named(self) -> Sequence[DateMention]:
        return self.lines.named(self.place)

    @property
    def carried(self) -> DateMention | None:
        return self.lines.carried(self.place)

    def known(self) -> bool:
        """Whether the sentence has a date that could be resolved."""
        return any(mention.first for mention in self.named)
