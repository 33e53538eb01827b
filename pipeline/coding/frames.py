"""Finds the words that tell an act: frames matched on tokens, in active, passive and noun form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.coding.appositions import closing_comma, opening_comma, verb_group
from pipeline.coding.frame_data import NOUN, Lexicon, lexicon
from pipeline.coding.frame_forms import form_of, is_passive
from pipeline.coding.inflect import BASE, PARTICIPLE, THIRD
from pipeline.coding.triggers import Entry, Frame
from pipeline.records import Token

ACTIVE, PASSIVE = "active", "passive"

_GAP = 6
_ANTECEDENT = 5


class Hit(NamedTuple):
    """A trigger that matched: `first` and `last` are its tokens, `object` those of its object.

    `agent_side`: where whoever acts is to be looked for. `form`: base, third, past, participle, gerund or noun.
    `governs`: class of the governing verb, empty for an act of its own.
    """

    type: str
    plover: str
    first: int
    last: int
    object: tuple[int, int] | None
    voice: str
    agent_side: str
    strength: float
    frame_id: str
    words: str
    form: str = BASE
    governs: str = ""


def find_hits(tokens: Sequence[Token]) -> list[Hit]:
    """The best hit of each trigger word, from left to right; a noun within another hit's object makes no hit of its own."""
    return hits_in([token.text for token in tokens])


def hits_in(texts: list[str]) -> list[Hit]:
    """The same for the lower-cased words of a sentence."""
    lex = lexicon()
    openings = lex.openings
    places = [place for place, text in enumerate(texts) if text in openings]
    if not places:
        return []
    present, end = lex.wanted.intersection(texts), len(texts) - 1
    hits: list[Hit] = []
    reach = -1
    for place in places:
        if place <= reach:
            continue
        opening = openings[texts[place]]
        entries = (opening.before.get(texts[place + 1]) if place < end else None) or opening.always
        best, hit = -1.0, None
        for entry in entries:
            if entry.most > best and not (entry.wanted and entry.wanted.isdisjoint(present)):
                match = _match(texts, place, entry, lex)
                if match and match[0] > best:
                    best, hit = match
        if hit:
            hits.append(hit)
            reach = hit.last if hit.object is None or hit.object[0] > hit.last else place
    return _outermost(hits)


class ArticleHits:
    """The hits of an article's sentences, given by their lower-cased words; those of a sentence are found when asked for."""

    def __init__(self, sentences: Sequence[list[str]]):
        self.sentences = sentences
        self._found: dict[int, list[Hit]] = {}

    def of(self, place: int) -> list[Hit]:
        """The hits of one sentence."""
        if place not in self._found:
            self._found[place] = hits_in(self.sentences[place])
        return self._found[place]

    def last(self) -> int:
        """The last sentence with a hit, looked for from the end; -1 where there is none."""
        return next((place for place in reversed(range(len(self.sentences))) if self.of(place)), -1)


def _outermost(hits: list[Hit]) -> list[Hit]:
    taken = {place for hit in hits if hit.object and hit.form != NOUN for place in range(hit.object[0], hit.object[1] + 1)}
    return [hit for hit in hits if hit.first not in taken or hit.form not in (NOUN, BASE, THIRD)]


def _match(texts: list[str], place: int, entry: Entry, lex: Lexicon) -> tuple[float, Hit] | None:
    frame = entry.frame
    last = _end_of_trigger(texts, place, entry, lex)
    if last is None:
        return None
    form = NOUN if NOUN in entry.kinds else form_of(texts, place, entry, lex)
    if form is None:
        return None
    voice = NOUN if form == NOUN else ACTIVE
    if form == PARTICIPLE and is_passive(texts, place, lex):
        voice = PASSIVE
    split = bool(entry.rest) and last - place > len(entry.rest)
    found = _object_of(texts, place, place if split else last, voice, frame, lex)
    if found is None:
        return None
    where, voice = found
    words = [texts[place], *entry.rest]
    score = 2.0 * len(entry.rest) + frame.strength
    if where:
        score += 1.0 - 0.05 * abs(where[0] - place)
        if not (place <= where[0] <= last):
            words.append(texts[where[0]])
    side = "after" if voice == PASSIVE else "before"
    hit = Hit(
        frame.type, frame.plover, place, last, where, voice, side, frame.strength, frame.id, " ".join(words), form, frame.governs
    )
    return score, hit


