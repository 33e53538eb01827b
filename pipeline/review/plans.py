"""Plans, offers and announcements, and what became of them: the meeting that was held, called off or put off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from pipeline.coding.acts import Act
from pipeline.coding.same_act import days_between, kinship, lines_of, side_conflict
from pipeline.config.schema import Config
from pipeline.review.known import Known
from pipeline.review.likeness import ENOUGH, Likeness, likeness, shared_words

ANSWERED = 60
"""Days in which an offer is answered."""
ENACTED = 400
"""Days in which an announced step is carried out."""
SLIPPED = 7
"""Days by which a meeting may be held later than planned."""
CALLED_OFF = 60
"""Days before the planned day in which a plan is called off."""
DUE = 1.5
"""Points for a wide date of a plan."""
TELLING = 1.0
"""Rare words that both must have where no channel says that they belong together."""
OWN_TYPE = "same"


def outcome_of(config: Config, act: Act, known: Known) -> tuple[Act, list[str]] | None:
    """The open plan, offer or announcement that an act is the outcome of, the latest that fits best; with the reasons."""
    found = [(points, plan, why) for plan, points, why in _open(config, act, known) if plan.id not in known.replaced]
    if not found:
        return None
    found.sort(key=lambda entry: (-entry[0], -entry[1].first.toordinal() if entry[1].first else 0, entry[1].id))
    _, plan, why = found[0]
    return plan, why


def plan_of(config: Config, act: Act, known: Known) -> tuple[Act, list[str]] | None:
    """The known act by which a plan was fulfilled or ended, if it came to pass before the plan was read."""
    kin = kinship().kin(act.type)
    held = replace(act, status="happened")
    found: list[tuple[float, Act, list[str]]] = []
    for other in known.near(act, kin):
        like = None if other.planned else likeness(config, held, other, known)
        points = like.points + _due(act, other, like) if like else 0.0
        if like and points >= ENOUGH and _after_report(act, other):
            found.append((points, other, ["it tells the plan of what took place", *like.why]))
    endings = kinship().outcomes["planned"] - {OWN_TYPE}
    for other in known.near(act, endings, before=CALLED_OFF // 30):
        belong = _belongs(config, act, other, known)
        if belong and _ended(act, other) and _after_report(act, other):
            found.append((belong[0], other, [f"it tells the plan that ended so: {_label(config, other)}", belong[1]]))
    found.sort(key=lambda entry: (-entry[0], entry[1].id))
    return (found[0][1], found[0][2]) if found else None


def _open(config: Config, act: Act, known: Known) -> Iterator[tuple[Act, float, list[str]]]:
    """Every plan, offer and announcement that an act may be the outcome of, with points and reasons."""
    outcomes = kinship().outcomes
    kin = kinship().kin(act.type)
    types_of_steps = kin if act.type not in outcomes["announced"] else kin | kinship().kin("tariff")
    types = kin if act.type not in outcomes["planned"] else frozenset(config.event_types)
    for plan in known.near(act, types, before=1, after=CALLED_OFF // 30):
        found = _of_plan(config, act, plan, known) if plan.planned else None
        if found:
            yield plan, *found
    if act.type in outcomes["proposal"]:
        for offer in known.near(act, ["proposal"], before=ANSWERED // 30 + 1):
            belong = _belongs(config, act, offer, known)
            if belong and not offer.planned and _follows(offer, act, ANSWERED) and not _refuses_itself(offer, act):
                yield offer, belong[0], ["it answers an offer", belong[1]]
    if act.status == "happened":
        for step in known.near(act, types_of_steps, before=ENACTED // 30 + 1):
            if step.status == "announced" and _follows(step, act, ENACTED) and not side_conflict(act, step):
                words, rare = shared_words(act, step, known)
                if words >= TELLING:
                    verb = "takes back" if act.type in outcomes["announced"] and step.type != act.type else "carries out"
                    yield step, words, [f"it {verb} what was announced", _names(rare)]


def _of_plan(config: Config, act: Act, plan: Act, known: Known) -> tuple[float, list[str]] | None:
    """Whether an act fulfils a plan or ends it."""
    late = replace(plan, status="happened", last=plan.last + timedelta(days=SLIPPED) if plan.last else None)
    if act.type in kinship().kin(plan.type):
        like = likeness(config, act, late, known) or likeness(config, act, replace(plan, status="happened"), known)
        points = like.points + _due(plan, act, like) if like else 0.0
        return (points, ["what was planned took place", *like.why]) if like and points >= ENOUGH else None
    belong = _belongs(config, act, plan, known)
    if act.type in kinship().outcomes["planned"] and belong and _ended(plan, act) and _after_report(plan, act):
        return belong[0], [f"the plan ended: {_label(config, act)}", belong[1]]
    return None


def _due(plan: Act, act: Act, like: Likeness) -> float:
    """A plan seldom has its day: that its channel meets within the time it leaves open speaks for it as much."""
    return DUE if not like.narrow and lines_of(plan) & lines_of(act) else 0.0


def _belongs(config: Config, one: Act, other: Act, known: Known) -> tuple[float, str] | None:
    """Whether two acts of different kinds are about one thing: by their channels, else by rare words."""
    own, others = lines_of(one), lines_of(other)
    words, rare = shared_words(one, other, known)
    if own & others:
        return words + 2.0, f"same channel ({', '.join(config.channels[slug].name for slug in sorted(own & others))})"
    if (own and others) or words < TELLING:
        return None
    return words, _names(rare)


def _names(words: list[str]) -> str:
    return "both name " + ", ".join(f"“{word}”" for word in words)


def _ended(plan: Act, end: Act) -> bool:
    """Whether a plan was called off before its day or soon after it."""
    if plan.first is None or plan.last is None or end.first is None:
        return False
    return plan.first - timedelta(days=CALLED_OFF) <= end.first <= plan.last + timedelta(days=SLIPPED)


def _after_report(plan: Act, act: Act) -> bool:
    """Whether an act comes not before the plan was told."""
    return plan.reported is None or act.last is None or act.last >= plan.reported - timedelta(days=1)


def _follows(earlier: Act, act: Act, most: int) -> bool:
    """Whether an act comes after another, within so many days."""
    if earlier.first is None or act.last is None or act.last <= earlier.first:
        return False
    gap = days_between(earlier, act)
    return gap is not None and gap <= most


def _refuses_itself(offer: Act, act: Act) -> bool:
    """Whether the side that offered is the one that refuses: then it is about something else."""
    return act.type == "refusal" and offer.initiator == act.initiator


def _label(config: Config, act: Act) -> str:
    return config.event_types[act.type].label
