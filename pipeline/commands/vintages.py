"""The series as it is published: kept as a vintage, so that a change of history is seen."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.commands.common import DEFAULT, ConfigPath, fail, guarded, run_index, say
from pipeline.errors import unshowable


@guarded
def publish(
    config: ConfigPath = DEFAULT,
    note: Annotated[str, typer.Option("--note", help="What is new since the last vintage, in a few words.")] = "",
) -> None:
    """Keep the series of today as a vintage beside the events, against which `check` holds every later state.

    Refused where published history changed and CHANGELOG.md does not say so.
    """
    from pipeline.history import owns_history
    from pipeline.history import publish as publish_vintage
    from pipeline.sources.vintages import folder_of

    refused = unshowable(note, one_line=True)
    if refused:
        fail(f"--note: {refused[1]}")
    result = run_index(config)
    if not owns_history(config, result.config):
        fail(f"{config}: borrows {result.config.data.events}, so it has no history of its own to publish")
    vintage, new = publish_vintage(result.config, result, note)
    print(folder_of(result.config) / f"{vintage.id}.csv")
    if not new:
        say(f"nothing new since vintage {vintage.id}")
