"""From articles to the queue of what a person decides on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import DEFAULT, ConfigPath, Settings, day_option, fail, guarded, overrides, say
from pipeline.errors import Problem


@guarded
def review(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Articles: files or folders; default: the config's folder data.articles.")
    ] = None,
    config: ConfigPath = DEFAULT,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication of all of them.")] = None,
    manifest: Annotated[Path | None, typer.Option(help="CSV with the columns file, published, source, url, title.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="Read nothing; print what waits.")] = False,
    settings: Settings = None,
) -> None:
    """Code articles and put what is new into the queue, each act once: a new event, one more source, or the outcome of a plan.

    Nothing enters the chronology by this; proposals are accepted, edited, merged or rejected in the dashboard. An article
    that was taken in before proposes nothing twice.
    """
    from pipeline.config import load_config
    from pipeline.review.intake import inbox_articles, take_in
    from pipeline.review.proposal_words import known_line, proposal_line
    from pipeline.review.queue import load_queue

    loaded = load_config(config, overrides(settings))
    if listed:
        if paths or published or manifest:
            fail("--list: prints what waits; leave out articles, --published and --manifest")
        queue = load_queue(loaded)
        print("".join(f"{proposal_line(proposal)}\n" for proposal in queue), end="")
        say(f"{len(queue)} waiting")
        return
    problems: list[Problem] = []
    found = take_in(loaded, inbox_articles(loaded, paths or (), day_option("--published", published), manifest, problems))
    for proposal in found.proposals:
        print(proposal_line(proposal))
    for note in found.notes:
        say(f"note: {note}")
    for known in found.known:
        say(f"note: {known_line(known)}")
    for problem in problems:
        say(str(problem))
    say(
        f"{found.articles} article{'s' if found.articles != 1 else ''}, "
        f"{found.candidates} candidate{'s' if found.candidates != 1 else ''}: {len(found.proposals)} "
        f"proposed, {found.before} waiting or decided before, {len(found.known)} known; {len(load_queue(loaded))} waiting"
    )
    if problems:
        raise typer.Exit(1)
