"""What phrases mean that count from another day: weekdays, "last month", "two weeks ago", "a day later".

A rule gives a Span; UNKNOWN where the words are a date that cannot be worked out; None where they are no date after all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pipeline.coding.date_phrase import DETERMINERS, UNKNOWN, Answer, Phrase
from pipeline.coding.date_spans import (
    Span,
    month_span,
    moved,
    period,
    shifted,
    span_of,
    weekday_after,
    weekday_before,
    weekend_span,
)

_CLOSED = (",", ".", ";", "")
"""What may stand after "two days before" where it counts from what was told."""


def _weekday(phrase: Phrase) -> Answer:
    today, weekday = phrase.today(), phrase.all("weekday")[0]
    if today is None:
        return UNKNOWN
    step = phrase.step(*DETERMINERS)
    if phrase.has("week") or (step == 0 and not phrase.has("past", "coming")):
        week = period(today, "week", step or 0)
        found = shifted(week.first, weekday) if week else None
    elif phrase.has("last", "past"):
        found = weekday_before(shifted(today, -1) or today, weekday)
    elif phrase.has("next", "coming"):
        found = weekday_after(shifted(today, 1) or today, weekday)
    else:
        found = weekday_after(today, weekday) if phrase.future() else weekday_before(today, weekday)
    return span_of(found, found) or UNKNOWN


def _weekdays(phrase: Phrase) -> Answer:
    today, (one, two) = phrase.today(), phrase.all("weekday")
    if today is None:
        return UNKNOWN
    if phrase.has("week"):
        week = period(today, "week", phrase.step("this", "last", "next") or 0)
        return (span_of(shifted(week.first, one), shifted(week.first, two)) if week else None) or UNKNOWN
    if phrase.future():
        first = weekday_after(today, one)
        return span_of(first, weekday_after(first, two) if first else None) or UNKNOWN
    last = weekday_before(today, two)
    return span_of(weekday_before(last, one) if last else None, last) or UNKNOWN


def _dayname(phrase: Phrase) -> Answer:
    today = phrase.today()
    if phrase.has("daypart"):
        steps = -1 if phrase.has("last") else 0
    else:
        steps = phrase.all("dayname")[0] + phrase.has("after") - phrase.has("before")
    found = shifted(today, steps) if today else None
    return span_of(found, found) or UNKNOWN


def _around_now(phrase: Phrase) -> Answer:
    today, whole = phrase.today(), phrase.whole(phrase.unit(), 0)
    if today is None or whole is None:
        return UNKNOWN
    return (span_of(today, whole.last) if phrase.has("later") else span_of(whole.first, today)) or UNKNOWN


def _trailing(phrase: Phrase) -> Answer:
    """A stretch that ends, or begins, on the day of publication; how far "recent" reaches is set in the word list."""
    if phrase.superlative():
        return None
    today, reach = phrase.today(), phrase.lists.lists["vague"]["recent"]
    if today is None:
        return UNKNOWN
    unit = "week" if phrase.has("recently") else phrase.unit()
    numbered, plural = phrase.all("num", "big", "count", "a"), phrase.text(phrase.last - 1).endswith("s")
    vague = phrase.has("few", "recent", "recently") or (not numbered and plural)
    ahead = phrase.has("next", "coming")
    steps = (1 if ahead else -1) * (reach[unit] if vague else numbered[0] if numbered else 1)
    other = moved(today, unit, steps)
    return (span_of(today, other) if ahead else span_of(other, today)) or UNKNOWN


def _stretch(day: date, unit: str, least: int, most: int) -> Span | None:
    """The day, week, month or year so many steps off; for a vague number, the days between both bounds."""
    if least == most:
        return period(day, unit, least)
    bounds = sorted(found for steps in (least, most) if (found := moved(day, unit, steps)))
    return span_of(bounds[0], bounds[1]) if len(bounds) == 2 else None


def _ago(phrase: Phrase) -> Answer:
    today, (least, most) = phrase.today(), phrase.counted()
    return (_stretch(today, phrase.unit(), -least, -most) if today else None) or UNKNOWN


def _from_now(phrase: Phrase) -> Answer:
    """ "In two weeks" is a date only of what is to come: else it is a duration, or measures ("first time in two years")."""
    plain = not phrase.has("from", "time")
    if plain and (phrase.superlative() or phrase.text(phrase.last) == "of" or phrase.tense() != "future"):
        return None
    today, (least, most) = phrase.today(), phrase.counted()
    return (_stretch(today, phrase.unit(), least, most) if today else None) or UNKNOWN


def _shifted(phrase: Phrase) -> Answer:
    """ "A day later" counts from the nearest earlier date; "less than two weeks after" stays unknown.

    In "met on Thursday, a month after the arrest" Thursday is the day of the meeting and the arrest a month before it; so
    in "it came a day after the summit", where the day is that of the sentence before.
    """
    phrase.relative = phrase.anchored = True
    unit = phrase.unit()
    counting_what_follows = phrase.has("before", "after") and phrase.text(phrase.last) not in _CLOSED
    anchor = phrase.anchor if counting_what_follows else _told_day(phrase)
    if anchor is None or phrase.before("than", "nearly", "almost"):
        return UNKNOWN
    sign = -1 if phrase.has("earlier", "before") else 1
    if counting_what_follows and (phrase.dated or phrase.before("came", "comes", "come", "coming", reach=2)):
        sign = -sign
    single = not phrase.has("few", "num", "big", "count", "a") and not phrase.text(phrase.last - 2).endswith("s")
    least, most = (1, 1) if single else phrase.counted()
    return (_stretch(anchor.first, unit, sign * least, sign * most) if _fine_enough(anchor, unit) else None) or UNKNOWN


def _told_day(phrase: Phrase) -> Span | None:
    """The day told last; for what came earlier that of the paper, where none was told: its news is of today."""
    backward = phrase.has("earlier", "previous") and phrase.unit() != "day"  # a day must be told from which
    return phrase.anchor or (span_of(phrase.published, phrase.published) if backward else None)


def _fine_enough(anchor: Span, unit: str) -> bool:
    """Days and weeks are counted from a day, months from a month, years from anything."""
    return (anchor.last - anchor.first).days <= {"day": 7, "week": 7, "mon": 31, "yr": 366}[unit]


def _same(phrase: Phrase) -> Answer:
    phrase.relative = phrase.anchored = True
    unit, anchor = phrase.unit(), _told_day(phrase)
    if anchor is None or not _fine_enough(anchor, unit):
        return UNKNOWN
    return period(anchor.first, unit, phrase.step_at_end()) or UNKNOWN


def _next_weekday(phrase: Phrase) -> Answer:
    phrase.relative = phrase.anchored = True
    after = shifted(phrase.anchor.first, 1) if phrase.anchor else None
    found = weekday_after(after, phrase.all("weekday")[0]) if after else None
    return span_of(found, found) or UNKNOWN


def _same_day(phrase: Phrase) -> Answer:
    """ "That night", "the same evening": the day last named."""
    phrase.relative = phrase.anchored = True
    anchor = phrase.anchor
    if anchor is None or not _fine_enough(anchor, "day"):
        return UNKNOWN
    return span_of(anchor.first, anchor.last) or UNKNOWN


def _that_month(phrase: Phrase) -> Answer:
    """ "That November": the first one after what was told."""
    phrase.relative = phrase.anchored = True
    anchor, month = phrase.anchor, phrase.all("month")[0]
    if anchor is None:
        return UNKNOWN
    return month_span(anchor.first.year + (month < anchor.first.month), month) or UNKNOWN


def _that_season(phrase: Phrase) -> Answer:
    """ "That autumn": that of the year told, or of the next where it was over."""
    phrase.relative = phrase.anchored = True
    anchor, month = phrase.anchor, phrase.all("season")[0]
    if anchor is None:
        return UNKNOWN
    first = month_span(anchor.first.year + (month < anchor.first.month - 2), month)
    last = month_span(first.first.year + (month + 2 > 12), (month + 1) % 12 + 1) if first else None
    return (span_of(first.first, last.last) if first and last else None) or UNKNOWN


def _followed(phrase: Phrase) -> Answer:
    """ "In the weeks that followed" what was told last."""
    phrase.relative = phrase.anchored = True
    anchor, unit = phrase.anchor, phrase.unit()
    if anchor is None or not _fine_enough(anchor, unit):
        return UNKNOWN
    return span_of(anchor.first, moved(anchor.last, unit, phrase.lists.lists["vague"]["few"][1])) or UNKNOWN


def _eve(phrase: Phrase) -> Answer:
    phrase.relative = phrase.anchored = True
    return UNKNOWN


def _period(phrase: Phrase) -> Answer:
    today = phrase.today()
    if today is None:
        return UNKNOWN
    step = phrase.step("last", "this", "next")
    if phrase.has("past"):
        return span_of(moved(today, phrase.unit(), -1), today) or UNKNOWN
    if phrase.has("weekend"):
        return _weekend(phrase, today, step) or UNKNOWN
    whole = period(today, phrase.unit(), step or 0)
    if whole and step == 0 and phrase.has("week"):
        return (span_of(today, whole.last) if phrase.future() else span_of(whole.first, today)) or UNKNOWN
    return whole or UNKNOWN


def _weekend(phrase: Phrase, today: date, step: int | None) -> Span | None:
    """The last weekend begun by publication; this or the coming one, where the words say so."""
    if step == 1:
        return weekend_span(shifted(today, 7) or today)
    tense = phrase.tense()
    if phrase.before("by") or tense == "future" or (step == 0 and not tense):
        return weekend_span(today)
    if step == -1:
        return weekend_span(weekday_before(shifted(today, -1) or today, 6) or today)
    return weekend_span(weekday_before(today, 5) or today)


RELATIVE: dict[str, Callable[[Phrase], Answer]] = {
    "weekday": _weekday,
    "weekdays": _weekdays,
    "next_weekday": _next_weekday,
    "dayname": _dayname,
    "around_now": _around_now,
    "trailing": _trailing,
    "ago": _ago,
    "from_now": _from_now,
    "shifted": _shifted,
    "same": _same,
    "same_day": _same_day,
    "that_month": _that_month,
    "that_season": _that_season,
    "followed": _followed,
    "eve": _eve,
    "period": _period,
}
