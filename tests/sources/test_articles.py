"""Articles are read from what people have; what cannot be read is told, and the others are read all the same."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DataError
from pipeline.sources.articles import read_articles
from pipeline.sources.html_text import page_of
from pipeline.sources.press_days import day_of
from pipeline.sources.press_tables import column_names

NEWS = "The two ministers met in the old town on Friday."
DAY = date(2024, 5, 17)


def written(folder, name: str, content: str | bytes):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def told(*paths, **more) -> tuple[list, list[str]]:
    problems: list = []
    articles = list(read_articles(paths, problems=problems, **more))
    return articles, [str(problem) for problem in problems]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.unknown", "a"])
def test_a_file_is_an_article(tmp_path, name):
    """Any text file named by itself is one article under the path as given."""
    (article,) = read_articles([written(tmp_path, name, NEWS)])
    assert (article.id, article.text, article.published, article.dated) == (str(tmp_path / name), NEWS, None, "")


@pytest.mark.parametrize("raw, note", [
    (NEWS.encode(), ""),
    (b"\xef\xbb\xbf" + NEWS.encode(), ""),
    (NEWS.encode("utf-16"), "read as UTF-16"),
    (b"\xfe\xff" + NEWS.encode("utf-16-be"), "read as UTF-16"),
    (NEWS.encode("utf-16-le"), "no byte order mark; read as UTF-16-LE"),
    (NEWS.encode("utf-16-be"), "no byte order mark; read as UTF-16-BE"),
    (NEWS.encode("utf-32"), "read as UTF-32"),
])  # fmt: skip
def test_encodings(tmp_path, raw, note):
    """UTF-8, UTF-16 and UTF-32 with their marks are read without them; English in UTF-16 also where it has none."""
    (article,) = read_articles([written(tmp_path, "a.txt", raw)])
    assert article.text == NEWS and article.notes == ((note,) if note else ())


def test_an_old_encoding_is_noted(tmp_path):
    """What is not UTF-8 is read as Windows-1252, with the place of the first odd byte."""
    (article,) = read_articles([written(tmp_path, "a.txt", "One line.\nA “caf\u00e9”.".encode("cp1252"))])
    assert article.text == "One line.\nA “caf\u00e9”."
    assert article.notes == ("not UTF-8 (byte 0x93 on line 2); read as Windows-1252",)


def test_odd_characters_are_kept_and_noted(tmp_path):
    """Offsets count the decoded file, so nothing is taken out of it."""
    text = f"{NEWS}\x00 \u202eIt ended."
    (article,) = read_articles([written(tmp_path, "a.txt", text)])
    assert article.text == text and len(article.notes) == 2


@pytest.mark.parametrize("name, content, message", [
    ("a.txt", b"", "empty file"),
    ("a.txt", b" \n ", "empty file"),
    ("a.txt", b"%PDF-1.7 and so on", "not a text; save the article as UTF-8 text"),
    ("a.txt", bytes(range(256)) * 20, "not a text; save the article as UTF-8 text"),
    ("a.pdf", b"text", "a .pdf file; save the article as txt or html"),
    ("a.html", b"<script>var a = 1;</script>", "no text in it"),
    ("a.csv", b"a,b\n1,2\n", "no column holds a text; found 'a, b', allowed:"),
    ("a.csv", b"title,text\n,x,y\n", "found 3 cells, expected 2; row passed over"),
    ("a.jsonl", b"{\n", "cannot be read as JSON"),
    ("a.jsonl", b"[" * 100_000, "cannot be read as JSON"),
    ("a.jsonl", b"1\n", "found 1, expected an object with a text"),
    ("a.jsonl", b'{"title": ""}\n', "text: empty; row passed over"),
])  # fmt: skip
def test_what_cannot_be_read_is_one_line(tmp_path, name, content, message):
    """A file that is no article is told in one line, and the next is read."""
    bad, good = written(tmp_path, name, content), written(tmp_path, "z.txt", NEWS)
    articles, problems = told(bad, good)
    assert [article.text for article in articles] == [NEWS]
    assert len(problems) == 1 and problems[0].startswith(str(bad)) and message in problems[0]
    with pytest.raises(DataError) as caught:
        list(read_articles([good, bad]))
    assert str(caught.value).splitlines() == problems


def test_a_file_over_the_limit_is_told(tmp_path, monkeypatch):
    """Files have a largest size."""
    monkeypatch.setattr("pipeline.sources.file_text.MAX_BYTES", 10)
    path = written(tmp_path, "a.txt", NEWS)
    assert told(path) == ([], [f"{path}: {len(NEWS)} bytes, allowed: at most 10"])


def test_folders_are_read_in_order(tmp_path):
    """Files of a folder come by name; hidden ones, other kinds and the manifest do not; none comes twice."""
    for name in ("b/2.txt", "b/1.md", "a.html", ".hidden.txt", ".git/x.txt", "gold.yaml", "manifest.csv"):
        written(tmp_path, name, NEWS if name != "manifest.csv" else "file,published\na.html,2024-05-17\n")
    articles, problems = told(tmp_path, tmp_path / "a.html")
    assert [article.id for article in articles] == [str(tmp_path / name) for name in ("a.html", "b/1.md", "b/2.txt")]
    assert articles[0].published == DAY and not problems


def test_a_missing_path_is_told_before_anything_is_read(tmp_path):
    """Every path that is not there is named at once."""
    with pytest.raises(DataError, match=r"none.txt: no such file or folder\n.*nor.txt: no such file"):
        read_articles([tmp_path / "none.txt", tmp_path / "nor.txt"])


def test_a_manifest_goes_before_the_rest(tmp_path):
    """The manifest's word counts before the record's, the record's before the day given for all."""
    one = written(tmp_path, "one.txt", NEWS)
    many = written(tmp_path, "many.csv", f"headline,date,body\nA,2020-01-02,{NEWS}\nB,2020-01-03,{NEWS}\nC,,{NEWS}\n")
    listed = written(tmp_path, "list.csv", "file,published,source\none.txt,2024-05-17,Wire\nmany.csv#2,2024-05-17,\n")
    articles, _ = told(one, many, published=date(2019, 1, 1), manifest=listed)
    assert [(article.published, article.dated) for article in articles] == [
        (DAY, "given"), (date(2020, 1, 2), "given"), (DAY, "given"), (date(2019, 1, 1), "given"),
    ]  # fmt: skip
    assert articles[0].source == "Wire" and [article.id for article in articles[1:]] == [f"{many}#{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("row, message", [
    ("a.txt,17 May", ":2: published: found '17 May', expected a date such as 2023-11-15"),
    (",2024-05-17", ":2: file: empty, required"),
    ("a.txt,\na.txt,", ":3: file: found 'a.txt' a second time"),
])  # fmt: skip
def test_bad_manifests_are_told(tmp_path, row, message):
    """A bad row of a manifest is named with its line before anything is read."""
    path, article = written(tmp_path, "list.csv", f"file,published\n{row}\n"), written(tmp_path, "a.txt", NEWS)
    with pytest.raises(DataError) as caught:
        read_articles([article], manifest=path)
    assert str(caught.value) == f"{path}{message}"


