"""The actors that a sentence names: countries, their capitals, bodies and office holders.

Each sentence is read for itself, so that the order of sentences does not matter; what needs the article stands in actors.py.
Built once, then used for every sentence: a word that begins no name costs one look into a dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

import pandas as pd

from pipeline.coding.country_names import PRIORITY, CountryNames, Phrase, read_country_names
from pipeline.coding.institutions import Institutions, read_institutions
from pipeline.coding.mentions import Mention
from pipeline.coding.naming import SentenceReading
from pipeline.coding.office_holders import OfficeHolders, read_holders, with_leaders
from pipeline.coding.tokens import tokens_of
from pipeline.config.schema import Config
from pipeline.records import Token


class Gazetteer:
    """All names by their first and their second token, the longest first; `sides` are the ISO codes of the pair, if there is one.
    `leads`: every word with which a mention can begin, hyphenated ones apart."""

    def __init__(self, countries: CountryNames, institutions: Institutions, holders: OfficeHolders, sides: tuple[str, ...]):
        self.countries = countries
        self.institutions = institutions
        self.holders = holders
        self.sides = sides
        self.starts = _indexed([*countries.phrases, *institutions.proper, *_persons(holders)])
        self.leads = frozenset(self.starts) | frozenset(holders.surnames)
        self.singles = {one.words[0]: one for one in countries.phrases if len(one.words) == 1 and one.code}
        self.names = countries.territories

    @classmethod
    def build(cls, sides: Config | Iterable[str] = (), actors: pd.DataFrame | None = None) -> Gazetteer:
        """From a config or the two ISO codes, and the frame of `load_actors`."""
        codes = tuple(sides.pair.sides) if isinstance(sides, Config) else tuple(sides)
        institutions = read_institutions()
        people = with_leaders(actors, codes) if codes else actors
        return cls(read_country_names(), institutions, read_holders(people, institutions), codes)

    def find(self, tokens: Sequence[Token], text: str, day: date | None = None) -> list[Mention]:
        """The actors named in one sentence, in order, without overlap.

        `text` is the text that the tokens' offsets count (the article's); `day` decides who held an office.
        """
        return SentenceReading(self, tokens, text, day).mentions()

    def code_of(self, name: str) -> str | None:
        """The ISO code a name stands for: a code, a country, a demonym, a capital, a body ('Pentagon'); None if unknown."""
        if len(name) == 2 and name.upper() in self.names:
            return name.upper()
        found = self.find(tokens_of(name), name)
        codes = {code for mention in found for code in mention.codes}
        if not codes:
            found = self.find(tokens_of(name.title()), name.title())
            codes = {code for mention in found for code in mention.codes}
        return codes.pop() if len(codes) == 1 else None

    def tenure_of(self, mention: Mention, day: date | None) -> Mention:
        """The same mention judged for another day: the day of the event instead of the article's."""
        if mention.kind != "person" or len(mention.codes) != 1:
            return mention
        name = _spaced(mention.name)
        if name not in self.holders.names:
            return mention
        kept = tuple(flag for flag in mention.flags if flag not in ("office_mismatch", "out_of_office"))
        if {"former", "deputy"} & set(kept):
            return mention._replace(flags=kept)
        office, flags = self.holders.judged(name, mention.codes[0], mention.role, day)
        return mention._replace(office=office, flags=(*kept, *flags))


@lru_cache(maxsize=4096)
def _spaced(name: str) -> str:
    """A name as the tenures have it: its tokens, lower-cased; remembered, for an article names few persons often."""
    return " ".join(token.text for token in tokens_of(name))


def _persons(holders: OfficeHolders) -> Iterable[Phrase]:
    for name, tenures in holders.names.items():
        for code in dict.fromkeys(one.side for one in tenures):
            yield Phrase(tuple(name.split(" ")), name.title(), code, "person")


def _indexed(phrases: Iterable[Phrase]) -> dict[str, dict[str, tuple[Phrase, ...]]]:
    """By first word and the word that follows, names of one word under every such word and under the empty one; the longest
    first, then as PRIORITY has the kinds."""
    groups: dict[str, list[Phrase]] = {}
    for one in phrases:
        groups.setdefault(one.words[0], []).append(one)
    for group in groups.values():
        group.sort(key=lambda one: (-len(one.words), PRIORITY.index(one.kind), one.text))
    return {first: _by_second(group) for first, group in groups.items()}


def _by_second(group: Sequence[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    seconds = {"", *(one.words[1] for one in group if len(one.words) > 1)}
    return {second: tuple(one for one in group if len(one.words) == 1 or one.words[1] == second) for second in seconds}
