"""Articles come in: coded without a lock, then set beside queue, log and events and added to the queue under it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pipeline.coding.coder import Coder, build_coder
from pipeline.config.schema import Config
from pipeline.errors import DataError, Problem
from pipeline.records import Article
from pipeline.review.decision_log import decisions_path, read_decisions
from pipeline.review.proposals import Intake, intake_of, readings
from pipeline.review.queue import queue_bytes, read_queue
from pipeline.sources.articles import read_articles
from pipeline.sources.events import load_events
from pipeline.sources.unreviewed import candidates_file
from pipeline.store import locked, write_together


def take_in(config: Config, articles: Iterable[Article], coder: Coder | None = None) -> Intake:
    """Code articles and add what is new to the queue; `coder`, if one is at hand. Raises DataError and ExportError."""
    read = readings(articles, coder or build_coder(config))
    with locked(config.data.events):
        queue = read_queue(config)
        found = intake_of(config, read, load_events(config), queue, read_decisions(decisions_path(config)))
        if found.proposals:
            waiting = {proposal.id: proposal for proposal in (*queue, *found.proposals)}
            write_together(config.data.events, {candidates_file(config): queue_bytes(waiting.values())})
    return found


def inbox_articles(
    config: Config,
    paths: Iterable[str | Path] = (),
    published: date | None = None,
    manifest: str | Path | None = None,
    problems: list[Problem] | None = None,
) -> Iterable[Article]:
    """The articles of `paths`, else of the folder `data.articles`; raises DataError where there is neither."""
    given = list(paths)
    if not given and not config.data.articles:
        raise DataError("no articles are named, and the config has no folder for them (data.articles)")
    return read_articles(given or [str(config.data.articles)], published, manifest, problems)
