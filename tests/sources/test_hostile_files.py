"""Files that nobody would send on purpose, or somebody would: a note or a clear message, and the others are read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import load_config
from pipeline.coding.coder import build_coder
from pipeline.coding.long_run import coded_articles
from pipeline.coding.published import published_of
from pipeline.sources.articles import read_articles
from tests.files import ROOT

ACT = "China on Thursday rejected a U.S. request for a meeting of the defence ministers.\n"
CONFIG = load_config()
CODER = build_coder(CONFIG)


def told(*paths: Path) -> tuple[list, list[str]]:
    problems: list = []
    return list(read_articles(paths, problems=problems)), [str(problem) for problem in problems]


def test_links_to_nothing_and_to_themselves(tmp_path):
    """A broken link in a folder is told, one in a circle too, and the rest of the folder is read."""
    (tmp_path / "good.txt").write_text(ACT, "utf-8")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "none.txt")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    (tmp_path / "within").symlink_to(tmp_path)
    articles, problems = told(tmp_path)
    assert [article.text for article in articles] == [ACT]
    assert problems == [f"{tmp_path / name}: a link to nothing" for name in ("broken.txt", "circle.txt")]


@pytest.mark.parametrize("step", ["read_bytes", "is_file"])
def test_a_file_nobody_may_read(tmp_path, monkeypatch, step):
    """A file without the right to read it, or in a folder nobody may enter, is told in one line."""
    for name in ("bad.txt", "good.txt"):
        (tmp_path / name).write_text(ACT, "utf-8")
    real = getattr(Path, step)

    def refused(path: Path):
        if path.name == "bad.txt":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, step, refused)
    articles, problems = told(tmp_path)
    assert len(articles) == 1 and problems == [f"{tmp_path / 'bad.txt'}: cannot be read (Permission denied)"]


CHINESE = "\u4ed6\u8bf4\uff1a\u201c\u662f\u7684\u201d\u3002"


@pytest.mark.parametrize(("name", "raw", "note", "holds"), [
    ("a.txt", (ACT + CHINESE + " he \u201csaid\u201d.").encode("gb18030"), "read as GB18030", CHINESE),
    ("a.txt", (ACT + "Un \u00e9t\u00e9 \u00e0 Caf\u00e9.").encode("latin-1"), "read as Windows-1252", "\u00e9t\u00e9"),
    ("a.html", f'<meta charset="gb2312"><p>{ACT}<p>\u4ed6 x \u8bf4'.encode("gb18030"), "which it declares", "\u8bf4"),
    ("a.html", f"<meta charset=iso-8859-2><p>{ACT}<p>\u017b\u00f3\u0142w".encode("iso-8859-2"), "it declares", "\u0142w"),
    ("a.html", b"<meta charset=rot13><p>" + ACT.encode() + b"caf\xe9", "read as Windows-1252", "caf\u00e9"),
])  # fmt: skip
def test_wrong_encodings(tmp_path, name, raw, note, holds):
    """What is not UTF-8 is read as what it declares, as what its bytes leave no doubt of, else as Windows-1252; with a note."""
    (tmp_path / name).write_bytes(raw)
    (article,), problems = told(tmp_path / name)
    assert not problems and article.notes[0].endswith(note) and holds in article.text
    assert CODER.code(published_of(article))


BIG = {
    "line": (ACT.replace("\n", " ") * 20_000, "a.txt"),
    "brackets": ("[" * 500_000 + ")" * 500_000, "a.txt"),
    "zeros": (ACT + "\0" * 200, "a.txt"),
    "depth": ("<div><b>" * 100_000 + ACT, "a.html"),
    "attribute": ('<p a="' + "x" * 5_000_000 + '">' + ACT, "a.html"),
    "emoji": ("\U0001f600" * 200_000 + ACT, "a.txt"),
    "rules": (("=" * 40 + "\nTitle: x\n") * 20_000 + ACT, "a.txt"),
    "feed": ("<rss><channel><item><title>" + "<a>" * 100_000, "a.xml"),
}
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
from pipeline.sources.articles import read_articles
from pipeline.coding.sentences import sentences_of
problems = []
for article in read_articles(sys.argv[1:], problems=problems):
    for sentence in sentences_of(article):
        assert article.text[sentence.start : sentence.end] == sentence.text
print(*problems, sep="\\n")
"""


def test_giants_stay_within_memory(tmp_path):
    """Megabytes in a line, a million brackets, deep and endless markup: read one after another in two gigabytes."""
    paths = []
    for kind, (text, name) in BIG.items():
        path = tmp_path / f"{kind}-{name}"
        path.write_text(text, "utf-8")
        paths.append(path)
    one_core = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # each thread would reserve memory of its own
    command = [sys.executable, "-c", LIMITED, *map(str, paths)]
    result = subprocess.run(command, cwd=ROOT, env=one_core, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-2000:]
    assert [line.rpartition(": ")[2] for line in result.stdout.splitlines()] == [
        "not a text; save the article as UTF-8 text",  # mostly zero bytes
        "no element found",  # the feed that never ends
    ]


TEXTS = st.lists(st.sampled_from([
    ACT, ACT.replace("Thursday", "May 4, 2023"), "He met Mr. Xi. ", "\0", "\u202e", "\u2066", "\r\n", "\u2028", "\x85",
    "\U0001f600", "(" * 50, "\u201c" * 30, "-" * 40 + "\n", "BEIJING, March 4 (Reuters) - ", "Document 1 of 2\n",
    "End of Document\n", "\ufeff", "\t",
    "Title: x\nDate: 2023-05-25\n", "word " * 25, "The two sides held talks in Beijing on Friday.", "<p>", "&amp;",
]), min_size=1, max_size=10).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_quotes_are_slices(tmp_path, text):
    """Every candidate of any text quotes exactly what stands at its offsets."""
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    for article in told(path)[0]:
        assert article.extracted or article.text == text.removeprefix("\ufeff")
        for candidate in CODER.code(published_of(article)):
            place = candidate.evidence
            assert article.text[place.start : place.end] == place.quote


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(tmp_path, texts, chance):
    """Each file is coded for itself: in any order the lines of each are the same."""
    paths = []
    for number, text in enumerate(texts):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_bytes(text.encode())

    def lines(order: list[Path]) -> dict:
        return {coded.article: coded for coded in coded_articles(told(*order)[0], CONFIG, (), True, 1)}

    before = lines(paths)
    chance.shuffle(paths)
    assert lines(paths) == before
