"""Finds the words that tell an act: frames matched on tokens, in active, passive and noun form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.coding.appositions import closing_comma, opening_comma, verb_group
from pipeline.coding.frame_data import NOUN, Entry, Frame, Lexicon, lexicon
from pipeline.coding.inflect import BASE, GERUND, PARTICIPLE, PAST, THIRD
from pipeline.records import Token

ACTIVE, PASSIVE = "active", "passive"

_GAP = 6
_ANTECEDENT = 5
_HEADLINE = 7


@dataclass(frozen=True, slots=True)
class Hit:
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
    present, end = frozenset(texts), len(texts) - 1
    hits: list[Hit] = []
    reach = -1
    for place in places:
        if place <= reach:
            continue
        opening = openings[texts[place]]
        entries = (opening.before.get(texts[place + 1]) if place < end else None) or opening.always
        best, hit = -1.0, None
        for entry in entries:
            wanted = entry.frame.wanted
            if not wanted or not wanted.isdisjoint(present):
                match = _match(texts, place, entry, lex)
                if match and match[0] > best:
                    best, hit = match
        if hit:
            hits.append(hit)
            reach = hit.last if hit.object is None or hit.object[0] > hit.last else place
    return _outermost(hits)


def _outermost(hits: list[Hit]) -> list[Hit]:
    taken = {place for hit in hits if hit.object and hit.form != NOUN for place in range(hit.object[0], hit.object[1] + 1)}
    return [hit for hit in hits if hit.first not in taken or hit.form not in (NOUN, BASE, THIRD)]


def _match(texts: list[str], place: int, entry: Entry, lex: Lexicon) -> tuple[float, Hit] | None:
    frame = entry.frame
    last = _end_of_trigger(texts, place, entry, lex)
    if last is None:
        return None
    form = NOUN if NOUN in entry.kinds else _form_of(texts, place, entry, lex)
    if form is None:
        return None
    voice = NOUN if form == NOUN else ACTIVE
    if form == PARTICIPLE and _is_passive(texts, place, lex):
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


def _form_of(texts: list[str], place: int, entry: Entry, lex: Lexicon) -> str | None:
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


def _is_passive(texts: list[str], place: int, lex: Lexicon) -> bool:
    be, adverbs = lex.words["be"], lex.words["adverb"]
    for step in range(place - 1, max(-1, place - 5), -1):
        if texts[step] in be:
            return True
        if not (texts[step] in adverbs or texts[step] in lex.words["negation"] or texts[step].endswith("ly")):
            return False
    return False


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
