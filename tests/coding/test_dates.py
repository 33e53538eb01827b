"""Dates: which words are a date, which days they mean, and which of them dates an act."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.coding.date_words import DateWords, read_date_words
from pipeline.coding.dates import ArticleDates, article_dates, date_of, find_dates, tense_of
from pipeline.coding.tokens import tokens_of
from pipeline.errors import DataError
from pipeline.records import Sentence

FRIDAY = date(2024, 5, 17)

# Sentence with the date words in [brackets] | answer: a day, first..last precision, null (a date, but unknown), none.
ABSOLUTE = """
They met on [May 16, 2024]. | 2024-05-16
They met on [16 May 2024]. | 2024-05-16
They met on [the 16th of May 2024]. | 2024-05-16
They met on [May 16th, 2024]. | 2024-05-16
They met on [2024-05-16]. | 2024-05-16
They met on [2024/05/16]. | 2024-05-16
The line was cut on [5/16/2024]. | 2024-05-16
The line was cut on [16/5/2024]. | 2024-05-16
The line was cut on [16.05.2024]. | 2024-05-16
The line was cut on 5/6/2024. | none
The line was cut on 31/31/2024. | none
They met on [Feb. 29, 2024]. | 2024-02-29
They met on [Thursday, May 16, 2024]. | 2024-05-16
They met on [Thursday 16 May 2024]. | 2024-05-16
On [May 16] the envoys met. | 2024-05-16
On [Sept. 5th] the envoys met. | 2023-09-05
On [5 September] the envoys met. | 2023-09-05
The envoys met on [Dec 31]. | 2023-12-31
The envoys met on [Tuesday (May 14)]. | 2024-05-14
The envoys met on [Friday, Dec. 29]. | 2023-12-29
The envoys will meet on [May 31]. | 2024-05-31
The envoys are to meet on [January 8]. | 2025-01-08
A session is scheduled for [June 3]. | 2024-06-03
They met on [May 3 last year]. | 2023-05-03
They met on [3 May this year]. | 2024-05-03
The pact was signed in [May 2022]. | 2022-05-01..2022-05-31 month
The pact was signed in [February of 2024]. | 2024-02-01..2024-02-29 month
The pact was signed in [Feb. 2023]. | 2023-02-01..2023-02-28 month
A [November 2023] summit set the course. | 2023-11-01..2023-11-30 month
In [2022] the line was cut. | 2022-01-01..2022-12-31 year
The [2022] cut-off still stands. | 2022-01-01..2022-12-31 year
Beijing's [2022] cut-off still stands. | 2022-01-01..2022-12-31 year
The visit ([2019]) was the last. | 2019-01-01..2019-12-31 year
It fell in [the first quarter of 2023]. | 2023-01-01..2023-03-31 span
It fell in [the third quarter of 2022]. | 2022-07-01..2022-09-30 span
It fell in [Q4 2021]. | 2021-10-01..2021-12-31 span
It fell in [the second half of 2022]. | 2022-07-01..2022-12-31 span
Ties cooled in [early 2021]. | 2021-01-01..2021-04-30 span
Ties cooled in [mid-2022]. | 2022-05-01..2022-08-31 span
Ties cooled in [late 2022]. | 2022-09-01..2022-12-31 span
Ties cooled at [the end of 2022]. | 2022-12-01..2022-12-31 span
Ties cooled at [the start of 2022]. | 2022-01-01..2022-01-31 span
Ties cooled in [early May 2023]. | 2023-05-01..2023-05-10 span
Ties cooled in [mid-June 2023]. | 2023-06-11..2023-06-20 span
Ties cooled in [late February 2024]. | 2024-02-21..2024-02-29 span
Ties cooled in [the summer of 2022]. | 2022-06-01..2022-08-31 span
Ties cooled in [spring 2024]. | 2024-03-01..2024-05-31 span
Ties cooled in [the winter of 2022]. | 2022-12-01..2023-02-28 span
They met from [5 to 7 June 2023]. | 2023-06-05..2023-06-07 span
They met [June 5-7, 2023]. | 2023-06-05..2023-06-07 span
They met on [May 16 and 17]. | 2024-05-16..2024-05-17 span
They met from [31 May to 2 June 2023]. | 2023-05-31..2023-06-02 span
They met from [May 31 to June 2, 2023]. | 2023-05-31..2023-06-02 span
They met from [31 May to June 2, 2023]. | 2023-05-31..2023-06-02 span
In this [Dec. 13, 2018] photo they smile. | 2018-12-13
It was so in [the fall of 1990]. | 1990-09-01..1990-11-30 span
They met from [Dec. 30 to Jan. 2]. | 2023-12-30..2024-01-02 span
They drilled between [May and July 2023]. | 2023-05-01..2023-07-31 span
They drilled between [November and February]. | 2023-11-01..2024-02-29 span
They drilled from [May 2022 to July 2023]. | 2022-05-01..2023-07-31 span
It lasted from [2018 to 2020]. | 2018-01-01..2020-12-31 span
It lasted ([2018-2020]). | 2018-01-01..2020-12-31 span
The [Sept. 11] attacks changed that. | 2001-09-11
"""

RELATIVE = """
They met on [Thursday]. | 2024-05-16
They met on [Friday]. | 2024-05-17
They met on [Saturday]. | 2024-05-11
They will meet on [Tuesday]. | 2024-05-21
They will meet on [Friday]. | 2024-05-17
Both agreed to meet on [Monday]. | 2024-05-20
Both agreed on [Monday] to meet. | 2024-05-13
The ministry said on [Thursday] it will send a team. | 2024-05-16
Envoy to visit capital on [Sunday] | 2024-05-19
They met [last Thursday]. | 2024-05-16
They met [last Friday]. | 2024-05-10
They meet [next Tuesday]. | 2024-05-21
They met [this Tuesday]. | 2024-05-14
They met on [Thursday last week]. | 2024-05-09
They will meet on [Monday next week]. | 2024-05-20
The talks on [Monday and Tuesday] went well. | 2024-05-13..2024-05-14 span
They met from [Monday to Wednesday]. | 2024-05-13..2024-05-15 span
They will meet on [Monday and Tuesday]. | 2024-05-20..2024-05-21 span
The ministry said late on [Monday] that it was so. | 2024-05-13
[Monday]'s talks went well. | 2024-05-13
An aide said [Tuesday] that it was so. | 2024-05-14
They met [today]. | 2024-05-17
They met [yesterday]. | 2024-05-16
They meet [tomorrow]. | 2024-05-18
They met [the day before yesterday]. | 2024-05-15
They met [last night]. | 2024-05-16
They met [this morning]. | 2024-05-17
They met [this week]. | 2024-05-13..2024-05-17 span
They will meet [this week]. | 2024-05-17..2024-05-19 span
They met [earlier this week]. | 2024-05-13..2024-05-17 span
They meet [later this week]. | 2024-05-17..2024-05-19 span
They met [last week]. | 2024-05-06..2024-05-12 span
They meet [next week]. | 2024-05-20..2024-05-26 span
They met over [the weekend]. | 2024-05-11..2024-05-12 span
They met [last weekend]. | 2024-05-11..2024-05-12 span
They will meet [this weekend]. | 2024-05-18..2024-05-19 span
They met [last month]. | 2024-04-01..2024-04-30 month
They met [this month]. | 2024-05-01..2024-05-31 month
They meet [next month]. | 2024-06-01..2024-06-30 month
They meet [later this month]. | 2024-05-17..2024-05-31 span
They met [earlier this month]. | 2024-05-01..2024-05-17 span
They met [late last month]. | 2024-04-21..2024-04-30 span
They met [last year]. | 2023-01-01..2023-12-31 year
They met [this year]. | 2024-01-01..2024-12-31 year
They met [earlier this year]. | 2024-01-01..2024-05-17 span
They met [late last year]. | 2023-09-01..2023-12-31 span
They met [early this year]. | 2024-01-01..2024-04-30 span
They meet at [the end of the year]. | 2024-12-01..2024-12-31 span
They shook hands at [last year]'s Shangri-La Dialogue. | 2023-01-01..2023-12-31 year
They met in [November]. | 2023-11-01..2023-11-30 month
They met in [May]. | 2024-05-01..2024-05-31 month
They will meet in [November]. | 2024-11-01..2024-11-30 month
They met [last November]. | 2023-11-01..2023-11-30 month
They met [last May]. | 2023-05-01..2023-05-31 month
They meet [next November]. | 2024-11-01..2024-11-30 month
They meet [this November]. | 2024-11-01..2024-11-30 month
They met in [May last year]. | 2023-05-01..2023-05-31 month
They met in [mid-April]. | 2024-04-11..2024-04-20 span
They met at the [November] summit. | 2023-11-01..2023-11-30 month
They met [last summer]. | 2023-06-01..2023-08-31 span
They meet [next spring]. | 2025-03-01..2025-05-31 span
They met in [the autumn]. | 2023-09-01..2023-11-30 span
They met [two days ago]. | 2024-05-15
They met [two weeks ago]. | 2024-04-29..2024-05-05 span
They met [a month ago]. | 2024-04-01..2024-04-30 month
They met [three years ago]. | 2021-01-01..2021-12-31 year
They met [a few days ago]. | 2024-05-11..2024-05-15 span
Risky flights fell in [recent months]. | 2023-11-17..2024-05-17 span
Risky flights fell in [recent weeks]. | 2024-04-05..2024-05-17 span
Risky flights fell over [the past two weeks]. | 2024-05-03..2024-05-17 span
They will meet in [the coming weeks]. | 2024-05-17..2024-06-28 span
They will meet in [two weeks]. | 2024-05-27..2024-06-02 span
They have not met since [2021]. | 2021-01-01..2024-05-17 span
Talks have stood still since [August 2022]. | 2022-08-01..2024-05-17 span
Talks have stood still since [Jan. 6]. | 2024-01-06..2024-05-17 span
Talks are off until [March]. | 2024-05-17..2025-03-31 span
He asked that talks would be held on [Wednesday]. | 2024-05-22
In the first week of [May] they met. | 2024-05-01..2024-05-31 month
An answer is wanted by [Tuesday]. | 2024-05-17..2024-05-21 span
They [recently] met. | 2024-04-05..2024-05-17 span
"""

NONE = """
It was the first time in two years. | none
It was the first call in more than two years. | none
They hold first talks since 2021. | none
The talks lasted two days. | none
The 65-year-old envoy left. | none
The envoy, aged 52, left. | none
A two-week truce was signed. | none
They spoke for 18 months. | none
They met at 5 p.m. at the base. | none
They met at 2030 GMT at the base. | none
They paid $2022 for it. | none
Some 2000 troops took part. | none
It invoked resolution 1929 again. | none
The 1980s were warm. | none
Ties of the late 1990s were warm. | none
The plan may fail. | none
May the talks succeed. | none
Thousands march on the capital. | none
Theresa May and Xi met. | none
The fall of Kabul shocked both. | none
The second round was short. | none
Up 5.16 percent, it said. | none
The J-20 flew near the EP-3. | none
Imports rose 12 percent. | none
One day they may meet. | none
The Sunday Times wrote so. | none
Shares fell on Black Friday. | none
The Oval Office was full. | none
The 20th Party Congress met. | none
In the 21st century they drift. | none
The two-day talks, on 5G and AI, ended. | none
"""

ANCHORED = """
They met [a day later]. | 2022-08-03
They met [a day after] the visit. | 2022-08-03
They met [the following day]. | 2022-08-03
They met [the next day]. | 2022-08-03
They met [the same day]. | 2022-08-02
They met [three days earlier]. | 2022-07-30
They met [the day before]. | 2022-08-01
They met [two weeks later]. | 2022-08-15..2022-08-21 span
They met [a month later]. | 2022-09-01..2022-09-30 month
They met [the following year]. | 2023-01-01..2023-12-31 year
They met later [that month]. | 2022-08-01..2022-08-31 month
They met [the following Monday]. | 2022-08-08
They met [a few months later]. | 2022-10-02..2023-02-02 span
"""


def sentence(text: str) -> Sentence:
    return Sentence(0, len(text), text, 0, tokens_of(text))


def rows(table: str) -> list:
    return [pytest.param(*line.split(" | "), id=line) for line in table.strip().splitlines()]


def check(marked: str, answer: str, published: date | None, anchor: date | None = None) -> None:
    text = marked.replace("[", "").replace("]", "")
    found = find_dates(sentence(text), published, anchor)
    if answer == "none":
        assert found == []
        return
    assert [mention.words for mention in found] == [marked[marked.index("[") + 1 : marked.index("]")]]
    days, _, precision = answer.partition(" ")
    first, _, last = days.partition("..")
    expected = (None, None) if days == "null" else (date.fromisoformat(first), date.fromisoformat(last or first))
    assert (found[0].first, found[0].last) == expected
    if days != "null":
        assert found[0].precision == (precision or "day")


@pytest.mark.parametrize(("marked", "answer"), rows(ABSOLUTE))
def test_a_written_date_is_read(marked, answer):
    """A date with its own year, or whose year the day of publication gives, is read whole."""
    check(marked, answer, FRIDAY)


@pytest.mark.parametrize(("marked", "answer"), rows(RELATIVE))
def test_a_relative_date_is_worked_out_from_the_day_of_publication(marked, answer):
    """Weekdays, weeks, months and years count from the day of publication, by the tense of the sentence."""
    check(marked, answer, FRIDAY)


@pytest.mark.parametrize(("marked", "answer"), rows(NONE))
def test_what_is_no_date_is_left_alone(marked, answer):
    """Durations, ages, amounts, clock times, decades and names give no date."""
    check(marked, answer, FRIDAY)


@pytest.mark.parametrize(("marked", "answer"), rows(ANCHORED))
def test_an_anchored_date_counts_from_the_earlier_date(marked, answer):
    """ "A day later" counts from the date given before it, here a Tuesday, 2 August 2022."""
    check(marked, answer, FRIDAY, date(2022, 8, 2))


@pytest.mark.parametrize(("marked", "answer"), rows(ANCHORED))
def test_an_anchored_date_without_its_anchor_is_kept_unknown(marked, answer):
    """Without an earlier date the words are kept, the days are not guessed."""
    check(marked, "null", FRIDAY)


@pytest.mark.parametrize(("marked", "answer"), rows(RELATIVE))
def test_a_relative_date_without_publication_is_kept_unknown(marked, answer):
    """Without a day of publication a relative phrase stays null; "since 2021" has no end then."""
    check(marked, "null", None)


def test_at_least_120_phrases_are_tried():
    """The table of phrases is large enough to mean something."""
    assert sum(len(rows(table)) for table in (ABSOLUTE, RELATIVE, NONE, ANCHORED)) >= 120


def test_an_anchor_in_the_same_sentence_comes_first():
    """A date written before the anchored words in the same sentence is their anchor."""
    found = find_dates(sentence("It landed on August 2, 2022, and a day later the drills began."), FRIDAY, date(2020, 1, 1))
    assert found[1].first == date(2022, 8, 3)
    assert found[1].anchor == "earlier"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They met on Thursday, a day after the arrest.", 15),
        ("They met on Thursday, two days before the vote.", 18),
        ("They met on Thursday and a day later the ship left.", 17),
    ],
)
def test_what_is_counted_from_the_day_of_the_act(text, day):
    """ "Met on Thursday, a day after the arrest": the arrest was on Wednesday."""
    found = find_dates(sentence(text), FRIDAY)
    assert (found[0].first.day, found[1].first.day) == (16, day)


def test_what_is_asked_for_lies_ahead_within_months():
    """A month beside a request or "agreed to" is the nearer one, not always the coming one."""
    may = date(2023, 5, 30)
    assert find_dates(sentence("It declined a request for a meeting in June."), may)[0].first == date(2023, 6, 1)
    assert find_dates(sentence("It agreed to send a team in January, and did."), date(2024, 4, 17))[0].first == date(2024, 1, 1)


def test_the_eve_of_a_dated_thing_is_the_day_before():
    """ "On the eve of" a day that is named is the day before it, else unknown."""
    named = find_dates(sentence("It closed on the eve of the May 3, 2023 talks."), FRIDAY)
    unnamed = find_dates(sentence("It closed on the eve of the talks."), FRIDAY)
    assert named[0].first == date(2023, 5, 2)
    assert unnamed[0].first is None


def test_marks_tell_how_a_date_was_known():
    """A read date is neither relative nor inferred; one that was worked out is both and names its anchor."""
    read, worked = find_dates(sentence("On May 3, 2023 they met and on Thursday they parted."), FRIDAY)
    assert (read.relative, read.inferred, read.anchor) == (False, False, "")
    assert (worked.relative, worked.inferred, worked.anchor) == (True, True, "publication")


def test_year_ends_and_leap_years():
    """Weeks, months and days cross the year's end; 29 February is a day in leap years only."""
    new_year = date(2024, 1, 2)
    assert find_dates(sentence("They met on Sunday."), new_year)[0].first == date(2023, 12, 31)
    assert find_dates(sentence("They met last month."), new_year)[0].first == date(2023, 12, 1)
    assert find_dates(sentence("They met on Dec. 30."), new_year)[0].first == date(2023, 12, 30)
    assert find_dates(sentence("They will meet on Feb. 29."), new_year)[0].first == date(2024, 2, 29)
    assert find_dates(sentence("They met on Feb. 29."), date(2023, 5, 1))[0].first is None


