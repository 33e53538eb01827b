"""Frames and noun classes as they stand in data/common/, checked and indexed by their trigger words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.coding.inflect import PARTICIPLE, noun_forms, plural, verb_forms
from pipeline.coding.triggers import Entry, Frame, Trigger, opening_of
from pipeline.config.yaml_tree import YamlTree, read_yaml
from pipeline.errors import DataError, Problem, expected, shown

COMMON = Path(__file__).resolve().parents[2] / "data" / "common"
PARTICLES = frozenset({"aside", "off", "back", "up", "out", "down", "free", "go", "home", "captive"})
NOUN = "noun"

_NOT_LEADING = ("adverb", "habit", "condition")
_NOUN_ONLY = frozenset({NOUN})

_LISTS = (
    "verbs", "nouns", "phrases", "objects", "object_words", "needs_words", "forbid_words", "forbid_objects", "subjects",
)  # fmt: skip
_SCALARS = ("type", "plover", "governs", "window", "strength", "only_governed", "contact", "status")


@dataclass(frozen=True)
class Lexicon:
    """All that the matcher reads: triggers by first word (`openings`: the same, with the entries by the word that follows),
    the words that any frame wants, clause words, types with direction and class, modality tables."""

    triggers: dict[str, tuple[Entry, ...]]
    openings: dict[str, Trigger]
    frames: dict[str, Frame]
    wanted: frozenset[str]
    opens: frozenset[str]
    stops: frozenset[str]
    types: dict[str, tuple[str, str]]
    governed: dict[str, dict[str, dict[str, str]]]
    helped: dict[str, dict[str, str]]
    words: dict[str, frozenset[str]]
    harm: frozenset[str]
    before_noun: dict[str, str]
    around: dict[str, frozenset[str]]
    barriers: frozenset[str]
    contact: frozenset[str]
    recast: dict[str, tuple[str, int, frozenset[str]]]
    nouns: frozenset[str]
    participles: frozenset[str]
    helpers: frozenset[str]
    leading: frozenset[str]
    claimed: frozenset[str]
    by_saying: frozenset[str]
    announced: frozenset[str]
    threatened: frozenset[str]
    private: frozenset[str]


@cache
def lexicon(folder: Path = COMMON) -> Lexicon:
    """The lexicon of a folder, read once; raises ConfigError or DataError naming file, line and key."""
    words, modality = read_yaml(folder / "words.yaml"), read_yaml(folder / "modality.yaml")
    reader = _Reader(words, modality)
    for path in sorted((folder / "frames").glob("*.yaml")):
        reader.take(read_yaml(path))
    if reader.problems:
        raise DataError(reader.problems)
    clause, values = words.values["clause"], modality.values
    around = _sets(words.values["around"])
    around["before_noun"] |= around["determiner"]
    leading = frozenset(word for name, listed in values["words"].items() if name not in _NOT_LEADING for word in listed) | {"to"}
    return Lexicon(
        triggers={word: tuple(entries) for word, entries in reader.triggers.items()},
        openings={word: opening_of(entries) for word, entries in reader.triggers.items()},
        frames=reader.frames,
        wanted=frozenset().union(*(frame.wanted for frame in reader.frames.values())),
        opens=frozenset(clause["opens"]),
        stops=frozenset(clause["stops"]),
        types={name: (pair[0], pair[1]) for name, pair in values["types"].items()},
        governed=values["governed"],
        helped=values["helped"],
        words=_sets(values["words"]),
        harm=frozenset(values["harm"]),
        before_noun={word: what for what, listed in values["before_noun"].items() for word in listed},
        around=around,
        barriers=frozenset(clause["barriers"]),
        contact=frozenset(values["contact"]),
        recast={name: (to["to"], to["within"], frozenset(to["words"])) for name, to in values["recast"].items()},
        nouns=reader.nouns(),
        participles=frozenset(
            word for word, entries in reader.triggers.items() if any(PARTICIPLE in entry.kinds for entry in entries)
        ),
        helpers=leading | {"to", *values["words"]["adverb"]},
        leading=leading,
        claimed=frozenset(values["claimed"]),
        by_saying=frozenset(values["by_saying"]),
        announced=frozenset(values["announced"]),
        threatened=frozenset(values["threatened"]),
        private=frozenset(form for noun in values["private"] for form in noun_forms(noun)),
    )


def _sets(lists: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(listed) for name, listed in lists.items()}


@dataclass
class _Reader:
    """Turns the entries of frame files into frames and triggers, and gathers what is wrong with them."""

    words: YamlTree
    modality: YamlTree
    frames: dict[str, Frame] = field(default_factory=dict)
    triggers: dict[str, list[Entry]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, tree: YamlTree) -> None:
        frames = tree.values.get("frames")
        if not isinstance(frames, dict):
            mark = tree.mark(())
            self.problems.append(Problem(mark.file, mark.line, "frames", "missing, expected a mapping of frames"))
            return
        for name, entry in frames.items():
            before = len(self.problems)
            self._check(tree, name, entry)
            if len(self.problems) == before:
                self._add(name, entry)

    def _check(self, tree: YamlTree, name: str, entry: object) -> None:
        def wrong(key: str, message: str) -> None:
            mark = tree.mark(("frames", name, key) if key else ("frames", name))
            self.problems.append(Problem(mark.file, mark.line, ".".join(filter(None, ("frames", name, key))), message))

        if not isinstance(entry, dict):
            return wrong("", f"found {shown(entry)}, expected a mapping")
        if name in self.frames:
            wrong("", "a second frame of this name")
        for key, value in entry.items():
            if key not in _LISTS and key not in _SCALARS:
                wrong(key, f"unknown key; {expected(key, _LISTS + _SCALARS)}")
            elif key in _LISTS and not (isinstance(value, list) and all(isinstance(word, str) for word in value)):
                wrong(key, f"found {shown(value)}, expected a list of words")
            elif key in ("objects", "subjects", "forbid_objects"):
                for unknown in set(value) - set(self.words.values["classes"]):
                    wrong(key, f"no noun class {unknown!r}; {expected(unknown, self.words.values['classes'])}")
        types, classes = self.modality.values["types"], self.modality.values["governed"]
        if entry.get("type") not in types and entry.get("type") != "none":
            wrong("type", f"found {shown(entry.get('type'))}; {expected(str(entry.get('type')), [*types, 'none'])}")
        if entry.get("governs", "void") not in classes:
            wrong("governs", f"found {shown(entry['governs'])}; {expected(str(entry['governs']), classes)}")
        strength = entry.get("strength")
        if not isinstance(strength, int | float) or not 0 <= strength <= 1:
            wrong("strength", f"found {shown(strength)}, allowed: 0 to 1")
        return None

    def _words_of(self, entry: dict, classes: str, listed: str) -> frozenset[str]:
        nouns = [noun for name in entry.get(classes, ()) for noun in self.words.values["classes"][name]]
        return frozenset(form for noun in [*nouns, *entry.get(listed, ())] for form in noun_forms(noun))

    def _add(self, name: str, entry: dict) -> None:
        own = self.modality.values["types"].get(entry["type"], ("", "NONE"))[1]
        self.frames[name] = frame = Frame(
            id=name,
            type=entry["type"],
            plover=entry.get("plover", own),
            governs=entry.get("governs", ""),
            strength=float(entry["strength"]),
            window=entry.get("window", 5),
            objects=self._words_of(entry, "objects", "object_words"),
            needs=self._words_of(entry, "", "needs_words"),
            forbids=self._words_of(entry, "forbid_objects", "forbid_words"),
            subjects=self._words_of(entry, "subjects", ""),
            only_governed=bool(entry.get("only_governed", False)),
            contact=bool(entry.get("contact", False)),
            status=entry.get("status", ""),
        )
        irregular = self.words.values["irregular"]
        for verb in entry.get("verbs", ()):
            first, *rest = verb.split()
            for form, kinds in verb_forms(first, irregular).items():
                parts = len(rest) == 1 and rest[0] in PARTICLES
                self.triggers.setdefault(form, []).append(Entry.of(frame, rest, kinds, parts))
        for noun in entry.get("nouns", ()):
            for phrase in {noun, plural(noun)}:
                self._literal(phrase, frame)
        for phrase in entry.get("phrases", ()):
            self._literal(phrase, frame)

    def nouns(self) -> frozenset[str]:
        """Every word that can be a noun: those of the classes and those that trigger as one."""
        listed = {form for nouns in self.words.values["classes"].values() for noun in nouns for form in noun_forms(noun)}
        for word, entries in self.triggers.items():
            if any(NOUN in entry.kinds and not entry.rest for entry in entries):
                listed.add(word)
        return frozenset(listed)

    def _literal(self, phrase: str, frame: Frame) -> None:
        first, *rest = phrase.split()
        self.triggers.setdefault(first, []).append(Entry.of(frame, rest, _NOUN_ONLY, False))
