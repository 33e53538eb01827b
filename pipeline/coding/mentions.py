"""What a mention of an actor is."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.records import BOTH

KINDS = ("country", "demonym", "capital", "government", "ministry", "military", "parliament", "person", "both", "pronoun")

FLAGS = {
    "place": "named as the place of something (in Beijing), not as the one who acts",
    "toward": "after to or from: the way of a journey or of words",
    "possessive": "a bare name with 's: what follows belongs to it",
    "compound": "joined to another word: US-led, Saudi-backed",
    "topic": "anti-China, pro-Beijing: what something is about",
    "ambiguous": "a name that more than one country bears; the likelier was taken",
    "former": "named with an office as its former holder",
    "deputy": "a deputy of the office named",
    "office_mismatch": "named with an office that another held that day",
    "out_of_office": "no known tenure of the person covers the day",
    "coreference": "resolved from what was named before",
    "several_persons": "a surname of more than one possible person; all of one side",
}


class Mention(NamedTuple):
    """Tokens `first_token` to `last_token` (inclusive) that name an actor; characters `start` to `end` of the text.

    `codes`: ISO alpha-2, two for 'US-China' and 'the two sides'. `name`: country or person as written in full. `role`: the
    body or office in the words of institutions.yaml; `office`: its key in `actors.csv`, where that knows it.
    """

    first_token: int
    last_token: int
    start: int
    end: int
    codes: tuple[str, ...]
    kind: str
    name: str = ""
    role: str = ""
    office: str = ""
    flags: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The ISO code, `both` where it stands for two."""
        return self.codes[0] if len(self.codes) == 1 else BOTH

    def text_in(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]
