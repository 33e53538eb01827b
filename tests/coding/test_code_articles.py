"""The coder in one call: what a program gets is what the command prints."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pipeline import code_articles, load_config
from pipeline.errors import DataError
from tests.files import run

TEXT = "China on Thursday rejected a U.S. request for a meeting of the defence ministers.\n"


def test_the_same_as_the_command(tmp_path):
    """Candidates by the call and by `code` are the same, field by field."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    found = code_articles(load_config("config.yaml"), [path], date(2023, 5, 26))
    printed = run("code", path, "--published", "2023-05-26").stdout.splitlines()
    assert [candidate.as_json() for candidate in found] == [json.loads(line) for line in printed] != []
    assert found[0].type == "refusal"


def test_files_that_cannot_be_read(tmp_path):
    """A file that is not there is told by name."""
    with pytest.raises(DataError, match="no such file"):
        code_articles(load_config("config.yaml"), [tmp_path / "none.txt"])
