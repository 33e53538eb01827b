"""A pasted article becomes a file of the inbox and a line of its manifest, once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import DataError
from pipeline.review.intake import inbox_articles
from pipeline.review.pasting import add_article
from tests.files import contents
from tests.review.desk import small_pair

TEXT = "They met.\r\n\r\nThey spoke."


@pytest.fixture
def config(tmp_path):
    return small_pair(tmp_path)


def test_it_is_read_back_with_what_was_said_of_it(config):
    """The text and its day, source, address and title are those of the article that is read."""
    path = add_article(config, TEXT, date(2031, 2, 3), "Agency, the", "https://example.org/a", 'They "met"')
    (article,) = inbox_articles(config)
    assert (article.id, article.text) == (str(path), "They met.\n\nThey spoke.\n")
    assert (article.published, article.source, article.url, article.title) == (
        date(2031, 2, 3),
        "Agency, the",
        "https://example.org/a",
        'They "met"',
    )


def test_the_same_text_twice_changes_nothing(config):
    """Pasted again, spaced otherwise and with another day, it is the same file, and no line is added."""
    path = add_article(config, TEXT, date(2031, 2, 3))
    before = contents(path.parent)
    assert add_article(config, "  They met. They\nspoke.\n", date(2031, 2, 4)) == path
    assert contents(path.parent) == before
    assert add_article(config, "They met again.") != path


@pytest.mark.parametrize(
    "manifest", [b"\xef\xbb\xbftitle,file,published\nA,a.txt,\n", b"title,file,published"], ids=["BOM", "no end"]
)
def test_a_manifest_that_is_there_keeps_its_bytes(config, manifest):
    """A line is added in the manifest's own columns; all before it stays."""
    folder = Path(config.data.articles)
    folder.mkdir()
    (folder / "manifest.csv").write_bytes(manifest)
    path = add_article(config, TEXT, title="B")
    end = b"" if manifest.endswith(b"\n") else b"\n"
    assert (folder / "manifest.csv").read_bytes() == manifest + end + f"B,{path.name},\n".encode()
    before = contents(folder)
    with pytest.raises(DataError, match=r"source: pasted-.* fills it; add the column"):
        add_article(config, "Another text.", source="Agency")
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": " \n"}, "text: empty, expected the article"),
        ({"text": "a\0b"}, "text: contains the character U+0000"),
        ({"url": "javascript:alert(1)"}, "url: found 'javascript:alert(1)', allowed: a plain http"),
        ({"source": "a\u202eb"}, "source: contains the character U+202E"),
        ({"title": "two\nlines"}, "title: contains the character U+000A"),
        ({"published": date(1066, 10, 14)}, "published: found 1066-10-14, allowed: 1900-01-01 to 2100-12-31"),
    ],
)
def test_what_a_manifest_cannot_hold_is_refused(config, given, said):
    """Nothing is written, and the message says which part is at fault."""
    with pytest.raises(DataError) as caught:
        add_article(config, **{"text": TEXT, **given})
    assert said in str(caught.value)
    assert not Path(config.data.articles).exists()


def test_a_config_without_a_folder(config):
    """Where the config names no folder for articles, the key is named."""
    bare = config.model_copy(update={"data": config.data.model_copy(update={"articles": None})})
    with pytest.raises(DataError, match=r"data\.articles: not set"):
        add_article(bare, TEXT)
    with pytest.raises(DataError, match=r"data\.articles"):
        inbox_articles(bare)