def test_offsets_count_in_the_article():
    """A mention's offsets count characters of the article, not of the sentence."""
    text = "They met on Monday."
    found = find_dates(Sentence(100, 100 + len(text), text, 0, tokens_of(text, 100)), FRIDAY)
    assert (found[0].start, found[0].end) == (112, 118)


def test_article_dates_carry_the_anchor_from_sentence_to_sentence():
    """The nearest earlier date of the article anchors "the following day" two sentences on."""
    texts = ["She landed on August 2, 2022.", "Tempers rose.", "The following day the drills began."]
    assert article_dates([sentence(text) for text in texts], FRIDAY)[2][0].first == date(2022, 8, 3)


CHOICES = [
    # text with the trigger in [brackets], tense, first, last, precision, inferred
    ("China [suspended] the talks on May 3, 2023.", "past", "2023-05-03", "2023-05-03", "day", False),
    ("The ministry said on Thursday it had [suspended] the talks on May 3, 2023.", "pluperfect", "2023-05-03", "", "day", False),
    ("The ministry said on Thursday that China has [suspended] the talks.", "perfect", "2024-05-16", "", "day", True),
    ("China has [suspended] the talks, the ministry said on Thursday.", "perfect", "2024-05-16", "", "day", True),
    ("On April 16, the ministry announced that the two had [held] a meeting.", "pluperfect", "2024-04-16", "", "day", True),
    (
        "China [suspended] the talks in August 2022 and resumed them in January.",
        "past",
        "2022-08-01",
        "2022-08-31",
        "month",
        False,
    ),
    (
        "China suspended the talks in August 2022 and [resumed] them in January.",
        "past",
        "2024-01-01",
        "2024-01-31",
        "month",
        True,
    ),
    (
        "The envoy, who was [appointed] in December, met the minister on Thursday.",
        "past",
        "2023-12-01",
        "2023-12-31",
        "month",
        True,
    ),
    ("The envoy, who was appointed in December, [met] the minister on Thursday.", "past", "2024-05-16", "", "day", True),
    ("The envoy, who was appointed in December, [met] the minister.", "past", "2024-05-17", "", "day", True),
    ("China has [declined] the request.", "perfect", "2024-05-17", "", "day", True),
    ("China [declined] the request.", "past", "2024-05-17", "", "day", True),
    ("The two had [met] before.", "pluperfect", "", "", "", False),
    ("The two previously [met] in Rome.", "past", "", "", "", False),
    ("The ministers will [meet] next month.", "future", "2024-06-01", "2024-06-30", "month", True),
    (
        "In 2022, China refused to resume the talks after a Speaker [visited] Taiwan.",
        "past",
        "2022-01-01",
        "2022-12-31",
        "year",
        True,
    ),
    ("On May 3, China cut off the talks after a Speaker [visited] Taiwan.", "past", "", "", "", False),
    ("China [protested] the 2022 arms sale.", "past", "2024-05-17", "", "day", True),
    ("The 2022 [cut-off] hurt both.", "noun", "2022-01-01", "2022-12-31", "year", False),
    ("The two [met] at last year's forum.", "past", "2023-01-01", "2023-12-31", "year", True),
    ("China [cut off] the talks after a visit in August 2022.", "past", "2022-08-01", "2022-08-31", "month", True),
    ("The two [met] ahead of a vote next month.", "past", "2024-05-17", "", "day", True),
    ("China has [suspended] the talks until March.", "perfect", "2024-05-17", "", "day", True),
    ("China has [declined] a request for a meeting in June.", "perfect", "2024-05-17", "", "day", True),
    ("The two have [held] talks under a pact struck in November.", "perfect", "2024-05-17", "", "day", True),
    ("But China [refused] a meeting.", "past", "2024-05-17", "", "day", True),
    ("China froze the talks in 2022 but [resumed] them.", "past", "2024-05-17", "", "day", True),
    (
        "A visit in mid-2022 and the [shooting] down of a balloon in early 2023 hurt.",
        "past",
        "2023-01-01",
        "2023-04-30",
        "span",
        True,
    ),
    ("They will meet later this month on lines [cut] after a row in 2022.", "past", "2022-01-01", "2022-12-31", "year", True),
    ("It is [seeking] a meeting next month despite an earlier refusal.", "present", "2024-05-17", "", "day", True),
    ("A summit in [talks] a day after the storm ended.", "past", "", "", "", False),
]


