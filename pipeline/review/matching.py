"""Does a candidate tell an act that is known already, or what became of one?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.coding.acts import Act, act_of_candidate, telling_words
from pipeline.coding.same_act import kinship
from pipeline.config.schema import Config
from pipeline.review.grouping import grouped, joined
from pipeline.review.known import Known
from pipeline.review.likeness import CLEARLY, Likeness, likeness
from pipeline.review.plans import outcome_of, plan_of

__all__ = [
    "Act",
    "Judgement",
    "Known",
    "Match",
    "act_of_candidate",
    "acts_of_events",
    "best_match",
    "grouped",
    "joined",
    "judged",
]


ALONE = 1.0
"""Points for being the only known act of its type that it could be, if the dates meet."""


@dataclass(frozen=True)
class Match:
    """A known act and what a candidate is to it: `same`, `outcome` of this plan, or `plan` of this act; `why`: a sentence."""

    id: str
    kind: str
    why: str


@dataclass(frozen=True)
class Judgement:
    """The match, if there is one; else `note` says why there is none where one was near."""

    match: Match | None
    note: str = ""


def acts_of_events(config: Config, events: pd.DataFrame) -> list[Act]:
    """The events of a chronology (as from load_events) as acts."""
    return [
        Act(
            id=row["id"],
            type=row["type"],
            status=row["status"],
            direction=_direction(config.event_types[row["type"]].weight),
            first=row["date"].date(),
            last=row["date_end"].date(),
            channels=tuple(row["channels"]),
            initiator=row["initiator"],
            target=row["target"],
            domain=row["domain"],
            title=row["title"],
            reported=None if pd.isna(row["reported"]) else row["reported"].date(),
            words=telling_words(f"{row['title']} {row['quote']} {row['id'].replace('-', ' ')}"),
            replaces=tuple(row["replaces"]),
        )
        for row in events.to_dict("records")
    ]


def best_match(config: Config, act: Act, known: Sequence[Act] | Known) -> Match | None:
    """The known act that this one tells again, fulfils, calls off or announces; None for a new one or a doubtful one."""
    return judged(config, act, known).match


def judged(config: Config, act: Act, known: Sequence[Act] | Known) -> Judgement:
    """The same with a note for people. Many candidates are asked faster of one `Known` than of a list."""
    store = known if isinstance(known, Known) else Known(known)
    found, note = _nearest(config, act, store)
    if found:
        other, like = found
        ended = store.replaced.get(other.id)
        if act.planned and ended:
            return Judgement(Match(other.id, "plan", f"{_sentence(like.why)}; this plan ended with “{ended.title}”"))
        return Judgement(Match(other.id, "same", _sentence(like.why)))
    if note:
        return Judgement(None, note)
    linked = plan_of(config, act, store) if act.planned else outcome_of(config, act, store)
    if linked:
        other, why = linked
        return Judgement(Match(other.id, "plan" if act.planned else "outcome", _sentence(why)))
    return Judgement(None)


def _nearest(config: Config, act: Act, known: Known) -> tuple[tuple[Act, Likeness] | None, str]:
    """The known act that is clearly the nearest, or a note on those that are equally near."""
    others = (other for other in known.near(act, kinship().kin(act.type)) if other.id != act.id)
    possible = [(other, like) for other in others if (like := likeness(config, act, other, known))]
    own = [number for number, (other, _) in enumerate(possible) if other.type == act.type]
    if len(own) == 1 and not possible[own[0]][1].gap:
        other, like = possible[own[0]]
        possible[own[0]] = (
            other,
            replace(like, points=like.points + ALONE, why=(*like.why, "no other of its type could be meant")),
        )
    likely = [(other, like) for other, like in possible if like.enough]
    likely.sort(key=lambda pair: (not pair[1].narrow, pair[1].gap, -pair[1].points, pair[0].id))
    if not likely:
        return None, ""
    best, like = likely[0]
    rivals = [other for other, its in likely[1:] if _rivals(like, its)]
    if rivals:
        names = ", ".join(f"“{other.title}”" for other in (best, *rivals[:2]))
        return None, f"fits {len(rivals) + 1} known events alike: {names}"
    return (best, like), ""


def _rivals(best: Likeness, other: Likeness) -> bool:
    """Whether another fits as well: as near in date where the day is known, and not clearly less like."""
    return (other.narrow, other.gap) <= (best.narrow, best.gap) and best.points - other.points < CLEARLY


def _direction(weight: float) -> str:
    return "thaw" if weight > 0 else "freeze" if weight < 0 else "neutral"


def _sentence(reasons: Iterable[str]) -> str:
    return ", ".join(reason for reason in reasons if reason)
