"""From the tokens of a sentence to what it tells, best first; a sentence that fits nothing yields nothing."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.coding.frame_data import NOUN, Lexicon, lexicon
from pipeline.coding.frames import PASSIVE, Hit, find_hits
from pipeline.coding.inflect import GERUND
from pipeline.coding.modality import Outcome, outcome_of, roots
from pipeline.records import Token

Span = tuple[int, int]

WEAKEST = 0.1
_CONDITIONS = frozenset({"if", "unless", "until", "whether"})
_BEFORE_SUBJECT = frozenset({"but", "and", "that", ",", ".", ":", "\u201c", "\u2018", "'", '"', "said", "not"})
_SUPPOSING = frozenset({"would", "could", "might", "may", "'d"})
_SUBJECT = 12
_OPEN = frozenset({"clear", "unclear", "known", "unknown", "sure", "unsure", "uncertain"})
_INVERTED = frozenset({"had", "were", "should"})
_CALLED_OFF = frozenset({"cancellation", "postponement", "refusal", "rescheduled"})
_NOBODY = frozenset({"neither", "nobody", "none", "nothing"})


def code_words(
    tokens: Sequence[Token], source: Span | None = None, target: Span | None = None, hits: list[Hit] | None = None
) -> list[Outcome]:
    """What the sentence tells, best first. `source` and `target` (first and last token) draw the choice between them;
    `hits`: those of the sentence, where they are known."""
    hits = find_hits(tokens) if hits is None else hits
    if not hits:
        return []
    lex = lexicon()
    depth = _depths(tokens, lex)
    texts = [token.text for token in tokens]
    ranked: dict[int, tuple[float, Outcome]] = {}
    for hit in roots(texts, hits):
        if _conditional(tokens, hit, depth):
            continue
        outcome = outcome_of(texts, hit, hits)
        if outcome is None or outcome.strength < WEAKEST:
            continue
        rank = _rank(outcome, hit, tokens, depth, source, target)
        place = outcome.hit.first
        if place not in ranked or rank > ranked[place][0]:
            ranked[place] = (rank, outcome)
    return [outcome for _, outcome in sorted(ranked.values(), key=lambda pair: (-pair[0], pair[1].hit.first))]


def standing(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """What of one sentence stands beside the rest: no plan for what the sentence calls off, no charge told as a fact."""
    off = any(outcome.type in _CALLED_OFF and outcome.status == "happened" and outcome.hit.form != NOUN for outcome in outcomes)
    charged = min((outcome.hit.first for outcome in outcomes if outcome.type == "accusation"), default=None)
    return [
        outcome
        for outcome in outcomes
        if not (off and outcome.status in ("planned", "proposed"))
        and not (charged is not None and outcome.type == "military_incident" and outcome.hit.first > charged)
    ]


def why_nothing(tokens: Sequence[Token]) -> str:
    """Why a sentence yields nothing: no trigger, or triggers that its other words undo."""
    hits = find_hits(tokens)
    if not hits:
        return "no word of any frame"
    undone = sorted({hit.words for hit in hits})
    return "words found, but no act told as done, planned or refused: " + "; ".join(undone)


def _depths(tokens: Sequence[Token], lex: Lexicon) -> list[str]:
    """For each token the word that opened the subordinate clause it stands in, or empty for the main clause."""
    opener, found = "if" if tokens and tokens[0].text in _INVERTED else "", []
    for place, token in enumerate(tokens):
        if token.text == ",":
            opener = ""
        elif token.text == "as" and [one.text for one in tokens[place + 1 : place + 3]] == ["long", "as"]:
            opener = "if"
        elif token.text == "as" and opener == "if":
            pass
        elif place and tokens[place - 1].text in _OPEN and token.text in lex.opens:
            opener = "if"
        elif token.text in lex.opens:
            opener = token.text
        found.append(opener)
    return found


def _conditional(tokens: Sequence[Token], hit: Hit, depth: list[str]) -> bool:
    """Whether an act is only thought of: in an if-clause, by nobody, as the subject of "would" ("refusing would risk")."""
    if depth[hit.first] in _CONDITIONS:
        return True
    if hit.form != NOUN and any(token.text in _NOBODY for token in tokens[max(0, hit.first - 4) : hit.first]):
        return True
    if hit.form != GERUND or (hit.first and tokens[hit.first - 1].text not in _BEFORE_SUBJECT):
        return False
    following = [token.text for token in tokens[hit.last + 1 : hit.last + 1 + _SUBJECT]]
    until = next((at for at, text in enumerate(following) if text in (",", ".", ";")), len(following))
    return not _SUPPOSING.isdisjoint(following[:until])


def _rank(
    outcome: Outcome, hit: Hit, tokens: Sequence[Token], depth: list[str], source: Span | None, target: Span | None
) -> float:
    place = outcome.hit.first
    rank = outcome.strength - 0.006 * place
    if outcome.hit.form == NOUN:
        rank -= 0.15
    elif outcome.hit.form == GERUND:
        rank -= 0.2
    if depth[place]:
        rank -= 0.3
    return rank + _between(outcome.hit, source, target)


def _between(hit: Hit, source: Span | None, target: Span | None) -> float:
    """Nearness to the two sides that were asked for: the trigger between them in the order of its voice."""
    bonus = 0.0
    for span in (source, target):
        if span and span[0] <= hit.first <= span[1]:
            bonus -= 0.25
    if source and target:
        if source[1] < hit.first and hit.first < target[0]:
            bonus += 0.4
        elif target[1] < hit.first < source[0]:
            bonus += 0.4 if hit.voice == PASSIVE else 0.2
        elif hit.first < min(source[0], target[0]):
            bonus -= 0.1
    return bonus
