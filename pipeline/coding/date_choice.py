"""Which of the dates in a sentence is the day of an act.

The date must stand in the clause of the act: not beside another act, not on the thing acted on ("protested the 2022
arms sale"), not beside "said" - the day of saying serves only where the act has no date of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pipeline.coding.date_clauses import Clauses, clauses_of
from pipeline.coding.date_phrase import DateMention
from pipeline.coding.date_words import DateWords
from pipeline.records import Sentence

INFERRED = ("date_inferred",)
_BROAD = ("month", "year", "span")
_DETERMINERS = frozenset(("the", "a", "an", "'s", "his", "her", "its", "their", "our"))
_SET = frozenset(("set", "planned", "scheduled", "due", "slated", "fixed", "meant"))
_CLOSE = frozenset(("hours", "minutes", "hour", "shortly", "soon", "immediately", "moments", "right", "just"))
_REPORTED = 7
"""Words between "said" and the act it tells."""
_AT = frozenset(("at", "during", "in", "since"))


class EventDate(NamedTuple):
    """The bounds of the day of an act (both None: not known), their precision (empty: not known) and flags of records.FLAGS."""

    first: date | None
    last: date | None
    precision: str
    flags: tuple[str, ...]


UNDATED = EventDate(None, None, "", ())


def date_of(
    hit_start: int,
    hit_end: int,
    mentions: Sequence[DateMention],
    sentence: Sentence,
    published: date | None,
    tense: str,
    planned: bool = False,
) -> EventDate:
    """The date of the act whose trigger stands at these offsets of the article.

    `tense`: past, perfect, pluperfect, present, future or empty (see `tense_of`). `planned`: the act is still to come,
    so the day of the report is not its day.
    """
    lists = DateWords.shipped()
    usable = [mention for mention in mentions if mention.bound != "until" and _can_be(mention, tense, published, planned)]
    if not usable:
        before_now = _before_now(hit_start, hit_end, sentence, lists)
        tense = _direct(tense, hit_start, sentence, lists)
        return _default(_clause_kind(hit_start, sentence, lists), before_now, published, tense, planned)
    clauses = clauses_of(sentence.text)
    start, end = hit_start - sentence.start, hit_end - sentence.start
    own, told, unknown = _sorted_out(start, end, usable, sentence, clauses, lists)
    if own:
        return _dated(own)
    kind = clauses.kinds[clauses.at(start)]
    if unknown or kind in ("after", "apart"):
        return _from_main(kind, _right_after(start, clauses), usable, sentence, clauses)
    if tense in ("past", "pluperfect") and (broad := _from_after(usable, sentence, clauses)) and not told:
        return broad
    if told and not planned:
        return EventDate(told.first, told.last, told.precision, INFERRED)
    before_now = _before_now(hit_start, hit_end, sentence, lists)
    return _default(kind, before_now, published, tense, planned)


def _can_be(mention: DateMention, tense: str, published: date | None, planned: bool) -> bool:
    """Whether an act of this tense can lie there: what is past not ahead; "has declined" not at a definite past time.

    The day of saying is another matter, so the last seven days are left to "has".
    """
    if published is None or mention.first is None or mention.last is None or planned or tense in ("future", ""):
        return True
    if tense == "present":  # "is seeking a meeting next month" is an act of today
        return mention.first <= published
    if mention.first >= published and mention.last > published:
        return False
    return tense != "perfect" or (published - mention.last).days <= 7


def _before_now(start: int, end: int, sentence: Sentence, lists: DateWords) -> bool:
    """Whether "previously", "formerly" or the like stands within a few words of the act."""
    near = sentence.text[max(start - sentence.start - 30, 0) : end - sentence.start + 20].lower()
    return any(word in near for word in lists.lists["before_now"]) and any(
        token.text in lists.lists["before_now"] and start - 30 <= token.start <= end + 20 for token in sentence.tokens
    )


def _direct(tense: str, start: int, sentence: Sentence, lists: DateWords) -> str:
    """The tense as it was spoken: "said it had lodged a protest" is "has lodged"."""
    if tense != "pluperfect":
        return tense
    before = [token.text for token in sentence.tokens if token.end <= start][-_REPORTED:]
    return "perfect" if any(text in lists.lists["saying"] for text in before) else tense


def _clause_kind(hit_start: int, sentence: Sentence, lists: DateWords) -> str:
    """The kind of clause of the act in a sentence without a date; looked at only where such a word is there."""
    listed = lists.lists
    if not any(token.text in listed["after"] or token.text in listed["apart"] for token in sentence.tokens):
        return "main"
    clauses = clauses_of(sentence.text)
    return clauses.kinds[clauses.at(hit_start - sentence.start)]


def _default(kind: str, before_now: bool, published: date | None, tense: str, planned: bool) -> EventDate:
    """News without a date is of the day of publication; what came before it, or is only planned, has no known day."""
    background = tense == "pluperfect" or before_now or kind == "after" or (kind == "apart" and tense == "past")
    if published is None or background or planned:
        return UNDATED
    return EventDate(published, published, "day", INFERRED)


def _dated(mention: DateMention) -> EventDate:
    return EventDate(mention.first, mention.last, mention.precision, INFERRED if mention.inferred else ())


def _sorted_out(
    start: int,
    end: int,
    mentions: Sequence[DateMention],
    sentence: Sentence,
    clauses: Clauses,
    lists: DateWords,
) -> tuple[DateMention | None, DateMention | None, bool]:
    """The nearest date of the act's own clause, the day of saying, and whether a date there is not known."""
    here, best, told, unknown = clauses.at(start), None, None, False
    least = float("inf")
    for mention in mentions:
        first, last = mention.start - sentence.start, mention.end - sentence.start
        there = clauses.at(first)
        if not _belongs(clauses, here, there):
            continue
        if _is_telling(first, last, start, end, clauses, lists):
            told = told or (mention if mention.first else None)
            continue
        if _on_a_thing(first, last, start, end, clauses) or _of_a_thing(first, last, start, end, clauses):
            continue
        cost = _distance(first, last, start, end, clauses) + 60 * (here != there)
        if cost < least:
            least, best, unknown = cost, mention, mention.first is None
    return (None if unknown else best), told or _telling_anywhere(mentions, sentence, start, end, clauses, lists), unknown


