"""How real an act is: what governing verbs and helping words make of it (data/common/modality.yaml)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.coding.frame_data import NOUN, Lexicon, lexicon
from pipeline.coding.frames import PASSIVE, Hit
from pipeline.coding.helping import Helped, helping
from pipeline.coding.inflect import BASE, GERUND, PAST, THIRD

HAPPENED, ANNOUNCED, PLANNED, PROPOSED = "happened", "announced", "planned", "proposed"
REACH = 11
NEAR = 4
SETTLED = 9
"""Words between what was settled and what it is for."""

_OPEN_CLASSES = frozenset({"accuse", "threaten", "void"})
_NEVER_CLAUSES = frozenset({"decide", "begin", "plan"})
_FINITE = frozenset({THIRD, PAST})
_BECOMING = frozenset({"became", "becomes", "become", "becoming"})


class Outcome(NamedTuple):
    """What a hit comes to: `direction` is that of its type; `words` are those that decided; `hit` is where to look."""

    type: str
    status: str
    plover: str
    direction: str
    flags: tuple[str, ...]
    words: tuple[str, ...]
    strength: float
    hit: Hit


def _root(texts: list[str], hit: Hit, hits: Sequence[Hit], lex: Lexicon, depth: int) -> Hit:
    for governor in hits:
        if governor.governs and depth < 4 and governor.first < hit.first and _reaches(texts, governor, hit, lex):
            return _root(texts, governor, hits, lex, depth + 1)
    return hit


def roots(texts: list[str], hits: Sequence[Hit]) -> list[Hit]:
    """The hits that stand in no governing verb's reach: one outcome each covers all."""
    return [hit for hit in hits if _root(texts, hit, hits, lexicon(), 0) is hit]


def outcome_of(texts: list[str], root: Hit, hits: Sequence[Hit]) -> Outcome | None:
    """What a root comes to with all that it governs."""
    lex = lexicon()
    if lex.frames[root.frame_id].only_governed:
        return None
    outcome = _resolve(texts, root, hits, lex, 0)
    return _recast(texts, outcome, lex) if outcome and outcome.type in lex.recast else outcome


def _recast(texts: list[str], outcome: Outcome, lex: Lexicon) -> Outcome:
    """A postponement for an outside reason is a move of the date; routine contact is neutral."""
    kind, within, words = lex.recast[outcome.type]
    first, last = outcome.hit.first, outcome.hit.last
    reason = next((text for text in texts[max(0, first - within) : last + within + 1] if text in words), None)
    if reason is None:
        return outcome
    direction, plover = lex.types[kind]
    return outcome._replace(type=kind, direction=direction, plover=plover, words=(*outcome.words, reason))


def _reaches(texts: list[str], governor: Hit, hit: Hit, lex: Lexicon) -> bool:
    between = texts[governor.last + 1 : hit.first]
    if hit.first <= governor.last or len(between) > REACH or not lex.barriers.isdisjoint(between):
        return False
    if "," in between and governor.governs not in _OPEN_CLASSES:
        return False
    if governor.governs == "settle":
        return len(between) <= SETTLED and helping(texts, hit, lex).to and hit.form != NOUN  # "an accord to reopen the line"
    if governor.voice == PASSIVE and governor.governs not in ("plan", "accuse", "allow", "decide", "demand", "urge"):
        return False
    if _finite(texts, hit, lex):
        if governor.governs in _NEVER_CLAUSES:
            return False  # "announced that it had held talks": told as done
        if governor.governs == "threaten" and hit.form == PAST and not helping(texts, hit, lex).words:
            return False  # "warned that China cut the line in 2022"
        return "that" in between or (governor.governs in ("promise", "threaten", "accuse", "deny") and "and" not in between)
    if hit.form == NOUN and governor.governs in ("plan", "begin", "decide", "consider", "allow"):
        return len(between) <= 3
    if governor.governs == "void" and hit.form == NOUN:
        return len(between) <= 3
    return True


def _finite(texts: list[str], hit: Hit, lex: Lexicon) -> bool:
    if hit.form == NOUN:
        return False
    helped = helping(texts, hit, lex)
    if helped.to or hit.form == GERUND:
        return bool(helped.words) and not helped.to and not set(helped.words) <= {"being", "having"}
    return hit.form in _FINITE or bool(helped.words)


