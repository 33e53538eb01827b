"""Whoever sees a chart of a run that counts candidates sees that it does, and which of its events they are."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from pipeline import build_index, load_config, load_events
from pipeline.charts.coverage import coverage_chart
from pipeline.charts.palette import DARK, FREEZE, LIGHT
from pipeline.charts.print import render
from pipeline.charts.screen import figure
from pipeline.charts.swim import swim_chart
from pipeline.charts.tension import tension_chart
from tests.files import CANDIDATES, SMALL, write_counting

START, END = date(2031, 1, 1), date(2032, 2, 1)
SAID = "includes 2 unreviewed candidates"


def built(folder, **text):
    config = load_config(write_counting(folder, **text))
    return build_index(config, load_events(config))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small index with two candidates among its events."""
    return built(tmp_path_factory.mktemp("counting"))


@pytest.fixture(scope="module")
def silent(tmp_path_factory):
    """The same without counting them."""
    return built(tmp_path_factory.mktemp("silent"), text=SMALL)


def texts(content: bytes) -> str:
    found = ElementTree.fromstring(content).iter("{http://www.w3.org/2000/svg}text")
    return re.sub(r"\s+", " ", " ".join(element.text or "" for element in found))


def test_the_spec_says_how_many(made, silent):
    """The chart says how many candidates the run counts, also in its alternative text; nothing where it counts none."""
    spec = tension_chart(made, START, END)
    assert spec.unreviewed == SAID and SAID in spec.alt
    without = tension_chart(silent, START, END)
    assert without.unreviewed == "" and "unreviewed" not in (without.alt + without.footer + without.subtitle)


def test_one_candidate_is_one(tmp_path):
    """One is said in the singular."""
    assert tension_chart(built(tmp_path, candidates=CANDIDATES[:1]), START, END).unreviewed == "includes 1 unreviewed candidate"


def test_a_chart_of_another_period_says_it_too(made):
    """A period without a candidate still is part of a run that counts them."""
    spec = tension_chart(made, START, date(2031, 6, 1))
    assert spec.unreviewed == SAID and not any(badge.unreviewed for badge in spec.badges)


def test_entries_and_badges_are_marked(made):
    """Exactly the entries of candidates are marked, in look and words, and so are the badges that hold one."""
    spec = tension_chart(made, START, END)
    marked = {entry.event for entry in spec.entries if entry.unreviewed}
    assert marked == {"c-break", "c-curb"}
    assert all(entry.title.startswith("Unreviewed: ") == entry.unreviewed for entry in spec.entries)
    assert {entry.event for badge in spec.badges if badge.unreviewed for entry in badge.entries} == marked


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_screen_draws_them_hollow(made, palette):
    """On screen their badges are rings on the ground of the page, the others are full; a click can mean either."""
    spec = tension_chart(made, START, END)
    full, hollow = (
        next(trace for trace in figure(spec, palette).data if trace.name == name) for name in ("events", "unreviewed")
    )
    assert set(hollow.customdata) == {"c-break", "c-curb"}
    assert not set(full.customdata) & set(hollow.customdata)
    assert hollow.marker.color == palette.background and set(hollow.marker.line.color) == {FREEZE}
    assert hollow.textfont.color == hollow.unselected.textfont.color == palette.ink
    assert all("Unreviewed: " in text for text in hollow.hovertext)


def test_screen_without_candidates_has_no_rings(silent):
    """Where none counts there is no second kind of badge."""
    assert [trace.name for trace in figure(tension_chart(silent, START, END)).data].count("unreviewed") == 0


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("width", [480, 1280])
def test_print_says_and_marks_them(made, plain, width):
    """A printed chart, plain or not, wide or narrow, says how many, draws dashed rings and marks the list."""
    export = made.config.export.model_copy(update={"width": width, "height": 720})
    svg = render(tension_chart(made, START, END, plain=plain), "svg", export)
    assert "Includes 2 unreviewed candidates (dashed)" in texts(svg)
    assert texts(svg).count("Unreviewed: ") == 2
    rings = [
        path
        for path in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")
        if FREEZE.lower() in str(path.attrib)
    ]
    assert sum("stroke-dasharray" in path.get("style", "") for path in rings) == 4


def test_a_crowded_list_keeps_the_mark(tmp_path):
    """Where the list has one short line an event, the mark stands first."""
    made = built(tmp_path)
    export = made.config.export.model_copy(update={"width": 480, "height": 480})
    assert texts(render(tension_chart(made, START, END), "svg", export)).count("Unreviewed: ") == 2


def test_lanes_do_not_change(made, silent):
    """The lanes of the channels are those of reviewed events alone."""
    assert swim_chart(made, START, END).lanes == swim_chart(silent, START, END).lanes


def test_coverage_says_it(made, silent):
    """The chart of coverage counts them, and says so."""
    assert coverage_chart(made).unreviewed == SAID
    assert coverage_chart(silent).unreviewed == ""
