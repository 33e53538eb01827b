"""Who did it to whom: the two sides in their roles."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.coding.frame_data import NOUN, lexicon
from pipeline.coding.frames import ACTIVE, PASSIVE, Hit
from pipeline.coding.inflect import PAST
from pipeline.coding.mentions import Mention
from pipeline.coding.modality import Outcome
from pipeline.coding.parties import Parties, word_before
from pipeline.records import BOTH, Token

MUTUAL = frozenset(
    "summit talks call contact_neutral agreement_to_talk deal joint_activity resumption failed_talks rescheduled".split()
)
"""Types in which both sides act, when both are named."""

_MEETING = MUTUAL - {"agreement_to_talk", "resumption", "rescheduled", "deal"} | {"visit"}
_BY_ONE_PATH = frozenset(("with", "to", "against", "from", "on", "over", "at", "about", "toward", "towards", "into", "upon"))
_UPON_OTHERS = frozenset("gesture_positive accusation protest_demand threat statement_negative proposal".split())
_EACH_OTHER = frozenset(("each", "other", "another", "mutual", "mutually", "reciprocal"))
_COORDINATION = frozenset((",", "and", "&", "the"))
_PRONOUNS = frozenset(("he", "she", "it"))
_BOTH_OF_THEM = frozenset(
    "they both presidents leaders ministers envoys delegations governments sides capitals countries".split()
)
_BESIDE = 5
_SUBJECT = 7
_EARLY = 9
_TOGETHER = frozenset(("with", "between", "and"))
_JOINING = frozenset(("and", "but", "then", "or"))
_CLAUSES = frozenset(("that", "said", "says", ";", ":", "while", "after", "because", "when", "as", "before", "who", "which"))
_POINTING = frozenset(("the", "this", "'s", "its", "their", "his", "her", "these", "those"))


class Roles(NamedTuple):
    """Who did it to whom; `sure`: whether both were named in the sentence. `third`: a concern of the pair that stands for one.
    `received`: whether that party is met or visited, and claimed by the side that stands aside.
    """

    initiator: str
    target: str
    sure: bool
    third: str = ""
    received: bool = False


def roles_of(outcome: Outcome, parties: Parties, sides: Sequence[str], tokens: Sequence[Token]) -> Roles | None:
    """The roles in one outcome, or None where it is no act between the two sides."""
    acting, named, third, concerns = parties
    if outcome.type in _MEETING:
        partners = _partners(outcome.hit, acting, tokens)
        if partners - set(sides) and len(partners & set(sides)) == 1:
            return _reception(partners, sides, concerns)
    if _private(outcome.hit, acting, tokens) or (
        outcome.type in _UPON_OTHERS and side_by_side(outcome.hit, acting, sides, tokens)
    ):
        return None
    first, second = sides
    if len(named) == 2 and outcome.type in MUTUAL:
        return Roles(BOTH, BOTH, True, third)
    actor = _actor(outcome, acting, sides, tokens) or (next(iter(named)) if len(named) == 1 else "")
    if not actor:
        return Roles(BOTH, BOTH, len(named) == 2, third)
    if len(named) == 1 and outcome.type in MUTUAL:
        return Roles(BOTH, BOTH, False, third)
    return Roles(actor, second if actor == first else first, len(named) == 2, third)


def _private(hit: Hit, mentions: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether people or firms do it, and no state: "analysts warned", "Chinese students in the United States visit"."""
    if hit.voice in (PASSIVE, NOUN):
        return False
    private = lexicon().private
    actors = {mention.last_token for mention in mentions if "place" not in mention.flags}
    for place in range(hit.first - 1, max(-1, hit.first - _SUBJECT), -1):
        text = tokens[place].text
        if text in private:
            return True
        if place in actors or text in (",", ";", "that", "and"):
            return False
    return False


def side_by_side(hit: Hit, mentions: Sequence[Mention], sides: Sequence[str], tokens: Sequence[Token]) -> bool:
    """Whether both sides together do it to others: "the United States, China and the Union sent observers"."""
    if hit.voice != ACTIVE or not _EACH_OTHER.isdisjoint(token.text for token in tokens):
        return False
    before = [mention for mention in mentions if mention.last_token < hit.first][-4:]
    for one, other in itertools.pairwise(before):
        between = {token.text for token in tokens[one.last_token + 1 : other.first_token]}
        if {*one.codes, *other.codes} == set(sides) and between and between <= _COORDINATION:
            return True
    return False


def _partners(hit: Hit, mentions: Sequence[Mention], tokens: Sequence[Token]) -> set[str]:
    """Who meets or acts together: those named in the clause before the trigger, and after it those "with" them."""
    commas = [place for place, token in enumerate(tokens) if token.text == "," and place < hit.first]
    nearest = max((mention.last_token for mention in mentions if mention.last_token < hit.first), default=-1)
    opened = max((comma for comma in commas if comma < nearest), default=-1)
    return {
        code
        for mention in mentions
        if not {"place", "compound"} & set(mention.flags)
        and (opened < mention.last_token < hit.first or _joined(hit, mention, tokens))
        for code in mention.codes
    }


def _joined(hit: Hit, mention: Mention, tokens: Sequence[Token]) -> bool:
    return mention.first_token > hit.last and (
        word_before(mention, tokens) in _TOGETHER or mention.first_token - hit.last <= _BESIDE
    )


