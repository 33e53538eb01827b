"""What becomes of an outcome by who acts in it: leaders, both sides together, a party that the other side claims."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.coding.frame_data import lexicon
from pipeline.coding.mentions import Mention
from pipeline.coding.modality import Outcome
from pipeline.coding.roles import Roles, acting_in, side_by_side
from pipeline.records import Token

_LEADERS = frozenset(("president", "premier", "leader"))


def jointly(outcome: Outcome, mentions: Sequence[Mention], sides: Sequence[str], tokens: Sequence[Token]) -> Outcome:
    """What both sides together promise or offer is agreed between them: "the two committed to reopening the line"."""
    if outcome.type != "proposal" or outcome.status != "happened" or not outcome.hit.governs:
        return outcome
    if not side_by_side(outcome.hit, mentions, sides, tokens):
        return outcome
    direction, plover = lexicon().types["agreement_to_talk"]
    return outcome._replace(type="agreement_to_talk", direction=direction, plover=plover)


def received(outcome: Outcome, roles: Roles) -> Outcome:
    """Contact with a party that the other side claims is a contested visit, whatever it was called."""
    if not roles.received:
        return outcome
    direction, plover = lexicon().types["contested_visit"]
    return outcome._replace(type="contested_visit", direction=direction, plover=plover)


def at_the_top(outcome: Outcome, mentions: Sequence[Mention], sides: Sequence[str], tokens: Sequence[Token]) -> Outcome:
    """Talks in person between heads of state or government are a summit, whatever verb tells them."""
    if outcome.type != "talks":
        return outcome
    acting = acting_in(outcome, mentions, tokens)
    leaders = {code for one in acting if one.role in _LEADERS and "possessive" not in one.flags for code in one.codes}
    return outcome._replace(type="summit") if set(sides) <= leaders else outcome
