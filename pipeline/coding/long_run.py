"""A run over many articles: on several cores, with its progress told, and able to go on where it was stopped.

Results are appended article by article; a list beside them (`<out>.progress`) says which articles are done. A run that was
stopped leaves both, and the next run with the same output goes on from there. What a run writes does not depend on how many
cores it had, or on how often it was stopped.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from pipeline.coding.boilerplate import passed_over
from pipeline.coding.coder import Coder, build_coder
from pipeline.coding.kept_texts import keep_text
from pipeline.coding.published import published_of
from pipeline.config.schema import Config
from pipeline.errors import ExportError
from pipeline.records import Article

TOLD_EVERY = 2.0
"""Seconds between two lines of progress."""
_CHUNK = 16
"""Articles that go to a worker at once."""
_CODED_HERE = 16


@dataclass(frozen=True)
class Coded:
    """What one article yielded: JSON lines, notes for people, and why each sentence came to what it did.

    `text`: the text that offsets count, where it was extracted and something was found in it; else empty.
    """

    article: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    reasons: tuple[str, ...]
    text: str = ""


def coded_articles(
    articles: Iterable[Article], config: Config, sides: tuple[str, ...], explain: bool, workers: int
) -> Iterator[Coded]:
    """The articles coded, in their order. The first few are coded here: a small run is over before a process is started, and
    in a large one the workers begin with all word lists read."""
    coder, ahead = build_coder(config, sides), iter(articles)
    first = ahead if workers <= 1 else islice(ahead, _CODED_HERE)
    yield from (_code(coder, article, explain) for article in first)
    following = next(ahead, None)
    if following is None:
        return
    copied = _copied()
    context = multiprocessing.get_context("fork" if copied else "spawn")
    # A new process builds its own coder: what is handed to it at its start has to be small, or both wait for ever if it dies.
    pool = ProcessPoolExecutor(workers, context, _start, (config, sides, explain, coder if copied else None))
    try:
        yield from pool.map(_work, chain([following], ahead), chunksize=_CHUNK)
    except BrokenProcessPool:
        raise ExportError("a worker process ended before its work; run again with --workers 1") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _copied() -> bool:
    """Whether workers are copies of this process, where that is safe (Linux, one thread): they are there at once, new ones take
    seconds."""
    return sys.platform == "linux" and threading.active_count() == 1


def _code(coder: Coder, article: Article, explain: bool) -> Coded:
    dated = published_of(article)
    found, passed = coder.read(dated)
    return Coded(
        article.id,
        tuple(json.dumps(candidate.as_json(), ensure_ascii=False) for candidate in found),
        (*dated.notes, *(note for note in passed_over(passed) if "not English" in note)),
        tuple(coder.reasons(dated)) if explain else (),
        dated.text if dated.extracted and found else "",
    )


_worker: list[tuple[Coder, bool]] = []


def _start(config: Config, sides: tuple[str, ...], explain: bool, coder: Coder | None) -> None:
    gc.freeze()  # the word lists stay, and what the coder makes holds no circles: the collector need hardly look
    gc.set_threshold(50_000)
    _worker[:] = [(coder or build_coder(config, sides), explain)]


def _work(article: Article) -> Coded:
    coder, explain = _worker[0]
    return _code(coder, article, explain)


class Ledger:
    """The output file of a run and the list of articles that are done."""

    def __init__(self, out: Path):
        self.out = out
        self.list = out.with_name(out.name + ".progress")
        self.done: set[str] = set()
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            if self.list.exists() and out.exists():
                self._go_on()
            else:
                out.write_text("", "utf-8")
                self.list.write_text("", "utf-8")
        except OSError as error:
            raise ExportError(f"{out}: cannot be written ({error.strerror})") from None

    def _go_on(self) -> None:
        """Keep what is done; a line of an article that was not finished is dropped."""
        self.done = {json.loads(line) for line in self.list.read_text("utf-8").split("\n") if line.endswith('"')}
        whole = [line for line in self.out.read_text("utf-8").split("\n") if line.endswith("}")]
        kept = [line for line in whole if json.loads(line)["article"] in self.done]
        self.out.write_text("".join(f"{line}\n" for line in kept), "utf-8")
        self.list.write_text("".join(f"{json.dumps(name)}\n" for name in sorted(self.done)), "utf-8")

    def add(self, coded: Coded) -> None:
        """The text and the results first, then the mark that they are whole."""
        try:
            if coded.text:
                keep_text(self.out, coded.article, coded.text)
            with self.out.open("a", encoding="utf-8") as file:
                file.write("".join(f"{line}\n" for line in coded.lines))
            with self.list.open("a", encoding="utf-8") as file:
                file.write(f"{json.dumps(coded.article)}\n")
        except OSError as error:
            raise ExportError(f"{error.filename or self.out}: cannot be written ({error.strerror})") from None

    def close(self) -> None:
        """The run is over: nothing is left to go on with."""
        self.list.unlink(missing_ok=True)


class Progress:
    """Tells how far a run is, at most every `TOLD_EVERY` seconds."""

    def __init__(self, total: int, say: Callable[[str], None]):
        self.total, self.say = total, say
        self.began = self.told = time.monotonic()
        self.articles = self.candidates = 0

    def add(self, candidates: int) -> None:
        self.articles += 1
        self.candidates += candidates
        now = time.monotonic()
        if now - self.told >= TOLD_EVERY:
            self.told = now
            left = (now - self.began) / self.articles * max(self.total - self.articles, 0)
            ahead = f" of {self.total}, about {left:.0f} s left" if self.total >= self.articles else ""
            self.say(f"{self.articles}{ahead}; {self.candidates} candidates")