def _reception(partners: set[str], sides: Sequence[str], concerns: Sequence[str]) -> Roles | None:
    """One side and a third party: nothing between the two sides, unless the other claims that party as its own."""
    claimed = sorted(partners & set(concerns) & lexicon().claimed)
    if not claimed:
        return None
    (actor,) = partners & set(sides)
    return Roles(actor, _other(actor, sides), True, claimed[0], True)


def _actor(outcome: Outcome, mentions: Sequence[Mention], sides: Sequence[str], tokens: Sequence[Token]) -> str:
    """The side that stands where the frame looks for whoever acts: nearest before the trigger, or after its `by`."""
    hit = outcome.hit
    before = [m for m in mentions if m.last_token < hit.first and len(m.codes) == 1 and m.codes[0] in sides]
    after = [m for m in mentions if m.first_token > hit.last and len(m.codes) == 1 and m.codes[0] in sides]
    before = [m for m in before if "place" not in m.flags] or before
    before = [m for m in before if word_before(m, tokens) not in _BY_ONE_PATH] or before
    if hit.agent_side == "after":
        return after[0].codes[0] if after else _other(before[-1].codes[0], sides) if before else ""
    if before:
        heads = [m for m in before if "possessive" not in m.flags or hit.voice == NOUN] or before
        actor = (_subject(hit, heads, tokens) or heads[-1]).codes[0]
        struck = after[0] if after and hit.voice == ACTIVE and outcome.type in _UPON_OTHERS else None
        if struck and struck.codes[0] == actor and struck.first_token == hit.last + 1 and "possessive" not in struck.flags:
            return _other(actor, sides)  # "Beijing said that the Philippine boats had ignored it, and blamed Manila"
        return actor
    return _other(after[0].codes[0], sides) if after else ""


def _subject(hit: Hit, heads: Sequence[Mention], tokens: Sequence[Token]) -> Mention | None:
    """The first mention of the clause, for a second verb of it: "Beijing froze American assets and barred ten people"; of
    the sentence, for a pronoun.
    """
    place, helpers = hit.first - 1, lexicon().helpers
    while place > 0 and tokens[place].text in helpers:
        place -= 1
    if hit.voice in (PASSIVE, NOUN) or place < 0:
        return None
    if tokens[place].text in ("they", "it", "he", "she") and tokens[place - 1].text == "that":
        return heads[0]  # "China informed the United States that they have declined"
    if tokens[place].text not in _JOINING:
        return None
    opened = max((at for at in range(place) if tokens[at].text in _CLAUSES), default=-1)
    return next((mention for mention in heads if mention.first_token > opened), None)


def _other(code: str, sides: Sequence[str]) -> str:
    return sides[1] if code == sides[0] else sides[0]


def acting_in(outcome: Outcome, mentions: Sequence[Mention], tokens: Sequence[Token]) -> Sequence[Mention]:
    """The mentions that stand in the clause of an act: whose offices meet, and not those of another clause.

    What is done by one side alone is told with the other in any clause, so there all count where none stands in its own.
    """
    opens, clause, of = lexicon().opens, 0, []
    for token in tokens:
        clause += token.text in opens or token.text in (",", ";")
        of.append((clause, token.text in opens))
    opened: dict[int, bool] = {}
    for number, opens_here in of:
        opened.setdefault(number, opens_here)
    here = of[outcome.hit.first][0]
    near = [mention for mention in mentions if of[mention.first_token][0] == here or not opened[of[mention.first_token][0]]]
    return near if near or outcome.type in MUTUAL else mentions


def points_back(tokens: Sequence[Token], hit: Hit) -> bool:
    """Whether the act points to what was told: "the prolonged suspension", "China's refusal", "the meetings held there"."""
    if hit.form != NOUN:
        return hit.voice == PASSIVE and hit.form == PAST and hit.object is not None and hit.object[1] == hit.first - 1
    if tokens[hit.first].text not in lexicon().nouns:
        return False  # "willing to" is read like a noun, and is none
    return any(token.text in _POINTING for token in tokens[max(0, hit.first - 3) : hit.first])


def understood(
    tokens: Sequence[Token], mentions: Sequence[Mention], sides: Sequence[str], dated: Callable[[], bool]
) -> list[Mention]:
    """Who acts in a sentence that names no country, by the mentions of the sentence before: "They resumed in November".

    "They", "both", "the presidents" are both sides; "he", "she" and "it" the subject of the sentence before, and so is whoever
    acts in a sentence with a date of its own ("Duties on barley went in August").
    """
    known = [mention for mention in mentions if set(mention.codes) & set(sides) and "place" not in mention.flags]
    subject = next((token.text for token in tokens[:_EARLY] if token.text in _PRONOUNS or token.text in _BOTH_OF_THEM), "")
    if not known or not (subject or dated()):
        return []
    codes = tuple(sides) if subject in _BOTH_OF_THEM else known[0].codes
    return [Mention(0, 0, tokens[0].start, tokens[0].end, codes, "pronoun", flags=("coreference",))]


def offices_in(outcome: Outcome, mentions: Sequence[Mention], sides: Sequence[str], tokens: Sequence[Token]) -> Iterator[str]:
    """The offices of the two sides that stand in the clause of an act."""
    for mention in acting_in(outcome, mentions, tokens):
        if mention.role and not set(mention.codes).isdisjoint(sides):
            yield mention.role
