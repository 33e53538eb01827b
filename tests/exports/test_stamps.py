"""Every exported file says where it comes from, and a foreign or broken one is refused in words."""

from __future__ import annotations

import json
import struct
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import build_index, load_config, load_events
from pipeline.charts.tension import tension_chart
from pipeline.config import config_hash
from pipeline.errors import ExportError
from pipeline.exports.archive import archive
from pipeline.exports.chart import tension_file
from pipeline.exports.formats import FORMATS
from pipeline.exports.stamps import csv_header, read_provenance
from pipeline.exports.tables import published_files
from pipeline.exports.zipping import zipped
from pipeline.provenance import Provenance, provenance_of
from pipeline.store import write_files
from tests.files import write_project

FIELDS = ["title", "filters", "source", "data_through", "method_version", "config_hash", "licence", "software"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small index."""
    config = load_config(write_project(tmp_path_factory.mktemp("made")))
    return build_index(config, load_events(config))


@pytest.fixture(scope="module")
def files(made):
    """The same chart in every format."""
    return {fmt: tension_file(chart(made), fmt, made) for fmt in FORMATS}


def chart(made, title=None, plain=False):
    days = made.daily.index
    return tension_chart(made, days[0].date(), days[-1].date(), title=title, plain=plain)


def written(folder, name: str, content: bytes):
    path = folder / name
    path.write_bytes(content)
    return path


def test_the_eight_fields(made):
    """A provenance tells title, filters, source, last day, method, config, licence and software."""
    found = provenance_of(made, "A title", "as known on 2031-09-01").fields()
    assert list(found) == FIELDS
    assert found["title"] == "A title" and found["filters"] == "as known on 2031-09-01"
    assert found["data_through"] == made.through.isoformat()
    assert found["config_hash"] == config_hash(made.config)[:12]
    assert all(found.values())


TITLES = ["Grün & “quoted” <b>bold</b> – 5 % : # done", "a,=1+1;+2,-3\t@x", "{}[]\\\"'$x^2$", "# title: x"]


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("plain", [False, True])
def test_charts_read_back_equal(tmp_path, made, fmt, plain):
    """What was stamped into a chart is read back from it, with and without title and footer, whatever the title."""
    for title in TITLES[:1] if plain else TITLES:
        spec = chart(made, title, plain)
        found = read_provenance(written(tmp_path, f"chart.{fmt}", tension_file(spec, fmt, made)))
        assert found == spec.provenance.fields()
        assert found["title"] == title


def test_header_rows_hold_no_formula_and_no_second_line():
    """In the header rows of a CSV no cell starts a formula, and a value of two lines stays one row."""
    stamp = Provenance("a,=1+1;@x\t-2", "one\ntwo\u2028three", *["x"] * 6)
    lines = csv_header(stamp).decode().split("\n")
    assert lines[0] == "# title: a,'=1+1;'@x\t'-2"
    assert lines[1] == "# filters: one two three"
    assert len(lines) == len(FIELDS) + 1


def test_the_suffix_is_not_needed(tmp_path, files):
    """A renamed export still says where it comes from."""
    for fmt in FORMATS:
        assert read_provenance(written(tmp_path, f"{fmt} renamed.bin", files[fmt]))["title"]


def test_an_archive_reads_back(tmp_path, made):
    """The zip of a replication archive says where it comes from."""
    found = read_provenance(written(tmp_path, "archive.bin", archive(made)))
    assert found["config_hash"] == config_hash(made.config)[:12]


# ---------------------------------------------------------------- builds
@pytest.fixture
def build(tmp_path, made):
    """A build folder."""
    stamp = provenance_of(made, "The build")
    write_files(tmp_path, published_files(made, stamp))
    return tmp_path, stamp


def test_the_files_of_a_build_read_back_equal(build):
    """The manifest and every table that it vouches for say where they come from."""
    folder, stamp = build
    for name in ("manifest.json", "index.csv", "events.csv", "channels.csv", "measures.csv"):
        assert read_provenance(folder / name) == stamp.fields()


def test_an_edited_table_is_not_vouched_for(build):
    """One changed byte, another name or no manifest, and a table carries no provenance."""
    folder, _ = build
    index = folder / "index.csv"
    original = index.read_bytes()
    copied = written(folder, "copy.csv", original)
    index.write_bytes(original.replace(b",5", b",6", 1))
    for path in (index, copied):
        with pytest.raises(ExportError, match="carries no provenance"):
            read_provenance(path)
    index.write_bytes(original)
    (folder / "manifest.json").unlink()
    with pytest.raises(ExportError, match="carries no provenance"):
        read_provenance(index)


WHOLE = dict.fromkeys(FIELDS, "x")


@pytest.mark.parametrize("manifest", [
    b"", b"[", b"[]", b"null", b"\xff", b"[" * 100_000, b"9" * 5000, json.dumps(WHOLE).encode(),
    json.dumps({**WHOLE, "sha256": 3}).encode(), json.dumps({**WHOLE, "sha256": ["index.csv"]}).encode(),
    json.dumps({**WHOLE, "sha256": {"index.csv": None}}).encode(),
])  # fmt: skip
def test_a_broken_manifest_vouches_for_nothing(tmp_path, manifest):
    """Beside a manifest that is broken or foreign, a table is refused in words."""
    written(tmp_path, "manifest.json", manifest)
    with pytest.raises(ExportError, match="carries no provenance"):
        read_provenance(written(tmp_path, "index.csv", b"date,tension\n"))


# ---------------------------------------------------------------- foreign and broken files
def png(kind: bytes, body: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", len(body), kind) + body + b"0000"


SVG = '<svg xmlns:d="http://purl.org/dc/elements/1.1/"><d:description>{}</d:description></svg>'
SWOLLEN = zlib.compress(b" " * 3_000_000 + json.dumps(WHOLE).encode())
LAUGHS = '<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><svg>&b;</svg>'


@pytest.mark.parametrize("name, content, message", [
    ("a.csv", b"date,tension\n2030-01-01,50\n", "carries no provenance"),
    ("a.csv", b"# title: only this\ndate\n", "carries no provenance"),
    ("a.txt", b"", "carries no provenance"),
    ("a.json", b"[" * 100_000, "carries no provenance"),
    ("a.json", json.dumps({**WHOLE, "title": 5}).encode(), "carries no provenance"),
    ("a.json", json.dumps({**WHOLE, "title": "\ud800"}).encode(), "carries no provenance"),
    ("a.json", json.dumps({**WHOLE, "title": "\x1b[31m"}).encode(), "carries no provenance"),
    ("a.png", b"\x89PNG\r\n\x1a\n", "carries no provenance"),
    ("a.png", png(b"tEXt", b"thawline\0not json"), "carries no provenance"),
    ("a.png", png(b"iTXt", b"thawline\0\x01\0\0\0not packed"), "carries no provenance"),
    ("a.png", png(b"iTXt", b"thawline\0\x01\0\0\0" + SWOLLEN), "carries no provenance"),
    ("a.pdf", b"%PDF-1.4\n", "not a readable PDF"),
    ("a.pdf", b"%PDF-1.4\ntrailer << /Info 1 0 R >>\nstartxref\n9\n%%EOF", "a.pdf: "),
    ("a.html", b"<!DOCTYPE html><meta name=thawline content='[]'>", "carries no provenance"),
    ("a.html", b"<html>" + b"<b>" * 50_000, "carries no provenance"),
    ("a.html", b"<html><meta name=thawline>" + b" " * 300_000 + b"<meta name=thawline content='{}'>", "carries no provenance"),
    ("a.zip", b"PK\x03\x04", "not a readable Office file"),
    ("a.zip", zipped({}), "carries no provenance"),
    ("a.zip", zipped({"x": b"1"}), "carries no provenance"),
    ("a.zip", zipped({"manifest.json": b"[" * 100_000}), "carries no provenance"),
    ("a.zip", zipped({"manifest.json": b" " * 50_000_000 + json.dumps(WHOLE).encode()}), "carries no provenance"),
    ("a.xlsx", zipped({"docProps/core.xml": b"<a"}), "not a readable Office file"),
    ("a.xlsx", zipped({"docProps/core.xml": LAUGHS.encode()}), "entity declarations"),
    ("a.svg", b"<svg", "not a readable SVG"),
    ("a.svg", b"<svg/>", "carries no provenance"),
    ("a.svg", SVG.format("").encode(), "carries no provenance"),
    ("a.svg", SVG.format("[]").encode(), "carries no provenance"),
    ("a.svg", LAUGHS.encode(), "entity declarations"),
    ("a.svg", LAUGHS.encode("utf-16"), "UTF-16"),
    ("a.svg", b'<?xml version="1.0" encoding="none"?><svg/>', "not a readable SVG"),
    ("a.svg", b'<?xml version="1.0" encoding="gbk"?><svg/>', "not a readable SVG"),
    ("a.svg", b"<svg>" * 50_000, "not a readable SVG"),
])  # fmt: skip
def test_foreign_files_are_refused_in_words(tmp_path, name, content, message):
    """A file that is not ours, or is made to do harm, is refused in one message that names it."""
    with pytest.raises(ExportError, match=message) as caught:
        read_provenance(written(tmp_path, name, content))
    assert str(tmp_path / name) in str(caught.value)


def test_what_is_no_file_is_refused(tmp_path):
    """A missing file and a folder are refused by name."""
    for path, message in ((tmp_path / "none.png", "file not found"), (tmp_path, "not a file")):
        with pytest.raises(ExportError, match=message):
            read_provenance(path)


def only_words(path) -> None:
    """Eight texts, or an ExportError that names the file."""
    try:
        found = read_provenance(path)
    except ExportError as error:
        assert str(path) in str(error)
    else:
        assert list(found) == FIELDS
        assert all(isinstance(value, str) for value in found.values())


START = st.sampled_from(
    [
        b"",
        b"#",
        b"# title: x\n",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"<?xml",
        b"<svg",
        b"{",
        b"PK\x03\x04",
        b"<!doctype html>",
        b"\xef\xbb\xbf#",
    ]
)


@given(
    start=START, rest=st.binary(max_size=300), suffix=st.sampled_from(["png", "svg", "pdf", "csv", "json", "html", "xlsx", "bin"])
)
def test_random_bytes_are_refused_in_words(tmp_path_factory, start, rest, suffix):
    """Random bytes under any name and beginning raise nothing but an ExportError."""
    only_words(written(tmp_path_factory.mktemp("any"), f"a.{suffix}", start + rest))


@given(fmt=st.sampled_from(list(FORMATS)), cut=st.floats(0, 1), at=st.floats(0, 1), put=st.binary(max_size=20))
@example(fmt="pdf", cut=0.5, at=0, put=b"")
@example(fmt="pdf", cut=1, at=0.99, put=b"\0" * 20)
@example(fmt="svg", cut=1, at=0.5, put=b"&x;")
def test_damaged_exports_are_refused_in_words(tmp_path_factory, files, fmt, cut, at, put):
    """A real export that was cut short or scribbled into raises nothing but an ExportError."""
    content = files[fmt][: int(len(files[fmt]) * cut)]
    place = int(len(content) * at)
    damaged = content[:place] + put + content[place + len(put) :]
    only_words(written(tmp_path_factory.mktemp("any"), f"a.{fmt}", damaged))