@pytest.mark.parametrize(("marked", "tense", "first", "last", "precision", "inferred"), CHOICES)
def test_the_date_of_an_act(marked, tense, first, last, precision, inferred):
    """An act takes the date of its own clause, not the day of saying it, nor that of another act."""
    start = marked.index("[")
    end = marked.index("]") - 1
    here = sentence(marked.replace("[", "").replace("]", ""))
    found = date_of(start, end, find_dates(here, FRIDAY), here, FRIDAY, tense)
    days = tuple(day.isoformat() if day else "" for day in found[:2])
    assert (*days, found.precision, "date_inferred" in found.flags) == (first, last or first, precision, inferred)


def test_without_publication_no_date_is_made_up():
    """An act without a date in a text without a day has none."""
    here = sentence("China suspended the talks.")
    assert date_of(6, 15, [], here, None, "past") == (None, None, "", ())


def test_a_plan_keeps_the_day_it_is_due():
    """Of a plan the date named is the day it is due, whatever the tense of the verb."""
    here = sentence("The ministers meet next month.")
    assert date_of(14, 18, find_dates(here, FRIDAY), here, FRIDAY, "present", planned=True).first == date(2024, 6, 1)


def test_an_undated_plan_has_no_date():
    """The day of publication is never the day a plan is due."""
    here = sentence("The ministers will meet.")
    assert date_of(19, 23, [], here, FRIDAY, "future", planned=True)[0] is None


