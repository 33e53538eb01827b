"""The command `review` and what `evaluate` makes of decisions: results to standard output, counts to standard error."""

from __future__ import annotations

import json

import pytest

from pipeline import load_events
from pipeline.review.decision_log import decisions_path
from pipeline.review.decisions import decide
from pipeline.review.queue import load_queue
from tests.files import contents, run
from tests.review.desk import NOW, small_pair

TEXT = "China on Thursday rejected a U.S. request for a meeting of the defence ministers. The weather thawed in Beijing.\n"


@pytest.fixture
def config(tmp_path):
    made = small_pair(tmp_path)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(TEXT, "utf-8")
    (inbox / "manifest.csv").write_text("file,published,source\na.txt,2031-05-30,Agency\n", "utf-8")
    return made


def review(config_folder, *arguments):
    return run("review", *arguments, "--config", config_folder / "config.yaml")


def test_the_inbox_is_taken_in(config, tmp_path):
    """Each proposal is one line with id, kind, day, title, confidence and why; the queue holds it; the counts are told."""
    result = review(tmp_path)
    assert result.exit_code == 0
    (waiting,) = load_queue(config)
    assert result.stdout == (
        f"{waiting.id}: new: 2031-05-29, China: refusal, Defence ministers ({waiting.row['confidence']}); "
        f"words: {', '.join(waiting.why)}; Agency\n"
    )
    assert "1 article, 1 candidate: 1 proposed, 0 waiting or decided before, 0 known; 1 waiting" in result.stderr
    assert waiting.rule


def test_taken_in_again_it_proposes_nothing(config, tmp_path):
    """A second round changes no file; --list still prints what waits."""
    first = review(tmp_path).stdout
    before = contents(tmp_path / "inbox") | {"queue": (tmp_path / "candidates.csv").read_bytes()}
    again = review(tmp_path)
    assert (again.exit_code, again.stdout) == (0, "") and "0 proposed, 1 waiting or decided before" in again.stderr
    assert contents(tmp_path / "inbox") | {"queue": (tmp_path / "candidates.csv").read_bytes()} == before
    assert review(tmp_path, "--list").stdout == first


def test_one_act_told_by_three_papers(config, tmp_path):
    """Two articles make one proposal; once it is accepted, a third is one more source for its event, and then nothing is new."""
    inbox = tmp_path / "inbox"
    manifest = (inbox / "manifest.csv").read_text("utf-8")
    (inbox / "b.txt").write_text("China declined a US request for a meeting of defence ministers on May 29, 2031.\n", "utf-8")
    (inbox / "manifest.csv").write_text(f"{manifest}b.txt,2031-05-31,Post\n", "utf-8")
    review(tmp_path)
    (waiting,) = load_queue(config)
    assert [telling.source for telling in waiting.tellings] == ["Post", "Agency"]  # the one that names the day first
    made = decide(config, waiting.id, "accept", now=NOW)
    late = "Beijing on May 29, 2031 refused an American request for defence ministers to meet, the ministry said.\n"
    (inbox / "c.txt").write_text(late, "utf-8")
    (inbox / "manifest.csv").write_text(f"{manifest}b.txt,2031-05-31,Post\nc.txt,2031-06-01,Times\n", "utf-8")
    assert f": source for {made.event}: " in review(tmp_path).stdout
    (waiting,) = load_queue(config)
    decide(config, waiting.id, "accept", now=NOW)
    sources = load_events(config).set_index("id").loc[made.event, "sources"]
    assert [source.name for source in sources] == ["Post", "Agency", "Times"]
    assert review(tmp_path).stdout == "" and load_queue(config) == ()


def test_articles_may_be_named(config, tmp_path):
    """A path and a day of publication stand for the inbox."""
    path = tmp_path / "b.txt"
    path.write_text(TEXT, "utf-8")
    assert review(tmp_path, path, "--published", "2031-06-30").exit_code == 0
    assert [waiting.row["reported"] for waiting in load_queue(config)] == ["2031-06-30"]


def test_what_cannot_be_read_is_told(config, tmp_path):
    """The others are taken in, and the exit code says that something was left out."""
    (tmp_path / "inbox" / "b.pdf").write_bytes(b"%PDF")
    result = review(tmp_path)
    assert result.exit_code == 1 and "b.pdf: a .pdf file" in result.stderr and len(load_queue(config)) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such-file.txt",), "no-such-file.txt: no such file or folder"),
        (("--list", "a.txt"), "--list: prints what waits; leave out articles"),
        (("--published", "soon"), "--published: found 'soon'"),
    ],
)
def test_a_mistake_is_one_message(config, tmp_path, arguments, said):
    """Code 2, one message, no queue."""
    result = review(tmp_path, *arguments)
    assert result.exit_code == 2 and said in result.stderr and not (tmp_path / "candidates.csv").exists()


def test_evaluate_decisions(config, tmp_path):
    """Precision by rule from the config's log, or from one that is named; a torn log is named with its line."""
    review(tmp_path)
    (waiting,) = load_queue(config)
    decide(config, waiting.id, "accept", now=NOW)
    own = run("evaluate", "--decisions", "--config", tmp_path / "config.yaml")
    assert own.exit_code == 0 and own.stdout.splitlines()[1].startswith(f"{waiting.rule}  ")
    log = tmp_path / "copy.jsonl"
    log.write_bytes(decisions_path(config).read_bytes())
    assert json.loads(log.read_bytes())["event"] == "2031-05-29-china-refusal-defence-ministers"
    assert run("evaluate", "--decisions", log).stdout == own.stdout
    log.write_bytes(log.read_bytes()[:-1])
    torn = run("evaluate", "--decisions", log)
    assert torn.exit_code == 2 and f"{log}:1: torn" in torn.stderr


@pytest.mark.parametrize(
    ("arguments", "said"), [((), "FILE: missing"), (("--decisions", "no-such-log"), "no-such-log: file not found")]
)
def test_evaluate_needs_something(arguments, said):
    """Without gold and without --decisions, and with a log that is not there, one message says so."""
    result = run("evaluate", *arguments)
    assert result.exit_code == 2 and said in result.stderr
