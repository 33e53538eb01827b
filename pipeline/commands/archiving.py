"""The whole index in one file, for those who want to recompute it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import DEFAULT, ConfigPath, Settings, guarded, run_index, save_file


@guarded
def export_archive(
    config: ConfigPath = DEFAULT,
    out: Annotated[Path | None, typer.Option(help="File or folder to write; default: a name that says what it is.")] = None,
    settings: Settings = None,
) -> None:
    """Write config, events, series, method and replicator as one zip that recomputes itself.

    Whoever unpacks it needs Python and PyYAML, and neither this program nor a network.
    """
    from pipeline.exports.archive import archive, archive_name

    result = run_index(config, settings)
    save_file(archive(result), archive_name(result), out)
