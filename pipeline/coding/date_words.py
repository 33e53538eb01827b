"""The words of dates: a sentence as a row of word classes, and the phrases that are looked for in it.

Each class of data/common/dates.yaml is one character here, so a sentence becomes a short string and each phrase a
regular expression over it: fast, and still readable where it is written.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.config.yaml_tree import YamlTree, read_yaml
from pipeline.errors import ConfigError, DataError, Problem, expected, shown

SHIPPED = Path(__file__).parents[2] / "data" / "common" / "dates.yaml"
UNITS = ("day", "week", "mon", "yr")
# Every phrase holds at least one of these classes.
_SEEDS = (
    *UNITS,
    "month",
    "weekday",
    "season",
    "dayname",
    "daypart",
    "weekend",
    "recently",
    "eve",
    "quarter",
    "half",
    "year",
    "q",
)
_SHAPED = ("year", "num", "ord", "big", "q", "comma", "dot", "dash", "slash", "open", "close", "poss", "apostrophe")
_MARKS = {",": "comma", ".": "dot", "-": "dash", "\u2013": "dash", "\u2011": "dash", "\u2212": "dash", "/": "slash"}
_MARKS |= {"(": "open", ")": "close", "'": "apostrophe", "'s": "poss"}
_WORD = re.compile(r"'(?:s|ll)\b|\d{1,3}(?:,\d{3})+|\d+(?:st|nd|rd|th)?(?![^\W_])|[^\W\d_]++(?![\d_])|\w+|[^\w\s]")
_NAME = re.compile(r"[a-z_]+")
_LISTS = ("capital", "abbreviated", "counted", "not_years", "saying")
_DIGITS = re.compile(r"([0-9]{1,4})(st|nd|rd|th)?")
_OTHER = chr(0x100)
_NONE = ("other", None)
LONGEST = 3000  # characters of a sentence that are read; what is longer is no sentence


class Word(NamedTuple):
    """A word of a sentence: lower-cased, where it stands in the sentence, its class and the value of the class."""

    text: str
    start: int
    end: int
    kind: str
    value: Any


_new_word = tuple.__new__  # past the checks of a NamedTuple's own constructor, for speed


@dataclass(frozen=True)
class DateWords:
    """The word list in use: classes and values of words (`plain`: those that hold whatever stands beside the word and however it
    is written), the phrases in one expression, and the lists beside them."""

    kinds: dict[str, tuple[str, Any]]
    plain: dict[str, tuple[str, Any]]
    letters: dict[str, str]
    pattern: re.Pattern[str]
    seeds: re.Pattern[str]
    rules: tuple[str, ...]
    triggers: frozenset[str]
    lists: dict[str, Any]

    @staticmethod
    def shipped() -> DateWords:
        """The list that comes with the program."""
        return _shipped()

    def words_of(self, text: str) -> list[Word]:
        """The words of a sentence with their classes; `other` where a word has none."""
        kinds, plain, words, low = self.kinds, self.plain, [], _lowered(text[:LONGEST])
        spans = [found.span() for found in _WORD.finditer(low)]
        lower = ["", *(low[start:end] for start, end in spans), ""]
        for place, (start, end) in enumerate(spans, 1):
            word = lower[place]
            kind = plain.get(word, _NONE)
            if kind is _NONE and (word in kinds or word[0].isdigit() or word[0] == "q"):
                kind = self._class(text[start], word, (lower[place - 1], lower[place + 1]))
            words.append(_new_word(Word, (word, start, end, kind[0], kind[1])))
        return words

    def found(self, words: Sequence[Word]) -> Iterator[tuple[str, int, int]]:
        """The phrases among the words: name of the rule, first word and the word after the last.

        Only the places around a word that dates are made of are tried; no phrase has more than five words before it.
        """
        row, end = self._row(words), 0
        while near := self.seeds.search(row, end):
            found = self.pattern.search(row, max(end, near.start() - 5), near.end() + 12)
            end = near.end()
            if found:
                end = found.end()
                yield self.rules[int((found.lastgroup or "r0")[1:])], found.start(), end

    def _row(self, words: Sequence[Word]) -> str:
        return "".join([self.letters.get(word.kind, _OTHER) for word in words])

    def _class(self, initial: str, word: str, near: tuple[str, str]) -> tuple[str, Any]:
        if (near[0], word) in self.lists["not_dates"] or (word, near[1]) in self.lists["not_dates"]:
            return _NONE
        if initial.isdigit():
            return self._number(word, near)
        if word == "." and near[0] not in self.lists["abbreviated"] and not (near[0].isdigit() and near[1].isdigit()):
            return _NONE
        if word in self.lists["capital"] and not initial.isupper():
            return _NONE
        if word[0] == "q" and len(word) == 2 and word[1] in "1234":
            return "q", int(word[1])
        return self.kinds.get(word, _NONE)

    def _number(self, word: str, near: tuple[str, str]) -> tuple[str, Any]:
        found = _DIGITS.fullmatch(word)
        if not found or near[1] in self.lists["counted"] or near[0] in self.lists["not_years"]:
            return _NONE
        value = int(found[1])
        if found[2]:
            return ("ord", value) if 1 <= value <= 31 else _NONE
        if len(found[1]) == 4:
            return ("year", value) if 1900 <= value <= 2100 else _NONE
        return ("num" if 1 <= value <= 31 else "big"), value


def _lowered(text: str) -> str:
    """Lower case and straight apostrophes, letter for letter, so that offsets stay."""
    low = text.replace("\u2019", "'").lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text.replace("\u2019", "'"))


@functools.cache
def _shipped() -> DateWords:
    return read_date_words(SHIPPED)


@functools.lru_cache(maxsize=256)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a sentence by the shipped list; remembered, for several acts of a sentence ask for them."""
    return tuple(_shipped().words_of(text))


