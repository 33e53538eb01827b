"""When two tellings may be of one act: types of one family, sides, channels and dates that do not speak against it.

This is the one notion of sameness: within an article it is enough (coding/merging.py); between articles, and against the
chronology, something must also speak for it (review/likeness.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.coding.acts import Act
from pipeline.coding.frame_data import COMMON
from pipeline.coding.subjects import subjects
from pipeline.config.schema import Config
from pipeline.config.yaml_tree import read_yaml
from pipeline.records import BOTH

NEAR = 1
"""Days: a date read in one time zone may be the next day in another."""
ONE_WAY = ("visit", "contested_visit")
"""Contacts in which one side goes to the other: the other way round is another act, unless the same two meet."""


@dataclass(frozen=True)
class Family:
    """Types that tell the same act differently; see data/common/same_event.yaml."""

    says: str
    types: frozenset[str]
    mutual: bool = False
    channel: bool = False
    agreed: bool = False
    broad: bool = False


@dataclass(frozen=True)
class Kinship:
    """The families by type, what may become of a plan by what it was, and the channels of heads of state."""

    families: dict[str, tuple[Family, ...]]
    outcomes: dict[str, frozenset[str]]
    leaders: frozenset[str]

    def of(self, kind: str) -> tuple[Family, ...]:
        """The families of a type; a type in none is one of its own."""
        return self.families.get(kind) or (Family(f"of the type {kind}", frozenset({kind})),)

    def kin(self, kind: str) -> frozenset[str]:
        """The types under which an act of this type may be told."""
        return frozenset[str]().union(*(family.types for family in self.of(kind)))


@cache
def kinship() -> Kinship:
    """The families as shipped, read once."""
    values = read_yaml(COMMON / "same_event.yaml").values
    families: dict[str, tuple[Family, ...]] = {}
    for entry in values["families"].values():
        family = Family(**{**entry, "types": frozenset(entry["types"])})
        for kind in family.types:
            families[kind] = (*families.get(kind, ()), family)
    outcomes = {name: frozenset(types) for name, types in values["outcomes"].items()}
    return Kinship(families, outcomes, frozenset(subjects().offices.get("leader", ())))


def lines_of(act: Act) -> frozenset[str]:
    """The channels an act is about: where something was agreed, the leaders are who agreed, not the line agreed on."""
    agreed = any(family.agreed for family in kinship().of(act.type))
    return frozenset(act.channels) - kinship().leaders if agreed else frozenset(act.channels)


def conflict(config: Config, one: Act, other: Act) -> str:
    """What speaks against their being one act, in words; empty if nothing does."""
    return _date_conflict(one, other) or kind_conflict(config, one, other)


def kind_conflict(config: Config, one: Act, other: Act) -> str:
    """The same but for the dates: a plan and what took place, types, channels and sides that keep them apart."""
    if one.planned != other.planned:
        return "one is a plan, the other took place"
    return _family_conflict(one, other) or _line_conflict(config, one, other) or side_conflict(one, other)


def family_of(one: Act, other: Act) -> Family | None:
    """The family in which the two types tell one act, if there is one whose terms are met."""
    shared = lines_of(one) & lines_of(other)
    for family in kinship().of(one.type):
        if other.type in family.types and (one.type == other.type or shared or not family.channel):
            return family
    return None


def _family_conflict(one: Act, other: Act) -> str:
    """Whether the types keep them apart."""
    return "" if family_of(one, other) else f"{one.type} is not told as {other.type}"


def _line_conflict(config: Config, one: Act, other: Act) -> str:
    own, others = lines_of(one), lines_of(other)
    if not own or not others or own & others or group_of(config, one, other):
        return ""
    return "other channels"


def group_of(config: Config, one: Act, other: Act) -> str:
    """The group whose channels both name, for acts that hit several channels at once; empty if there is none."""
    family = family_of(one, other)
    if not family or not family.broad:
        return ""
    own, others = lines_of(one), lines_of(other)
    return next((name for name, lines in config.channel_groups.items() if own & set(lines) and others & set(lines)), "")


def side_conflict(one: Act, other: Act) -> str:
    """Whether the side that acted keeps them apart; a contact has no doer, unless one travels to the other."""
    if one.initiator == other.initiator or BOTH in (one.initiator, other.initiator):
        return ""
    mutual = any(other.type in family.types and family.mutual for family in kinship().of(one.type))
    crossing = one.type in ONE_WAY and other.type in ONE_WAY and not lines_of(one) & lines_of(other)
    if mutual and not crossing:
        return ""
    return "the other side acted"


def _date_conflict(one: Act, other: Act) -> str:
    """Whether the dates keep them apart; an act without a date may be any."""
    gap = days_between(one, other)
    return f"{gap} days apart" if gap is not None and gap > NEAR else ""


def days_between(one: Act, other: Act) -> int | None:
    """Days from the end of the earlier to the start of the later, 0 where they overlap; None where one has no date."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max((other.first - one.last).days, (one.first - other.last).days, 0)
