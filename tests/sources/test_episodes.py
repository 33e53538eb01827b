"""Named periods are read with the config's strictness and come in the order of their start."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import load_config
from pipeline.errors import DataError
from pipeline.records import Episode
from pipeline.sources.episodes import load_episodes
from tests.files import BASE

CONFIG = load_config(BASE)


def config_for(path):
    return CONFIG.model_copy(update={"data": CONFIG.data.model_copy(update={"episodes": str(path)})})


def loaded(folder, text: str):
    path = folder / "episodes.yaml"
    path.write_text(text, "utf-8")
    return load_episodes(config_for(path))


def test_episodes_come_in_order_of_start(tmp_path):
    """Periods are sorted by their first day; one without a last day lasts."""
    found = loaded(tmp_path, "late: {label: Late, from: 2020-01-01}\nearly: {label: NO, from: 2010-01-01, until: 2010-01-01}\n")
    assert found == [
        Episode("early", "NO", date(2010, 1, 1), date(2010, 1, 1)),
        Episode("late", "Late", date(2020, 1, 1), None),
    ]


def test_no_file_no_episodes():
    """A config that names no file has no episodes."""
    assert load_episodes(config_for("x").model_copy(update={"data": CONFIG.data.model_copy(update={"episodes": None})})) == []


@pytest.mark.parametrize("text, line, message", [
    ("a: {label: A, from: 2020-02-30}", 1, "a.from: found '2020-02-30', expected a date such as 2023-11-15"),
    ("a: {label: A, from: 2020}", 1, "a.from: found 2020, expected a date such as 2023-11-15"),
    ("a: {label: 3, from: 2020-01-01}", 1, "a.label: found 3, expected text (put it in quotes)"),
    ("a:\n  label: A\n  from: 2020-01-01\n  untl: 2021-01-01", 4,
     "a.untl: unknown key, did you mean 'until'? allowed: label, from, until"),
    ("a:\n  label: A\n  from: 2020-01-01\n  until: 2019-12-31", 4,
     "a.until: found 2019-12-31, allowed: not before from (2020-01-01)"),
    ("a: {label: A}", 1, "a.from: required key is missing"),
    ("A b: {label: A, from: 2020-01-01}", 1, "A b: found 'A b', allowed: names of the form"),
    ("a: 2020-01-01", 1, "a: found '2020-01-01', expected a mapping of keys to values"),
    ("a: {label: A, from: 2020-01-01}\na: {label: B, from: 2020-01-01}", 2, "a: duplicate key, first given on line 1"),
    ("a: &x {label: A, from: 2020-01-01}", 1, "anchors and aliases are not allowed"),
    ("a: {label: A]", 1, "cannot be read as YAML"),
    ("- a", 1, "expected a mapping of keys to values"),
])  # fmt: skip
def test_bad_episodes(tmp_path, text, line, message):
    """Each mistake is a data error with file, line and key."""
    with pytest.raises(DataError) as caught:
        loaded(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'episodes.yaml'}:{line}: ")
    assert message in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    """A file that is not there is a data error with its name."""
    with pytest.raises(DataError, match="file not found"):
        load_episodes(config_for(tmp_path / "none.yaml"))


@given(st.text(alphabet="a:{}, \nlabefrom20-1&*!'\"[]", max_size=60))
def test_nothing_but_a_data_error_escapes(tmp_path_factory, text):
    """Whatever the text, it is read or refused in words."""
    try:
        found = loaded(tmp_path_factory.mktemp("any"), text)
    except DataError as error:
        assert "episodes.yaml" in str(error)
    else:
        assert all(isinstance(episode, Episode) for episode in found)
