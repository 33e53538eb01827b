"""Leaders named by their surname alone, as headlines have them: "Xi", "Presidents Trump and Xi"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from pipeline.coding.gazetteer import Gazetteer
from pipeline.coding.mentions import Mention
from pipeline.records import Token

NO_SURNAME = frozenset(("he", "she", "so", "an", "you", "may", "will", "do", "in", "no", "on", "a", "an", "long", "to", "the"))
OPENERS = frozenset(
    ("but", "and", "while", "when", "as", "if", "after", "before", "although", "yet", "then", "because", "since", "both")
)
_TOP = frozenset(("president", "premier", "leader"))
_PLURAL = frozenset(("presidents", "leaders", "premiers"))
_AFTER = frozenset(("in", "to", "on", "at"))


@lru_cache(maxsize=256)
def leaders_of(gazetteer: Gazetteer, day: date | None) -> dict[str, Mention]:
    """Who leads one of the sides that day, by surname; a surname of two is nobody's."""
    found: dict[str, Mention | None] = {}
    for surname, tenures in gazetteer.holders.surnames.items() if day else ():
        held = {one.side: one for one in tenures if one.side in gazetteer.sides and one.holds(day) and _TOP & set(one.roles)}
        if held and surname not in NO_SURNAME and (len(surname) > 2 or surname == "xi"):
            one = next(iter(held.values()))
            role = next(role for role in one.roles if role in _TOP)
            known = Mention(0, 0, 0, 0, (one.side,), "person", one.name, role, one.office)
            found[surname] = known if len(held) == 1 else None
    return {surname: mention for surname, mention in found.items() if mention}


def leader_at(
    leaders: dict[str, Mention], tokens: Sequence[Token], place: int, capital: Callable[[Sequence[Token], int], bool]
) -> Mention | None:
    """The leader whose surname stands alone at a token; `capital`: whether a token is written with one."""
    token, after = tokens[place], place + 1
    if not capital(tokens, place) or (capital(tokens, after) and tokens[after].text not in _AFTER):
        return None
    before = tokens[place - 1].text if place else ""
    if capital(tokens, place - 1) and before.isalpha() and before not in OPENERS and before not in _PLURAL:
        return None
    first = place - 1 if before in _PLURAL else place
    return leaders[token.text]._replace(
        first_token=first, last_token=place, start=tokens[first].start, end=token.end, flags=("coreference",)
    )
