"""A reviewer's program killed at any moment: every decision is whole or was never made, and none is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.files import ROOT
from tests.review.desk import lay_out, proposal, small_pair

KILLS = 100
HOST = """
import json, os, random, select, signal, sys, time
from collections import Counter
from pathlib import Path
from unittest.mock import patch

from pipeline import load_config, load_events
from pipeline.errors import ThawlineError
from pipeline.review.decision_log import load_decisions, standing
from pipeline.review.decisions import decide, undo
from pipeline.review.queue import load_queue
from pipeline.store import finish

config = load_config(sys.argv[1])
folder = Path(sys.argv[1]).parent
first = {row for row in load_events(config)["id"]}
proposals = {waiting.id for waiting in load_queue(config)}
moment = random.Random(11)


def review(chance, out):
    # Decides and takes back for ever; says how many decisions it knows to be written.
    while True:
        waiting = load_queue(config)
        if not waiting or chance.random() < 0.3:
            try:
                made = undo(config)
            except ThawlineError:
                continue
        else:
            action = chance.choice(["accept", "accept", "edit", "merge", "reject", "later"])
            row = {"severity": "2"} if action == "edit" else None
            made = decide(config, chance.choice(waiting).id, action, row, "visit" if action == "merge" else None)
        os.write(out, f"{made.n}\\n".encode())


def checked(least):
    # What must hold after every kill.
    decisions = load_decisions(config)
    assert len(decisions) >= least, "a decision that was made is not in the log"
    events = load_events(config)
    kept = standing(decisions)
    added = Counter(decision.event for decision in kept if decision.action in ("accept", "edit"))
    assert Counter(events["id"]) == Counter(first) + added, "events and log differ"
    (visit,) = events.loc[events["id"] == "visit", "sources"]
    merged = Counter(f"https://example.org/{decision.proposal}" for decision in kept if decision.action == "merge")
    assert Counter(source.url for source in visit[1:]) == merged, "sources and log differ"
    gone = {decision.proposal for decision in kept if decision.action != "later"}
    assert {waiting.id for waiting in load_queue(config)} == proposals - gone, "queue and log differ"
    assert not list(folder.glob(".*.journal"))
    return len(decisions)


known, unfinished = 0, 0
with patch("pipeline.review.changes.addition"):  # what a row moves takes long and writes nothing
    for kill in range(int(sys.argv[2])):
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            review(random.Random(kill), writing)
        os.close(writing)
        if kill % 4 == 0:  # let it get going now and then, however slow the machine is
            select.select([reading], [], [], 30)
        time.sleep(moment.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said = b"".join(iter(lambda: os.read(reading, 65536), b"")).split()
        os.close(reading)
        unfinished += bool(list(folder.glob(".*.journal")))
        finish(folder)
        known = checked(max([known, *map(int, said)]))
print(json.dumps({"decisions": known, "unfinished": unfinished}))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_a_hundred_kills_lose_nothing(tmp_path):
    """After each kill, what was begun is finished: log, events, sources and queue tell the same, and no told decision is gone."""
    config = small_pair(tmp_path)
    lay_out(config, *(proposal(f"c-{n}", f"2031-02-{n + 1:02d}") for n in range(12)))
    command = [sys.executable, "-c", HOST, str(tmp_path / "config.yaml"), str(KILLS)]
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    host = subprocess.run(command, cwd=ROOT, env=os.environ | threads, capture_output=True, text=True, check=False)
    assert host.returncode == 0, host.stderr
    found = json.loads(host.stdout)
    assert found["decisions"] > KILLS / 4, "hardly a decision was made"
    assert found["unfinished"] > 0, "nobody was killed between two files"
