"""The helping words before a verb: not, will, would, may, must, have, to."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.coding.frame_data import NOUN, Lexicon
from pipeline.coding.frames import Hit
from pipeline.coding.inflect import BASE, PAST, THIRD

_QUOTES = frozenset({'"', "\u201c", "\u201d", "'", "\u2018"})


class Helped(NamedTuple):
    """The helping words right before a verb."""

    negated: bool = False
    will: bool = False
    would: bool = False
    may: bool = False
    must: bool = False
    have: bool = False
    to: bool = False
    first: int = 0
    words: tuple[str, ...] = ()


def helping(texts: list[str], hit: Hit, lex: Lexicon) -> Helped:
    """The helping words before a verb; those of a coordinated verb are taken over ("will meet and sign")."""
    if hit.form == NOUN:
        return Helped(first=hit.first)
    found = _helping_at(texts, hit.first, lex)
    if hit.form in (PAST, THIRD) and not found.have:
        return found._replace(will=False, would=False, may=False, must=False)  # "Theresa May threw"
    if not found.words and hit.form == BASE and hit.first and texts[hit.first - 1] in ("and", "or", "but", ","):
        infinitive = found
        for step in range(hit.first - 1, max(-1, hit.first - 12), -1):
            if texts[step] in lex.stops and texts[step] != ",":
                break
            if texts[step] in lex.words["will"] or texts[step] in lex.words["would"]:
                return _helping_at(texts, step + 1, lex)
            if texts[step] == "to" and infinitive is found:
                infinitive = _helping_at(texts, step + 1, lex)
        return infinitive
    return found


def _helping_at(texts: list[str], place: int, lex: Lexicon) -> Helped:
    words, seen = lex.words, []
    step = place - 1
    while step >= max(0, place - 8):
        text = texts[step]
        if text in _QUOTES:
            step -= 1
            continue
        if text not in lex.helpers and not text.endswith("ly"):
            break
        seen.append(text)
        step -= 1
    while seen and seen[-1] not in lex.leading:
        seen.pop()
    if not seen:
        return Helped(first=place)
    seen.reverse()
    found = set(seen)
    return Helped(
        negated=not found.isdisjoint(words["negation"]),
        will=not found.isdisjoint(words["will"]) or "won" in found,
        would=not found.isdisjoint(words["would"]) or "wouldn" in found,
        may=not found.isdisjoint(words["may"]) or "couldn" in found,
        must=not found.isdisjoint(words["must"]),
        have=not found.isdisjoint(words["have"]),
        to="to" in found,
        first=place - len(seen),
        words=tuple(seen),
    )
