"""Saved feeds are articles; what could harm is refused in one sentence, and nothing is fetched."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.articles import read_articles
from pipeline.sources.feeds import feed_rows

DAY = date(2024, 3, 12)
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" {SPACES}><channel><title>Example &amp;amp; Wire</title><image><title>a picture</title></image>
<item><title>Envoys meet</title><media:title>none of ours</media:title><link>https://example.org/a?b=1&amp;c=2</link>
<description>A summary.</description><pubDate>Tue, 12 Mar 2024 23:30:00 -0500</pubDate>
<content:encoded><![CDATA[<p>They met&nbsp;&mdash; at last.</p><script>no()</script><p>They left.</p>]]></content:encoded></item>
<item><title>A second</title><description>In &lt;b&gt;bold&lt;/b&gt;.&lt;br&gt;A line.</description>
<link>javascript:alert(1)</link><dc:date>2024-03-12T23:30:00-05:00</dc:date><source url="x">Another Wire</source></item>
<item><title>A third</title><pubDate>12 Mar 24 10:00 GMT</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Atom</title>
<entry><title type="html">Envoys &amp;lt;meet&amp;gt;</title><link rel="self" href="https://example.org/no"/>
<link href="https://example.org/1"/><updated>2024-03-13T01:00:00Z</updated><published>2024-03-12T01:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt; b</p><p>They <b>left</b>.</p></div></content></entry>
<entry><title>Only updated</title><id>urn:2</id>
<updated>2024-03-12T01:00:00Z</updated><summary>A summary.</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Example RDF</title></channel>
<item><title>Envoys meet</title><link>https://example.org/1</link><description>They met.</description>
<dc:date>2024-03-12</dc:date>
</item></rdf:RDF>"""


def read(text: str) -> tuple[list, list[str]]:
    problems: list = []
    rows = [row for _, row in feed_rows(text, "a.xml", problems)]
    return rows, [str(problem) for problem in problems]


def test_rss():
    """Full content before the summary, html extracted, the day in the writer's zone, only web addresses, the feed as source."""
    (first, second, third), problems = read(RSS)
    assert first.text == "Envoys meet\n\nThey met — at last.\nThey left."
    assert (first.title, first.published, first.url) == ("Envoys meet", DAY, "https://example.org/a?b=1&c=2")
    assert second.text == "A second\n\nIn bold.\nA line." and (second.published, second.url) == (DAY, "")
    assert (third.text, third.published, third.notes) == ("A third", DAY, ("no body: only the title was read",))
    assert [row.source for row in (first, second, third)] == ["Example & Wire", "Another Wire", "Example & Wire"]
    assert not problems


def test_atom():
    """XHTML in an entry is text; the day of publication goes before that of the update."""
    (first, second), problems = read(ATOM)
    assert (first.text, first.url) == ("Envoys <meet>\n\na < b\nThey left.", "https://example.org/1")
    assert (second.text, second.url, second.source) == ("Only updated\n\nA summary.", "", "Example Atom")
    assert first.published == second.published == DAY and not problems


def test_rss_of_the_first_kind():
    """RSS 1.0 has its items beside the channel."""
    ((row,), problems) = read(RDF)
    assert (row.text, row.published, row.source, row.url) == (
        "Envoys meet\n\nThey met.", DAY, "Example RDF", "https://example.org/1",
    )  # fmt: skip
    assert not problems


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.atom"])
def test_a_file_and_a_folder(tmp_path, name):
    """Each item is an article of its own, by whatever name the feed was saved."""
    (tmp_path / name).write_text(RSS, "utf-8")
    articles = list(read_articles([tmp_path]))
    assert [article.id for article in articles] == [f"{tmp_path / name}#{number}" for number in (1, 2, 3)]
    assert all(article.extracted and article.dated == "given" for article in articles)


def test_a_declared_encoding(tmp_path):
    """A feed that is not UTF-8 says what it is."""
    path = tmp_path / "a.xml"
    path.write_bytes(RSS.replace("UTF-8", "gb2312").replace("They left", "\u4ed6\u4eec left").encode("gb18030"))
    (first, *_) = read_articles([path])
    assert first.text.endswith("\u4ed6\u4eec left.") and "read as GB18030, which it declares" in first.notes[0]


BOMB = '<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'
DTD = "a.xml: declares a document type (DTD) or entities, which can hide a bomb or other files: not read"


@pytest.mark.parametrize("text, message", [
    (BOMB, DTD),
    ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&x;</title></item></channel></rss>',
     DTD),
    ('<!DOCTYPE rss SYSTEM "http://example.org/rss.dtd"><rss/>', DTD),
    ("<!DOCTYPE html><html></html>", DTD),
    ("<urlset><url/></urlset>", "a.xml: no feed in it: found the element 'urlset', allowed: rss, RDF, feed, entry"),
    ("\n\nplain words", "a.xml:3: cannot be read as XML: syntax error"),
    ("<rss><channel>" + "<a>" * 100_000, "a.xml:1: cannot be read as XML: no element found"),
    ("<rss/>", "a.xml: a feed without an item"),
    ("<rss><channel><item/></channel></rss>", "a.xml: item 1 is empty; passed over"),
    ("<rss>" + " " * 20, "a.xml: a feed of 25 characters, allowed: at most 20"),
])  # fmt: skip
def test_what_is_refused(text, message, monkeypatch):
    """Bombs, references to other files, other XML, broken XML and giants: one sentence each, no article."""
    if "at most" in message:
        monkeypatch.setattr("pipeline.sources.feeds.MAX_CHARACTERS", 20)
    assert read(text) == ([], [message])


def test_what_stands_before_a_fault_is_kept():
    """A feed that was cut off gives the items it still has whole."""
    rows, problems = read(RSS[: RSS.index("<title>A third")])
    assert len(rows) == 2 and len(problems) == 1 and "cannot be read as XML" in problems[0]


@given(st.lists(st.sampled_from([
    "<item>", "</item>", "<entry>", "</entry>", "<title>", "</title>", "<description>", "</description>", "&lt;p>", "<p>",
    "</p>", "<![CDATA[", "]]>", "&#0;", "&amp;", "text ", "<channel>", "</channel>", "<link href='https://x.org'/>", "<pubDate>",
    "</pubDate>",
]), max_size=25))  # fmt: skip
def test_any_xml_gives_texts_or_problems(pieces):
    """No order of tags breaks the reader, and nothing is lost without a word."""
    rows, problems = read(f"<rss>{''.join(pieces)}</rss>")
    assert rows or problems
    assert all(row.text.encode() for row in rows)
