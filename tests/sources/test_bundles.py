"""Several articles in one file are parted where the file says so, and an article is never torn."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.articles import read_articles
from pipeline.sources.bundles import bundled

BODY = (
    "China on Monday rejected a U.S. request for a meeting of the two defence ministers, the ministry in Beijing said. "
    "It gave no reason for this, and did not say when the talks would be held."
)
DAYS = ("March 12, 2024", "March 13, 2024")
DATES = [date(2024, 3, 12), date(2024, 3, 13)]


def factiva(number: int, day: str) -> str:
    month, of_month, year = day.replace(",", "").split()
    return (
        f"Chiefs do not talk {number}\nBy Ann Example\n512 words\n{of_month} {month} {year}\n12:15\nExample Wire\nEXW\nEnglish\n"
        f"(c) 2024 Example Wire. All Rights Reserved.\n\n{BODY}\n\n{BODY}\n\nDocument EXWR0000202403{number:02d}ek3c0012x\n\n"
    )


def factiva_fields(number: int, day: str) -> str:
    return (
        f"HD\nChiefs do not talk {number}\nWC\n512 words\nPD\n{day}\nSN\nExample Wire\nLP\n{BODY}\n"
        f"AN\nDocument EXWR0000202403{number:02d}ek3c0012x\n\n"
    )


def lexis(number: int, day: str) -> str:
    return (
        f"Chiefs do not talk {number}\n\nExample Wire\n\n{day} Tuesday\n\nCopyright 2024 Example Wire All Rights Reserved\n\n"
        f"Section: WORLD; Pg. 5\nLength: 512 words\nByline: Ann Example\nBody\n\n{BODY}\n\nClassification\n\nLanguage: ENGLISH\n"
        "Subject: TALKS & MEETINGS (90%)\nLoad-Date: March 15, 2024\n\nEnd of Document\n\n"
    )


COVER = (
    "Page 1 of 3\nUser Name: Ann\nDate and Time: Friday, November 27, 2026\nJob Number: 123\nDocuments (2)\n"
    "1. Chiefs do not talk 1\nClient/Matter: -None-\n2. Chiefs do not talk 2\nClient/Matter: -None-\n"
)


def old_lexis(number: int, day: str) -> str:
    return (
        f"                {number} of 2 DOCUMENTS\n\n          Example Wire\n\n      {day} Tuesday\n      Late Edition\n\n"
        f"HEADLINE: Chiefs do not talk {number}\n\nBYLINE: By ANN EXAMPLE\n\nLENGTH: 512 words\n\n{BODY}\n\n{BODY}\n\n"
        "LOAD-DATE: March 15, 2024\n\nLANGUAGE: ENGLISH\n\n          Copyright 2024 Example Wire\n"
    )


def proquest(number: int, day: str) -> str:
    return (
        f"{'_' * 60}\n\nDocument {number} of 2\n\nChiefs do not talk {number}\n\nPublication title: Example Wire\n\n"
        f"Full text: {BODY}\n\nPublication date: {day}\n\n"
    )


def pasted(number: int, day: str) -> str:
    return f"{'=' * 30}\nTitle: Chiefs do not talk {number}\nDate: {day}\nSource: Example Wire\n\n{BODY}\n\n"


@pytest.mark.parametrize("kind", [factiva, factiva_fields, lexis, old_lexis, proquest, pasted], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_bundles_of_the_press_data_bases(tmp_path, kind, ends):
    """Each article has its own number, text, title, source and day; the day printed goes before that of the data base."""
    path = tmp_path / "export.txt"
    text = "".join(kind(number, day) for number, day in enumerate(DAYS, 1))
    path.write_bytes(text.replace("\n", ends).encode())
    articles = list(read_articles([path], published=date(2020, 1, 1)))
    assert [article.id for article in articles] == [f"{path}#1", f"{path}#2"]
    assert [(article.published, article.dated) for article in articles] == [(day, "found") for day in DATES]
    assert [article.title for article in articles] == ["Chiefs do not talk 1", "Chiefs do not talk 2"]
    assert all(BODY in article.text and article.source == "Example Wire" and article.extracted for article in articles)
    assert not any("TALKS &" in article.text or "Document" in article.text for article in articles)


def test_a_cover_sheet_is_no_article():
    """The list of the search and of all titles stands in no article, and its day is none."""
    text = COVER + "".join(map(lexis, (1, 2), DAYS))
    first, second = bundled(text)
    assert text[first.start :].startswith("Chiefs do not talk 1\n\nExample Wire") and first.published == DATES[0]
    assert second.published == DATES[1]


def test_the_manifest_names_articles_of_a_bundle(tmp_path):
    """What the user says of the n-th article goes before its header."""
    path = tmp_path / "export.txt"
    path.write_text("".join(map(factiva, (1, 2), DAYS)), "utf-8")
    (tmp_path / "manifest.csv").write_text("file,published,source\nexport.txt#2,2024-05-17,Mine\n", "utf-8")
    first, second = read_articles([tmp_path])
    assert (first.published, first.dated) == (DATES[0], "found")
    assert (second.published, second.dated, second.source) == (date(2024, 5, 17), "given", "Mine")


RULE = "-" * 40


@pytest.mark.parametrize("text", [
    BODY,
    f"{BODY}\n{RULE}\n{BODY}\n",
    f"Envoys meet\nMay 17, 2024\n{BODY}\n{RULE}\n{BODY}\nCopyright 2024 Example\n",
    f"Title: Envoys meet\nDate: May 17, 2024\n\n{BODY}\n{RULE}\n{BODY}\n{RULE}\n{BODY}\n",
    f"Title: Envoys meet\nDate: May 17, 2024\n\n{BODY}\n{RULE}\nTitle: About us\nDate: May 17, 2024\n",
    f"May 17, 2024\n{BODY}\n{RULE}\nMay 18, 2024\n{BODY}\n",
    f"---\ntitle: Envoys meet\ndate: 2024-05-17\n---\n{BODY}\n\n---\n\n{BODY}\n",
    f"He gave them Document 2 of 14.\n{BODY}\nDocument 1 of 14 was kept.\n{BODY}\n",
    f"Document 3 of 14\n{BODY}\n",
    f"Document 2 of 14\n{BODY}\nDocument 1 of 14\n{BODY}\n",
    f"Document 1 of 14\n{BODY}\nDocument 2 of 20\n{BODY}\n",
    factiva(1, DAYS[0]),
    lexis(1, DAYS[0]),
    f"{BODY}\nEnd of Document\n\u00a9 Example\n",
])  # fmt: skip
def test_one_article_is_never_torn(text):
    """Lines of dashes, words about documents and single exports stay in one piece."""
    assert bundled(text) == []


@given(st.lists(st.sampled_from([
    BODY, RULE, "Document 1 of 3", "Document 2 of 3", "Document 3 of 3", "End of Document", "Title: x", "Date: 2024-03-12", "",
    "Length: 5 words", "Load-Date: March 12, 2024", "\x00", " ", "Client/Matter: -None-",
]), max_size=24).map("\n".join))  # fmt: skip
def test_parts_lie_in_order(text):
    """Parts of any text do not overlap, stand in the file's order, and are no empty pieces."""
    parts = bundled(text)
    assert len(parts) != 1
    assert all(part.start < part.end for part in parts)
    assert all(before.end <= after.start for before, after in pairwise(parts))
