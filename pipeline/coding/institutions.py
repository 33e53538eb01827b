"""Bodies and offices of states as words: what may stand with a country, and the proper names that need none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.coding.country_names import Phrase, phrase, plain
from pipeline.coding.tokens import tokens_of
from pipeline.config.yaml_tree import read_yaml
from pipeline.errors import DataError, Problem, expected, shown
from pipeline.records import Token

INSTITUTIONS = Path(__file__).parents[2] / "data" / "common" / "institutions.yaml"
SECTIONS = (
    "institutions",
    "offices",
    "modifiers",
    "portfolios",
    "former",
    "deputy",
    "titles",
    "surname_first",
    "proper",
    "both",
    "definite",
    "definite_before",
)
KINDS = ("government", "ministry", "military", "parliament")


class Head(NamedTuple):
    """A word or words for a body or an office: `person` marks an office, `people` a word that names nobody's office."""

    words: tuple[str, ...]
    role: str
    kind: str
    person: bool
    people: bool


@dataclass(frozen=True)
class Institutions:
    """The words of institutions.yaml, indexed by their first and by their last word, the longest first."""

    heads: dict[str, list[Head]]
    endings: dict[str, list[Head]]
    offices: frozenset[str]
    proper: tuple[Phrase, ...]
    modifiers: frozenset[str]
    portfolios: frozenset[str]
    former: frozenset[str]
    deputy: frozenset[str]
    titles: frozenset[str]
    surname_first: frozenset[str]
    definite: frozenset[tuple[str, ...]]
    definite_before: frozenset[str]
    both: dict[str, Any]

    def starting(self, tokens: Sequence[Token], place: int) -> Head | None:
        """The longest head that begins at this token."""
        heads = self.heads.get(tokens[place].text) if 0 <= place < len(tokens) else None
        for head in heads or ():
            size = len(head.words)
            if size == 1 or tuple([token.text for token in tokens[place : place + size]]) == head.words:
                return head
        return None

    def ending(self, tokens: Sequence[Token], stop: int, free: int = 0, person: bool = False) -> Head | None:
        """The longest head that ends before the token `stop` and begins at `free` or later; `person`: offices only."""
        heads = self.endings.get(tokens[stop - 1].text) if stop > free else None
        for head in heads or ():
            size = len(head.words)
            if size > stop - free or (person and not head.person):
                continue
            if size == 1 or tuple([token.text for token in tokens[stop - size : stop]]) == head.words:
                return head
        return None


def read_institutions(path: Path = INSTITUTIONS) -> Institutions:
    """The words for bodies and offices; raises DataError."""
    data = read_yaml(path).values
    name = str(path)
    problems = [Problem(name, 0, key, expected(key, SECTIONS)) for key in data if key not in SECTIONS]
    problems += [Problem(name, 0, key, "missing") for key in SECTIONS if key not in data]
    if problems:
        raise DataError(problems)
    heads, kinds = [], {}
    for section in ("institutions", "offices"):
        for role, entry in data[section].items():
            kinds[role] = entry.get("kind", "")
            if kinds[role] not in KINDS:
                problems.append(Problem(name, 0, f"{section}.{role}.kind", f"found {shown(kinds[role])}, {expected('', KINDS)}"))
            people = bool(entry.get("people")) or role == "officials"
            if not isinstance(entry.get("words"), list):
                problems.append(Problem(name, 0, f"{section}.{role}.words", "missing, allowed: a list of words"))
                continue
            for words in entry["words"]:
                tokens = tuple(token.text for token in tokens_of(words))
                heads.append(Head(tokens, role, kinds[role], section == "offices", people))
                if section == "offices" and tokens[-1].isalpha():
                    heads.append(Head((*tokens[:-1], _plural(tokens[-1])), role, kinds[role], True, True))
    proper = []
    for code, names in data["proper"].items():
        for text, role in names.items():
            if role not in kinds:
                problems.append(Problem(name, 0, f"proper.{code}.{text}", f"found {shown(role)}, {expected(role, kinds)}"))
            for variant in {text, plain(text)}:
                proper.append(phrase(variant, code, kinds.get(role, ""), role))
    if problems:
        raise DataError(problems)
    sets = {
        key: frozenset(data[key])
        for key in ("modifiers", "portfolios", "former", "deputy", "titles", "surname_first", "definite_before")
    }
    definite = frozenset(tuple(token.text for token in tokens_of(words)) for words in data["definite"])
    offices = frozenset(data["offices"])
    return Institutions(
        _indexed(heads, 0), _indexed(heads, -1), offices, tuple(proper), definite=definite, both=data["both"], **sets
    )


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


def _indexed(heads: Iterable[Head], place: int) -> dict[str, list[Head]]:
    found: dict[str, list[Head]] = {}
    for head in heads:
        found.setdefault(head.words[place], []).append(head)
    for group in found.values():
        group.sort(key=lambda head: (-len(head.words), head.people))
    return found
