"""What can go wrong, said in one line each.

Every message that reaches a user is a `Problem`: where it is, what was found, what is allowed.
Problems are gathered and raised together, so that one run shows all there is to mend.
"""

from __future__ import annotations

import difflib
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
        return f"{place}: {self.key}: {self.message}" if self.key else f"{place}: {self.message}"


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
