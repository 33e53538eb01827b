"""The events file as text: a new row is put in its place, every other byte stays, and what is written reads back."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import load_config
from pipeline.errors import DataError, ExportError
from pipeline.records import EVENT_COLUMNS
from pipeline.sources.chronology import (
    clean_row,
    new_id,
    read_chronology,
    read_new_rows,
    row_text,
    save,
    with_row_replaced,
    with_rows,
    with_text_replaced,
    without_row,
)
from tests.files import BASE, contents, event

HEADER = "id,date,title,type,status,domain,note,tone\n"
BODY = (
    'b,2031-01-02,"B, quoted for nothing but a comma",talks,happened,military,"two\n\nlines",0\n'
    "\n"
    'd,2031-03-01,"D",talks,happened,military,,"0"\n'
    "\n"
)
EARLY, MIDDLE, LATE = event("a", "2031-01-01"), event("c", "2031-02-01"), event("e", "2031-04-01")


def written(row: dict[str, str], ending: str = "\n") -> str:
    """A plain row in the columns of `HEADER`."""
    return f"{row['id']},{row['date']},{row['title']},talks,happened,military,{row.get('note', '')},0{ending}"


def chronology(folder, content: bytes):
    """The chronology of a file with this content."""
    path = folder / "events.csv"
    path.write_bytes(content)
    return read_chronology(load_config(BASE, {"data.events": str(path)}))


# ---------------------------------------------------------------- every other byte
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("row", [EARLY, MIDDLE, LATE], ids=["first", "between", "last"])
def test_taking_the_new_row_away_gives_the_old_file(tmp_path, row, ending, mark):
    """Quotes, blank lines, cells of several lines, line ends and a byte order mark stay; the new row has the same ends."""
    old = mark + (HEADER + BODY).replace("\n", ending).encode()
    new = with_rows(chronology(tmp_path, old), [row])
    line = written(row, ending).encode()
    assert new.count(line) == 1
    assert new.replace(line, b"") == old


def test_the_place_of_a_row(tmp_path):
    """A row stands before the first row that is later, after blank lines and cells of several lines before it."""
    found = with_rows(chronology(tmp_path, (HEADER + BODY).encode()), [MIDDLE]).decode()
    assert found == (HEADER + BODY).replace('d,2031-03-01,"D"', f'{written(MIDDLE)}d,2031-03-01,"D"')


def test_one_day_is_in_the_order_of_ids(tmp_path):
    """Of rows of one day, the id decides; several rows each go to their own place, whatever their order."""
    old = HEADER + written(event("m", "2031-01-01")) + written(event("a", "2031-05-01"))
    rows = [event("z", "2031-06-01"), event("n", "2031-01-01"), event("b", "2031-05-01"), event("l", "2031-01-01"),
            event("y", "2031-06-01")]  # fmt: skip
    lines = with_rows(chronology(tmp_path, old.encode()), rows).decode().splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == ["l", "m", "n", "a", "b", "y", "z"]


def test_rows_that_stand_out_of_order_stay_there(tmp_path):
    """A file that is not sorted is not sorted now: the row goes before the first that is later."""
    old = HEADER + written(event("late", "2031-09-01")) + written(event("early", "2031-01-01"))
    found = with_rows(chronology(tmp_path, old.encode()), [MIDDLE]).decode()
    assert found == old.replace(HEADER, HEADER + written(MIDDLE))


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_no_line_end_at_the_end(tmp_path, ending):
    """A last line without an end gets one when a row follows it, and stays as it is when none does."""
    old = (HEADER + BODY).rstrip("\n").replace("\n", ending).encode()
    read = chronology(tmp_path, old)
    assert with_rows(read, [LATE]) == old + ending.encode() + written(LATE, ending).encode()
    assert with_rows(read, [EARLY]).replace(written(EARLY, ending).encode(), b"") == old


@pytest.mark.parametrize("old", [HEADER, HEADER.rstrip("\n"), "\n\n" + HEADER])
def test_the_first_row_of_a_file(tmp_path, old):
    """Rows follow a header that stands alone, with or without a line end."""
    found = with_rows(chronology(tmp_path, old.encode()), [LATE, EARLY]).decode()
    assert found == old.rstrip("\n") + "\n" + written(EARLY) + written(LATE)


def test_old_mac_line_ends(tmp_path):
    """A file of carriage returns alone keeps them and can be read with the new row in it."""
    old = (HEADER + written(EARLY) + written(LATE)).replace("\n", "\r").encode()
    new = with_rows(chronology(tmp_path, old), [MIDDLE])
    assert [row["id"] for row in chronology(tmp_path, new).rows] == ["a", "c", "e"]
    assert new.replace(written(MIDDLE).encode(), b"") == old


# ---------------------------------------------------------------- columns
def test_the_columns_of_the_file(tmp_path):
    """Cells follow the file's own order of columns; empty ones that it lacks are no matter, filled ones are refused."""
    old = b"domain,status,type,title,date,id\nmilitary,happened,talks,D,2031-03-01,d\n"
    read = chronology(tmp_path, old)
    new = with_rows(read, [event("c", "2031-02-01", tone="", note=" ")])
    assert new.splitlines()[1] == b"military,happened,talks,What happened in c,2031-02-01,c"
    with pytest.raises(DataError) as caught:
        save(read, [event("c", "2031-02-01", tone="", severity="4")])
    message = "severity: c fills it; add the column to the file's first line"
    assert str(caught.value) == f"{tmp_path / 'events.csv'}:1: {message}"
    assert (tmp_path / "events.csv").read_bytes() == old


