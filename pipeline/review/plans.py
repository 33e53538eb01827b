"""Plans, offers and announcements, and what became of them: the meeting that was held, called off or put off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from pipeline.coding.acts import Act
from pipeline.coding.same_act import days_between, kinship, lines_of, side_conflict
from pipeline.config.schema import Config
from pipeline.review.known import Known
from pipeline.review.likeness import Likeness, both_name, likeness, shared_words

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
Linked = tuple[float, Act, list[str]]
"""Points, a known act, and the reasons for linking it."""


def outcome_of(config: Config, act: Act, known: Known) -> tuple[Act, list[str]] | None:
    """The open plan, offer or announcement that an act is the outcome of, the latest that fits best; with the reasons."""
    found = [entry for entry in _open(config, act, known) if entry[1].id not in known.replaced]
    if not found:
        return None
    found.sort(key=lambda entry: (-entry[0], -entry[1].first.toordinal() if entry[1].first else 0, entry[1].id))
    _, plan, why = found[0]
    return plan, why


def plan_of(config: Config, act: Act, known: Known) -> tuple[Act, list[str]] | None:
    """The known act by which a plan was fulfilled or ended, if it came to pass before the plan was read."""
    kin = kinship().kin(act.type)
    held = replace(act, status="happened")
    found: list[Linked] = []
    for other in known.near(act, kin):
        like = None if other.planned else likeness(config, held, other, known)
        due = _due(act, other, like) if like else None
        if due and due.enough and _after_report(act, other):
            found.append((due.points, other, ["it tells the plan of what took place", *due.why]))
    endings = kinship().outcomes["planned"] - {OWN_TYPE}
    for other in known.near(act, endings, before=CALLED_OFF // 30):
        belong = _belongs(config, act, other, known)
        if belong and _ended(act, other) and _after_report(act, other):
            found.append((belong[0], other, [f"it tells the plan that ended so: {_label(config, other)}", belong[1]]))
    found.sort(key=lambda entry: (-entry[0], entry[1].id))
    return (found[0][1], found[0][2]) if found else None


def _open(config: Config, act: Act, known: Known) -> Iterator[Linked]:
    """Every plan, offer and announcement that an act may be the outcome of."""
    yield from _plans(config, act, known)
    if act.type in kinship().outcomes["proposal"]:
        yield from _offers(config, act, known)
    if act.status == "happened":
        yield from _announcements(act, known)


def _plans(config: Config, act: Act, known: Known) -> Iterator[Linked]:
    """The plans that an act fulfils, or ends."""
    ends = act.type in kinship().outcomes["planned"]
    types = frozenset(config.event_types) if ends else kinship().kin(act.type)
    for plan in known.near(act, types, before=1, after=CALLED_OFF // 30):
        if not plan.planned:
            continue
        if act.type in kinship().kin(plan.type):
            late = replace(plan, status="happened", last=plan.last + timedelta(days=SLIPPED) if plan.last else None)
            like = likeness(config, act, late, known)
            due = _due(plan, act, like) if like else None
            if due and due.enough:
                yield due.points, plan, ["what was planned took place", *due.why]
        elif (belong := _belongs(config, act, plan, known)) and _ended(plan, act) and _after_report(plan, act):
            yield belong[0], plan, [f"the plan ended: {_label(config, act)}", belong[1]]


def _offers(config: Config, act: Act, known: Known) -> Iterator[Linked]:
    """The offers that an act answers; the side that offered does not refuse."""
    for offer in known.near(act, ["proposal"], before=ANSWERED // 30 + 1):
        belong = _belongs(config, act, offer, known)
        own = act.type == "refusal" and offer.initiator == act.initiator
        if belong and _follows(offer, act, ANSWERED) and not own:
            yield belong[0], offer, ["it answers an offer", belong[1]]


def _announcements(act: Act, known: Known) -> Iterator[Linked]:
    """The announced steps that an act carries out or takes back."""
    takes_back = act.type in kinship().outcomes["announced"]
    types = kinship().kin(act.type) | (kinship().kin("tariff") if takes_back else frozenset())
    for step in known.near(act, types, before=ENACTED // 30 + 1):
        if step.status != "announced" or not _follows(step, act, ENACTED) or side_conflict(act, step):
            continue
        words, rare = shared_words(act, step, known)
        if words >= TELLING:
            verb = "takes back" if takes_back and step.type != act.type else "carries out"
            yield words, step, [f"it {verb} what was announced", both_name(rare)]


def _due(plan: Act, act: Act, like: Likeness) -> Likeness:
    """A plan seldom has its day: that its channel meets within the time it leaves open speaks for it as much."""
    wide = not like.narrow and lines_of(plan) & lines_of(act)
    return replace(like, points=like.points + DUE) if wide else like


def _belongs(config: Config, one: Act, other: Act, known: Known) -> tuple[float, str] | None:
    """Whether two acts of different kinds are about one thing: by their channels, else by rare words."""
    own, others = lines_of(one), lines_of(other)
    words, rare = shared_words(one, other, known)
    if own & others:
        return words + 2.0, f"same channel ({', '.join(config.channels[slug].name for slug in sorted(own & others))})"
    if (own and others) or words < TELLING:
        return None
    return words, both_name(rare)


def _ended(plan: Act, end: Act) -> bool:
    """Whether a plan was called off before its day or soon after it."""
    if plan.first is None or plan.last is None or end.first is None:
        return False
    return plan.first - timedelta(days=CALLED_OFF) <= end.first <= plan.last + timedelta(days=SLIPPED)


def _after_report(plan: Act, act: Act) -> bool:
    """Whether an act comes not before the plan was told; a plan told when its time was over may be as old as it likes."""
    if plan.reported is None or act.last is None or (plan.last and plan.last < plan.reported):
        return True
    return act.last >= plan.reported - timedelta(days=1)


def _follows(earlier: Act, act: Act, most: int) -> bool:
    """Whether an act comes after another, within so many days."""
    if earlier.first is None or act.last is None or act.last <= earlier.first:
        return False
    gap = days_between(earlier, act)
    return gap is not None and gap <= most


def _label(config: Config, act: Act) -> str:
    return config.event_types[act.type].label
