"""Whether a paragraph is English: by its script and by the small words that every sentence needs.

No model: a paragraph is foreign when most of its letters are of another script, or when the small words of another
language outnumber the English ones. One too short to tell is taken for English.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pipeline.config.yaml_tree import read_yaml
from pipeline.errors import DataError, Problem, shown

WORDS_FILE = Path(__file__).resolve().parents[2] / "data" / "common" / "small_words.yaml"

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS_APART = "".join(chr(code) if chr(code).isalpha() else " " for code in range(128))
"""What becomes of each character of ASCII where letters alone count."""
_FOREIGN_SCRIPT = re.compile(
    r"[\u0370-\u1dff\u2c00-\ua6ff\ua840-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uffdc\U00010000-\U0001efff\U00020000-\U0003ffff]"
)
_BEYOND_ASCII = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")
_SAMPLE = 3000
_WORDS_LOOKED_AT = 400
_FEWEST = 4
_SHARE_OF_SCRIPT = 0.4
_ACCENTED = 0.08
"""Share of accented letters above which a paragraph without small English words is foreign; French has about 0.04."""
_LIKELY = 0.15
"""Share of small English words that settles it; running English has 0.35 to 0.5, headlines 0.1 to 0.3."""


def english(text: str) -> bool:
    """Whether a paragraph is to be read as English; only its beginning is looked at."""
    sample = text[:_SAMPLE]
    if not sample.isascii():
        letters = sum(map(str.isalpha, sample))
        if len(_FOREIGN_SCRIPT.findall(sample)) > _SHARE_OF_SCRIPT * letters:
            return False
    words = _words(sample.lower())[:_WORDS_LOOKED_AT]
    if len(words) < _FEWEST:
        return True
    small, foreign = small_words()
    ours = sum(map(small.__contains__, words))
    if ours > _LIKELY * len(words):
        return True
    theirs = sum(map(foreign.__contains__, words))
    accented = 0 if sample.isascii() else len(_BEYOND_ASCII.findall(sample)) / max(sum(map(len, words)), 1)
    return not (theirs > max(ours, 1) or (accented > _ACCENTED and theirs >= ours))


def _words(text: str) -> list[str]:
    """The runs of letters in a text; where all are ASCII, the pattern is spared."""
    return text.translate(_LETTERS_APART).split() if text.isascii() else _WORD.findall(text)


@cache
def small_words(path: Path = WORDS_FILE) -> tuple[frozenset[str], frozenset[str]]:
    """The small words of English, and those of other languages that are not English too; raises DataError."""
    tree = read_yaml(path)
    others = tree.values.get("others")
    lists: dict[tuple[str, ...], object] = {("english",): tree.values.get("english")}
    lists |= {("others", name): words for name, words in others.items()} if isinstance(others, dict) else {("others",): others}
    problems: list[Problem] = []
    ours: set[str] = set()
    theirs: set[str] = set()
    for key, words in lists.items():
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            (ours if key == ("english",) else theirs).update(words)
        else:
            message = f"found {shown(words)}, expected a list of words"
            problems.append(Problem(str(path), tree.mark(key).line, ".".join(key), message))
    if problems:
        raise DataError(problems)
    return frozenset(ours), frozenset(theirs - ours)
