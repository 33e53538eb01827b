"""The container file agrees with the repository; it is read here, not built."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "Dockerfile").read_text("utf-8")


def test_what_is_copied_exists():
    """Every file and folder that the image copies is part of the repository."""
    for line in re.findall(r"^COPY (.+) \S+$", TEXT, re.MULTILINE):
        for name in line.split():
            assert (ROOT / name).exists(), name


def test_the_app_needs_nothing_that_is_left_out():
    """Everything that app.py and the packages behind it read stands in the image."""
    copied = set(re.findall(r"[\w./-]+", " ".join(re.findall(r"^COPY (.+)$", TEXT, re.MULTILINE))))
    assert {"app.py", "config.yaml", "views", "pipeline", "assets", "data", ".streamlit", "replication"} <= copied


def test_it_runs_without_rights_and_says_how_it_is():
    """The last user is not root, and a health check asks the health address."""
    assert re.findall(r"^USER (\S+)$", TEXT, re.MULTILINE)[-1] not in ("root", "0")
    assert "/_stcore/health" in TEXT.split("HEALTHCHECK", 1)[1]