# ---------------------------------------------------------------- reading back
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co"))
CELLS = st.text(st.one_of(LETTERS, st.sampled_from(",\"\n\r ';|\t\ufeff\u2028")), max_size=20)
"""What a cell may hold: anything that is not refused as unfit to be shown."""


@given(
    cells=st.fixed_dictionaries({column: CELLS for column in EVENT_COLUMNS if column not in ("id", "date")}),
    day=st.dates().map(str),
    ending=st.sampled_from(["\n", "\r\n"]),
    final=st.booleans(),
)
@example(cells={"title": "one\rtwo", "note": ' "x" '}, day="2031-02-01", ending="\n", final=False)
def test_what_is_written_reads_back(tmp_path_factory, cells, day, ending, final):
    """Any text comes back as the same cell, without spaces around it, between the rows that were there."""
    old = (",".join(EVENT_COLUMNS) + "\n" + f"m,2031-01-02,T{',' * (len(EVENT_COLUMNS) - 3)}\n").replace("\n", ending)
    folder = tmp_path_factory.mktemp("any")
    before = chronology(folder, (old if final else old.removesuffix(ending)).encode())
    row = {"id": "n", "date": day, **cells}
    save(before, [row])
    after = read_chronology(load_config(BASE, {"data.events": str(folder / "events.csv")}))
    plain = [{column: found[column] for column in EVENT_COLUMNS} for found in after.rows]
    kept = {column: before.rows[0][column] for column in EVENT_COLUMNS}
    assert plain == sorted([kept, clean_row(row)], key=lambda found: (found["date"], found["id"]))


def test_rows_from_a_file(tmp_path):
    """Rows to be added come in all columns and without their line; a file without any is refused."""
    path = tmp_path / "new.csv"
    path.write_text(HEADER + written(EARLY), "utf-8")
    (row,) = read_new_rows(path, load_config(BASE))
    assert row == dict.fromkeys(EVENT_COLUMNS, "") | EARLY
    path.write_text(HEADER, "utf-8")
    with pytest.raises(DataError, match=r"new\.csv: no row to add"):
        read_new_rows(path, load_config(BASE))


# ---------------------------------------------------------------- saving
@pytest.mark.parametrize("meanwhile", [HEADER + written(LATE), HEADER + BODY + "\n", "", None])
def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path, meanwhile):
    """Where another has edited, emptied or removed the file since it was read, nothing is saved."""
    path = tmp_path / "events.csv"
    read = chronology(tmp_path, (HEADER + BODY).encode())
    if meanwhile is None:
        path.unlink()
    else:
        path.write_text(meanwhile, "utf-8")
    with pytest.raises(DataError, match="changed since the event was checked, nothing was saved; check it again"):
        save(read, [MIDDLE])
    assert (path.read_text("utf-8") if path.exists() else None) == meanwhile


def test_a_second_save_of_one_reading(tmp_path):
    """What was read before a save cannot be saved over it: the first row stays, once."""
    read = chronology(tmp_path, (HEADER + BODY).encode())
    save(read, [MIDDLE])
    with pytest.raises(DataError, match="changed since"):
        save(read, [LATE])
    found = (tmp_path / "events.csv").read_bytes()
    assert found == with_rows(read, [MIDDLE])


def test_a_save_that_fails_leaves_the_file(tmp_path, monkeypatch):
    """A full disk leaves the old file and no half of a new one."""
    read = chronology(tmp_path, HEADER.encode())

    def full(*_):
        raise ExportError("full")

    monkeypatch.setattr("pipeline.store._write_through", full)
    with pytest.raises(ExportError):
        save(read, [MIDDLE])
    assert contents(tmp_path).pop("events.csv") == HEADER.encode()