@pytest.mark.parametrize("header, cells", [
    ("Title,Date,Publication,Full Text,URL", f"Envoys meet,\"May 17, 2024 Friday\",Wire,{NEWS},https://example.org"),
    ("HD;PD;SN;TD;Link", f"Envoys meet;17 May 2024;Wire;{NEWS};https://example.org"),
    ("headline\tpublication_date\tpublisher\tbody\tlink", f"Envoys meet\t20240517\tWire\t{NEWS}\thttps://example.org"),
    ("title,load-date,source,content,url", f"Envoys meet,2024-05-17T10:00:00Z,Wire,{NEWS},https://example.org"),
    ("Document-Title,pubdate,pubtitle,FullText,DocumentURL", f"Envoys meet,2024/05/17,Wire,<p>{NEWS}</p>,https://example.org"),
])  # fmt: skip
def test_columns_of_press_databases(tmp_path, header, cells):
    """Exports are read by the names that data bases give their columns."""
    (article,) = read_articles([written(tmp_path, "a.csv", f"\ufeff{header}\n{cells}\n")])
    assert (article.text, article.title, article.published, article.source, article.url) == (
        NEWS, "Envoys meet", DAY, "Wire", "https://example.org",
    )  # fmt: skip
    assert article.id == str(tmp_path / "a.csv")


def test_rows_with_too_many_cells_are_passed_over(tmp_path):
    """A ragged row is told with its line; long cells and line breaks within quotes are fine."""
    long = "word " * 100_000
    path = written(tmp_path, "a.csv", f'title,text\nA,x,y\nB,"{long}\n\nend"\n')
    articles, problems = told(path)
    assert [article.text for article in articles] == [f"{long}\n\nend"]
    assert problems == [f"{path}:2: found 3 cells, expected 2; row passed over"]


def test_json_lines(tmp_path):
    """Objects with any of the names, one per line or in one list; a source may be an object."""
    item = {"headline": "Envoys meet", "publishedAt": "2024-05-17T08:00:00Z", "content": NEWS, "source": {"name": "Wire"}}
    for name, content in (
        ("a.jsonl", json.dumps(item) + "\n\n" + json.dumps(item)),
        ("b.json", json.dumps([item, item], indent=1)),
    ):
        articles = list(read_articles([written(tmp_path, name, content)]))
        assert [(one.text, one.published, one.source, one.id[-2:]) for one in articles] == [
            (NEWS, DAY, "Wire", "#1"), (NEWS, DAY, "Wire", "#2"),
        ]  # fmt: skip


