"""Names of all countries as phrases of tokens: names, demonyms and capitals, and which of them must be distrusted.

The stock comes from countryinfo (names, demonyms, capitals) and babel (the names of CLDR); `data/common/countries.yaml`
adds what the press writes and takes out what those libraries give wrongly, each with its reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale
from countryinfo import all_countries

from pipeline.coding.tokens import tokens_of
from pipeline.config.yaml_tree import read_yaml
from pipeline.errors import DataError, Problem, expected, shown

COUNTRIES = Path(__file__).parents[2] / "data" / "common" / "countries.yaml"
KEYS = ("names", "demonyms", "capitals", "drop", "why")
SECTIONS = (
    "countries",
    "plural_demonyms",
    "prefixes",
    "topic_prefixes",
    "capitals_not_used",
    "also_a_name",
    "unless_with",
    "ambiguous",
    "no_country",
)
PRIORITY = ("none", "person", "government", "ministry", "military", "parliament", "country", "demonym", "capital")
_OFFICIAL = re.compile(r" of | (?:Republic|Federation|Confederation)$")
_CODE = re.compile(r"[A-Z]{2,3}")
_NO_PLURAL = ("ese", "sh", "ch", "ss", "s", "x", "z")


class Phrase:
    """Words that name something. `kind` none: they only look like a country. `role`: institution or office."""

    __slots__ = ("capital", "code", "kind", "low", "plain", "role", "shouted", "text", "words", "written")

    def __init__(self, words: tuple[str, ...], text: str, code: str, kind: str, role: str = ""):
        self.words, self.text, self.code, self.kind, self.role = words, text, code, kind, role
        self.low = text.lower()
        self.written = tuple(text[token.start : token.end] for token in tokens_of(text))
        self.shouted = text.isupper() and len(text) <= 6  # US, PLA
        self.capital = text[0].isupper()
        self.plain = len(words) == 1 and self.capital and not self.shouted  # its first letter says it all

    def fits(self, slices: list[str]) -> bool:
        """Whether the original words have the capitals this name demands."""
        if self.shouted:
            return all(word.upper() == word for word in slices)
        return all(word[0].isupper() for word, own in zip(slices, self.written, strict=True) if own[0].isupper())


@dataclass(frozen=True)
class CountryNames:
    """All phrases, and the lists that say when one is not to be trusted."""

    phrases: tuple[Phrase, ...]
    territories: dict[str, str]
    prefixes: dict[str, str]
    topic_prefixes: frozenset[str]
    also_a_name: frozenset[str]
    unless_with: dict[str, frozenset[str]]
    ambiguous: frozenset[str]


def phrase(text: str, code: str, kind: str, role: str = "") -> Phrase:
    """A name as the tokens of a text."""
    return Phrase(tuple(token.text for token in tokens_of(text)), text, code, kind, role)


def plain(text: str) -> str:
    """The text without accents: São Tomé as most agencies write it."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def read_country_names(path: Path = COUNTRIES) -> CountryNames:
    """The library's stock, mended; raises DataError on unknown keys or codes."""
    tree = read_yaml(path)
    data = tree.values
    territories = _territories()
    _check(data, set(territories), str(path))
    found: dict[tuple[str, ...], Phrase] = {}
    for one in _phrases(data, territories):
        old = found.get(one.words)
        if old is None or PRIORITY.index(one.kind) < PRIORITY.index(old.kind):
            found[one.words] = one
    return CountryNames(
        tuple(found.values()),
        territories,
        dict(data["prefixes"]),
        frozenset(data["topic_prefixes"]),
        frozenset(name.lower() for name in data["also_a_name"]),
        {name.lower(): frozenset(words) for name, words in data["unless_with"].items()},
        frozenset(name.lower() for name in data["ambiguous"]),
    )


def _territories() -> dict[str, str]:
    """ISO code to English name of what babel calls a territory; its test codes (XA, ZZ) left out."""
    names = Locale("en").territories
    return {
        code: name.removesuffix(" SAR China")
        for code, name in names.items()
        if len(code) == 2 and code not in ("XA", "XB", "ZZ", "QO", "EZ")
    }


def _check(data: dict[str, Any], codes: set[str], name: str) -> None:
    problems = [Problem(name, 0, key, expected(key, SECTIONS)) for key in data if key not in SECTIONS]
    problems += [Problem(name, 0, key, "missing") for key in SECTIONS if key not in data]
    for code, entry in data.get("countries", {}).items():
        if code not in codes:
            problems.append(Problem(name, 0, f"countries.{code}", f"found {shown(code)}, allowed: an ISO alpha-2 code"))
        for key in entry:
            if key not in KEYS:
                problems.append(Problem(name, 0, f"countries.{code}.{key}", expected(key, KEYS)))
    if problems:
        raise DataError(problems)


def _phrases(data: dict[str, Any], territories: dict[str, str]) -> Iterator[Phrase]:
    unused = set(data["capitals_not_used"])
    drops = {code: set(entry.get("drop", ())) for code, entry in data["countries"].items()}
    for text in data["no_country"]:
        yield phrase(text, "", "none")
    for code, entry in data["countries"].items():
        yield from _variants(entry.get("names", ()), code, "country")
        yield from _variants(_with_plural(entry.get("demonyms", ())), code, "demonym")
        yield from _variants(entry.get("capitals", ()), code, "capital")
    for code, plurals in data["plural_demonyms"].items():
        yield from _variants(plurals, code, "demonym")
    for code, names, demonyms, capitals in _stock(territories):
        dropped = drops.get(code, set())
        yield from _variants((name for name in names if name not in dropped), code, "country")
        yield from _variants(_with_plural(word for word in demonyms if word not in dropped), code, "demonym")
        yield from _variants((name for name in capitals if name not in dropped and name not in unused), code, "capital")


def _stock(territories: dict[str, str]) -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    """What the two libraries know of each territory: code, names, demonyms, capitals."""
    for code, name in territories.items():
        if "(" not in name and code not in ("HK", "MO"):
            yield code, [name, name.replace("&", "and").replace("St. ", "Saint ")], [], []
    for entry in all_countries():
        info = entry.info()
        code = (info.get("ISO") or {}).get("alpha2", "")
        if code not in territories:
            continue
        official = [alt for alt in info.get("altSpellings", ()) if _OFFICIAL.search(alt) and "," not in alt]
        names = [info["name"].removeprefix("The "), *official]
        capital = info.get("capital") or ""
        demonym = info.get("demonym") or ""
        demonyms = [word for word in re.split("[,/]", demonym if isinstance(demonym, str) else "") if word]
        yield code, [one for one in names if "," not in one], demonyms, [capital] if isinstance(capital, str) else []


def _with_plural(demonyms: Iterable[str]) -> Iterator[str]:
    for word in demonyms:
        yield word
        if not word.endswith(_NO_PLURAL) and not word.isupper():
            yield word + "s"


def _variants(texts: Iterable[str], code: str, kind: str) -> Iterator[Phrase]:
    """Each name, and the same without accents; bare ISO codes among the library's spellings are no names."""
    for text in texts:
        if not text or (kind == "country" and _CODE.fullmatch(text) and text == code and code not in ("US", "EU", "UN")):
            continue
        yield phrase(text, code, kind)
        if plain(text) != text:
            yield phrase(plain(text), code, kind)
