"""Tellings find their event: floors at what is reached on passages that the matching was also tried on."""

from __future__ import annotations

import pytest

from tests.review.merging_report import GOLD, report

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the passages are not here")


def test_as_a_person_coded_them(config):
    """With type, status, day and side as a person coded them nearly all find their event, and no two events become one."""
    found = report(config, by_person=True)
    assert len(found.right) >= 0.95 * found.passages
    assert not found.wrong and not found.false_pairs
    assert found.recall >= 0.95


def test_as_the_coder_reads_them(config):
    """As the coder reads them two thirds of those it reads find their event; what it misreads stays apart, and joins no other."""
    found = report(config)
    assert len(found.right) >= 0.65 * (found.passages - len(found.unread))
    assert len(found.wrong) <= 0.01 * found.passages
    assert found.precision >= 0.99 and found.recall >= 0.33
