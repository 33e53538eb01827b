"""What stands between commas in the middle of a clause: "the ambassador, Mr Burns, was summoned"."""

from __future__ import annotations

from pipeline.coding.frame_data import Lexicon

_LONGEST = 12


def verb_group(texts: list[str], first: int, place: int, lex: Lexicon) -> bool:
    """Whether nothing but helping words stands between a comma and the verb."""
    return all(text in lex.helpers or text in lex.words["be"] for text in texts[first:place])


def opening_comma(texts: list[str], closing: int, lex: Lexicon) -> int | None:
    """The comma that opens what stands between subject and verb: "the ambassador, Mr Burns, was summoned"."""
    for step in range(closing - 1, max(0, closing - _LONGEST), -1):
        if texts[step] == ",":
            return step
        if texts[step] in lex.stops:
            return None
    return None


def closing_comma(texts: list[str], opening: int, lex: Lexicon) -> int | None:
    """The comma that closes what a comma opens after a verb: "put two firms, A and B, on its list"."""
    if opening >= len(texts) or texts[opening] != ",":
        return None
    for step in range(opening + 1, min(len(texts), opening + _LONGEST)):
        if texts[step] == ",":
            return step
        if texts[step] in lex.stops:
            return None
    return None
