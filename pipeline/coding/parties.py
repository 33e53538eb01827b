"""Whether a sentence can be one between the two sides, by whom it names: looked at before its acts are weighed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.coding.mentions import Mention
from pipeline.records import Token

_FOR = frozenset(("for", "of"))
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "his", "her"))


class Parties(NamedTuple):
    """Who may act in a sentence between the two sides: the mentions that can, which sides they name, and the first concern of
    the pair that stands for one."""

    acting: Sequence[Mention]
    named: frozenset[str]
    third: str
    concerns: Sequence[str]


def parties_of(
    mentions: Sequence[Mention], sides: Sequence[str], concerns: Sequence[str], about: bool, tokens: Sequence[Token]
) -> Parties | None:
    """The parties of a sentence, or None where it is not one between the two sides, whatever acts it tells.

    `about`: the article has named both sides, so that one of them may be understood.
    """
    acting = [mention for mention in mentions if "topic" not in mention.flags]
    named = frozenset(code for mention in acting for code in mention.codes if code in sides)
    if not named:
        return None
    third = next((code for mention in acting for code in mention.codes if code in concerns), "")
    if len(named) == 1 and not third and (not about or _with_another(acting, sides, tokens)):
        return None
    return Parties(acting, named, third, concerns)


def _with_another(mentions: Sequence[Mention], sides: Sequence[str], tokens: Sequence[Token]) -> bool:
    """Whether the one side named acts with or upon a third country: then the other side is not understood."""
    return any(
        set(mention.codes).isdisjoint(sides)
        and not {"place", "topic", "compound", "possessive"} & set(mention.flags)
        and word_before(mention, tokens) not in _FOR
        for mention in mentions
    )


def word_before(mention: Mention, tokens: Sequence[Token]) -> str:
    """The word before a mention, its article left out."""
    place = mention.first_token - 1
    while place > 0 and tokens[place].text in _ARTICLES:
        place -= 1
    return tokens[place].text if place >= 0 else ""
