"""What can go wrong, said in one line each.

Every message that reaches a user is a `Problem`: where it is, what was found, what is allowed.
Problems are gathered and raised together, so that one run shows all there is to mend.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `line` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.key, self.message) if part)


class ThawlineError(Exception):
    """Base of every error a user can meet; its text is fit to be shown as it is."""

    def __init__(self, problems: str | Iterable[Problem], shown: int = 50):
        self.problems = [Problem("", 0, "", problems)] if isinstance(problems, str) else list(problems)
        if isinstance(problems, str):
            lines = [problems]
        else:
            lines = [str(problem) for problem in self.problems[:shown]]
            if len(self.problems) > shown:
                lines.append(f"... and {len(self.problems) - shown} more")
        super().__init__("\n".join(lines))


class ConfigError(ThawlineError):
    """The configuration cannot be used as it stands."""


class DataError(ThawlineError):
    """A data file cannot be used as it stands."""


class ExportError(ThawlineError):
    """A file could not be written, or read back."""


_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("[\t\r\n\u2028\u2029]")


def unshowable(text: str, one_line: bool = False) -> tuple[int, str] | None:
    """Where a text has a character that no page, picture or terminal should be given, and what to say of it.

    Controls break SVG and terminals, direction overrides make a text read as something else.
    """
    found = _UNSHOWABLE.search(text) or (_BREAKS.search(text) if one_line else None)
    return (found.start(), f"contains the character U+{ord(found[0]):04X}, which cannot be shown") if found else None


def showable(text: str) -> str:
    """A text with a blank for every character that cannot be shown; its length stays."""
    return _UNSHOWABLE.sub(" ", text)


def shown(value: object, longest: int = 60) -> str:
    """A found value, quoted and short enough for one line."""
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def expected(found: str, allowed: Iterable[str], most: int = 12) -> str:
    """What is allowed, with the nearest valid name first when one is near."""
    names = [str(name) for name in allowed]
    near = difflib.get_close_matches(str(found), names, n=1, cutoff=0.6)
    listed = ", ".join(names[:most]) + (f", … ({len(names)} in all)" if len(names) > most else "")
    hint = f"did you mean {near[0]!r}? " if near else ""
    return f"{hint}allowed: {listed or 'nothing'}"
