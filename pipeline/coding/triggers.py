"""What a frame is, and the words that set the matcher looking for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


@dataclass(frozen=True)
class Frame:
    """One kind of act and the words that tell it.

    `objects`: words of which one must stand within `window` tokens; `needs`: words of which one must stand there too;
    `forbids`: words that must not; `subjects`: words of which one must stand before the trigger instead.
    `status`: what it is by its words: planned ("is due in"), or proposed where the present tells it ("is seeking a meeting").
    """

    id: str
    type: str
    plover: str
    governs: str
    strength: float
    window: int
    objects: frozenset[str]
    needs: frozenset[str]
    forbids: frozenset[str]
    subjects: frozenset[str]
    only_governed: bool
    contact: bool
    status: str

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The words of which one must stand somewhere in the sentence for the frame to be met at all; empty: none."""
        return self.subjects or self.objects


@dataclass(frozen=True, slots=True)
class Entry:
    """A trigger: the words after its first, what its first can be (verb forms or noun) and its frame.

    `parts`: its particle may stand away from its verb; `wanted`: as of its frame; `most`: the best score that it can reach.
    """

    frame: Frame
    rest: tuple[str, ...]
    kinds: frozenset[str]
    parts: bool
    wanted: frozenset[str]
    most: float

    @classmethod
    def of(cls, frame: Frame, rest: Sequence[str], kinds: frozenset[str], parts: bool) -> Entry:
        """An entry with what follows from its frame."""
        return cls(frame, tuple(rest), kinds, parts, frame.wanted, 2.0 * len(rest) + frame.strength + 1.0)


class Trigger(NamedTuple):
    """The entries of a first word: `always` are those to be tried whatever follows, `before` those to be tried before a certain
    next word, both in the order of the files."""

    always: tuple[Entry, ...]
    before: dict[str, tuple[Entry, ...]]


def opening_of(entries: Sequence[Entry]) -> Trigger:
    """The entries of one first word, sorted out by what may follow it."""
    always = tuple(entry for entry in entries if not entry.rest or entry.parts)
    seconds = {entry.rest[0] for entry in entries if entry.rest}
    return Trigger(
        always,
        {word: tuple(entry for entry in entries if not entry.rest or entry.parts or entry.rest[0] == word) for word in seconds},
    )
