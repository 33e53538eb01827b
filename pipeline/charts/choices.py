"""What a person chose for a chart: how many events are numbered, which ones always and never, in which words, and own notes.

Choices change which events are named and how, never the line: an event's id, its day and its points stay what they are.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline.errors import ExportError, shown, unshowable
from pipeline.sources.cells import read_date

MOST_BADGES = 40
MOST_NOTES = 3
LONGEST_WORDING = 160
LONGEST_NOTE = 120
LONGEST_TITLE = 200
NOTE_LETTERS = "ABC"


@dataclass(frozen=True, order=True)
class Note:
    """A remark of the analyst at a day; no event, and counted nowhere."""

    day: date
    text: str


@dataclass(frozen=True)
class Choices:
    """`badges`: most numbered events (None: as the config says); `pinned` and `dropped` are ids of events; `wordings` are
    (id, short title) in the analyst's words; `notes` stand at their days.

    Raises ExportError for what cannot be shown, is too long or too many, and for an event that is both pinned and dropped.
    """

    badges: int | None = None
    pinned: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    wordings: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        """Bring the same choices into the same form, whatever order they were made in, and refuse the rest."""
        for name in ("pinned", "dropped"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        object.__setattr__(self, "wordings", tuple(sorted(dict(self.wordings).items())))
        object.__setattr__(self, "notes", tuple(sorted(set(self.notes))))
        self._check()

    def _check(self) -> None:
        if self.badges is not None and not 0 <= self.badges <= MOST_BADGES:
            raise ExportError(f"badges: found {self.badges}, allowed: 0 to {MOST_BADGES}")
        if len(self.pinned) > MOST_BADGES:
            raise ExportError(f"pin: found {len(self.pinned)} events, allowed: at most {MOST_BADGES}")
        both = sorted(set(self.pinned) & set(self.dropped))
        if both:
            raise ExportError(f"pin, drop: {shown(both[0])} is in both; keep it in one")
        if len(self.notes) > MOST_NOTES:
            raise ExportError(f"note: found {len(self.notes)} notes, allowed: at most {MOST_NOTES}")
        for event, text in self.wordings:
            refuse(f"wording of {event}", text, LONGEST_WORDING)
        for note in self.notes:
            refuse("note", note.text, LONGEST_NOTE)

    @property
    def wording(self) -> dict[str, str]:
        """Short title by id."""
        return dict(self.wordings)

    def told(self) -> str:
        """The choices as a part of the filters that a file carries; empty where nothing was chosen."""
        parts = [f"at most {self.badges} numbered events"] if self.badges is not None else []
        parts += [f"pinned {', '.join(self.pinned)}"] if self.pinned else []
        parts += [f"dropped {', '.join(self.dropped)}"] if self.dropped else []
        parts += [f"in the analyst's words {', '.join(self.wording)}"] if self.wordings else []
        parts += [f"note of the analyst on {note.day}: {note.text}" for note in self.notes]
        return "; ".join(parts)


NONE = Choices()
"""What a chart shows by itself."""


def refuse(what: str, text: str, longest: int) -> None:
    """Raise ExportError where a text of one line is empty, too long or has characters that cannot be shown."""
    wrong = unshowable(text, one_line=True)
    if wrong:
        raise ExportError(f"{what}: {wrong[1]}")
    if not text.strip():
        raise ExportError(f"{what}: is empty")
    if len(text) > longest:
        raise ExportError(f"{what}: has {len(text)} characters, allowed: at most {longest}")


def read_note(text: str) -> Note:
    """A note written as 'DATE text'; raises ExportError."""
    head, _, rest = text.strip().partition(" ")
    day = read_date(head)
    if not isinstance(day, date):
        raise ExportError(f"note: found {shown(text)}, expected a date and a text such as '2023-11-15 They meet again'")
    refuse("note", rest.strip(), LONGEST_NOTE)
    return Note(day, rest.strip())


def read_wording(text: str) -> tuple[str, str]:
    """An event and its short title, written as 'ID text'; raises ExportError."""
    event, _, words = text.strip().partition(" ")
    refuse(f"wording of {shown(event)}", words.strip(), LONGEST_WORDING)
    return event, words.strip()


def in_link(choices: Choices) -> dict[str, str]:
    """The choices as parameters of an address; what was not chosen is not there."""
    found = {"pin": ",".join(choices.pinned), "drop": ",".join(choices.dropped)}
    found["badges"] = "" if choices.badges is None else str(choices.badges)
    found["say"] = json.dumps(choices.wording, ensure_ascii=False, separators=(",", ":")) if choices.wordings else ""
    lines = [f"{note.day} {note.text}" for note in choices.notes]
    found["note"] = json.dumps(lines, ensure_ascii=False, separators=(",", ":")) if lines else ""
    return {key: value for key, value in found.items() if value}


def from_link(parameters: Mapping[str, str]) -> tuple[Choices, list[str]]:
    """The choices of an address, and what is wrong with it: a part that cannot be used is left out, the rest stands."""
    made, problems = Choices(), []
    for key, read in _READERS.items():
        text = parameters.get(key, "")
        try:
            made = replace(made, **read(text)) if text else made
        except ExportError as error:
            problems.append(str(error))
        except (ValueError, RecursionError):
            problems.append(f"{key}: found {shown(text)}, which is no part of a briefing's link")
    return made, problems


def _ids(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def _wordings(text: str) -> tuple[tuple[str, str], ...]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError(text)
    return tuple((event, str(words)) for event, words in found.items())


def _notes(text: str) -> tuple[Note, ...]:
    found = json.loads(text)
    if not isinstance(found, list):
        raise ValueError(text)
    return tuple(read_note(str(line)) for line in found)


_READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "badges": lambda text: {"badges": int(text)},
    "pin": lambda text: {"pinned": _ids(text)},
    "drop": lambda text: {"dropped": _ids(text)},
    "say": lambda text: {"wordings": _wordings(text)},
    "note": lambda text: {"notes": _notes(text)},
}


def _nearest(event: str, known: set[str]) -> str:
    near = difflib.get_close_matches(event, sorted(known), n=1, cutoff=0.7)
    return f"; did you mean {near[0]!r}?" if near else ""


def within(choices: Choices, events: Iterable[str], start: date, end: date) -> tuple[Choices, list[str]]:
    """The choices that a period can follow, and what it leaves out: other events, days outside it."""
    known = set(events)
    problems = [
        f"{what}: {shown(event)} is no event that counts from {start} to {end}{_nearest(event, known)}"
        for what, chosen in (("pin", choices.pinned), ("drop", choices.dropped), ("wording", tuple(choices.wording)))
        for event in chosen
        if event not in known
    ]
    problems += [f"note: {note.day} is not within {start} to {end}" for note in choices.notes if not start <= note.day <= end]
    return (
        replace(
            choices,
            pinned=tuple(event for event in choices.pinned if event in known),
            dropped=tuple(event for event in choices.dropped if event in known),
            wordings=tuple(item for item in choices.wordings if item[0] in known),
            notes=tuple(note for note in choices.notes if start <= note.day <= end),
        ),
        problems,
    )
