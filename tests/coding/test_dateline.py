"""A dateline is known by its agency, its day or a place in capitals; it is no part of the report."""

from __future__ import annotations

import pytest

from pipeline.coding.dateline import dateline_of

REPORT = "China said on Monday that the two ministers had spoken by telephone about the talks."


@pytest.mark.parametrize("written, day", [
    ("BEIJING, March 4 (Reuters) - ", (0, 3, 4)),
    ("BEIJING/WASHINGTON, March 4 (Reuters) - ", (0, 3, 4)),
    ("Beijing, 4 March (Xinhua) -- ", (0, 3, 4)),
    ("BEIJING, Mar. 4, 2024 (Xinhua) -- ", (2024, 3, 4)),
    ("BEIJING, March 4, 2024 /Xinhua/ -- ", (2024, 3, 4)),
    ("BEIJING March 4 (Reuters) - ", (0, 3, 4)),
    ("WASHINGTON, Mon Mar 4 (Reuters) - ", (0, 3, 4)),
    ("BEIJING, Monday, March 4 (Reuters) - ", (0, 3, 4)),
    ("BEIJING, Monday (AP) - ", (0, 0, 0)),
    ("March 4, 2024 (Reuters) - ", (2024, 3, 4)),
    ("New Delhi, Mar 4 (PTI): ", (0, 3, 4)),
    ("New Delhi, Mar 4 (PTI) ", (0, 3, 4)),
    ("HONG KONG, March 4 — ", (0, 3, 4)),
    ("TAIPEI, Taiwan (AP) — ", (0, 0, 0)),
    ("TOKYO (Kyodo) _ ", (0, 0, 0)),
    ("NEW DELHI: ", (0, 0, 0)),
    ("BEIJING — ", (0, 0, 0)),
    ("(Reuters) - ", (0, 0, 0)),
    ("(CNN)", (0, 0, 0)),
])  # fmt: skip
def test_datelines(written, day):
    """The dateline ends where the report begins, and tells its day as far as it names one."""
    line = dateline_of(f"Ministers speak\nBy Ann Example\n{written}{REPORT}\n")
    assert line and f"{written}{REPORT}"[line.end - line.start :] == REPORT
    assert (line.year, line.month, line.day) == day


@pytest.mark.parametrize("text", [
    REPORT,
    f"ANALYSIS: {REPORT}",
    "SECTION: Foreign Desk; page 1",
    f"Talks - {REPORT}",
    f"March 4 - {REPORT}",
    f"March (the month) {REPORT}",
    f"He met the minister, May 4, in Beijing - {REPORT}",
    "Beijing, China said, will talk.",
])  # fmt: skip
def test_what_is_no_dateline(text):
    """A label, a day alone and a dash within a sentence begin no report."""
    assert dateline_of(text) is None
