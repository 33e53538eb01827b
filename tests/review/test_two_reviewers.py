"""Two reviewers at once, each in a process of its own: no decision is lost, and who comes second is told so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import load_events
from pipeline.review.decision_log import load_decisions
from pipeline.review.queue import load_queue
from tests.files import ROOT
from tests.review.desk import lay_out, proposal, small_pair

REVIEWER = """
import json, sys
from pipeline import load_config
from pipeline.errors import ThawlineError
from pipeline.review.decisions import decide

config = load_config(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
said = []
for name in sys.argv[3:]:
    try:
        said.append([name, decide(config, name, sys.argv[2], into="visit" if sys.argv[2] == "merge" else None).event])
    except ThawlineError as error:
        said.append([name, str(error)])
print(json.dumps(said), flush=True)
"""


def both(folder: Path, *reviewers: tuple[str, ...]) -> list[list[list[str]]]:
    """What reviewers who begin at the same moment were told; each is an action and the proposals it is done to."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", REVIEWER, str(folder / "config.yaml"), *given],
            cwd=ROOT,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for given in reviewers
    ]
    for reviewer in running:
        assert reviewer.stdout.readline() == "ready\n"
    for reviewer in running:
        reviewer.stdin.write("go\n")
        reviewer.stdin.flush()
    return [json.loads(reviewer.communicate()[0]) for reviewer in running]


@pytest.mark.parametrize("actions", [("accept", "accept"), ("merge", "reject")])
def test_the_same_proposals(tmp_path, actions):
    """Each proposal is decided once; the other reviewer gets one message that says what became of it."""
    names = ["c-1", "c-2", "c-3"]
    config = small_pair(tmp_path)
    lay_out(config, *map(proposal, names))
    told = both(tmp_path, *((action, *names) for action in actions))
    decisions = load_decisions(config)
    assert sorted(decision.proposal for decision in decisions) == names
    assert [decision.n for decision in decisions] == [1, 2, 3] and load_queue(config) == ()
    messages = [text for said in told for _, text in said if "already decided by another reviewer: " in text]
    assert len(messages) == 3 and not any("\n" in message for message in messages)
    events = load_events(config)
    assert sum(events["id"].str.contains("-in-c-")) == (3 if actions[0] == "accept" else 0)


def test_different_proposals(tmp_path):
    """Decisions about different proposals all stand: every row is in the events, every source is in its event."""
    config = small_pair(tmp_path)
    names = [f"c-{n}" for n in range(8)]
    lay_out(config, *map(proposal, names))
    told = both(tmp_path, ("accept", *names[:4]), ("merge", *names[4:]))
    assert not any("decided" in text for said in told for _, text in said)
    assert [decision.n for decision in load_decisions(config)] == list(range(1, 9)) and load_queue(config) == ()
    events = load_events(config).set_index("id")
    assert {f"2031-02-03-what-happened-in-{name}" for name in names[:4]} <= set(events.index)
    assert {source.url for source in events.loc["visit", "sources"][1:]} == {f"https://example.org/{name}" for name in names[4:]}