@pytest.mark.parametrize(
    ("marked", "tense"),
    [
        ("China [suspended] the talks.", "past"),
        ("China had [suspended] the talks.", "pluperfect"),
        ("China has not yet [suspended] the talks.", "perfect"),
        ("The talks were [suspended].", "past"),
        ("The talks had been [suspended].", "pluperfect"),
        ("They will [meet].", "future"),
        ("They are to [meet].", "future"),
        ("They agreed to [meet].", "future"),
        ("They [meet] in Rome.", "present"),
        ("They refused to [meet].", "past"),
    ],
)
def test_tense_is_read_from_the_words_before(marked, tense):
    """Had, has, will and "agreed to" before the trigger say when the act lies."""
    here = sentence(marked.replace("[", "").replace("]", ""))
    assert tense_of(here, marked.index("["), marked.index("]") - 1) == tense


VOCABULARY = """
the a two 5 16 31 2022 1999 May March Sept. Friday Monday week month year days weeks last next this early mid - late ago later
after before since until by from to between and in on of , quarter first half summer weekend today tomorrow recent coming
following same that eve end start met will said 2024-05-16 99 Feb. 29 30 over past few / ( ) 's
"""
PIECES = st.sampled_from(VOCABULARY.split())
DAYS = st.dates()


@given(st.lists(PIECES, max_size=14), st.none() | DAYS, st.none() | DAYS)
def test_any_words_give_ordered_days_within_the_limits(pieces, published, anchor):
    """Whatever the words: both bounds or none, in order, 1900 to 2100, slices right, no overlap, the same twice."""
    here = sentence(" ".join(pieces))
    found = find_dates(here, published, anchor)
    assert found == find_dates(here, published, anchor)
    end = 0
    for mention in found:
        assert mention.words == here.text[mention.start : mention.end]
        assert mention.start >= end
        end = mention.end
        assert (mention.first is None) == (mention.last is None)
        if mention.first and mention.last:
            assert date(1900, 1, 1) <= mention.first <= mention.last <= date(2100, 12, 31)
            assert mention.precision in ("day", "month", "year", "span")
            assert mention.precision != "day" or mention.first == mention.last
    chosen = date_of(0, min(3, len(here.text)), found, here, published, "past")
    assert (chosen.first is None) == (chosen.last is None)


