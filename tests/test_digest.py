"""The digest: what changed since a day, as a letter or as JSON, from the command line."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import build_index
from pipeline.provenance import provenance_of
from pipeline.questions.digest import NEWEST, digest_json, digest_text, digest_title
from pipeline.questions.since import changes, changes_since
from tests.files import STORY, event, run, write_project
from tests.strategies import CONFIG, day, frame, histories, row


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    """A made-up year and its config."""
    return write_project(tmp_path_factory.mktemp("digest"))


def letter(result, since):
    found = changes(result, since)
    return digest_text(found, provenance_of(result, digest_title(found)))


# ---------------------------------------------------------------- pure
@given(events=histories(), offset=st.integers(0, 1000))
def test_page_and_letter_say_the_same(events, offset):
    """Every change that the page tells stands in the letter, for any history and day."""
    result = build_index(CONFIG, events)
    since = date.fromordinal(date(2020, 1, 1).toordinal() + offset)
    text = letter(result, since)
    for line in changes_since(result, since):
        assert line.replace("\\", "") in text
    values = json.loads(digest_json(changes(result, since), provenance_of(result, "a")))
    assert len(values["measures"]) == len(changes(result, since).measures)


def test_a_long_list_is_cut_and_counted():
    """The letter lists the newest events and says how many more there are; JSON has them all."""
    rows = [row(n, date=day(n)) for n in range(NEWEST + 6)]
    result = build_index(CONFIG, frame(rows))
    found = changes(result, date(2020, 1, 1))
    text = letter(result, date(2020, 1, 1))
    assert text.count("(thaw, talks)") == NEWEST and "and 5 more" in text and f"New events ({NEWEST + 5})" in text
    assert len(json.loads(digest_json(found, provenance_of(result, "a")))["events"]) == NEWEST + 5


def test_links_are_plain_and_safe():
    """A source is named with its address; where there is none, by its name alone."""
    rows = [
        row(0),
        row(1, date=day(5), sources="Gazette | https://a.example/x | 2020-01-06 | "),
        row(2, date=day(6), sources="Archive box 7 | | | "),
    ]
    text = letter(build_index(CONFIG, frame(rows)), date(2020, 1, 2))
    assert "  Gazette, https://a.example/x\n" in text and "  Archive box 7\n" in text


# ---------------------------------------------------------------- command line
def test_the_letter(config):
    """The letter says number, words, channels, measures, events and source, and nothing else goes to standard output."""
    result = run("digest", "--config", config, "--since", "2031-06-01")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "US-China tension: what changed since 1 Jun 2031"
    assert lines[1] == "Data through 1 Feb 2032, compared with 1 Jun 2031"
    assert lines[3].startswith("Tension from ")
    assert "- Eased to 50%: +25 points of tariff" in lines
    assert "- Defense Policy Coordination Talks: suspended → open (1 Feb 2032)" in lines
    assert lines[-1].startswith("Source: Thawline, US-China tension index, from 8 sourced events. Data through 1 Feb 2032.")


def test_the_same_twice(config):
    """No clock goes into a letter."""
    first = run("digest", "--config", config, "--since", "2031-06-01").stdout
    assert run("digest", "--config", config, "--since", "2031-06-01").stdout == first


def test_json(config):
    """JSON has the provenance, the two days and every change with its fields."""
    result = run("digest", "--config", config, "--since", "2031-06-01", "--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["start"], found["end"]) == ("2031-06-01", "2032-02-01")
    assert found["measures"] == [{"event": "tariff", "title": "+25 points of tariff", "kind": "eased", "left": 0.5}]
    assert [item["event"] for item in found["events"]] == ["again", "summit", "truce"]
    assert found["provenance"]["filters"] == "since 2031-06-01"


def test_nothing_changed(config):
    """Since the last day of the data nothing has changed, and the letter says so."""
    text = run("digest", "--config", config, "--since", "2032-02-01").stdout
    for line in ("No channel changed its state.", "No measure began, ended or was eased.", "No event was reported."):
        assert line in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "yesterday"), "--since: found 'yesterday', expected a date such as 2023-11-15"),
        (("--since", "2031-02-30"), "--since: found '2031-02-30', expected a date such as 2023-11-15"),
        (("--since", ""), "--since: empty, expected a date such as 2023-11-15"),
        (("--since", "2020-01-01"), "--since: found 2020-01-01, the data run from 2031-01-10 to 2032-02-01"),
        (("--since", "2050-01-01"), "--since: found 2050-01-01, the data run from 2031-01-10 to 2032-02-01"),
        (("--since", "2031-06-01", "--format", "html"), "--format: found 'html', allowed: text, json"),
        (("--since", "2031-06-01", "--set", "nothing"), "--set: found 'nothing', expected KEY=VALUE"),
        ((), "--since"),
    ],
)
def test_mistakes(config, arguments, message):
    """Bad usage ends with code 2 and one line that says what was found; nothing goes to standard output."""
    result = run("digest", "--config", config, *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    said = [line for line in result.stderr.splitlines() if " events, " not in line]
    assert message in result.stderr
    if arguments:
        assert len(said) == 1


def test_broken_events_are_named(tmp_path):
    """A broken events file ends with its line, code 2 and no letter."""
    config = write_project(tmp_path, [*STORY, event("broken", "2031-02-30")])
    result = run("digest", "--config", config, "--since", "2031-06-01")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "events.csv:10: date: found '2031-02-30'" in result.stderr