def _belongs(clauses: Clauses, here: int, there: int) -> bool:
    """Whether a date of clause `there` can be that of an act in clause `here`."""
    if here == there:
        return True
    kinds = (clauses.kinds[here], clauses.kinds[there])
    if "apart" in kinds or "after" in kinds:
        return False
    first, last = min(here, there), max(here, there)
    return "divided" not in clauses.kinds[first + 1 : last + 1] and "after" not in clauses.kinds[first + 1 : last]


def _telling_anywhere(
    mentions: Sequence[DateMention], sentence: Sentence, start: int, end: int, clauses: Clauses, lists: DateWords
) -> DateMention | None:
    """The day of saying, in whichever clause it stands."""
    for mention in mentions:
        first, last = mention.start - sentence.start, mention.end - sentence.start
        if mention.first and _is_telling(first, last, start, end, clauses, lists):
            return mention
    return None


def _is_telling(first: int, last: int, start: int, end: int, clauses: Clauses, lists: DateWords) -> bool:
    """Whether the date stands beside a word of saying that is not the act itself, with little and no clause between."""
    saying = lists.lists["saying"]
    for word in reversed(clauses.before(first, 5)):
        if word.text in (",", ";", "that", ".") or (start <= word.start < end):
            break
        if word.text in saying:
            return True
    if any(word.end <= first and word.kind != "on" and word.kind != "in" for word in clauses.words[:2]) or not (
        last <= start or start < first
    ):
        return False
    return _fronted(last, start, clauses, saying)


def _fronted(last: int, start: int, clauses: Clauses, saying: frozenset[str]) -> bool:
    """ "On April 16, the ministry announced that ...": a date at the front belongs to the first verb, here one of saying."""
    for word in clauses.after(last, 9):
        if word.start >= start:
            return False
        if word.text in saying:
            return True
    return False


def _on_a_thing(first: int, last: int, start: int, end: int, clauses: Clauses) -> bool:
    """Whether the date is part of a noun's name ("the 2022 arms sale") that is not the act, nor where it took place."""
    before = [word.text for word in clauses.before(first, 3)]
    after = clauses.after(last, 4)
    owned = bool(after) and after[0].text == "'s"
    if not owned and not (before and before[-1] in _DETERMINERS and after and after[0].text[0].isalpha()):
        return False
    if any(word.start < end and start < word.end for word in after):
        return False
    if start > last and not any(word.text == "," for word in clauses.between(last, start)):
        return False
    return not any(text in _AT for text in before)


def _of_a_thing(first: int, last: int, start: int, end: int, clauses: Clauses) -> bool:
    """Whether the date is that of a thing and not of the act: "an agreement of 1998", "the talks that were set for Thursday"."""
    before = clauses.before(first, 2)
    if len(before) == 2 and before[0].text in _SET and before[1].text in ("for", "on") and start > last:
        return True
    year = [word.kind for word in clauses.between(first, last)] == ["year"]
    of_it = year and len(before) == 2 and before[1].text == "of" and before[0].kind not in ("season", "edge", "part", "month")
    return of_it and not (start <= before[0].start < end)


def _distance(first: int, last: int, start: int, end: int, clauses: Clauses) -> float:
    """Characters between act and date, more for each comma and each "and" between them; a date at the front is near."""
    low, high = (last, start) if last <= start else (end, first)
    between = [word.text for word in clauses.between(low, high)]
    fronted = last <= start and first < 12
    return max(high - low, 0) * (0.5 if fronted else 1) + 60 * between.count("and") + (0 if fronted else 15 * between.count(","))


def _right_after(start: int, clauses: Clauses) -> bool:
    """Whether the clause at this offset opens with "hours after", "shortly before": on the same day, as far as is told."""
    opener = clauses.of.index(clauses.at(start)) if clauses.of else 0
    return opener > 0 and clauses.words[opener - 1].text in _CLOSE


def _from_main(kind: str, close: bool, mentions: Sequence[DateMention], sentence: Sentence, clauses: Clauses) -> EventDate:
    """What came before the main act shares its year or month where only that is named; its day only where it was hours."""
    if kind != "after" and not close:
        return UNDATED
    for mention in mentions:
        shared = close or mention.precision in _BROAD
        if clauses.kinds[clauses.at(mention.start - sentence.start)] in ("main", "together") and shared and mention.first:
            return EventDate(mention.first, mention.last, mention.precision, INFERRED)
    return UNDATED


def _from_after(mentions: Sequence[DateMention], sentence: Sentence, clauses: Clauses) -> EventDate | None:
    """ "Cut off talks after a visit in August 2022": the answer to an act is dated by its month or year."""
    for mention in mentions:
        in_after = clauses.kinds[clauses.at(mention.start - sentence.start)] == "after"
        if in_after and mention.precision in ("month", "year") and mention.first and not mention.bound:
            return EventDate(mention.first, mention.last, mention.precision, INFERRED)
    return None
