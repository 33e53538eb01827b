"""Who did it to whom: the two sides in their roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.coding.mentions import Mention
from pipeline.coding.modality import Outcome
from pipeline.records import BOTH

MUTUAL = frozenset(
    "summit talks call contact_neutral agreement_to_talk deal joint_activity resumption failed_talks rescheduled".split()
)
"""Types in which both sides act, when both are named."""


@dataclass(frozen=True)
class Roles:
    """Who did it to whom; `sure`: whether both were named in the sentence. `third`: a concern of the pair that stands for one."""

    initiator: str
    target: str
    sure: bool
    third: str = ""


def roles_of(
    outcome: Outcome, mentions: Sequence[Mention], sides: Sequence[str], concerns: Sequence[str], about: bool
) -> Roles | None:
    """The roles in one outcome, or None where the sentence is not one between the two sides.

    `about`: the article has named both sides, so that one of them may be understood.
    """
    acting = [mention for mention in mentions if "topic" not in mention.flags]
    named = {code for mention in acting for code in mention.codes if code in sides}
    third = next((code for mention in acting for code in mention.codes if code in concerns), "")
    if not named or (len(named) == 1 and not (about or third)):
        return None
    if len(named) == 1 and not third and _with_another(acting, sides):
        return None
    first, second = sides
    if len(named) == 2 and outcome.type in MUTUAL:
        return Roles(BOTH, BOTH, True, third)
    actor = _actor(outcome, acting, sides) or (named.copy().pop() if len(named) == 1 else "")
    if not actor:
        return Roles(BOTH, BOTH, len(named) == 2, third)
    if len(named) == 1 and outcome.type in MUTUAL:
        return Roles(BOTH, BOTH, False, third)
    return Roles(actor, second if actor == first else first, len(named) == 2, third)


def _with_another(mentions: Sequence[Mention], sides: Sequence[str]) -> bool:
    """Whether the one side named acts with or upon a third country: then the other side is not understood."""
    return any(
        set(mention.codes).isdisjoint(sides) and not {"place", "topic", "compound"} & set(mention.flags) for mention in mentions
    )


def _actor(outcome: Outcome, mentions: Sequence[Mention], sides: Sequence[str]) -> str:
    """The side that stands where the frame looks for whoever acts: nearest before the trigger, or after its `by`."""
    hit = outcome.hit
    before = [m for m in mentions if m.last_token < hit.first and len(m.codes) == 1 and m.codes[0] in sides]
    after = [m for m in mentions if m.first_token > hit.last and len(m.codes) == 1 and m.codes[0] in sides]
    before = [m for m in before if "place" not in m.flags] or before
    if hit.agent_side == "after":
        return after[0].codes[0] if after else _other(before[-1].codes[0], sides) if before else ""
    if before:
        heads = [m for m in before if "possessive" not in m.flags or hit.voice == "noun"] or before
        return heads[-1].codes[0]
    return _other(after[0].codes[0], sides) if after else ""


def _other(code: str, sides: Sequence[str]) -> str:
    return sides[1] if code == sides[0] else sides[0]


def offices_in(mentions: Sequence[Mention], sides: Sequence[str]) -> list[str]:
    """The offices of the two sides that a sentence names."""
    return [mention.role for mention in mentions if mention.role and set(mention.codes) & set(sides)]
