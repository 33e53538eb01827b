"""When an act lies, as the words around it tell: before, at or after the time of writing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.coding.date_words import DateWords, Word
from pipeline.records import Sentence, Token

_AUXILIARIES = {"had": "pluperfect", "'d": "pluperfect", "has": "perfect", "have": "perfect", "'ve": "perfect"}
_BE = {"was": "past", "were": "past", "did": "past", "is": "present", "are": "present", "am": "present", "do": "present"}
_REACH = 60  # words; a cue farther off says nothing of a date
_SET = frozenset(("is", "are", "was", "were", "set", "due", "scheduled", "slated"))
_BETWEEN = frozenset(
    ("not", "n't", "be", "been", "being", "yet", "already", "also", "never", "just", "again", "t", "still", "since")
)


def cue_at(words: Sequence[Word] | Sequence[Token], place: int, lists: DateWords) -> str:
    """ "future" (will), "ahead" (agreed to, a request for), "past" or "" as the word at this place tells."""
    listed, text = lists.lists, words[place].text
    after = words[place + 1].text if place + 1 < len(words) else ""
    if text == "to":
        before = words[place - 1].text if place else ""
        return "future" if before in _SET else "ahead" if before in listed["future_to"] else ""
    if text in listed["future"]:
        return "" if (text == "would" and after == "have") or (text == "due" and after == "to") else "future"
    if text in listed["ahead"]:
        return "ahead"
    if text in listed["past"] and after != "to":
        return "past"
    return "past" if len(text) > 4 and text.endswith("ed") and text not in listed["not_past"] else ""


def tense_around(words: Sequence[Word], first: int, last: int, lists: DateWords) -> str:
    """The tense of the nearest cue before a date, else the nearest after it; "" where there is none."""
    for place in range(first - 1, max(first - _REACH, -1), -1):
        cue = cue_at(words, place, lists)
        if cue and not (cue == "past" and words[place - 1].text in ("be", "been", "being")):
            return cue  # "would be held": the tense stands before "be"
    headline = any(word.text == "to" for word in words[max(first - _REACH, 1) : first])
    for place in range(last, min(last + _REACH, len(words))):
        if cue := cue_at(words, place, lists):
            return cue
    return "future" if headline else ""


def tense_of(sentence: Sentence, start: int, end: int) -> str:
    """past, perfect, pluperfect, present or future of the verb at these offsets of the article, by the words before it."""
    lists, tokens = DateWords.shipped(), sentence.tokens
    here = bisect_right(tokens, start, key=lambda token: token.end)
    for place in range(here - 1, max(here - 7, -1), -1):
        text = tokens[place].text
        if text == "to":
            return _before_to(tokens, place, lists)
        if text in _AUXILIARIES:
            return _AUXILIARIES[text]
        if text in _BE:
            return _BE[text]
        if text in lists.lists["future"]:
            return "future"
        if text not in _BETWEEN and not text.endswith("ly"):
            break
    verb = tokens[here].text if here < len(tokens) else ""
    return "past" if verb.endswith("ed") or verb in lists.lists["past"] else "present"


def _before_to(tokens: tuple[Token, ...], place: int, lists: DateWords) -> str:
    """The tense of an infinitive: "agreed to meet" lies ahead, "refused to meet" is over, "to meet" is a headline's plan."""
    if place == 0 or tokens[place - 1].text in lists.lists["future_to"]:
        return "future"
    return "past" if cue_at(tokens, place - 1, lists) == "past" else "future"