def _resolve(texts: list[str], hit: Hit, hits: Sequence[Hit], lex: Lexicon, depth: int) -> Outcome | None:
    """The outcome of a hit with what it governs and what helps it."""
    outcome = _governing(texts, hit, hits, lex, depth) if hit.governs else _own(hit, lex)
    if outcome is None:
        return None
    if hit.form == NOUN:
        return outcome if depth else _noun(texts, outcome, hit, lex)
    helped = helping(texts, hit, lex)
    if hit.object and not hit.governs and "no" in texts[max(0, hit.object[0] - 3) : hit.object[0]]:
        return None
    if depth and helped.to and not helped.negated:
        return outcome
    return _with_help(texts, outcome, helped, hit, lex)


def _noun(texts: list[str], outcome: Outcome, hit: Hit, lex: Lexicon) -> Outcome | None:
    """What the words around a noun make of its act: "any meeting", "the planned visit", "the call has yet to"."""
    following = texts[hit.last + 1 : hit.last + 12]
    if "yet" in following and following[following.index("yet") + 1 : following.index("yet") + 2] == ["to"]:
        return None
    for text in texts[max(0, hit.first - 3) : hit.first]:
        what = lex.before_noun.get(text)
        if what:
            return None if what == "none" else outcome._replace(status=what, words=(text, *outcome.words))
    for text in texts[hit.last + 1 : hit.last + 10]:
        if text in ("yet", "not"):
            return None
        if text in lex.words["will"] or text in lex.words["would"] or text in lex.words["may"]:
            return outcome._replace(status=PLANNED, words=(*outcome.words, text)) if outcome.direction == "thaw" else None
        if text in lex.words["be"] or text in lex.words["have"] or text in (",", ".", ";"):
            break
    return outcome


def _own(hit: Hit, lex: Lexicon) -> Outcome | None:
    if hit.type not in lex.types:
        return None
    direction = lex.types[hit.type][0]
    status = lex.frames[hit.frame_id].status
    if status == PROPOSED and hit.type == "proposal" and hit.form not in (BASE, THIRD, GERUND):
        status = HAPPENED  # "sought a meeting"
    return Outcome(hit.type, status or HAPPENED, hit.plover, direction, (), (hit.words,), hit.strength, hit)


def _governing(texts: list[str], hit: Hit, hits: Sequence[Hit], lex: Lexicon, depth: int) -> Outcome | None:
    inner_hit = next((other for other in hits if other.first > hit.first and _reaches(texts, hit, other, lex)), None)
    if inner_hit and inner_hit.form == NOUN and hit.object and hit.last < hit.object[0] < inner_hit.first:
        inner_hit = None  # "offered talks on tariffs": the talks are offered
    inner = _resolve(texts, inner_hit, hits, lex, depth + 1) if inner_hit and depth < 4 else None
    rules = lex.governed[hit.governs]
    rule = rules[_kind(inner, lex)]
    if inner and "measure" in rules and lex.frames[inner.hit.frame_id].only_governed:
        near = inner.hit.first - hit.last <= NEAR  # "rejected a ban", not "rejected a plea to end the ban"
        rule = rules["measure" if near else "nothing"]
    return _ruled(hit, inner, rule, lex)


def _kind(outcome: Outcome | None, lex: Lexicon) -> str:
    if outcome is None:
        return "nothing"
    return (
        "contact"
        if (outcome.type in lex.contact or lex.frames[outcome.hit.frame_id].contact) and outcome.direction == "thaw"
        else outcome.direction
    )


def _ruled(hit: Hit, inner: Outcome | None, rule: dict[str, str], lex: Lexicon) -> Outcome | None:
    name = rule["type"]
    words = (hit.words, *(inner.words if inner else ()))
    if name == "none" or (name == "own" and hit.type not in lex.types):
        return None
    if name == "same":
        bare = (
            inner is not None and lex.frames[inner.hit.frame_id].only_governed and "status" in rule and rule["status"] != PROPOSED
        )
        if inner is None or bare:
            return _own(hit, lex)
        plover = rule.get("plover", inner.plover)
        if plover == "harm":
            plover = "THREATEN" if inner.plover in lex.harm else inner.plover
        done = inner.hit.form == NOUN and inner.type in lex.by_saying  # "announced the cancellation of"
        status = inner.status if done else rule.get("status", inner.status)
        return inner._replace(status=status, plover=plover, words=words, hit=inner.hit._replace(first=hit.first))
    kind = hit.type if name == "own" else name
    direction, plover = lex.types[kind]
    plover = rule.get("plover", hit.plover if name == "own" else plover)
    strength = max(hit.strength, inner.strength if inner else 0.0)
    whole = hit._replace(object=(inner.hit.first, inner.hit.last)) if inner else hit
    return Outcome(kind, HAPPENED, plover, direction, (), words, strength, whole)


