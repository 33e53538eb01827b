"""The measure of the coder: pairs, scores and calibration on cases that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.coding.evaluation import evaluate, evaluation_text, pairs_of, right
from pipeline.coding.gold import GoldEvent, load_gold
from pipeline.errors import DataError
from tests.coding.test_merging import ONE

GOLD = GoldEvent("g", "refusal", "freeze", "happened", date(2023, 5, 29), date(2023, 5, 29), "main", "words")


def test_a_match_is_right_in_every_aspect():
    """The same event pairs with its gold, whatever else stands there."""
    other = replace(ONE, id="c-2", type="tariff", first=date(2020, 1, 1), last=date(2020, 1, 1))
    pairs = pairs_of("a", [other, ONE], [GOLD])
    assert [(pair.candidate and pair.candidate.id, pair.gold and pair.gold.id) for pair in pairs] == [("c-2", None), ("c-1", "g")]
    assert all(right(pairs[1], aspect) for aspect in ("found", "direction", "date", "type", "status", "direction and date"))


def test_a_day_either_way_is_the_same_day():
    """A date read in another time zone is right, two days are not, no date is wrong where gold has one."""
    for days, expected in ((28, True), (30, True), (27, False)):
        moved = replace(ONE, first=date(2023, 5, days), last=date(2023, 5, days))
        assert right(pairs_of("a", [moved], [GOLD])[0], "date") is expected
    assert not right(pairs_of("a", [replace(ONE, first=None, last=None)], [GOLD])[0], "date")


def test_scores_by_hand():
    """Two candidates, one right, and three gold events: precision a half, recall a third."""
    extra = replace(ONE, id="c-2", type="tariff", direction="freeze", domain="economic", evidence=ONE.evidence)
    gold = [GOLD, replace(GOLD, id="g2", type="summit", direction="thaw"), replace(GOLD, id="g3", type="deal", direction="thaw")]
    extra = replace(extra, first=date(2020, 1, 1), last=date(2020, 1, 1), type="visit", direction="neutral")
    found = evaluate(pairs_of("a", [ONE, replace(extra, evidence=replace(ONE.evidence, quote="other"))], gold), {"a": 3, "b": 0})
    assert found.scores.loc["direction", "precision"] == pytest.approx(1 / 2)
    assert found.scores.loc["direction", "recall"] == pytest.approx(1 / 3)
    assert found.scores.loc["direction", "f1"] == pytest.approx(0.4)
    assert (found.empty, found.kept_empty) == (1, 1)
    assert "Missed:" in evaluation_text(found) and "Not in gold:" in evaluation_text(found)


def test_calibration_counts_what_is_right():
    """A right candidate of 0.7 stands in its bin with a share of 1."""
    found = evaluate(pairs_of("a", [ONE], [GOLD]), {"a": 1})
    row = found.calibration[found.calibration["candidates"] == 1].iloc[0]
    assert (row["mean"], row["right"]) == (0.7, 1.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("articles: 3\n", "expected a list of texts"),
        ("- {name: x}\n", "expected a mapping with file or text"),
        ("- {id: a, text: x, events: [{type: tarif, direction: freeze, status: happened}]}\n", "did you mean 'tariff'?"),
        ("a: [\n", "cannot be read"),
    ],
)
def test_bad_gold_is_told(tmp_path, config, text, message):
    """A gold file that is none is one clear message."""
    path = tmp_path / "gold.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=message.replace("?", r"\?")):
        load_gold(path, config)