def _end_of_trigger(texts: list[str], place: int, entry: Entry, lex: Lexicon) -> int | None:
    """The last token of the trigger; a particle may stand some words behind its verb ("called the visit off")."""
    rest = entry.rest
    if not rest:
        return place
    end = place + len(rest)
    if tuple(texts[place + 1 : end + 1]) == rest:
        return end
    if entry.parts:
        for step in range(place + 2, min(place + 2 + _GAP, len(texts))):
            if texts[step] in lex.stops:
                return None
            if texts[step] == rest[0]:
                return step
    return None


def _object_of(
    texts: list[str], place: int, last: int, voice: str, frame: Frame, lex: Lexicon
) -> tuple[tuple[int, int] | None, str] | None:
    """The object's tokens and the voice; None where the frame's demands are not met."""
    after = _span_after(texts, last, frame.window, lex)
    if frame.forbids and not frame.forbids.isdisjoint(texts[last + 1 : after]):
        return None
    if frame.needs and frame.needs.isdisjoint(texts[last + 1 : after]):
        closed = closing_comma(texts, after, lex)
        after = _span_after(texts, closed, _GAP + 2, lex) if closed else after
        if frame.needs.isdisjoint(texts[last + 1 : after]):
            return None
    if frame.subjects:
        back = _back(texts, place, frame.window, frame.subjects, lex)
        return ((back, back), voice) if back is not None else None
    if not frame.objects:
        return None, voice
    if voice != PASSIVE:
        for step in range(last + 1, after):
            if texts[step] in frame.objects:
                return (step, step), voice
        if voice == NOUN:
            near = place - 1
            return ((near, near), voice) if near >= 0 and texts[near] in frame.objects else None
        near = place - 1
        if near > 0 and texts[near] in lex.words["adverb"]:
            near -= 1  # "duties first imposed in 2018"
        if near >= 0 and texts[near] in frame.objects:
            return (near, near), PASSIVE
        back = _relative(texts, place, frame)
        return ((back, back), ACTIVE) if back is not None else None
    back = _back(texts, place, frame.window + 8, frame.objects, lex)
    if back is None:  # "were added to the list"
        back = next((step for step in range(last + 1, after) if texts[step] in frame.objects), None)
    if back is None:
        back = _relative(texts, place, frame)
    return ((back, back), PASSIVE) if back is not None else None


def _relative(texts: list[str], place: int, frame: Frame) -> int | None:
    """The object before a relative clause: "the talks in Baghdad, which Iran had suspended"."""
    for step in range(place - 1, max(0, place - 7), -1):
        if texts[step] in ("which", "that"):
            noun = step - 2 if texts[step - 1] == "," else step - 1
            nouns = range(noun, max(-1, noun - _ANTECEDENT), -1)
            return next((at for at in nouns if texts[at] in frame.objects), None)
    return None


def _span_after(texts: list[str], last: int, window: int, lex: Lexicon) -> int:
    end = min(len(texts), last + 1 + window)
    for step in range(last + 1, end):
        if texts[step] in lex.stops or texts[step] == "that":
            return step
    return end


def _back(texts: list[str], place: int, window: int, wanted: frozenset[str], lex: Lexicon) -> int | None:
    step = place - 1
    end = max(-1, step - window)
    while step > end:
        if texts[step] in wanted:
            return step
        if texts[step] == "," and verb_group(texts, step + 1, place, lex):
            opened = opening_comma(texts, step, lex)
            if opened is None:
                return None
            end = max(-1, end - (step - opened))
            step = opened
        elif texts[step] in lex.stops:
            return None
        step -= 1
    return None
