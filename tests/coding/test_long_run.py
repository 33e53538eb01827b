"""A long run: the same on any number of cores, and the same when it was stopped in between."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import load_config
from pipeline.coding.long_run import Ledger, Progress, coded_articles
from pipeline.errors import ExportError
from pipeline.records import Article

CONFIG = load_config()
ARTICLES = [
    Article(f"a{number}", f"China on Thursday rejected a U.S. request for call number {number}.", date(2023, 5, 26), "given")
    for number in range(60)
]


def run(articles=ARTICLES, workers: int = 1):
    return list(coded_articles(articles, CONFIG, (), False, workers))


def test_cores_do_not_matter():
    """Two cores give the lines of one, in the same order."""
    assert run(workers=2) == run()
    assert [coded.article for coded in run()] == [article.id for article in ARTICLES]
    assert all(coded.lines for coded in run())


def test_the_way_to_start_workers_does_not_matter(monkeypatch):
    """New processes, which are handed the coder, give what copies of this one give; so do more workers than articles."""
    whole = run()
    assert run(workers=5) == whole
    monkeypatch.setattr("pipeline.coding.long_run.threading.active_count", lambda: 2)
    assert run(workers=2) == whole


def test_a_small_run_starts_no_process(monkeypatch):
    """A handful of articles, or none, is coded without workers, in order."""
    monkeypatch.setattr("pipeline.coding.long_run._copied", lambda: pytest.fail("a process was started"))
    assert [coded.article for coded in run(ARTICLES[:5], workers=4)] == [article.id for article in ARTICLES[:5]]
    assert run([], workers=2) == []


def test_a_stopped_run_goes_on(tmp_path):
    """What was done is kept, what was half written is dropped, and the end is the same as without a stop."""
    whole = tmp_path / "whole.jsonl"
    ledger = Ledger(whole)
    for coded in run():
        ledger.add(coded)
    ledger.close()
    broken = tmp_path / "broken.jsonl"
    ledger = Ledger(broken)
    for coded in run(ARTICLES[:5]):
        ledger.add(coded)
    with broken.open("a", encoding="utf-8") as file:
        file.write(run(ARTICLES[5:6])[0].lines[0] + '\n{"article": "a6", "torn')
    again = Ledger(broken)
    assert again.done == {article.id for article in ARTICLES[:5]}
    for coded in run([article for article in ARTICLES if article.id not in again.done]):
        again.add(coded)
    again.close()
    assert broken.read_bytes() == whole.read_bytes()
    assert not again.list.exists()


def test_a_new_run_starts_afresh(tmp_path):
    """Without a list of what is done an old output is written anew."""
    out = tmp_path / "out.jsonl"
    out.write_text("old\n", "utf-8")
    assert Ledger(out).done == set() and out.read_text("utf-8") == ""


def test_a_place_that_cannot_be_written(tmp_path):
    """A folder in the way is one clear message."""
    with pytest.raises(ExportError, match="cannot be written"):
        Ledger(tmp_path)


def test_progress_counts(monkeypatch):
    """Progress says how many are done, of how many, and how long it may take."""
    told: list[str] = []
    monkeypatch.setattr("pipeline.coding.long_run.TOLD_EVERY", 0.0)
    progress = Progress(4, told.append)
    progress.add(2)
    progress.add(0)
    assert told[0].startswith("1 of 4, about ") and told[1].endswith("; 2 candidates")