def test_half_characters_do_not_pass(tmp_path):
    """Text from json can be written as UTF-8."""
    (article,) = read_articles([written(tmp_path, "a.jsonl", '{"text": "It \\ud800 ended", "title": "\\udfff"}')])
    assert (article.text, article.title) == ("It \ufffd ended", "\ufffd")


def test_a_headline_alone_is_read_with_a_note(tmp_path):
    """Where an export has no bodies the headline is the text."""
    (article,) = read_articles([written(tmp_path, "a.csv", "title,publish_date\nEnvoys meet,3/4/2024\n")])
    assert article.text == "Envoys meet"
    assert article.notes == ("no body: only the title was read", "date not understood: '3/4/2024'")


PAGE = f"""<!doctype html><html><head><title>Envoys meet &amp; talk</title><style>p {{}}</style>
<meta property="og:site_name" content="Wire"><meta property='article:published_time' content='2024-05-17T10:00:00+08:00'>
</head><body><nav><a href=x>Home</a></nav><article><h1>Envoys meet</h1><p>{NEWS}</p><figure><img alt="x > y">
<figcaption>A hall</figcaption></figure><p>It &#8220;ended&#8221;<br>well &mdash; they <b>said</b>.</p></article>
<script>if (a < b) {{ document.write("<p>no</p>") }}</script><footer>About us</footer></body></html>"""


def test_a_page_of_html(tmp_path):
    """The article's text, one line a block; title, outlet and day from the head."""
    (article,) = read_articles([written(tmp_path, "a.html", PAGE)])
    assert article.text == f"Envoys meet\n{NEWS}\nIt “ended”\nwell — they said."
    assert (article.title, article.source, article.published, article.dated) == ("Envoys meet & talk", "Wire", DAY, "found")


def test_linked_data_tells_the_day():
    """The day may stand in a script of linked data or in a time element."""
    data = '<script type="application/ld+json">{"@graph": [{"datePublished": "2024-05-17"}]}</script>'
    assert page_of(f"{data}<p>{NEWS}").published == "2024-05-17"
    assert page_of(f'<time datetime="2024-05-17T10:00">today</time><p>{NEWS}').published == "2024-05-17T10:00"


def test_an_element_never_closed_hides_nothing():
    """A menu that has no end does not swallow the page."""
    assert page_of(f"<nav><p>{NEWS}").text == NEWS


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 200_000,
        "<a " * 200_000,
        '<a "' * 200_000,
        "<!--" * 200_000,
        "<" * 300_000,
        "<nav>" * 200_000,
        "&" * 300_000,
        "&#" + "9" * 300_000,
        "<script>" * 100_000,
        '<meta a="' * 100_000,
        '<script type="ld+json">' + "[" * 300_000,
    ],
)
def test_html_bombs_end(bomb):
    """Depth, open tags and endless references are read in time proportional to their length."""
    assert isinstance(page_of(bomb).text, str)


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<nav>",
                "</nav>",
                "<a href='",
                "'>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "&lt;",
                "&#xD800;",
                "text",
                " ",
                "<",
                ">",
                '"',
                "<article>",
                "</article>",
                "<title>",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_markup_gives_a_text(markup):
    """No markup breaks the reader, and its text can be written as UTF-8."""
    page_of(markup).text.encode()


@pytest.mark.parametrize(
    "cell, day",
    [
        ("2024-05-17", DAY),
        ("2024-05-17T23:59:00-05:00", DAY),
        ("May 17, 2024 Friday", DAY),
        ("Fri, 17 May 2024 08:00:00 GMT", DAY),
        ("17th May, 2024", DAY),
        ("20240517", DAY),
        ("17/05/2024", DAY),
        ("5/17/2024", DAY),
        ("17.05.2024", DAY),
        ("1715942400", DAY),
        ("1715942400000", DAY),
        ("Sept. 5, 2024", date(2024, 9, 5)),
        ("17-May-2024", DAY),
        ("5/5/2024", date(2024, 5, 5)),
        ("3/4/2024", None),
        ("2024-02-30", None),
        ("May 2024", None),
        ("", None),
        ("yesterday", None),
        ("99999999", None),
        ("1234567", None),
    ],
)
def test_days_of_cells(cell, day):
    """A day is read however the press writes it, and not at all where it could be two."""
    assert day_of(cell) == day


def test_unknown_fields_of_the_column_names_are_told(tmp_path):
    """The data file is checked."""
    path = written(tmp_path, "columns.yaml", "texts: [body]\n")
    with pytest.raises(DataError) as caught:
        column_names(path)
    assert str(caught.value).startswith(f"{path}:1: texts: unknown field, did you mean 'text'?")
