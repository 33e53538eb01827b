"""Dates in a sentence: which words are a date and which days they mean.

How a phrase is read stands in data/common/dates.yaml (its words), `date_calendar` and `date_relative` (its meaning);
which of the dates belongs to an act, in `date_choice`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from pipeline.coding.date_calendar import CALENDAR
from pipeline.coding.date_choice import EventDate, date_of
from pipeline.coding.date_phrase import UNKNOWN, DateMention, Phrase
from pipeline.coding.date_relative import RELATIVE
from pipeline.coding.date_spans import FIRST_DAY, LAST_DAY, Span, shifted, span_of
from pipeline.coding.date_tense import tense_of
from pipeline.coding.date_words import DateWords, words_of
from pipeline.records import Sentence

_RULES = CALENDAR | RELATIVE
_BOUNDS = {"since": "since", "until": "until", "till": "until", "by": "by"}
_WORKED_OUT = ("part_month", "part_year", "season")  # their bounds are a convention


def find_dates(sentence: Sentence, published: date | None, anchor_date: date | None = None) -> list[DateMention]:
    """The dates named in a sentence, in order. `anchor_date`: the nearest earlier date of the article, where known."""
    anchor = _within(anchor_date)
    span = Span(anchor, anchor, "day") if anchor else None
    return _find(sentence, _within(published), lambda: span)


def article_dates(sentences: Iterable[Sentence], published: date | None) -> list[list[DateMention]]:
    """The dates of each sentence of an article; the last one known anchors those that follow ("the next day")."""
    listed = list(sentences)
    dates = ArticleDates(listed, published)
    return [dates.of(place) for place in range(len(listed))]


class ArticleDates:
    """The dates of an article, read where they are asked for: few sentences need those before them."""

    def __init__(self, sentences: Sequence[Sentence], published: date | None):
        self.sentences, self.published = sentences, _within(published)
        self._found: dict[int, list[DateMention]] = {}
        self._anchors: list[Span | None] = [None]
        """The anchor of each sentence, as far as they are known; that of the first is None."""

    def of(self, place: int) -> list[DateMention]:
        """The dates of one sentence, in order; each is read once."""
        if place not in self._found:
            self._found[place] = _find(self.sentences[place], self.published, lambda: self._anchor(place))
        return self._found[place]

    def _anchor(self, place: int) -> Span | None:
        """The last known date before a sentence."""
        known = self._anchors
        while len(known) <= place:
            before = len(known) - 1
            told = [span for mention in reversed(self.of(before)) if (span := _anchor(mention, self.published))]
            days = (span for span in told if span.precision == "day")  # a year named in passing is no news to count from
            known.append(next(days, told[0] if told else known[-1]))
        return known[place]


def _find(sentence: Sentence, published: date | None, earlier: Callable[[], Span | None]) -> list[DateMention]:
    """`earlier`: the nearest date of the sentences before, asked for only where a phrase counts from it."""
    lists = DateWords.shipped()
    if not _worth_a_look(sentence, lists):
        return []
    words = words_of(sentence.text)
    mentions: list[DateMention] = []
    eves: list[int] = []
    anchor: Span | None = None
    for rule, first, last in lists.found(words):
        phrase = Phrase(words, first, last, lists, published, anchor, earlier, bool(mentions))
        if mention := _mention(sentence, rule, phrase):
            if rule == "eve":
                eves.append(len(mentions))
            mentions.append(mention)
            anchor = _anchor(mention, published) or anchor
    return _with_eves(mentions, eves) if eves else mentions


def _anchor(mention: DateMention, published: date | None) -> Span | None:
    """What "a day later" may count from: a date that is over, and no vague stretch."""
    if mention.first is None or mention.last is None or mention.bound or (published and mention.first > published):
        return None
    vague = mention.precision == "span" and (mention.last - mention.first).days > 31
    return None if vague else Span(mention.first, mention.last, mention.precision)


def _worth_a_look(sentence: Sentence, lists: DateWords) -> bool:
    """A cheap look: a number, or a word that dates are made of, alone or joined by a hyphen."""
    for token in sentence.tokens:
        text = token.text
        if text in lists.triggers or text[0].isdigit():
            return True
        if "-" in text and any(part in lists.triggers or part.isdigit() for part in text.split("-")):
            return True
    return False


def _within(day: date | None) -> date | None:
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def _mention(sentence: Sentence, rule: str, phrase: Phrase) -> DateMention | None:
    """The mention that a matched phrase makes, or None where it is no date."""
    words = phrase.words
    bound = next((_BOUNDS[text] for back in (1, 2) if (text := phrase.text(phrase.first - back)) in _BOUNDS), "")
    if phrase.text(phrase.first - 1) not in (*_BOUNDS, "the"):
        bound = ""
    if bound == "since" and phrase.superlative():
        return None
    answer = _RULES[rule](phrase)
    if answer is None:
        return None
    inner = answer if isinstance(answer, Span) else None
    span = _bounded(inner, bound, phrase.published) if inner else None
    start, end = words[phrase.first].start, words[phrase.last - 1].end
    relative = phrase.relative
    if bound in ("since", "until") and span is not inner:
        relative = True
    read = rule in ("date", "days") and not phrase.has("yr")  # the day is read, only its year is understood
    inferred = answer == UNKNOWN or bound in ("since", "until") or rule in _WORKED_OUT or (relative and not read)
    anchor = "earlier" if phrase.anchored else "publication" if relative else ""
    precision = span.precision if span else inner.precision if inner else "day"
    at, days = sentence.start, (span.first, span.last) if span else (None, None)
    return DateMention(
        at + start, at + end, days[0], days[1], precision, relative, inferred, anchor, sentence.text[start:end], bound
    )


def _bounded(span: Span, bound: str, published: date | None) -> Span | None:
    """ "Since" lasts to the day of publication, "until" and "by" begin with it; without that day they are not known."""
    if not bound:
        return span
    if published is None:
        return span if bound == "by" else None
    if bound == "since":
        return span_of(span.first, published)
    until = span_of(published, span.last)
    return until or (span if bound == "by" else None)


def _with_eves(mentions: list[DateMention], eves: list[int]) -> list[DateMention]:
    """ "On the eve of" the date named right after is the day before it."""
    for place in eves:
        after = mentions[place + 1] if place + 1 < len(mentions) else None
        if after and after.first and after.start - mentions[place].end < 40:
            day = shifted(after.first, -1)
            span = span_of(day, day)
            if span:
                mentions[place] = replace(mentions[place], first=span.first, last=span.last, precision="day")
    return mentions


__all__ = ["DateMention", "EventDate", "article_dates", "date_of", "find_dates", "tense_of"]
