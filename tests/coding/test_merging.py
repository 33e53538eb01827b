"""Retellings of one event within an article become one candidate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline import load_config
from pipeline.coding.candidates import Candidate, Evidence
from pipeline.coding.merging import merged, without_title
from pipeline.records import Sentence

CONFIG = load_config()
ONE = Candidate(
    id="c-1", article="a", first=date(2023, 5, 29), last=date(2023, 5, 29), precision="day", type="refusal", direction="freeze",
    status="happened", domain="military", channels=(), initiator="CN", target="US", role="main", confidence=0.7, flags=(),
    tone=0.0, title="China: refusal", evidence=Evidence(0, 5, "Words"),
)  # fmt: skip


def test_a_retelling_is_folded_in():
    """Same family, roles and day: the more confident sentence stays, channels of both are kept."""
    other = replace(ONE, id="c-2", type="cancellation", confidence=0.8, channels=("defence_ministers",))
    (kept,) = merged(CONFIG, [ONE, other])
    assert (kept.id, kept.channels, kept.confidence) == ("c-2", ("defence_ministers",), 0.8)


def test_what_has_no_date_joins_what_has_one():
    """A retelling without a date takes that of the other."""
    (kept,) = merged(CONFIG, [replace(ONE, first=None, last=None, confidence=0.9), ONE])
    assert kept.first == date(2023, 5, 29)


def test_other_days_sides_directions_and_plans_stay_apart():
    """A week later, the other side, the other direction or a plan is another event."""
    others = [
        replace(ONE, first=date(2023, 6, 5), last=date(2023, 6, 5)),
        replace(ONE, initiator="US", target="CN"),
        replace(ONE, type="talks", direction="thaw"),
        replace(ONE, status="planned"),
        replace(ONE, channels=("trade",)),
    ]
    for other in others:
        elsewhere = replace(other, evidence=Evidence(9, 14, "Words"))
        assert len(merged(CONFIG, [replace(ONE, channels=("dpct",)), elsewhere])) == 2


def test_order_of_the_text_is_kept():
    """Candidates come in the order of their first telling."""
    later = replace(ONE, id="c-3", type="tariff")
    assert [candidate.id for candidate in merged(CONFIG, [later, ONE])] == ["c-3", "c-1"]


def test_a_noun_that_points_back_joins_the_latest_such_act():
    """ "The refusal" after two of them is the later one, whatever day it was given."""
    early = replace(ONE, first=date(2022, 8, 5), last=date(2022, 8, 5))
    back = replace(ONE, id="c-9", first=None, last=None, told="retold", confidence=0.3, evidence=Evidence(9, 14, "Words"))
    kept = merged(CONFIG, [early, replace(ONE, evidence=Evidence(20, 25, "Words")), back])
    assert [one.first for one in kept] == [date(2022, 8, 5), date(2023, 5, 29)]


def test_news_without_a_day_joins_a_dated_sentence_near_it_but_no_long_span():
    """A lead of the day of the paper takes the day of the sentence that has one, and not "since 2021"."""
    lead = replace(ONE, told="undated", first=date(2023, 6, 1), last=date(2023, 6, 1), evidence=Evidence(9, 14, "Words"))
    (kept,) = merged(CONFIG, [lead, ONE])
    assert kept.first == date(2023, 5, 29)
    assert len(merged(CONFIG, [lead, replace(ONE, first=date(2021, 1, 1), last=date(2023, 5, 29))])) == 2


def test_what_it_was_in_particular_stands():
    """Of "met" and "the call" it was a call; of a reprisal and a tariff it was a tariff."""
    talks = replace(ONE, type="talks", direction="thaw")
    (kept,) = merged(CONFIG, [replace(talks, confidence=0.9), replace(talks, type="call")])
    assert kept.type == "call"
    (kept,) = merged(CONFIG, [replace(ONE, type="retaliation"), replace(ONE, type="tariff")])
    assert kept.type == "tariff"


def test_a_title_is_told_by_its_lead():
    """A title's candidate goes where the next sentences tell its news; a sentence with a stop is no title."""
    title, lead = Sentence(0, 5, "China shuts port", 0, ()), Sentence(9, 14, "It did.", 1, ())
    told = replace(ONE, evidence=Evidence(9, 14, "Words"), type="closure")
    assert without_title([ONE, told], [title, lead]) == [told]
    assert without_title([ONE, told], [replace(title, text="China shut it."), lead]) == [ONE, told]