def read_date_words(path: Path) -> DateWords:
    """The word list of a file; raises DataError naming the file and the place."""
    try:
        tree = read_yaml(path)
    except ConfigError as error:
        raise DataError(error.problems) from None
    reader = _Reader(tree, str(path))
    words = reader.read()
    if reader.problems or words is None:
        raise DataError(reader.problems)
    return words


class _Reader:
    """Checks a word list part by part and gathers what is wrong."""

    def __init__(self, tree: YamlTree, file: str):
        self.tree, self.file = tree, file
        self.problems: list[Problem] = []

    def read(self) -> DateWords | None:
        kinds = self._kinds()
        names = {*_SHAPED, *(kind for kind, _ in kinds.values())}
        letters = {name: chr(0x101 + number) for number, name in enumerate(sorted(names))}
        rules, pattern = self._phrases(letters)
        lists = self._lists()
        if self.problems:
            return None
        kinds |= {mark: (kind, None) for mark, kind in _MARKS.items()}
        triggers = frozenset(word for word, (kind, _) in kinds.items() if kind in _SEEDS) | {"q1", "q2", "q3", "q4"}
        seeds = re.compile("[" + "".join(letters[kind] for kind in _SEEDS if kind in letters) + "]")
        beside = {word for pair in lists["not_dates"] for word in pair} | lists["capital"] | {"."}
        plain = {word: kind for word, kind in kinds.items() if word not in beside and not word[0].isdigit()}
        phrases = re.compile(f"(?!{_OTHER})(?:{pattern})")  # none begins with a word without a class: most places are left
        return DateWords(kinds, plain, letters, phrases, seeds, tuple(rules), triggers, lists)

    def _wrong(self, key: str, message: str, *path: str) -> None:
        self.problems.append(Problem(self.file, self.tree.mark(path).line if self.tree.marks else 0, key, message))

    def _get(self, key: str, kind: type) -> Any:
        found = self.tree.values.get(key)
        if not isinstance(found, kind):
            self._wrong(key, f"found {shown(found)}; must be a {'list' if kind is list else 'mapping'}", key)
            return kind()
        return found

    def _kinds(self) -> dict[str, tuple[str, Any]]:
        kinds: dict[str, tuple[str, Any]] = {}
        for kind, words in self._get("words", dict).items():
            values = words if isinstance(words, dict) else dict.fromkeys(words if isinstance(words, list) else [], 1)
            if not values:
                self._wrong(kind, f"found {shown(words)}; must be a list of words, or words with their values", "words", kind)
            for word, value in values.items():
                if str(word) in kinds:
                    self._wrong(
                        str(word), f"{word!r} stands in {kinds[str(word)][0]} and in {kind}; a word has one class", "words", kind
                    )
                if kind != "part" and kind != "edge" and not isinstance(value, int):
                    self._wrong(str(word), f"found {shown(value)}; must be a whole number", "words", kind, str(word))
                kinds[str(word)] = (kind, value)
        return kinds

    def _phrases(self, letters: dict[str, str]) -> tuple[list[str], str]:
        shapes = {key: str(value) for key, value in self.tree.values.get("shapes", {}).items()}
        rules: list[str] = []
        patterns: list[str] = []
        for entry in self._get("phrases", list):
            if not (isinstance(entry, dict) and {"name", "words"} <= entry.keys()):
                self._wrong("phrases", f"found {shown(entry)}; must have name and words", "phrases")
                continue
            try:
                patterns.append(f"(?P<r{len(rules)}>{self._pattern(str(entry['words']), letters, shapes)})")
                re.compile(patterns[-1])
            except (re.error, RecursionError) as error:
                self._wrong("phrases", f"{shown(entry['words'])} cannot be read as a pattern ({error})", "phrases")
            rules.append(str(entry["name"]))
        return rules, "|".join(patterns)

    def _pattern(self, words: str, letters: dict[str, str], shapes: dict[str, str]) -> str:
        def letter(found: re.Match[str]) -> str:
            name = found[0]
            if name in shapes:
                return self._pattern(shapes[name], letters, shapes)
            if name not in letters:
                self._wrong("phrases", f"{name!r} is no class of words; {expected(name, [*letters, *shapes])}", "phrases")
            return letters.get(name, _OTHER)

        return re.sub(r"\((?!\?)", "(?:", _NAME.sub(letter, words).replace(" ", ""))

    def _lists(self) -> dict[str, Any]:
        lists: dict[str, Any] = {key: frozenset(map(str, self._get(key, list))) for key in _LISTS}
        lists["not_dates"] = frozenset(tuple(pair) for pair in self._get("not_dates", list))
        lists["vague"], lists["known_days"] = self._get("vague", dict), self._get("known_days", list)
        for key in ("tense", "clauses"):
            lists |= {name: frozenset(map(str, words)) for name, words in self._get(key, dict).items()}
        lists["opens"] = frozenset().union(*(map(str, words) for words in self._get("clauses", dict).values()))
        return lists
