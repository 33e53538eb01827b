"""The persons of `actors.csv` with the days on which they held what.

The office decides, not the name: a name with an office it did not hold that day is marked, and the mention keeps the office.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from pipeline.coding.country_names import plain
from pipeline.coding.institutions import Institutions
from pipeline.coding.tokens import tokens_of

COMMON = Path(__file__).resolve().parents[2] / "data" / "common"
LEADERS = ("president", "premier", "leader", "cmc_chairman")
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", ".", ","}
_GENERAL = ("minister", "leader", "government", "ministry", "officials")


class Tenure(NamedTuple):
    """One person in one office; `end` None: still in office."""

    name: str
    side: str
    office: str
    roles: tuple[str, ...]
    start: date
    end: date | None

    def holds(self, day: date | None) -> bool:
        """Whether the office was held that day; without a day every tenure counts."""
        return day is None or (self.start <= day and (self.end is None or day <= self.end))


@dataclass
class OfficeHolders:
    """Tenures by full name and by surname (tokens, lower case)."""

    names: dict[str, list[Tenure]] = field(default_factory=dict)
    surnames: dict[str, list[Tenure]] = field(default_factory=dict)
    offices: dict[tuple[str, str], list[Tenure]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)

    def office(self, side: str, role: str) -> str:
        """The key of `actors.csv` for this role on this side, or empty."""
        found = self.offices.get((side, role))
        return found[0].office if found else ""

    def role(self, office: str) -> str:
        """The role of an office of `actors.csv`, or empty."""
        return self.roles.get(office, "")

    def judged(self, name: str, side: str, role: str, day: date | None) -> tuple[str, tuple[str, ...]]:
        """The office a named person is to be counted under, and the marks that follow from tenure.

        `office_mismatch`: named with an office that another held that day. `out_of_office`: named without one, and
        none of the known tenures covers the day.
        """
        tenures = [one for one in self.names.get(name, ()) if one.side == side]
        if not tenures:
            return self.office(side, role), ()
        own = [one for one in tenures if not role or role in _GENERAL or role in one.roles]
        held = next((one for one in sorted(own, key=_rank) if one.holds(day)), None)
        if held:
            return held.office, ()
        if not role or role in _GENERAL:
            return "", ("out_of_office",)
        known = self.office(side, role)
        return (own[0].office if own else known), (("office_mismatch",) if known else ())


def with_leaders(actors: pd.DataFrame | None, sides: Sequence[str], path: Path = COMMON / "leaders.csv") -> pd.DataFrame:
    """The office holders of a pair, and of all others the leaders and ministers whom the press names without their office."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    for key in ("start", "end"):
        frame[key] = [date.fromisoformat(day) if day else None for day in frame[key]]
    frame["office"] = frame["side"].str.lower() + "_" + frame["office_title"].str.lower().str.replace(" ", "_")
    if actors is None:
        return frame
    return pd.concat([actors, frame[~frame["side"].isin(sides)]], ignore_index=True)


def _rank(tenure: Tenure) -> int:
    """Of several offices held at once the one that speaks for the state: president, minister, then the others."""
    if {"president", "premier"} & set(tenure.roles):
        return 0
    return 1 if any(role.endswith("minister") for role in tenure.roles) else 2 if tenure.roles else 3


def read_holders(frame: pd.DataFrame | None, institutions: Institutions) -> OfficeHolders:
    """The persons of an actors frame (see `load_actors`), under every way their names are written."""
    holders = OfficeHolders()
    if frame is None:
        return holders
    for row in frame.itertuples(index=False):
        end = None if row.end is None or pd.isna(row.end) else row.end
        tenure = Tenure(row.name, row.side, row.office, _roles(row.office_title or "", institutions), row.start, end)
        aliases = [alias.strip() for alias in (row.aliases or "").split(";") if alias.strip()]
        for written in [row.name, *aliases]:
            _add(holders, _unranked(written, institutions), tenure, row.side in institutions.surname_first)
        for role in tenure.roles:
            holders.roles.setdefault(tenure.office, role)
            holders.offices.setdefault((row.side, role), []).append(tenure)
    return holders


def _unranked(written: str, institutions: Institutions) -> str:
    """'Major General Ye Jiang' is filed as Ye Jiang."""
    tokens = tokens_of(written)
    rank = institutions.starting(tokens, 0)
    return (
        written[tokens[len(rank.words)].start :] if rank and rank.role == "officer" and len(tokens) > len(rank.words) else written
    )


def _add(holders: OfficeHolders, written: str, tenure: Tenure, surname_first: bool) -> None:
    """File a tenure under a name, its forms without initials and accents, and its surname."""
    for variant in {written, plain(written)}:
        words = [token.text for token in tokens_of(variant)]
        short = [word for word in words if word not in _SUFFIXES and len(word.rstrip(".")) > 1 and word.count(".") == 0]
        for name in {" ".join(words), " ".join(short)}:
            if " " in name and tenure not in holders.names.setdefault(name, []):
                holders.names[name].append(tenure)
        if short:
            surname = short[0] if surname_first and len(short) > 1 else short[-1]
            if surname.isalpha() and tenure not in holders.surnames.setdefault(surname, []):
                holders.surnames[surname].append(tenure)


def _roles(title: str, institutions: Institutions) -> tuple[str, ...]:
    """The roles an office title speaks of: 'US Secretary of Defense' is a defence minister."""
    words = [token for token in tokens_of(title) if token.text not in (",", "(", ")")]
    found: list[str] = []
    place = 0
    while place < len(words):
        head = institutions.starting(words, place)
        before = words[place - 1].text if place else ""
        if head and head.person and not head.people and before not in institutions.deputy:
            found.append(head.role)
            break
        place += len(head.words) if head else 1
    return tuple(found)
