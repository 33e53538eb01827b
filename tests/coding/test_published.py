"""The day of publication is taken, found, worked out where one day only is possible, or left open."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.coding.published import published_of
from pipeline.records import Article

NEWS = "The two ministers met in the old town, the ministry said.\n"
DAY = date(2024, 5, 17)


def test_what_the_user_says_stands():
    """A given day is not looked for again."""
    article = Article("a", f"Published: 3 May 2020\n{NEWS}", DAY)
    assert (published_of(article).published, published_of(article).dated) == (DAY, "given")
    page = Article("a", NEWS, DAY, "found")
    assert published_of(page) is page


@pytest.mark.parametrize("text", [
    f"Published: May 17, 2024\n{NEWS}",
    f"Envoys meet\nPublished 17 May 2024, 10:05 a.m. ET\n{NEWS}",
    f"Envoys meet\nFirst published on Fri 17 May 2024 06.00 BST\n{NEWS}",
    f"Publication date: 2024-05-17\n{NEWS}",
    f"Envoys meet\nThe Daily Example\nMay 17, 2024 Friday\n{NEWS}",
    f"Envoys meet\n17 May 2024\n14:05\nExample Wire\n{NEWS}",
    f"Envoys meet\nExample Net | Updated: 2024-05-17 10:15\n{NEWS}",
    f"Updated: 18 May 2024\nPublished: 17 May 2024\n{NEWS}",
    f"BEIJING, May 17, 2024 (Xinhua) -- {NEWS}",
    f"Date: 17/05/2024\n{NEWS}",
    f"---\ntitle: Talks\ndate: 2024-05-17\n---\n{NEWS}",
    NEWS * 80 + "Load-Date: May 17, 2024\n",
    f"Envoys meet\nExample Times\nMay 17, 2024 Friday\nLength: 512 words\n{NEWS}Load-Date: May 18, 2024\n",
    f"Envoys meet\nBy Ann Example\n512 words\n17 May 2024\nExample Wire\n{NEWS}",
    f"{NEWS}\n" * 20 + "Load-Date: May 17, 2024\n",
    f"March 4, 2023 was a day.\nMay 17, 2024 (Reuters) - {NEWS}",
    NEWS * 80 + "Publication date: 17 May 2024\n",
])  # fmt: skip
def test_days_that_stand_in_the_text(text):
    """A labelled day, a line of its own or a dateline with its year is found."""
    found = published_of(Article("a.txt", text))
    assert (found.published, found.dated) == (DAY, "found")


@pytest.mark.parametrize("article", [
    Article("a.txt", NEWS, url="https://example.org/world/2024/05/17/talks"),
    Article("inbox/2024-05-17-talks.txt", NEWS),
    Article("inbox/wire_20240517.txt", NEWS),
])  # fmt: skip
def test_days_in_address_and_file_name(article):
    """An address or a file's name with a day in it tells it."""
    assert (published_of(article).published, published_of(article).dated) == (DAY, "found")


@pytest.mark.parametrize("text, why", [
    (f"BEIJING, May 17 (Xinhua) -- {NEWS}© 2024 Example\n", "the copyright line"),
    (f"BEIJING, May 17 (Xinhua) -- {NEWS}They had met in 2023. On Thursday, May 16, they spoke.\n", "the weekdays fit"),
])  # fmt: skip
def test_a_day_that_the_text_forces(text, why):
    """A dateline without its year gets the only year that fits, with a note."""
    found = published_of(Article("a", text))
    assert (found.published, found.dated) == (DAY, "inferred")
    assert why in found.notes[0]


@pytest.mark.parametrize("text", [
    NEWS,
    f"BEIJING, May 17 (Xinhua) -- {NEWS}",
    f"BEIJING, May 17 (Xinhua) -- {NEWS}On Wednesday, May 16, and on Thursday, May 16, 2020, they spoke.\n",
    f"BEIJING, Feb 30 (Xinhua) -- {NEWS}© 2024 Example\n",
    "They will meet on June 3, 2024, the ministry said.\n",
    "The ministry said that the last of these meetings took place in the old town on May 17, 2024\n",
    f"Date: 3/4/2024\n{NEWS}",
    f"On April 16, the ministry spoke of a visit in December 2023.\n{NEWS}",
])  # fmt: skip
def test_otherwise_it_stays_open(text):
    """Dates of events, and days that could be two, are no day of publication."""
    found = published_of(Article("000_911cea20240517ff.txt", text))
    assert (found.published, found.dated) == (None, "")


def test_the_copyright_year_is_told():
    """A year alone is a note, not a day."""
    assert published_of(Article("a", f"{NEWS}© 2023 Example Media\n")).notes == (
        "day of publication unknown; the copyright line says 2023",
    )
