"""What a word that triggers a frame is at its place: which form of a verb, or no verb at all."""

from __future__ import annotations

from pipeline.coding.frame_data import Lexicon
from pipeline.coding.inflect import BASE, GERUND, PARTICIPLE, PAST, THIRD
from pipeline.coding.triggers import Entry

_HEADLINE = 7


def form_of(texts: list[str], place: int, entry: Entry, lex: Lexicon) -> str | None:
    """What a verb form is at its place, or None where it is a noun or an adjective there."""
    kinds, around = entry.kinds, lex.around
    before = texts[place - 1] if place else ""
    after = texts[place + 1] if place + 1 < len(texts) else ""
    if texts[place] in lex.words["have"]:
        following = texts[place + 1 : place + 3]
        if any(text.endswith(("ed", "en")) or text in lex.participles for text in following):
            return None
    if kinds & {PAST, PARTICIPLE}:
        return _past_form(texts, place, kinds, before, after, lex)
    if GERUND in kinds:
        if before in around["before_noun"] and before != "of":
            return None
        return (
            None
            if texts[place] in lex.nouns and before not in around["before_gerund"] and before not in lex.words["be"]
            else GERUND
        )
    nounlike = texts[place] in lex.nouns
    if THIRD in kinds:
        if before == "'s":
            return None  # "Shanghai's bars"
        if before in around["preposition"] or before in around["determiner"] or place == 0:
            return None
        doubtful = nounlike and (
            before in around["before_noun"] or (not entry.rest and (after in around["after_noun"] or not after[:1].isalnum()))
        )
        return None if doubtful else THIRD
    if before in around["preposition"] or before in around["before_noun"] or (nounlike and before in around["before_object"]):
        return None
    if (
        before in around["before_base"]
        or before in lex.words["adverb"]
        or before.endswith(("ly", "s"))
        or not place
        or entry.rest
        or (entry.frame.objects and not nounlike and _two_named(texts, place))  # the headline's "US and China resume talks"
    ):
        return BASE
    return None


def _two_named(texts: list[str], place: int) -> bool:
    """Whether "A and B" or "A, B" right before a verb may be its plural subject."""
    return any(texts[step] in ("and", ",", "&") for step in range(max(1, place - 3), place - 1)) and place <= _HEADLINE


def _past_form(texts: list[str], place: int, kinds: frozenset[str], before: str, after: str, lex: Lexicon) -> str | None:
    around = lex.around
    if BASE in kinds and before in around["before_base"] and before not in (",", "and", "or"):
        return BASE
    if (before in around["determiner"] or before in around["before_past"]) and after != "by":
        return None
    if not place and after in around["after_noun"]:
        return None  # "Asked about", "Detained in": said of the subject that follows
    return PARTICIPLE if PARTICIPLE in kinds and _helped(texts, place, lex) else PAST if PAST in kinds else PARTICIPLE


def _helped(texts: list[str], place: int, lex: Lexicon) -> bool:
    helping, adverbs = lex.words, lex.words["adverb"]
    for step in range(place - 1, max(-1, place - 5), -1):
        text = texts[step]
        if text in helping["be"] or text in helping["have"]:
            return True
        if not (text in adverbs or text in helping["negation"] or text.endswith("ly")):
            return False
    return False


def is_passive(texts: list[str], place: int, lex: Lexicon) -> bool:
    """Whether a form of "be" stands before a participle."""
    be, adverbs = lex.words["be"], lex.words["adverb"]
    for step in range(place - 1, max(-1, place - 5), -1):
        if texts[step] in be:
            return True
        if not (texts[step] in adverbs or texts[step] in lex.words["negation"] or texts[step].endswith("ly")):
            return False
    return False
