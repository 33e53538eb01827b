"""What speaks for two tellings being one act, in points and in words for people.

Nothing may speak against it (coding/same_act.py). Points are given for how near the dates are, for the type, for a channel,
for the subject and for rare words that both have; `ENOUGH` of them make it one act. The measures were set on passages told
several times (tests/review).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.coding.acts import Act
from pipeline.coding.same_act import conflict, days_between, family_of, group_of, lines_of
from pipeline.config.schema import Config
from pipeline.review.known import Known
from pipeline.words import day_text

ENOUGH = 4.0
CLEARLY = 0.75
"""Points by which one act must fit better than another before it is proposed."""
NARROW = 10
"""Days: dates that leave no more open tell an act from its like."""
CLOSE = 10
"""Days: so near in publication two reports without a date may tell one act."""
DATE_POINTS = ((NARROW, 3.0), (45, 1.5), (120, 1.0))
"""Points for dates that meet, by how many days the wider of them leaves open; beyond the last a half."""
OFF_BY_A_DAY = 1.0
CHANNEL, GROUP, DOMAIN, TYPE = 2.0, 1.0, 0.5, 0.5
OTHER_FIGURES = 1.5
"""Points off where both give figures and none is the same: 84 percent is another tariff than 125."""
TOLD_WORDS, TOLD_IF = 3, 0.25
SUBJECT = 0.3
"""Rare words that make two tellings one in subject."""


@dataclass(frozen=True)
class Likeness:
    """`gap`: days between the two; `narrow`: both dates leave at most `NARROW` days open; `subject`: a channel, the domain
    or rare words are the same; `why`: the reasons in words.
    """

    points: float
    gap: int
    narrow: bool
    subject: bool
    why: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether it is one act: a day and a type alone never make it so."""
        return self.subject and self.points >= ENOUGH


def likeness(config: Config, one: Act, other: Act, known: Known) -> Likeness | None:
    """How alike two tellings are; None where something speaks against their being one act."""
    if conflict(config, one, other):
        return None
    gap = days_between(one, other)
    lines = lines_of(one) & lines_of(other)
    if gap is None and not _told_together(one, other, lines):
        return None
    points, why = _date_points(one, other, gap)
    reasons = [why]
    if lines:
        points += CHANNEL
        reasons.append(f"same channel ({', '.join(config.channels[slug].name for slug in sorted(lines))})")
    elif group := group_of(config, one, other):
        points += GROUP
        reasons.append(f"channels of one group ({group})")
    kind, told = _type_points(config, one, other, known)
    points += kind
    reasons.append(told)
    if one.domain == other.domain:
        points += DOMAIN
        reasons += [] if lines else [f"both on {config.domains[one.domain].label}"]
    words, rare = shared_words(one, other, known)
    points += words - (OTHER_FIGURES if _other_figures(one, other) else 0)
    reasons += [both_name(rare)] if rare else []
    narrow = max(one.days or 10_000, other.days or 10_000) <= NARROW
    subject = bool(lines or words >= SUBJECT or one.domain == other.domain)
    return Likeness(points, gap or 0, narrow, subject, tuple(reasons))


def shared_words(one: Act, other: Act, known: Known) -> tuple[float, list[str]]:
    """How much the words that both have tell, and the rarest of them."""
    weights = {word: known.rarity(word) for word in one.words & other.words}
    rarest = sorted(weights, key=lambda word: (-weights[word], word))
    return sum(weights.values()), [word for word in rarest[:TOLD_WORDS] if weights[word] > TOLD_IF]


def both_name(words: Collection[str]) -> str:
    """The words that two tellings share, as a reason."""
    return "both name " + ", ".join(f"“{word}”" for word in words)


def _other_figures(one: Act, other: Act) -> bool:
    own, others = ({word for word in act.words if word[0].isdigit()} for act in (one, other))
    return bool(own and others and not own & others)


def _told_together(one: Act, other: Act, lines: Collection[str]) -> bool:
    """Without a date: the same channel, the same type, and published within days."""
    near = one.reported and other.reported and abs((one.reported - other.reported).days) <= CLOSE
    return bool(lines and one.type == other.type and near)


def _date_points(one: Act, other: Act, gap: int | None) -> tuple[float, str]:
    if gap is None:
        return ENOUGH - CHANNEL - TYPE, "no date, but told within days"
    widest = max(one.days or 0, other.days or 0)
    points = next((points for most, points in DATE_POINTS if widest <= most), 0.5)
    if gap:
        return points - OFF_BY_A_DAY, "a day apart"
    if widest == 1 and one.first:
        return points, f"same day ({day_text(one.first)})"
    return points, "dates overlap"


def _type_points(config: Config, one: Act, other: Act, known: Known) -> tuple[float, str]:
    if one.type == other.type:
        return TYPE + known.rarity_of([one.type]), f"both are told as {config.event_types[one.type].label}"
    family = family_of(one, other)
    return (known.rarity_of(family.types), f"both are {family.says}") if family else (0.0, "")
