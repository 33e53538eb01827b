"""The forms of a word: one entry in a list of verbs or nouns stands for all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

BASE, THIRD, PAST, PARTICIPLE, GERUND = "base", "third", "past", "participle", "gerund"

_VOWEL = "aeiou"
_DOUBLES = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprt]$")
_HISSES = re.compile(r"(?:s|x|z|ch|sh)$")


def plural(noun: str) -> str:
    """The regular plural of a noun, or third person of a verb: `talk` talks, `duty` duties, `pass` passes."""
    if _HISSES.search(noun) or noun == "go" or noun == "veto":
        return noun + "es"
    if noun.endswith("y") and len(noun) > 1 and noun[-2] not in _VOWEL:
        return noun[:-1] + "ies"
    return noun + "s"


def noun_forms(noun: str) -> frozenset[str]:
    """Singular and plural."""
    return frozenset({noun, plural(noun)})


def verb_forms(base: str, irregular: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """Every form of a verb and what it can be: base, third, past, participle, gerund.

    `irregular` maps a base to its past and participle. A verb in -ize is known in -ise as well, one in -our in -or.
    """
    forms: dict[str, set[str]] = {}
    for spelled in {base, re.sub("ize$", "ise", base), re.sub("our$", "or", base)}:
        past, participle = irregular.get(spelled) or (_past(spelled),) * 2
        for form, kind in (
            (spelled, BASE),
            (plural(spelled), THIRD),
            (past, PAST),
            (participle, PARTICIPLE),
            (_gerund(spelled, past), GERUND),
        ):
            forms.setdefault(form, set()).add(kind)
        if past.endswith("lled") and not spelled.endswith("ll"):  # cancelled, canceled
            forms.setdefault(past[:-3] + "ed", set()).update({PAST, PARTICIPLE})
            forms.setdefault(spelled + "ing", set()).add(GERUND)
    return {form: frozenset(kinds) for form, kinds in forms.items()}


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWEL:
        return base[:-1] + "ied"
    return (base + base[-1] if _DOUBLES.match(base) else base) + "ed"


def _gerund(base: str, past: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    doubled = _DOUBLES.match(base) or past.startswith(base + base[-1])
    return (base + base[-1] if doubled else base) + "ing"
