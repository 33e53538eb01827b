"""Retellings of one event within an article become one candidate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline import load_config
from pipeline.coding.candidates import Candidate, Evidence
from pipeline.coding.merging import merged

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
        assert len(merged(CONFIG, [replace(ONE, channels=("dpct",)), other])) == 2


def test_order_of_the_text_is_kept():
    """Candidates come in the order of their first telling."""
    later = replace(ONE, id="c-3", type="tariff")
    assert [candidate.id for candidate in merged(CONFIG, [later, ONE])] == ["c-3", "c-1"]
