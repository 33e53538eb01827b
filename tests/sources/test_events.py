"""The chronology is read as it stands, and a file that cannot be trusted as a table is refused with its line."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import load_config, load_events
from pipeline.errors import DataError
from pipeline.records import EVENT_COLUMNS, Relief, Source
from tests.files import BASE, event, write_events

CONFIG = load_config(BASE)


def refusal(path, config=CONFIG) -> list[str]:
    with pytest.raises(DataError) as caught:
        load_events(config, path)
    return str(caught.value).splitlines()


def raw(folder, content: bytes):
    path = folder / "events.csv"
    path.write_bytes(content)
    return path


# ---------------------------------------------------------------- one bad file
HEADER = b"id,date,title,type,status,domain\n"
ROW = b"a,2024-01-01,T,talks,happened,military\n"


@pytest.mark.parametrize("content, line, message", [
    (b"", 1, "empty file; expected a header: id,date,"),
    (b"\n\n", 1, "empty file; expected a header"),
    (b"ID" + HEADER[2:] + ROW, 1, "'ID': unknown column"),
    (HEADER.replace(b"title", b"titel") + ROW, 1, "'titel': unknown column, did you mean 'title'?"),
    (HEADER.replace(b"title", b"date") + ROW, 1, "date: column given twice"),
    (b"id,date,title,type,domain\n", 1, "status: required column is missing"),
    (HEADER + ROW + b"b,2024-01-01\n", 3, "found 2 cells, expected 6"),
    (HEADER + ROW + ROW.replace(b"T", b"T,T"), 3, "found 7 cells, expected 6"),
    (HEADER + ROW + ROW.replace(b"T", b"\xe9t\xe9"), 3, "found byte 0xe9, not UTF-8 text"),
    (HEADER + ROW + ROW.replace(b"T", b"x\x00y"), 3, "U+0000, which cannot be shown"),
    (HEADER + ROW.replace(b"T", "a\u202eb".encode()), 2, "U+202E, which cannot be shown"),
    (HEADER + ROW.replace(b"T", b"x\x1b[31m"), 2, "U+001B, which cannot be shown"),
    ((HEADER + ROW).decode().encode("utf-16"), 1, "not UTF-8 text"),
    (HEADER + ROW + ROW.replace(b"T", b'"T'), 3, "cannot be read as CSV: unexpected end of data"),
    (HEADER + ROW + ROW.replace(b"T", b'"T"x'), 3, "cannot be read as CSV"),
    (HEADER + ROW.replace(b"T", b"x" * 100_001), 2, "cannot be read as CSV: field larger than field limit"),
])  # fmt: skip
def test_one_bad_file_gives_its_line(tmp_path, content, line, message):
    """A file that cannot be trusted as a table is refused with the line that broke it."""
    path = raw(tmp_path, content)
    found = refusal(path)[0]
    assert found.startswith(f"{path}:{line}: ")
    assert message in found


def test_unreadable_files_are_named(tmp_path):
    """A missing file, a folder and a file beyond `limits.csv_mb` are refused by name."""
    assert refusal(tmp_path / "none.csv") == [f"{tmp_path / 'none.csv'}: file not found"]
    assert refusal(tmp_path)[0].startswith(f"{tmp_path}: cannot be read")
    path = raw(tmp_path, HEADER + ROW * 100)
    assert "MB, allowed: limits.csv_mb = 0.001" in refusal(path, load_config(BASE, {"limits.csv_mb": 0.001}))[0]


def test_a_header_alone_is_an_empty_chronology(tmp_path):
    """A file without rows is read as no events, with all columns."""
    found = load_events(CONFIG, raw(tmp_path, HEADER))
    assert found.empty
    assert list(found.columns) == [*EVENT_COLUMNS, "line"]


# ---------------------------------------------------------------- what is read
def test_lines_are_counted_through_cells_of_several_lines(tmp_path):
    """Rows after cells of several lines and blank lines keep the line on which they stand."""
    head = HEADER.replace(b"domain", b"domain,note")
    row = b'a,2024-01-01,T,talks,happened,military,"one\r\n\r\ntwo"\r\n'
    path = raw(tmp_path, head + row + b"\n" + row.replace(b"a,", b"b,", 1) + row.replace(b"a,2024", b"c,2o24", 1))
    assert refusal(path) == [f"{path}:9: date: found '2o24-01-01', expected a date such as 2023-11-15"]


def test_words_stay_text(tmp_path):
    """`NA`, `None`, `null` and `nan` are words like others; surrounding spaces go."""
    words = ["NA", "None", "null", "nan", "N/A", "-"]
    rows = [event(f"e{n}", "2024-01-01", title=word, note=f" {word} ", quote=word) for n, word in enumerate(words)]
    found = load_events(CONFIG, write_events(tmp_path, rows))
    for column in ("title", "note", "quote"):
        assert list(found[column]) == words


def test_a_byte_order_mark_is_passed_over(tmp_path):
    """A file saved by a spreadsheet with a byte order mark and CRLF line ends reads the same."""
    plain = load_events(CONFIG, raw(tmp_path, HEADER + ROW))
    marked = load_events(CONFIG, raw(tmp_path, b"\xef\xbb\xbf" + (HEADER + ROW).replace(b"\n", b"\r\n")))
    pd.testing.assert_frame_equal(plain, marked)


def test_defaults(tmp_path):
    """Cells left out read as documented: severity 3, both sides, sure, reported on the last day."""
    (row,) = load_events(CONFIG, raw(tmp_path, HEADER + ROW)).itertuples()
    assert (row.severity, row.initiator, row.target, row.role) == ("3", "both", "both", "main")
    assert (row.confidence, row.precision, row.line) == (1.0, "day", 2)
    assert str(row.reported.date()) == str(row.date_end.date()) == "2024-01-01"


@pytest.mark.parametrize("precision, date, last", [
    ("month", "2024-02-01", "2024-02-29"), ("month", "2023-12-01", "2023-12-31"), ("year", "2024-01-01", "2024-12-31"),
])  # fmt: skip
def test_the_last_day_of_a_period(tmp_path, precision, date, last):
    """A month and a year end on their last day; it is also the day of report where none is given."""
    (row,) = load_events(CONFIG, write_events(tmp_path, [event("a", date, precision=precision)])).itertuples()
    assert str(row.date_end.date()) == str(row.reported.date()) == last


def test_the_end_of_the_calendar(tmp_path):
    """The last month that a calendar has is read where the limits allow it."""
    config = load_config(BASE, {"limits.latest": "9999-12-31"})
    (row,) = load_events(config, write_events(tmp_path, [event("a", "9999-12-01", precision="month")])).itertuples()
    assert str(row.date_end.date()) == "9999-12-31"


def test_a_plan_without_a_report_has_none(tmp_path):
    """For plans the day of report is not guessed."""
    rows = [
        event("a", "2024-01-01", status="planned"),
        event("b", "2024-01-01", status="proposed", reported="2023-12-01"),
    ]
    found = load_events(CONFIG, write_events(tmp_path, rows))["reported"]
    assert pd.isna(found[0]) and str(found[1].date()) == "2023-12-01"


def test_groups_expand_to_the_channels_of_the_day(tmp_path):
    """A group or a track stands for its channels that existed that day; a channel is named once."""
    channels = {"old": ("1990-01-01", "1999-12-31"), "new": ("2000-01-01", None), "always": (None, None)}
    config = load_config(BASE)
    made = {slug: config.channels["dpct"].model_copy(update={"founded": _day(first), "until": _day(last)})
            for slug, (first, last) in channels.items()}  # fmt: skip
    config = config.model_copy(update={"channels": made, "channel_groups": {"navy": ["new", "old"]}})
    rows = [
        event("eve", "1999-12-31", channels="security/*"),
        event("day", "2000-01-01", channels="always;security/*;always"),
        event("group", "2000-01-01", channels="navy/*; old"),
        event("nobody", "1980-01-01", channels="navy/*"),
    ]
    found = load_events(config, write_events(tmp_path, rows))
    assert list(found["channels"]) == [("old", "always"), ("always", "new"), ("new", "old"), ()]


def _day(text):
    return pd.Timestamp(text).date() if text else None


def test_lists_and_sources_are_parsed(tmp_path):
    """Reliefs carry their share, all of it by default; sources their four parts, one per line."""
    link = "https://a.example/x?y=1&z=%20#a"
    rows = [event("m1", "2024-01-01", "tariff"), event("m2", "2024-01-01", "sanction"), event(
        "r", "2024-02-01", "sanction_relief", ends="m1:0.25; m2", replaces="m2", flags="disputed; disputed",
        sources=f"Gazette | {link} | 2024-02-01 | 2024-02-02\n\nRadio |  |  | ")]  # fmt: skip
    last = load_events(CONFIG, write_events(tmp_path, rows)).iloc[-1]
    assert last["ends"] == (Relief("m1", 0.25), Relief("m2", 1.0))
    assert last["replaces"] == ("m2",)
    assert last["flags"] == ("disputed",)
    assert last["sources"] == (Source("Gazette", link, "2024-02-01", "2024-02-02"), Source("Radio", "", "", ""))


# ---------------------------------------------------------------- any bytes
VALID = (
    b"id,date,title,type,status,domain,channels,ends,replaces,sources,severity,tone,precision,until\n"
    b"a,2024-01-01,T,tariff,happened,economic,dpct;military/*,,,Gazette | https://a.example | | ,3,0.5,day,2025-12-31\n"
    b'b,2024-02-01,"T, U",talks,announced,military,,a:0.5,a,,4,,month,\n'
)


@given(where=st.integers(0, len(VALID)), cut=st.integers(0, 30), put=st.binary(max_size=30))
@example(where=0, cut=len(VALID), put=b"")
@example(where=0, cut=0, put=b"\xef\xbb\xbf")
def test_nothing_but_a_data_error_escapes(tmp_path_factory, where, cut, put):
    """A chronology with any bytes put into it is read into a frame or refused in words."""
    path = raw(tmp_path_factory.mktemp("any"), VALID[:where] + put + VALID[where + cut :])
    try:
        found = load_events(CONFIG, path)
    except DataError as error:
        assert str(error).startswith(str(path))
    else:
        assert list(found.columns) == [*EVENT_COLUMNS, "line"]


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(tmp_path_factory, content):
    """Random bytes are no chronology and are refused in words."""
    path = raw(tmp_path_factory.mktemp("any"), content)
    assert refusal(path)[0].startswith(str(path))
