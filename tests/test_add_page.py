"""The page "Add event" without a browser: nothing is written before Save, and a pair without events can begin there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipeline.config.new_pair import scaffold
from tests.files import ROOT, STORY, write_project

PAGE = """
from pathlib import Path
import streamlit as st
from views import add_event, navigation

navigation.remember({{}})
add_event.show(Path({path!r}))
"""
SOURCE = "Agency | https://example.org/1 | 2032-03-01 | 2032-03-02"


def opened(path: Path) -> AppTest:
    return AppTest.from_string(PAGE.format(path=str(path)), default_timeout=60).run()


def field(page: AppTest, name: str):
    """The field of one column, by the name its key carries."""
    kinds = ("selectbox", "text_input", "text_area", "multiselect", "date_input", "number_input", "button")
    return next(item for kind in kinds for item in page.get(kind) if (item.key or "").split("_")[1:2] == [name])


def filled(page: AppTest, **cells: object) -> AppTest:
    for name, value in cells.items():
        field(page, name).set_value(value)
    return page.run()


def press(page: AppTest, name: str) -> AppTest:
    return field(page, name).click().run()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def project(tmp_path):
    """A made-up year; the events file has all columns."""
    return write_project(tmp_path, [{**STORY[0], "sources": SOURCE, "precision": "day", "severity": "3", "initiator": "both",
                                     "target": "both"}, *STORY[1:]])  # fmt: skip


def test_a_check_saves_nothing(project):
    """Check shows what the event moves; the file is as it was until Save, and then has one row more."""
    file = project.parent / "events.csv"
    before = file.read_bytes()
    page = filled(opened(project), date="2032-03-01", title="They meet again", type="talks", domain="military", sources=SOURCE)
    page = press(page, "check")
    assert not page.exception
    assert "What it moves" in [item.value for item in page.subheader]
    assert file.read_bytes() == before
    page = press(page, "save")
    assert [row["title"] for row in rows(file)][-1] == "They meet again"
    assert len(rows(file)) == len(STORY) + 1
    assert page.success[0].value == "Saved as 2032-03-01-they-meet-again."
    assert field(page, "title").value == ""


def test_what_is_wrong_is_named(project):
    """Without type, domain, title and source each of them is named, and there is nothing to save."""
    page = press(opened(project), "check")
    told = page.code[0].value
    assert all(f"the new event: {column}: " in told for column in ("type", "domain", "title", "sources"))
    assert not [button for button in page.button if button.key == "add_save"]


def test_a_form_changed_after_the_check_is_checked_again(project):
    """Save is offered for exactly what was checked."""
    page = filled(opened(project), date="2032-03-01", title="They meet again", type="talks", domain="military", sources=SOURCE)
    page = filled(press(page, "check"), severity="5")
    assert page.warning[-1].value.startswith("The form has changed")
    assert not [button for button in page.button if button.key == "add_save"]


def test_a_file_changed_after_the_check_is_kept(project):
    """What somebody else wrote between check and save stays, and nothing is added to it."""
    file = project.parent / "events.csv"
    page = filled(opened(project), date="2032-03-01", title="They meet again", type="talks", domain="military", sources=SOURCE)
    page = press(page, "check")
    other = file.read_bytes() + b"\n"
    file.write_bytes(other)
    page = press(page, "save")
    assert "changed since the event was checked" in page.code[0].value
    assert file.read_bytes() == other


def test_the_first_event_of_a_new_pair(tmp_path):
    """A scaffolded pair has an empty file; its first event can be checked and saved here."""
    base = write_project(tmp_path)
    path = scaffold(base, "norway-namibia", "NO", "NA")
    page = filled(opened(path), date="2024-03-01", title="They meet", type="talks", domain="diplomatic", sources=SOURCE)
    page = press(press(page, "check"), "save")
    assert not page.exception
    assert [row["title"] for row in rows(path.parent / "events.csv")] == ["They meet"]


@pytest.mark.parametrize(("setting", "offered"), [("0", True), ("1", False)])
def test_read_only_servers_do_not_offer_it(monkeypatch, setting, offered):
    """With THAWLINE_READ_ONLY=1 no page that writes is among the pages."""
    monkeypatch.setenv("THAWLINE_READ_ONLY", setting)
    page = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    pages = page.session_state["_pages"]
    assert ("add" in pages) is offered
