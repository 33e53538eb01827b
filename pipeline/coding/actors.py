"""The actors of an article, sentence after sentence: what one sentence names, and what safely points back to another.

Safe means: one candidate. 'The two sides' needs two countries and no third about; a surname needs its bearer named in full;
'he' and 'it' need a sentence before with a single person or country. Whatever else points back stays unresolved.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from pipeline.coding.gazetteer import Gazetteer
from pipeline.coding.leaders import NO_SURNAME, OPENERS, leader_at, leaders_of
from pipeline.coding.mentions import Mention
from pipeline.coding.tokens import tokens_of
from pipeline.records import Sentence, Token

MOST_LOOKED_AT = 30
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "."))
_EXPLETIVE = frozenset(("is", "was", "'s", "would", "will", "has", "had", "may", "could", "remains", "seems", "appears", "takes"))
_ADJECTIVES = frozenset(("government", "military", "army", "navy", "embassy"))  # 'the military domain' is no body
_NEUTRAL = frozenset(("place", "topic"))
_ASIDE = _NEUTRAL | {"toward", "possessive", "compound"}
_PRONOUNS = frozenset(("he", "she", "it"))
_TWO_NAMES = re.compile(r"\b[A-Z][\w'-]+ (?:[A-Z]\. )?[A-Z][\w'-]+")


def actors_of(sentences: Iterable[Sentence], text: str, gazetteer: Gazetteer, day: date | None = None) -> list[list[Mention]]:
    """The mentions of each sentence of one article, those that point back included."""
    article = ArticleActors(gazetteer, text, day)
    return [article.read(sentence.tokens) for sentence in sentences]


class ArticleActors:
    """What an article has named so far; `read` takes its sentences in order."""

    def __init__(self, gazetteer: Gazetteer, text: str, day: date | None = None):
        self.gazetteer = gazetteer
        self.text = text
        self.day = day
        self.persons: dict[str, dict[str, Mention]] = {}
        self.bodies: dict[str, set[str]] = {}
        self.named: set[str] = set()
        self.previous: list[Mention] = []
        self.previous_tokens: Sequence[Token] = ()
        self._both = _two_words(gazetteer)
        self._leaders = leaders_of(gazetteer, day)
        self._back = {"the", *self._leaders, *self._both.firsts}
        """Words that can point back, besides the surnames of persons and the pronouns."""

    def read(self, tokens: Sequence[Token]) -> list[Mention]:
        """The mentions of the next sentence."""
        own = self.gazetteer.find(tokens, self.text, self.day)
        self._meet(own)
        more = self._pointing(tokens, own)
        mentions = sorted([*own, *more]) if more else own
        if mentions:
            self.previous, self.previous_tokens = mentions, tokens
        return mentions

    def _pointing(self, tokens: Sequence[Token], own: list[Mention]) -> list[Mention]:
        """The mentions that point back, outside those that a sentence makes by itself."""
        persons, both, back = self.persons, self._both.firsts, self._back
        more: list[Mention] = []
        taken: set[int] | None = None
        for place, token in enumerate(tokens):
            text = token[0]
            if not (text in back or text in persons or (place < 3 and text in _PRONOUNS)):
                continue
            if taken is None:
                taken = {place for mention in own for place in range(mention.first_token, mention.last_token + 1)}
            if place in taken:
                continue
            found = None
            if text in persons:
                found = self._surname(tokens, place)
            elif text in self._leaders:
                found = leader_at(self._leaders, tokens, place, self._capital)
            elif text in both:
                found = self._two(tokens, place, own)
            if found is None and text == "the":
                found = self._definite(tokens, place, own)
            if found is None and place < 3 and text in _PRONOUNS:
                found = self._pronoun(tokens, place, own)
            if found and taken.isdisjoint(range(found.first_token, found.last_token + 1)):
                more.append(found)
                taken.update(range(found.first_token, found.last_token + 1))
        return more

    def _meet(self, mentions: list[Mention]) -> None:
        """Remember who and what was named."""
        for mention in mentions:
            if _NEUTRAL.isdisjoint(mention.flags):
                self.named.update(mention.codes)
            if len(mention.codes) != 1:
                continue
            if mention.role:
                self.bodies.setdefault(mention.role, set()).add(mention.codes[0])
            if mention.kind == "person" and mention.name and " " in mention.name and mention.name != self._country(mention):
                for surname in self._surnames(mention):
                    self.persons.setdefault(surname, {})[mention.name] = mention

    def _country(self, mention: Mention) -> str:
        return self.gazetteer.names.get(mention.codes[0], "")

    def _surnames(self, mention: Mention) -> set[str]:
        words = [
            token.text for token in tokens_of(mention.name) if token.text not in _SUFFIXES and len(token.text.rstrip(".")) > 1
        ]
        first = mention.codes[0] in self.gazetteer.institutions.surname_first
        found = {words[0] if first else words[-1]} if words else set()
        return {word for word in found if word not in NO_SURNAME and word.isalpha()}

    def _capital(self, tokens: Sequence[Token], place: int) -> bool:
        return 0 <= place < len(tokens) and self.text[tokens[place].start].isupper()

    def _surname(self, tokens: Sequence[Token], place: int) -> Mention | None:
        """A surname alone, after its bearer was named in full."""
        token = tokens[place]
        if not self._capital(tokens, place):
            return None
        bearers = [one for one in self.persons[token.text].values() if one.end <= token.start]
        if not bearers or len({one.codes for one in bearers}) > 1:
            return None
        titles = self.gazetteer.institutions.titles
        first = place
        if place and tokens[place - 1].text == "." and place > 1 and tokens[place - 2].text in titles:
            first = place - 2
        elif place and tokens[place - 1].text in titles:
            first = place - 1
        elif self._capital(tokens, place - 1) and tokens[place - 1].text.isalpha() and tokens[place - 1].text not in OPENERS:
            return None
        after = place + 1
        if self._capital(tokens, after) and tokens[after].start - token.end == 1 and tokens[after].text.isalpha():
            return None
        bearer = bearers[-1]
        flags = tuple(flag for flag in bearer.flags if flag in ("former", "deputy", "office_mismatch", "out_of_office"))
        flags += ("several_persons",) if len(bearers) > 1 else ()
        start = tokens[first].start
        return bearer._replace(first_token=first, last_token=place, start=start, end=token.end, flags=(*flags, "coreference"))

    def _before(self, own: list[Mention], place: int) -> list[Mention]:
        """The last mentions of the sentence before and of this one up to a character; bounded, for sentences without end."""
        return [*self.previous[-MOST_LOOKED_AT:], *own[: bisect_right(own, place, key=lambda one: one.end)][-MOST_LOOKED_AT:]]

    def _recent(self, own: list[Mention], place: int) -> list[str]:
        """The countries of these mentions; places and topics do not count."""
        counted = [one for one in self._before(own, place) if _NEUTRAL.isdisjoint(one.flags)]
        return list(dict.fromkeys(code for one in counted for code in one.codes))

    def _two(self, tokens: Sequence[Token], place: int, own: list[Mention]) -> Mention | None:
        """'The two sides', 'both countries', 'the two agreed': the two of which alone was spoken."""
        size, kind = self._both.longest(tokens, place)
        if not size:
            return None
        recent = self._recent(own, tokens[place].start)
        sides = self.gazetteer.sides
        if len(recent) == 2:
            codes = tuple(recent)
        elif len(sides) == 2 and set(sides) <= self.named and self._only_sides(own, tokens[place].start):
            codes = tuple(sides)
        else:
            return None
        if set(codes) == set(sides):
            codes = tuple(sides)
        last = place + size - 1
        role = "" if kind == "government" else kind
        return Mention(place, last, tokens[place].start, tokens[last].end, codes, "both", role=role, flags=("coreference",))

    def _only_sides(self, own: list[Mention], place: int) -> bool:
        """Whether nobody but the sides acts in what was said last: "arms for Taiwan" and "Russia's war" name no actor."""
        sides = set(self.gazetteer.sides)
        acting = [one for one in self._before(own, place) if _ASIDE.isdisjoint(one.flags)]
        return all(set(one.codes) <= sides for one in acting)

    def _definite(self, tokens: Sequence[Token], place: int, own: list[Mention]) -> Mention | None:
        """'the ministry', 'the president': the one side whose body of that name was named before."""
        head = self.gazetteer.institutions.starting(tokens, place + 1)
        if head is None or head.words not in self.gazetteer.institutions.definite:
            return None
        last = place + len(head.words)
        if last + 1 < len(tokens) and (tokens[last + 1].text in ("of", "in", "for") or self._capital(tokens, last + 1)):
            return None
        if (
            tokens[last].text in _ADJECTIVES
            and last + 1 < len(tokens)
            and tokens[last + 1].text not in self.gazetteer.institutions.definite_before
        ):
            return None
        if head.role == "ministry":
            recent = self._before(own, tokens[place].start)
            codes = {code for one in recent if one.kind == "ministry" or one.role.endswith("ministry") for code in one.codes}
        else:
            codes = self.bodies.get(head.role, set())
        if len(codes) != 1:
            return None
        code = next(iter(codes))
        kind = "person" if head.person else head.kind
        office = self.gazetteer.holders.office(code, head.role)
        name = self._person_of(code, head.role) if head.person else self.gazetteer.names.get(code, "")
        start, end = tokens[place].start, tokens[last].end
        return Mention(place, last, start, end, (code,), kind, name, head.role, office, ("coreference",))

    def _person_of(self, code: str, role: str) -> str:
        found = {
            one.name for group in self.persons.values() for one in group.values() if one.codes == (code,) and one.role == role
        }
        return found.pop() if len(found) == 1 else ""

    def _pronoun(self, tokens: Sequence[Token], place: int, own: list[Mention]) -> Mention | None:
        """'He' or 'it' as the subject of a sentence, after a sentence with one person or one country."""
        token = tokens[place]
        if any(one.end <= token.start for one in own) or not self.previous or self.previous_tokens is None:
            return None
        if token.text == "it":
            following = tokens[place + 1].text if place + 1 < len(tokens) else ""
            codes = {code for one in self.previous for code in one.codes}
            if place or len(codes) != 1 or following in _EXPLETIVE:
                return None
            code = next(iter(codes))
            name = self.gazetteer.names.get(code, "")
            return Mention(place, place, token.start, token.end, (code,), "pronoun", name, flags=("coreference",))
        persons = {one.name: one for one in self.previous if one.kind == "person" and one.name}
        if len(persons) != 1 or self._strangers():
            return None
        bearer = next(iter(persons.values()))
        return bearer._replace(
            first_token=place, last_token=place, start=token.start, end=token.end, kind="pronoun", flags=("coreference",)
        )

    def _strangers(self) -> bool:
        """Whether the sentence before may name a person that nobody knows: two capitalised words outside all mentions."""
        for found in _TWO_NAMES.finditer(self.text, self.previous_tokens[0].start, self.previous_tokens[-1].end):
            if not any(one.start < found.end() and found.start() < one.end for one in self.previous):
                return True
        return False


class _TwoWords:
    """'the two' + 'sides' and so on: whether one begins at a token, without trying all."""

    def __init__(self, data: dict[str, Any]):
        openings = [tuple(token.text for token in tokens_of(before)) for before in data["before"]]
        nouns = [
            (tuple(token.text for token in tokens_of(noun)), kind) for kind, group in data["nouns"].items() for noun in group
        ]
        self.kinds = {(*opening, *noun): kind for opening in openings for noun, kind in nouns}
        self.kinds |= {("the", "two", verb): "verb" for verb in data["verbs"]}
        self.firsts = frozenset(words[0] for words in self.kinds)
        self.seconds = frozenset(words[:2] for words in self.kinds)
        self.sizes = sorted({len(words) for words in self.kinds}, reverse=True)

    def longest(self, tokens: Sequence[Token], place: int) -> tuple[int, str]:
        """How many tokens the longest phrase takes, and its kind; (0, '') if none fits. The verb of 'the two met' is left."""
        if tuple([token[0] for token in tokens[place : place + 2]]) not in self.seconds:
            return 0, ""
        ahead = tuple([token[0] for token in tokens[place : place + self.sizes[0]]])
        for size in self.sizes:
            kind = self.kinds.get(ahead[:size]) if size <= len(ahead) else None
            if kind:
                return (size - 1, "government") if kind == "verb" else (size, kind)
        return 0, ""


@lru_cache(maxsize=4)
def _two_words(gazetteer: Gazetteer) -> _TwoWords:
    return _TwoWords(gazetteer.institutions.both)
