"""The pages without a browser: whatever is clicked, they never raise."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parents[1] / "app.py")
PERIODS = ["1y", "2y", "5y", "10y", "all", "custom"]


@pytest.fixture(scope="module")
def page():
    """The app after its first run."""
    return AppTest.from_file(APP, default_timeout=60).run()


def test_first_run(page):
    """The first run shows the chart and raises nothing."""
    assert not page.exception
    assert page.get("plotly_chart")
    assert page.title[0].value == "US-China tension"


@settings(max_examples=15)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("period"), st.sampled_from(PERIODS)),
            st.tuples(st.just("tracks"), st.lists(st.sampled_from(["security", "political", "economic"]), unique=True)),
            st.tuples(st.just("since"), st.dates(date(1989, 3, 1), date(2026, 8, 1))),
            st.tuples(st.just("from"), st.dates(date(1989, 3, 1), date(2026, 8, 1))),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_sequence_of_widgets(page, steps):
    """No sequence of periods, tracks and dates makes the page raise."""
    for key, value in steps:
        if key in ("period", "tracks"):
            page.button_group(key=key).set_value(value)
        elif any(widget.key == key for widget in page.date_input):
            page.date_input(key=key).set_value(value)
        page.run()
        assert not page.exception
        assert page.get("plotly_chart")


def test_missing_files_are_said_plainly(tmp_path, monkeypatch):
    """Without a config the page says what is missing instead of raising."""
    monkeypatch.setenv("THAWLINE_CONFIG", str(tmp_path / "none.yaml"))
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert not page.exception
    assert "file not found" in page.code[0].value


def test_read_only_tells_readers_nothing_of_the_files(tmp_path, monkeypatch):
    """On a read-only server a broken config is said in general words; the place stands in the log alone."""
    monkeypatch.setenv("THAWLINE_CONFIG", str(tmp_path / "none.yaml"))
    monkeypatch.setenv("THAWLINE_READ_ONLY", "1")
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert not page.exception
    assert not page.code
    assert str(tmp_path) not in " ".join(error.value for error in page.error)


def test_a_broken_parent_is_seen_and_its_mending_too(tmp_path, monkeypatch):
    """A config whose parent breaks keeps the last good index and says why; once the parent is mended, so is the page."""
    parent, child = tmp_path / "parent.yaml", tmp_path / "config.yaml"
    good = f"extends: {Path(APP).with_name('config.yaml')}\n"
    parent.write_text(good, "utf-8")
    child.write_text("extends: parent.yaml\n", "utf-8")
    monkeypatch.setenv("THAWLINE_CONFIG", str(child))
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert not page.exception and not page.error
    for _ in range(2):
        parent.write_text(good + "chart: {badges: heavy}\n", "utf-8")
        page.run()
        assert "chart.badges: found 'heavy'" in page.code[0].value and page.get("plotly_chart")
        parent.write_text(good, "utf-8")
        page.run()
        assert not page.error and not page.exception
