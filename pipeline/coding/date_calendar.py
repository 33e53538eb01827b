"""What phrases that name the calendar mean: days, months, years, quarters, seasons and parts of them.

A rule gives a Span; UNKNOWN where the words are a date that cannot be worked out; None where they are no date after all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pipeline.coding.date_phrase import DETERMINERS, UNKNOWN, Answer, Phrase
from pipeline.coding.date_spans import Span, day_of, month_span, months_span, part_of, span_of, year_span

_PARTS = frozenset(("day", "days", "week", "weeks", "month", "half"))  # "the first week of May" is no person


def _iso(phrase: Phrase) -> Answer:
    if not phrase.contiguous():
        return None
    month, day = phrase.all("num")
    found = day_of(phrase.all("year")[0], month, day)
    return span_of(found, found)


def _slashed(phrase: Phrase) -> Answer:
    """Day and month in figures are read only where one of them cannot be a month."""
    one, two = phrase.all("num")
    if not phrase.contiguous() or (one <= 12 and two <= 12 and one != two):
        return None
    found = day_of(phrase.all("year")[0], two, one) if one > 12 else day_of(phrase.all("year")[0], one, two)
    return span_of(found, found)


def _date(phrase: Phrase) -> Answer:
    month, day = phrase.all("month")[0], phrase.all("num", "ord")[0]
    if day_of(2000, month, day) is None:
        return None
    year = phrase.year()
    if year is None and not phrase.has("yr"):
        year = _known_year(phrase, month, day) or _year_of_day(phrase, month, day)
    found = day_of(year, month, day) if year else None
    return span_of(found, found) or UNKNOWN


def _known_year(phrase: Phrase, month: int, day: int) -> int | None:
    """The year of a day known by its date alone: the Sept. 11 attacks."""
    for known in phrase.lists.lists["known_days"]:
        if (known["month"], known["day"]) == (month, day) and phrase.text(phrase.last) in known["before"]:
            return int(known["year"])
    return None


def _year_of_day(phrase: Phrase, month: int, day: int) -> int | None:
    """The year of a day without one: where its weekday fits, else the last not after publication (the next, if to come)."""
    today = phrase.today()
    if today is None:
        return None
    near = [found for step in (-1, 0, 1) if (found := day_of(today.year + step, month, day))]
    if weekdays := phrase.all("weekday", "weekday_short"):
        near = [found for found in near if found.weekday() == weekdays[0]] or near
        if len(near) == 1:
            return near[0].year
    ahead = [found for found in near if found >= today]
    behind = [found for found in near if found <= today]
    to_come = phrase.far_ahead(behind[-1] if behind else None, ahead[0] if ahead else None)
    chosen = (ahead[:1] or behind[-1:]) if to_come else behind[-1:]
    return chosen[0].year if chosen else None


def _days(phrase: Phrase) -> Answer:
    """Two days, of one month or of two; the year stands at the end, or is that of publication."""
    months, days, years = phrase.all("month"), phrase.all("num", "ord"), phrase.all("year")
    months = months if len(months) == 2 else months * 2
    if day_of(2000, months[0], days[0]) is None or day_of(2000, months[1], days[1]) is None:
        return None
    backward = (months[0], days[0]) > (months[1], days[1])
    if len(years) == 2:
        return span_of(day_of(years[0], months[0], days[0]), day_of(years[1], months[1], days[1]))
    if backward and months[0] == months[1]:
        return None
    last = phrase.year()
    if last is None and not phrase.has("yr"):
        ahead = phrase.future()
        at = 1 if ahead else 0
        found = _year_of_day(phrase, months[at], days[at])
        last = found if found is None or ahead else found + backward
    if last is None:
        return UNKNOWN
    return span_of(day_of(last - backward, months[0], days[0]), day_of(last, months[1], days[1])) or UNKNOWN


def _months(phrase: Phrase) -> Answer:
    (one, two), years = phrase.all("month"), phrase.all("year")
    last = phrase.year()
    if last is None and not phrase.has("yr"):
        today = phrase.today()
        if today is None:
            return UNKNOWN
        ahead = phrase.future()
        start = _nearest_month(today, two if ahead else one, ahead)
        last = start.first.year + (0 if ahead else int(one > two)) if start else None
    if last is None:
        return UNKNOWN
    begin, end = month_span(years[0] if len(years) == 2 else last - (one > two), one), month_span(last, two)
    return span_of(begin.first, end.last) if begin and end else None


def _years(phrase: Phrase) -> Answer:
    first, last = (year_span(year) for year in phrase.all("year"))
    return span_of(first.first, last.last) if first and last else None


def _short_years(phrase: Phrase) -> Answer:
    """2018-19 is two years, 2024-05 the month of May."""
    year, number = phrase.all("year")[0], phrase.all("num", "big")[0]
    if not phrase.contiguous():
        return None
    if number > year % 100 and number < 100:
        return months_span(year, 1, 12 * (number - year % 100 + 1))
    return month_span(year, number) if number <= 12 else None


def _nearest_month(today: date, month: int, ahead: bool) -> Span | None:
    """The last such month begun by that day; ahead: the first that is not over."""
    if ahead:
        return month_span(today.year + (month < today.month), month)
    return month_span(today.year - (month > today.month), month)


def _plain_month(phrase: Phrase) -> Span | None:
    """A month without a year; "last May", said in May, is that of the year before."""
    today, month = phrase.today(), phrase.all("month")[0]
    if today is None:
        return None
    step = phrase.step(*DETERMINERS)
    if step == 0:
        return month_span(today.year, month)
    if step == -1:
        return month_span(today.year - (month >= today.month), month)
    if step == 1:
        return month_span(today.year + (month <= today.month), month)
    behind, ahead = _nearest_month(today, month, False), _nearest_month(today, month, True)
    to_come = phrase.far_ahead(behind.first if behind else None, ahead.first if ahead else None)
    return ahead if to_come else behind


def _month(phrase: Phrase) -> Answer:
    name, before = phrase.words[phrase.last - 1].text, phrase.text(phrase.first - 2)
    if phrase.before("by") and before.endswith("ed"):
        return None
    if name == "march" and phrase.text(phrase.last) in ("on", "against", "for", "of"):
        return None
    if name == "may" and (phrase.text(phrase.last) in ("'s", "and") or phrase.before("of", "from")) and before not in _PARTS:
        return None
    return _plain_month(phrase) or UNKNOWN


def _month_year(phrase: Phrase) -> Answer:
    year = phrase.year()
    return (month_span(year, phrase.all("month")[0]) if year else None) or UNKNOWN


def _part_month(phrase: Phrase) -> Answer:
    year = phrase.year()
    whole = month_span(year, phrase.all("month")[0]) if year else None if phrase.has("yr") else _plain_month(phrase)
    return part_of(whole, phrase.all("part", "edge")[0]) or UNKNOWN


def _part_year(phrase: Phrase) -> Answer:
    return part_of(year_span(phrase.all("year")[0]), phrase.all("part", "edge")[0])


def _part_period(phrase: Phrase) -> Answer:
    return part_of(phrase.whole(phrase.unit(), phrase.step_at_end()), phrase.all("part", "edge")[0]) or UNKNOWN


def _quarter(phrase: Phrase) -> Answer:
    number = phrase.all("q", "nth", "ord")[0]
    length = 6 if phrase.has("half") else 3
    if number * length > 12:
        return None
    year = phrase.year()
    if year is None:
        if not phrase.has("yr") and not (length == 3 and phrase.before("in", "of", "for")):
            return None
        today = phrase.today()
        if today is None:
            return UNKNOWN
        year = today.year - ((number - 1) * length + 1 > today.month)
    return months_span(year, (number - 1) * length + 1, length)


def _season(phrase: Phrase) -> Answer:
    """Seasons of the northern half of the world; winter is named for the year of its December."""
    month = phrase.all("season")[0]
    if years := phrase.all("year"):
        return months_span(years[0], month, 3)
    today = phrase.today()
    if today is None:
        return UNKNOWN
    near = [span for year in range(today.year - 2, today.year + 2) if (span := months_span(year, month, 3))]
    over, ahead = [span for span in near if span.last < today], [span for span in near if span.first > today]
    now = [span for span in near if span.first <= today <= span.last]
    step = phrase.step(*DETERMINERS)
    if step == 0:
        this_year = [span for span in near if span.first.year == today.year]
        chosen = now or this_year
    elif step == -1:
        chosen = over[-1:]
    elif step == 1 or phrase.future():
        chosen = ahead if step == 1 else now or ahead
    else:
        chosen = now or over[-1:]
    return chosen[0] if chosen else UNKNOWN


def _year(phrase: Phrase) -> Answer:
    return year_span(phrase.all("year")[0])


CALENDAR: dict[str, Callable[[Phrase], Answer]] = {
    "iso": _iso,
    "slashed": _slashed,
    "date": _date,
    "days": _days,
    "months": _months,
    "years": _years,
    "short_years": _short_years,
    "month": _month,
    "month_year": _month_year,
    "part_month": _part_month,
    "part_year": _part_year,
    "part_period": _part_period,
    "quarter": _quarter,
    "season": _season,
    "year": _year,
}
