"""What is taken away but charts: tables, the letter, and the two ways to check them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import DEFAULT, ConfigPath, Settings, day_option, fail, guarded, run_index, say
from pipeline.errors import expected, shown


@guarded
def build(
    config: ConfigPath = DEFAULT,
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("build"),
    as_known_on: Annotated[str | None, typer.Option(metavar="DATE", help="Use only what was reported by this day.")] = None,
    settings: Settings = None,
) -> None:
    """Write index.csv, events.csv, channels.csv, measures.csv and manifest.json.

    The same config and events give the same bytes, on any day and in any time zone.
    """
    from pipeline.exports.tables import published_files
    from pipeline.provenance import provenance_of
    from pipeline.store import write_files

    as_of = day_option("--as-known-on", as_known_on)
    result = run_index(config, settings, as_of)
    filters = f"as known on {as_of}" if as_of else "none"
    provenance = provenance_of(result, f"{result.config.pair.name} tension index", filters)
    write_files(out, published_files(result, provenance, as_of))
    print(out / "index.csv")


@guarded
def digest(
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="The day to compare the last one with.")],
    config: ConfigPath = DEFAULT,
    fmt: Annotated[str, typer.Option("--format", help="text (to be pasted into a mail) or json.")] = "text",
    settings: Settings = None,
) -> None:
    """Print what changed since a day: number, words, channels, measures and the events reported since."""
    from pipeline.index.uncertainty import uncertainty_of
    from pipeline.provenance import provenance_of
    from pipeline.questions.digest import digest_json, digest_text, digest_title
    from pipeline.questions.since import changes

    formats = {"text": digest_text, "json": digest_json}
    if fmt not in formats:
        fail(f"--format: found {shown(fmt)}, {expected(fmt, formats)}")
    day = day_option("--since", since)
    if day is None:
        fail("--since: empty, expected a date such as 2023-11-15")
    result = run_index(config, settings)
    first = result.daily.index[0].date()
    if not first <= day <= result.through:
        fail(f"--since: found {day}, the data run from {first} to {result.through}")
    found = changes(result, day, uncertainty_of(result))
    print(formats[fmt](found, provenance_of(result, digest_title(found), f"since {found.start}")), end="")


@guarded
def inspect(file: Annotated[Path, typer.Argument(help="A file exported by this program, or built by it.")]) -> None:
    """Print where an exported file comes from: title, filters, source, data through, method, config hash, licence."""
    from pipeline.exports.stamps import read_provenance

    print(json.dumps(read_provenance(file), indent=2, ensure_ascii=False))


@guarded
def replicate(
    config: ConfigPath = DEFAULT,
    index: Annotated[Path | None, typer.Option(help="A published index.csv to compare with; default: built now.")] = None,
    events: Annotated[Path | None, typer.Option(help="Events file, if not the config's.")] = None,
) -> None:
    """Recompute index.csv by the separate implementation in replication/, and compare every value."""
    from pipeline.replicating import compare_with_replication

    differing, days, values = compare_with_replication(config, index, events, say)
    print(f"compared {values:,} values on {days:,} days: {values - len(differing):,} agree, {len(differing):,} differ")
    for line in differing[:10]:
        print(line)
    if differing:
        raise typer.Exit(1)


def schema() -> None:
    """Print the JSON schema of the config, for editors."""
    from pipeline.config.editor import editor_schema

    print(editor_schema(), end="")