@given(st.text(max_size=60), st.none() | DAYS)
def test_any_text_is_survived(text, published):
    """Characters of any script make no crash."""
    for mention in find_dates(sentence(text), published):
        assert mention.words == text[mention.start : mention.end]


@given(st.text(alphabet=st.characters(whitelist_categories=("Ll",), max_codepoint=122), max_size=40), DAYS)
def test_no_date_comes_from_nothing(text, published):
    """A single word of letters that is no date word gives no date."""
    if text not in DateWords.shipped().triggers:
        assert find_dates(sentence(text), published) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("words: 3", "words"),
        ("words: {month: {May: thirteen}}", "May"),
        ("words: {on: [on], at: [on]}\nphrases: []", "'on'"),
        ("words: {on: [on]}\nphrases: [{name: x, words: onn}]", "onn"),
    ],
)
def test_a_faulty_word_list_is_reported_with_its_file(tmp_path, text, part):
    """A mistake in the word list is one clear message naming file and key."""
    path = tmp_path / "dates.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"dates\.yaml") as raised:
        read_date_words(path)
    assert part in str(raised.value)


def test_dates_do_not_depend_on_which_are_asked_for():
    """A sentence has the same dates whether those before it were read or not: "the next day" finds its day either way."""
    texts = ("They met on May 3, 2023.", "Nobody spoke.", "The next day they parted.", "A week later they met again.")
    sentences = [sentence(text) for text in texts]
    whole = article_dates(sentences, FRIDAY)
    assert whole[2][0].first == date(2023, 5, 4) and whole[3][0].anchor == "earlier"
    for place in range(len(texts)):
        assert ArticleDates(sentences, FRIDAY).of(place) == whole[place]
