"""Each doubtful cell of the chronology gives one line with file, line and key; none is repaired."""

from __future__ import annotations

import pytest

from pipeline import load_config, load_events
from pipeline.errors import DataError
from tests.files import BASE, event, write_events

CONFIG = load_config(BASE)


def refusal(path, config=CONFIG) -> list[str]:
    with pytest.raises(DataError) as caught:
        load_events(config, path)
    return str(caught.value).splitlines()


LINK = "a plain http or https address"
BAD_CELLS = [
    ({"id": ""}, "id: found '', allowed: letters, digits"),
    ({"id": "=a"}, "id: found '=a', allowed: letters, digits"),
    ({"id": "a b"}, "id: found 'a b', allowed: letters, digits"),
    ({"id": "x" * 101}, "at most 100"),
    ({"id": "first"}, "id: duplicate id 'first', first used on line 2"),
    ({"title": ""}, "title: empty, expected what happened in a few words"),
    ({"title": "two\nlines"}, "title: contains the character U+000A, which cannot be shown"),
    ({"date": ""}, "date: empty, required"),
    ({"date": "2024-02-30"}, "date: found '2024-02-30', expected a date such as 2023-11-15"),
    ({"date": "20240101"}, "date: found '20240101', expected a date"),
    ({"date": "2024-W01-1"}, "date: found '2024-W01-1', expected a date"),
    ({"date": "1/2/2024"}, "date: found '1/2/2024', expected a date"),
    ({"date": "２０２４-01-01"}, "expected a date"),
    ({"date": "1899-12-31"}, "date: found 1899-12-31, allowed: 1900-01-01 to 2100-12-31"),
    ({"reported": "9999-12-31"}, "reported: found 9999-12-31, allowed: 1900-01-01 to 2100-12-31"),
    ({"effective": "soon"}, "effective: found 'soon', expected a date"),
    ({"type": "tarif"}, "type: found 'tarif', did you mean 'tariff'? allowed: "),
    ({"type": ""}, "type: empty, required"),
    ({"status": "hapened"}, "status: found 'hapened', did you mean 'happened'?"),
    ({"status": ""}, "status: empty, required"),
    ({"domain": "militry"}, "domain: found 'militry', did you mean 'military'?"),
    ({"severity": "6"}, "severity: found '6', allowed: 1, 2, 3, 4, 5"),
    ({"severity": "3.0"}, "severity: found '3.0', "),
    ({"initiator": "UK"}, "initiator: found 'UK', "),
    ({"target": "none"}, "target: found 'none', "),
    ({"role": "side"}, "role: found 'side', allowed: main, background"),
    ({"flags": "disputed;weak_sorce"}, "flags: found 'weak_sorce', did you mean 'weak_source'?"),
    ({"channels": "dpct;leders"}, "channels: found 'leders', did you mean 'leaders'?"),
    ({"channels": "militry/*"}, "channels: found 'militry/*', did you mean 'military/*'?"),
    ({"precision": "week"}, "precision: found 'week', "),
    ({"date_end": "2024-01-05"}, "precision: found 'day', but date_end is 2024-01-05; use span"),
    (
        {"precision": "span", "date_end": "2023-12-31"},
        "date_end: found 2023-12-31, allowed: not before date (2024-01-02)",
    ),
    ({"precision": "month"}, "date: found 2024-01-02 to 2024-01-31, a month runs from its first day to its last"),
    (
        {"precision": "month", "date": "2024-02-01", "date_end": "2024-02-28"},
        "a month runs from its first day to its last",
    ),
    (
        {"precision": "year", "date": "2024-01-01", "date_end": "2024-12-30"},
        "a year runs from 1 January to 31 December",
    ),
    ({"until": "2023-12-31"}, "until: found 2023-12-31, allowed: not before it starts (2024-01-02)"),
    (
        {"effective": "2024-03-01", "until": "2024-02-01"},
        "until: found 2024-02-01, allowed: not before it starts (2024-03-01)",
    ),
    ({"tone": "1.5"}, "tone: found '1.5', allowed: a number from -1 to 1"),
    ({"tone": "nan"}, "tone: found 'nan', allowed: a number from -1 to 1"),
    ({"confidence": "2"}, "confidence: found '2', allowed: a number from 0 to 1"),
    ({"confidence": "high"}, "confidence: found 'high', allowed: a number from 0 to 1"),
    ({"ends": "first:0"}, "ends: found relief '0' in 'first:0', allowed: more than 0, at most 1"),
    ({"ends": "first:1.01"}, "allowed: more than 0, at most 1"),
    ({"ends": "first:nan"}, "allowed: more than 0, at most 1"),
    ({"ends": "first:-inf"}, "allowed: more than 0, at most 1"),
    ({"ends": "first:half"}, "allowed: more than 0, at most 1"),
    ({"ends": "first:0.5;first:0.2"}, "ends: names 'first' more than once; give its relief as one share"),
    ({"ends": "frist"}, "ends: no event has the id 'frist'; did you mean 'first'?"),
    ({"ends": "nothing"}, "ends: no event has the id 'nothing'; an id of this file is needed"),
    ({"ends": "talked"}, "ends: 'talked' is of type talks, which starts no measure"),
    ({"replaces": "frist"}, "replaces: no event has the id 'frist'; did you mean 'first'?"),
    ({"replaces": "second"}, "replaces: runs in a circle: second -> second"),
    ({"sources": "Gazette"}, "sources: found 'Gazette', expected 'name | url | published | seen'"),
    ({"sources": " | https://a.example | | "}, "expected 'name | url | published | seen'"),
    ({"sources": "A | javascript:alert(1) | | "}, f"sources: found 'javascript:alert(1)', allowed: {LINK}"),
    ({"sources": "A | data:text/html,x | | "}, LINK),
    ({"sources": "A | https://user:word@a.example/ | | "}, LINK),
    ({"sources": "A | https://a.example/a b | | "}, LINK),
    ({"sources": "A | http://[::1 | | "}, LINK),
    ({"sources": "A | //a.example | | "}, LINK),
    ({"sources": "A | | 2024-13-01 | "}, "sources: published: found '2024-13-01', expected a date"),
    ({"sources": "A | | | yesterday"}, "sources: seen: found 'yesterday', expected a date"),
]


