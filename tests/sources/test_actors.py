"""Who held which office is read as strictly as the events, and an office has one holder at a time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import load_config
from pipeline.errors import DataError
from pipeline.sources.actors import ACTOR_COLUMNS, load_actors
from tests.files import BASE, write_events

CONFIG = load_config(BASE)


def tenure(name: str, start: str, end: str = "", **cells: str) -> dict[str, str]:
    return {"office": "envoy", "side": "US", "name": name, "start": start, "end": end} | cells


def written(folder, *rows: dict[str, str]):
    return write_events(folder, list(rows), "actors.csv")


def refusal(path) -> list[str]:
    with pytest.raises(DataError) as caught:
        load_actors(CONFIG, path)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("cells, message", [
    ({"office": ""}, "office: empty, required"),
    ({"name": ""}, "name: empty, required"),
    ({"start": ""}, "start: empty, required"),
    ({"side": "both"}, "side: found 'both', allowed: US, CN"),
    ({"start": "2024-02-30"}, "start: found '2024-02-30', expected a date such as 2023-11-15"),
    ({"start": "20240101"}, "start: found '20240101', expected a date such as 2023-11-15"),
    ({"start": "1066-10-14"}, "start: found 1066-10-14, allowed: 1900-01-01 to 2100-12-31"),
    ({"end": "now"}, "end: found 'now', expected a date such as 2023-11-15"),
    ({"end": "2019-12-31"}, "end: found 2019-12-31, allowed: not before 2020-01-01"),
    ({"confidence": "2"}, "confidence: found '2', allowed: a number from 0 to 1"),
    ({"confidence": "nan"}, "confidence: found 'nan', allowed: a number from 0 to 1"),
    ({"sources": "Gazette"}, "sources: found 'Gazette', expected 'name | url | published | seen'"),
    ({"sources": "A | javascript:x | | "}, "sources: found 'javascript:x', allowed: a plain http or https address"),
])  # fmt: skip
def test_one_bad_cell_gives_one_line(tmp_path, cells, message):
    """A bad cell is told in one line with file, line and key."""
    path = written(tmp_path, tenure("First", "2010-01-01", "2012-01-01"), tenure("Second", "2020-01-01") | cells)
    assert refusal(path) == [f"{path}:3: {message}"]


def test_all_problems_at_once(tmp_path):
    """Every bad cell of every row is told in one run."""
    path = written(tmp_path, tenure("", "x"), tenure("Second", "2020-01-01", side="XX", confidence="-1"))
    assert [line.split(": ")[:2] for line in refusal(path)] == [
        [f"{path}:2", "name"], [f"{path}:2", "start"], [f"{path}:3", "side"], [f"{path}:3", "confidence"],
    ]  # fmt: skip


def test_two_holders_at_once(tmp_path):
    """An overlap is told at the later tenure and names the earlier one, in whatever order the rows stand."""
    path = written(tmp_path, tenure("Later", "2012-06-01"), tenure("Earlier", "2010-01-01", "2012-06-02"))
    assert refusal(path) == [f"{path}:2: start: found 2012-06-01, but Earlier (line 3) holds envoy until 2012-06-02"]
    path = written(tmp_path, tenure("Earlier", "2010-01-01"), tenure("Later", "2012-06-01"))
    assert refusal(path)[0].endswith("but Earlier (line 2) holds envoy until now")


def test_what_is_no_overlap(tmp_path):
    """A hand-over on one day, a gap, another office and the other side are fine."""
    rows = [tenure("A", "2010-01-01", "2012-06-01"), tenure("B", "2012-06-01", "2013-01-01"), tenure("C", "2015-01-01"),
            tenure("D", "2011-01-01", office="minister"), tenure("E", "2011-01-01", side="CN")]  # fmt: skip
    found = load_actors(CONFIG, written(tmp_path, *rows))
    assert list(found["name"]) == list("ABCDE")
    assert found["start"][0] == date(2010, 1, 1)
    assert found["end"][2] is None


def test_bad_columns(tmp_path):
    """An unknown column is told with the nearest name, and a missing one by name."""
    path = written(tmp_path, {"office": "a", "side": "US", "nme": "b", "start": "2020-01-01"})
    found = refusal(path)
    assert found[0].startswith(f"{path}:1: 'nme': unknown column, did you mean 'name'?")
    assert found[1] == f"{path}:1: name: required column is missing"


@given(st.binary(max_size=200).map(lambda raw: b"office,side,name,start,end\nenvoy,US,A,2020-01-01," + raw))
def test_nothing_but_a_data_error_escapes(tmp_path_factory, content):
    """Whatever the bytes, they are read or refused in words."""
    path = tmp_path_factory.mktemp("any") / "actors.csv"
    path.write_bytes(content)
    try:
        assert list(load_actors(CONFIG, path).columns) == [*ACTOR_COLUMNS, "line"]
    except DataError as error:
        assert str(error).startswith(str(path))
