"""Where no file holds a text as it was read, it is kept beside the output, and every quote is a slice of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.coding.kept_texts import text_name, texts_folder
from pipeline.coding.long_run import Ledger
from tests.files import run

ACT = "China on Thursday rejected a U.S. request for a meeting of the defence ministers."
PIECES = st.lists(st.sampled_from([
    ACT, f"<p>{ACT}</p>", "<p>", "</p>", "<br>", "<nav>Home</nav>", "<script>x < y</script>", "&amp; ", "&#8220;", "<!-- no -->",
    "\r\n", "\u2028", "\x00", "\u202e", "\U0001f600 ", "caf\u00e9 ", "<title>Talks</title>", "<article>", "</article>",
    "The weather was fine. ",
]), max_size=12).map("".join)  # fmt: skip


def kept(folder: Path, *paths: Path) -> list[dict]:
    """The candidates of a run with --out, each with its quote checked against the text kept or the file itself."""
    out = folder / "out.jsonl"
    assert run("code", *paths, "--published", "2023-05-26", "--out", out).exit_code in (0, 1)
    found = [json.loads(line) for line in out.read_text("utf-8").split("\n") if line]
    for candidate in found:
        text = (texts_folder(out) / text_name(candidate["article"])).read_bytes().decode("utf-8")
        place = candidate["evidence"]
        assert text[place["start"] : place["end"]] == place["quote"] and place["quote"].strip()
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PIECES)
def test_quotes_of_pages_are_slices(tmp_path, markup):
    """Whatever the markup, every candidate of a page quotes the text that is kept of it."""
    page = tmp_path / "page.html"
    page.write_text(f"<p>{ACT}</p>" * 10 + markup, "utf-8", newline="")  # so long that twelve NUL bytes make it no binary
    assert kept(tmp_path, page)


def test_rows_items_and_parts_are_kept_too(tmp_path):
    """A row of a table, an item of a feed and an article of a bundle have their own texts, under their own names."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "rows.csv").write_text(f'title,text\nA,"One.\r\n\r\n{ACT}"\nB,{ACT}\n', "utf-8", newline="")
    item = f"<item><title>A</title><description>{ACT}</description></item>"
    (inbox / "feed.xml").write_text(f"<rss><channel>{item}{item}</channel></rss>", "utf-8")
    part = f"Title: Talks\nDate: May 26, 2023\n\n{ACT} Nobody said why, or when the ministers would meet after all.\n"
    (inbox / "bundle.txt").write_text("=====================\n".join([part, part]), "utf-8")
    found = kept(tmp_path, inbox)
    assert {Path(one["article"]).name for one in found} == {
        f"{name}#{number}" for name in ("rows.csv", "feed.xml", "bundle.txt") for number in (1, 2)
    }


def test_texts_as_they_stand_are_not_kept(tmp_path):
    """A plain text is its own evidence; without --out nothing is written at all."""
    (tmp_path / "a.txt").write_text(ACT, "utf-8")
    (tmp_path / "b.html").write_text(f"<p>{ACT}</p><p>", "utf-8")
    run("code", tmp_path / "b.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.html"]
    run("code", tmp_path / "a.txt", "--out", tmp_path / "out.jsonl")
    assert not texts_folder(tmp_path / "out.jsonl").exists()


def test_an_output_in_the_inbox_is_no_article(tmp_path):
    """A second run with the output in the same folder reads neither the output nor the kept texts."""
    (tmp_path / "b.html").write_text(f"<p>{ACT}</p><p>", "utf-8")
    for _ in range(2):
        result = run("code", tmp_path, "--published", "2023-05-26", "--out", tmp_path / "out.jsonl")
        assert "1 article, 1 candidate" in result.stderr and result.exit_code == 0


@pytest.mark.parametrize(("article", "name"), [
    ("inbox/talks.html", "inbox%2Ftalks.html.txt"),
    ("feed.xml#3", "feed.xml#3.txt"),
    ("../a b.html", "%2E.%2Fa b.html.txt"),
    ("50%/x\ny", "50%25%2Fx%0Ay.txt"),
])  # fmt: skip
def test_names(article, name):
    """The name of a text is the article's with what a file name cannot hold written as in addresses."""
    assert text_name(article) == name


@given(st.lists(st.text(min_size=1, max_size=400), min_size=2, max_size=2, unique=True))
def test_names_differ_and_fit(articles):
    """Two articles never share a file, and no name is too long for one or leads elsewhere."""
    names = [text_name(article) for article in articles]
    assert names[0] != names[1]
    assert all(len(name.encode()) <= 180 and not set("/\\\0") & set(name) and not name.startswith(".") for name in names)


def test_a_name_that_is_not_utf8(tmp_path):
    """A file whose name on disk is no UTF-8 is read, and its results can be written."""
    path = os.fsencode(tmp_path) + b"/caf\xe9.html"
    try:
        Path(os.fsdecode(path)).write_text(f"<p>{ACT}</p><p>", "utf-8")
    except OSError:
        pytest.skip("the file system takes no such names")
    (found,) = kept(tmp_path, tmp_path)
    assert found["article"].endswith("caf\ufffd.html")


def test_a_text_that_cannot_be_kept_is_told(tmp_path):
    """A file in the place of the folder is one clear message."""
    (tmp_path / "b.html").write_text(f"<p>{ACT}</p><p>", "utf-8")
    (tmp_path / "out.jsonl.texts").write_text("in the way", "utf-8")
    result = run("code", tmp_path / "b.html", "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 2 and "cannot be written" in result.stderr


def test_a_run_goes_on_over_odd_line_ends(tmp_path):
    """What counts as a line end elsewhere in the world does not tear a result when a stopped run goes on."""
    out = tmp_path / "out.jsonl"
    line = json.dumps({"article": "a", "quote": "one\u2028two\x85three"}, ensure_ascii=False)
    out.write_text(f"{line}\n", "utf-8")
    (tmp_path / "out.jsonl.progress").write_text('"a"\n', "utf-8")
    assert Ledger(out).done == {"a"} and out.read_text("utf-8") == f"{line}\n"