def _with_help(texts: list[str], outcome: Outcome, helped: Helped, hit: Hit, lex: Lexicon) -> Outcome | None:
    if helped.to and not helped.negated and _is_plan(texts, helped, lex):
        return _become(outcome, lex.helped["will"][_kind(outcome, lex)], helped, lex)
    if helped.must and not helped.will:
        return _become(outcome, "protest_demand", helped, lex)
    if helped.negated:
        if (helped.will or helped.would or "cannot" in helped.words or "never" in helped.words) and not helped.have:
            return _become(outcome, lex.helped["will_not"][_kind(outcome, lex)], helped, lex)
        if outcome.type == "deal" and helped.may:
            return _become(outcome, "failed_talks", helped, lex)
        return None
    if helped.may and outcome.direction == "thaw" and "if" in texts:
        return None
    if "can" in helped.words and outcome.direction == "freeze":
        return None  # "can launch missiles": an ability
    if helped.have and outcome.direction == "thaw" and "times" in texts[hit.last + 1 : hit.last + 8]:
        return None  # "has visited nine times": a count
    if outcome.type == "threat" and (helped.will or helped.would):
        return outcome  # "said it would take resolute measures": made now
    if helped.may and not helped.have:
        return _become(outcome, lex.helped["may"][_kind(outcome, lex)], helped, lex)
    if helped.will or helped.would:
        if outcome.type in lex.threatened or (outcome.direction == "freeze" and not lex.words["condition"].isdisjoint(texts)):
            return _become(outcome, "threat", helped, lex)
        if helped.would and helped.have:
            return None
        return _become(outcome, lex.helped["will"][_kind(outcome, lex)], helped, lex)
    if hit.first and texts[hit.first - 1] in lex.words["habit"]:
        return outcome._replace(strength=outcome.strength * 0.5)  # "has long objected" is no news
    if helped.to and not _BECOMING.isdisjoint(texts[max(0, helped.first - 10) : helped.first]):
        return outcome  # "became the first minister to visit"
    if helped.to and not helped.have and hit.form == BASE:
        return outcome._replace(status=PROPOSED, strength=outcome.strength * 0.35, flags=(*outcome.flags, "purpose"))
    return outcome


def _is_plan(texts: list[str], helped: Helped, lex: Lexicon) -> bool:
    """ "Is to meet", and the headline's "Xi to visit": no verb stands before."""
    at = helped.words.index("to")
    if any(text in lex.words["be"] for text in helped.words[:at]):
        return True
    start = helped.first
    before = [text for place, text in enumerate(texts[:start]) if text != "," or place > 2]  # "US, China to hold talks"
    return at == 0 and 0 < start <= 7 and not any(_verbal(text, lex) for text in before)


def _verbal(text: str, lex: Lexicon) -> bool:
    if text.endswith("ed") or text in ("said", "says", ",", "in", "order"):
        return True
    if text in lex.words["be"] or text in lex.words["have"]:
        return True
    return any(NOUN not in entry.kinds for entry in lex.triggers.get(text, ()))


def _become(outcome: Outcome, what: str, helped: Helped, lex: Lexicon) -> Outcome | None:
    words = (" ".join(helped.words), *outcome.words)
    if what == "none":
        return None
    if what in (PLANNED, ANNOUNCED):
        if what == PLANNED and (outcome.type == "resumption" or lex.frames[outcome.hit.frame_id].contact):
            return outcome._replace(type="agreement_to_talk", plover="AGREE", words=words)  # both say that it will restart
        thaw = what == PLANNED and outcome.plover not in ("NONE", "ACCUSE")
        plover = "AGREE" if thaw else "THREATEN" if what == ANNOUNCED and outcome.plover in lex.harm else outcome.plover
        what = ANNOUNCED if outcome.type in lex.announced else what
        status = what if outcome.status == HAPPENED else outcome.status
        return outcome._replace(status=status, plover=plover, words=words)
    direction, plover = lex.types[what]
    return outcome._replace(type=what, plover=plover, direction=direction, status=HAPPENED, words=words)
