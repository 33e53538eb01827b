"""The pages of a pair that counts candidates say so, and see when their file changes."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from pipeline import build_index, load_config, load_events
from pipeline.index.attribution import points_today
from pipeline.questions.addition import addition
from pipeline.questions.board import board_on
from pipeline.questions.event_filter import EventFilter, matching, said
from pipeline.questions.event_list import event_rows
from pipeline.questions.event_story import event_story
from pipeline.questions.formulas import score_formula
from pipeline.questions.measures_on import measures_on
from pipeline.records import EVENT_COLUMNS
from tests.files import CANDIDATES, SMALL, STORY, candidate, event, write_counting, write_events

PAGE = """
from pathlib import Path
from views import navigation, {view}
from views.loaded import load_or_explain

navigation.remember({{}})
{view}.show(load_or_explain(Path({path!r})))
"""
SAID = "<b>Includes 2 unreviewed candidates</b>"


def opened(path, view, **query):
    page = AppTest.from_string(PAGE.format(view=view, path=str(path)), default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def texts(page) -> str:
    return "\n".join(str(element.proto.body) for element in page.get("html"))


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A small pair that counts two candidates."""
    return write_counting(tmp_path_factory.mktemp("counting"))


@pytest.fixture(scope="module")
def made(path):
    config = load_config(path)
    return build_index(config, load_events(config))


@pytest.mark.parametrize("view", ["overview", "events", "state_of_play"])
def test_pages_say_how_many(path, view):
    """Overview, Events and State of play say that candidates count."""
    page = opened(path, view)
    assert not page.exception
    assert SAID in texts(page)


def test_the_overview_marks_them(path):
    """The chart's subtitle says it, and the lists show dashed badges and the word."""
    shown = texts(opened(path, "overview", period="all"))
    assert "includes 2 unreviewed candidates</p>" in shown
    assert shown.count('tl-unreviewed"') >= 4  # two in the numbered list, two among the newest
    assert "Unreviewed: Nobody has read this break" in shown and '<span class="tl-points">unreviewed</span>' in shown


@pytest.mark.parametrize("view", ["overview", "events", "state_of_play", "method"])
def test_pages_without_the_switch_do_not(tmp_path, view):
    """With the switch off no page speaks of candidates."""
    page = opened(write_counting(tmp_path, text=SMALL), view)
    assert not page.exception
    assert "unreviewed" not in texts(page).lower()


def test_the_method_says_it(path):
    """The Method page counts them apart and writes the factor into the formula."""
    page = opened(path, "method")
    assert not page.exception
    assert "Unreviewed candidates" in texts(page) and "× tone × review" in texts(page)


def test_events_are_filtered_by_flag(path):
    """The filter by flag leaves exactly the candidates, and the list says which they are."""
    page = opened(path, "events", ev_flag="unreviewed")
    assert not page.exception
    assert "<b>2 of 10</b>" in texts(page) and "flag: unreviewed" in texts(page)
    titles = ["Unreviewed: What happened in c-curb", "Unreviewed: Nobody has read this break"]
    assert list(page.dataframe[0].value["Title"]) == titles
    page.button(key="ev_reset").click().run()
    assert "<b>10 of 10</b>" in texts(page)


def test_the_card_says_it(path):
    """The card of a candidate says that nobody has reviewed it; that of an event does not."""
    shown = texts(opened(path, "events", event="c-break"))
    assert "Read by the coder, not yet reviewed by a person" in shown and ", unreviewed</p>" in shown
    assert "<small>unreviewed: its confidence</small>" in shown
    assert "Read by the coder" not in texts(opened(path, "events", event="break"))


def test_pages_see_a_changed_file(tmp_path):
    """When the candidates change, the pages load again; a broken file is told and the last good index stays."""
    path = write_counting(tmp_path)
    page = opened(path, "overview")
    write_events(tmp_path, CANDIDATES[:1], "candidates.csv")
    page.run()
    assert "<b>Includes 1 unreviewed candidate</b>" in texts(page)
    (tmp_path / "candidates.csv").write_text("id,date\nc-1\n", "utf-8")
    page.run()
    assert "the last good index" in page.error[0].value
    assert "candidates.csv" in page.code[0].value
    (tmp_path / "candidates.csv").unlink()
    page.run()
    assert not page.error and "unreviewed" not in texts(page).lower()


def test_filter_and_list_by_flag(made):
    """A filter by flag is data like the others, and says itself in plain words."""
    wanted = EventFilter(flags=("unreviewed",))
    found = matching(made.scored, wanted)
    assert set(found["id"]) == {"c-break", "c-curb"} and wanted.count == 1
    assert said(wanted, made.config) == "flag: unreviewed"
    marked = event_rows(made, made.scored, points_today(made))["Title"].str.startswith("Unreviewed: ")
    assert marked.tolist() == made.scored["unreviewed"].tolist()


def test_the_story_has_the_factor(made):
    """A candidate's score is told as a line of seven factors whose product it is; an event's seventh is 1."""
    story, other = event_story(made, "c-break"), event_story(made, "break")
    assert story.unreviewed and not other.unreviewed
    assert (story.factors[-1].name, story.factors[-1].value) == ("review", 0.8)
    assert (other.factors[-1].value, other.factors[-1].reason) == (1.0, "reviewed")
    product = 1.0
    for factor in story.factors:
        product *= factor.value
    assert product == pytest.approx(story.product, abs=1e-12)
    assert score_formula(made.config).splitlines()[0].endswith("tone × review")


def test_measures_are_marked(made):
    """A measure that a candidate starts is marked among those in force."""
    titles = {item.measure.event: item.measure.title for item in measures_on(made, made.through)}
    assert titles["c-curb"].startswith("Unreviewed: ") and not titles["tariff"].startswith("Unreviewed: ")


def test_the_board_expects_nothing_of_a_candidate(tmp_path):
    """The next planned contact of a channel is not one that nobody has reviewed."""
    plan = candidate("c-plan", "2032-06-01", "summit", status="planned", reported="2032-01-01", channels="leaders")
    config = load_config(write_counting(tmp_path, [plan]))
    result = build_index(config, load_events(config))
    assert result.unreviewed == 1
    assert all(line.planned is None for line in board_on(result, date(2032, 1, 15)))


def test_a_new_event_is_compared_with_the_index_shown(made):
    """What a new event would move is worked out beside the candidates that count."""
    standing = [{**row, "line": line} for line, row in enumerate(full_rows(), 2)]
    source = "Agency | https://example.org | 2032-01-15 | 2032-01-15"
    new = event("new", "2032-01-15", "talks", channels="dpct", sources=source)
    found = addition(made.config, standing, [new])
    last = next(move for move in found.effects[-1].moves if move.slug == "tension")
    assert last.before == pytest.approx(float(made.tension.iat[-1]), abs=1e-9)


def full_rows():
    return [dict.fromkeys(EVENT_COLUMNS, "") | row for row in STORY]
