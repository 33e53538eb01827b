"""The article behind a telling is found again, or it is said that it is not what was coded."""

from __future__ import annotations

import json

import pytest

from pipeline.review.originals import original_of
from pipeline.review.tellings import fingerprint, telling_of
from pipeline.sources.articles import read_articles
from tests.review.desk import candidate

TEXTS = ["They met.\nThey spoke.", "Nobody met. They wrote."]


def telling_in(article, quote: str):
    return telling_of(article, candidate("c-1", None, article.text, quote), fingerprint(article.text))


@pytest.fixture(params=["one.txt", "no#1.txt", "several.jsonl"])
def article(request, tmp_path):
    """An article of a file of its own, of one whose name looks numbered, and the second of a file of several."""
    path = tmp_path / request.param
    several = path.suffix == ".jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in TEXTS) if several else TEXTS[0], "utf-8")
    return list(read_articles([path]))[-1]


def test_the_sentence_stands_where_it_was_read(article):
    """The offsets of the telling give its quote in the article that is found."""
    quote = article.text.split()[0]
    telling = telling_in(article, quote)
    found = original_of(telling)
    assert found == article and found.text[telling.start : telling.end] == quote


def test_an_article_that_changed_or_went(article, tmp_path):
    """Where the words are others, or the file is gone, there is no original."""
    telling = telling_in(article, article.text.split()[0])
    (path,) = tmp_path.iterdir()
    path.write_text(path.read_text("utf-8").replace("They", "We"), "utf-8")
    assert original_of(telling) is None
    path.write_text("\n\n" + path.read_text("utf-8").replace("We", "They"), "utf-8")
    assert original_of(telling) is None or path.suffix == ".jsonl"  # blank lines between json lines move nothing
    path.unlink()
    assert original_of(telling) is None