# ---------------------------------------------------------------- names
@pytest.mark.parametrize("title, taken, name", [
    ("Ministers speak", (), "2031-01-01-ministers-speak"),
    ("Élysée: Müller’s coup d’état!", (), "2031-01-01-elysee-mullers-coup-detat"),
    ("One two three four five six seven", (), "2031-01-01-one-two-three-four-five-six"),
    ("", (), "2031-01-01"),
    ("国防部长通话", (), "2031-01-01"),
    ("", ("2031-01-01",), "2031-01-01-2"),
    ("A call", ("2031-01-01-a-call", "2031-01-01-a-call-2"), "2031-01-01-a-call-3"),
])  # fmt: skip
def test_names(title, taken, name):
    """Day and first six words without accents; a number follows where the name is taken."""
    assert new_id("2031-01-01", title, taken) == name


@given(day=st.one_of(st.just(""), st.dates().map(str)), title=st.text(), more=st.integers(0, 3))
def test_any_name_is_valid_and_free(day, title, more):
    """Whatever the title, the name is one that the reader accepts and that no other event has."""
    taken: set[str] = set()
    for _ in range(more + 1):
        name = new_id(day, title, taken)
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", name)
        assert name not in taken
        taken.add(name)


# ---------------------------------------------------------------- a row of the file
NAMES = ("b", "d", "f")


@st.composite
def written_files(draw):
    """A file of three rows as an editor may have written it: the parts before, between and after them, and the rows."""
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    quoted = st.sampled_from(["plain", '"quoted"', '"a, b"', '"said ""no"""', f'"two{ending}{ending}lines"', '""', ""])
    blank = st.integers(0, 2).map(lambda count: ending * count)
    parts = [draw(st.sampled_from(["", "\ufeff"])) + draw(blank) + HEADER.replace("\n", ending) + draw(blank)]
    for day, name in enumerate(NAMES, 1):
        cells = [
            draw(st.sampled_from([name, f'"{name}"', f" {name} "])),
            f"2031-01-0{day}",
            '"T"',
            "talks",
            "happened",
            "military",
        ]
        parts += [",".join([*cells, draw(quoted), "0"]) + ending, draw(blank)]
    if draw(st.booleans()):
        parts[-2:] = [parts[-2].removesuffix(ending), ""]
    return parts


@given(written_files(), st.sampled_from(NAMES))
def test_taking_a_row_out_leaves_every_other_byte(tmp_path_factory, parts, name):
    """The file without a row is what stood before it and after it."""
    read = chronology(tmp_path_factory.mktemp("file"), "".join(parts).encode())
    place = 1 + 2 * NAMES.index(name)
    rest = "".join(parts[:place] + parts[place + 1 :]).encode()
    assert without_row(read, name) == rest
    assert row_text(read, name) == parts[place]


@given(written_files(), st.sampled_from(NAMES), st.sampled_from(["", "a, b", "two\nlines", 'said "no"']))
def test_another_row_in_the_place_of_one(tmp_path_factory, parts, name, note):
    """The new row stands where the old one did with the same line end, reads back, and all else stays; the old text undoes it."""
    folder = tmp_path_factory.mktemp("file")
    content = "".join(parts).encode()
    read = chronology(folder, content)
    row = clean_row(event(name, "2031-01-09", title="New", note=note))
    changed = chronology(folder, with_row_replaced(read, name, row))
    place = NAMES.index(name)
    assert [clean_row(found) for found in changed.rows] == [
        row if number == place else clean_row(found) for number, found in enumerate(read.rows)
    ]
    assert without_row(changed, name) == without_row(read, name)
    assert with_text_replaced(changed, name, row_text(read, name)) == content


def test_a_row_that_is_not_there(tmp_path):
    """An id that no row has is named."""
    read = chronology(tmp_path, (HEADER + BODY).encode())
    for change in (without_row, row_text, lambda read, name: with_row_replaced(read, name, EARLY)):
        with pytest.raises(DataError, match="no event has the id 'x'"):
            change(read, "x")


def test_a_column_that_the_file_does_not_have(tmp_path):
    """A row that fills it is refused, as when it is added."""
    with pytest.raises(DataError, match="quote: b fills it; add the column"):
        with_row_replaced(chronology(tmp_path, (HEADER + BODY).encode()), "b", event("b", "2031-01-02", quote="They met."))