@pytest.mark.parametrize("cells, message", BAD_CELLS, ids=[str(cells)[:60] for cells, _ in BAD_CELLS])
def test_one_bad_cell_gives_one_line(tmp_path, cells, message):
    """A bad cell is told in one line: file, line, key, what was found and what is allowed."""
    rows = [
        event("first", "2023-05-01", "tariff"),
        event("talked", "2023-06-01"),
        event("second", "2024-01-02") | cells,
    ]
    path = write_events(tmp_path, rows)
    (found,) = refusal(path)
    assert found.startswith(f"{path}:4: ")
    assert message in found


def test_circles_are_told_once(tmp_path):
    """Events that replace one another in a circle are told in one line, and so are measures that end one another."""
    rows = [event(name, "2024-01-01", replaces=other) for name, other in ("ab", "bc", "ca")]
    assert len(refusal(write_events(tmp_path, rows))) == 1
    rows = [event(name, "2024-01-01", "tariff", ends=f"{other}:0.5") for name, other in ("ab", "ba")]
    (found,) = refusal(write_events(tmp_path, rows))
    assert found.endswith("runs in a circle: a -> b -> a")


def test_all_problems_at_once(tmp_path):
    """Every bad cell is told in one run, the same mistake on every line that has it."""
    bad = {"date": "1850-01-01", "type": "tarif", "sources": "Gazette", "severity": "9"}
    path = write_events(tmp_path, [event(name, "") | bad for name in "abc"])
    found = refusal(path)
    assert [line.split(": ")[0] for line in found] == [f"{path}:{line}" for line in (2, 3, 4) for _ in range(4)]
    assert len({line.partition(": ")[2] for line in found}) == 4


def test_more_problems_than_are_shown(tmp_path):
    """Beyond `limits.problems_shown` the rest is counted."""
    path = write_events(tmp_path, [event(str(n), "") for n in range(9)])
    found = refusal(path, load_config(BASE, {"limits.problems_shown": 4}))
    assert len(found) == 5 and found[-1] == "... and 5 more"
