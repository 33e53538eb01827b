"""What decisions teach: precision by rule, with the interval that so few decisions allow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.decision_log import Decision
from pipeline.review.lessons import lessons, lessons_text, wilson


def decision(n: int, action: str, rule: str = "speak", undoes: int = 0, **changed: list[str]) -> Decision:
    return Decision(n, "2031-06-01T09:30:00Z", action, f"c-{n}", "new", "", "", rule, "call", "thaw", 0.8, "", (), changed,
                    None, None, ("", ""), {}, undoes)  # fmt: skip


def test_right_and_wrong_by_rule():
    """Accepted, merged and edited within the type are right; rejected and given another type are wrong; the rest is silent."""
    found = lessons(
        [
            decision(1, "accept"),
            decision(2, "edit", date=["a", "b"], title=["a", "b"]),
            decision(3, "edit", type=["call", "talks"], date=["a", "b"]),
            decision(4, "merge"),
            decision(5, "reject"),
            decision(6, "later"),
            decision(7, "reject", "refuse"),
            decision(8, "accept", "refuse"),
            decision(9, "undo", "refuse", undoes=8),
        ]
    )
    speak, refuse = found.rules
    assert (speak.rule, speak.accepted, speak.edited, speak.merged, speak.rejected) == ("speak", 1, 2, 1, 1)
    assert (speak.right, speak.wrong, speak.precision) == (3, 2, 0.6)
    assert (refuse.rule, refuse.right, refuse.wrong, refuse.precision) == ("refuse", 0, 1, 0.0)
    assert (found.total.right, found.total.wrong) == (3, 3)
    assert found.cells == {"date": 2, "title": 1, "type": 1}
    text = lessons_text(found)
    assert "speak         5         1       2       1         1      3       0.60  0.23 to 0.88" in text
    assert "Changed in edits: date 2, title 1, type 1" in text


def test_nothing_decided():
    """An empty log is said to be one."""
    assert lessons_text(lessons([])) == "No decision stands yet.\n"


@pytest.mark.parametrize(
    ("right", "of", "bounds"),
    [(0, 0, (0, 1)), (8, 10, (0.4902, 0.9433)), (0, 10, (0, 0.2775)), (95, 100, (0.8882, 0.9785))],
)
def test_wilson_by_known_values(right, of, bounds):
    """The interval is that of the published formula."""
    assert wilson(right, of) == pytest.approx(bounds, abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_holds_the_share(counts):
    """The interval holds the share, lies within 0 and 1, is mirrored for what was wrong, and narrows with more decisions."""
    right, of = counts
    low, high = wilson(right, of)
    assert 0 <= low <= right / of <= high <= 1
    assert wilson(of - right, of) == pytest.approx((1 - high, 1 - low))
    more = wilson(right * 4, of * 4)
    assert more[1] - more[0] < high - low
