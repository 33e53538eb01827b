"""Beside every change: in what share of the draws its sign is kept; one phrase, in text and as a number."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import build_index, load_config
from pipeline.charts.waterfall import waterfall_chart
from pipeline.index.uncertainty import uncertainty_of
from pipeline.provenance import provenance_of
from pipeline.questions.digest import digest_json, digest_text
from pipeline.questions.since import changes, changes_since, since_last_visit
from pipeline.questions.why import sentences, why_moved
from pipeline.words import kept_help, kept_text, moved_text
from tests.strategies import day, frame, row

THEN = date(2020, 3, 1)
CONFIG = load_config(overrides={"uncertainty.draws": 50})
ROWS = [row(1, channels="dpct"), row(2, date=day(90), type="cut_off", channels="dpct", severity="4")]


@pytest.fixture(scope="module")
def result():
    return build_index(CONFIG, frame(ROWS, CONFIG))


@pytest.fixture(scope="module")
def sure(result):
    return uncertainty_of(result)


@given(st.integers(1, 5000).flatmap(lambda draws: st.tuples(st.integers(0, draws), st.just(draws))))
def test_a_share_is_not_rounded_to_certainty(share):
    """All draws are 100 %, none are 0 %, and one draw less or more is neither."""
    kept, draws = share
    text = kept_text(kept / draws)
    assert text.startswith("sign kept in ") and text.endswith(" % of draws")
    assert (" 100 %" in text) == (kept == draws) and (" 0 %" in text) == (kept == 0)


@pytest.mark.parametrize(("points", "kept", "text"), [
    (3.2, 0.97, "up 3.2 in 30 days, sign kept in 97 % of draws"),
    (-3.2, None, "down 3.2 in 30 days"),
    (0.04, 0.5, "unchanged in 30 days"),
])  # fmt: skip
def test_the_phrase(points, kept, text):
    """A change, its span and the phrase; nothing is said of the sign of a change that does not show."""
    assert moved_text(points, kept, "in 30 days") == text


def test_the_help_says_what_is_not_covered():
    """The help names what the band leaves out, and to which side the draws lean where that is known."""
    assert "events that nobody recorded" in kept_help(500, None) and "median" not in kept_help(500, None)
    assert "0.4 points above the index" in kept_help(500, 0.42) and "0.4 points below" in kept_help(500, -0.42)
    assert "lies on the index" in kept_help(500, 0.01)


def test_page_and_letter_say_it(result, sure):
    """The list of changes, the line of the last visit and the letter carry the phrase; the letter as JSON the number."""
    found = changes(result, THEN, sure)
    kept = float(sure.survival(THEN, result.through))
    assert found.headline.kept == kept and found.draws == 50
    assert all(move.kept == float(sure.survival(THEN, result.through, move.slug)) for move in found.tracks)
    phrase = kept_text(kept)
    assert phrase in changes_since(result, THEN, sure)[0] and phrase in since_last_visit(result, THEN, sure)
    stamp = provenance_of(result, "a letter")
    assert f"{phrase})." in digest_text(found, stamp)
    values = json.loads(digest_json(found, stamp))
    assert (values["headline"]["kept"], values["draws"]) == (kept, 50)


def test_without_draws_nothing_is_said(result):
    """Where there are no draws no text speaks of signs, and JSON has null."""
    found = changes(result, THEN)
    told = [*changes_since(result, THEN), since_last_visit(result, THEN), digest_text(found, provenance_of(result, "a"))]
    assert not any("sign kept" in text for text in told)
    values = json.loads(digest_json(found, provenance_of(result, "a")))
    assert (values["headline"]["kept"], values["draws"]) == (None, 0)


@pytest.mark.parametrize("series", ["tension", "security"])
def test_why_says_it(result, sure, series):
    """The first sentence and the line under the waterfall's title carry the phrase of the very series and days."""
    why = why_moved(result, THEN, result.through, series, sure)
    assert why.kept == float(sure.survival(THEN, result.through, series))
    assert kept_text(why.kept) in sentences(why)[0] and kept_text(why.kept) in waterfall_chart(why).subtitle
    bare = why_moved(result, THEN, result.through, series)
    assert "sign kept" not in sentences(bare)[0] + waterfall_chart(bare).subtitle
