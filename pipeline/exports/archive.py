"""Everything that the index rests on in one zip, to be deposited, cited and recomputed by a stranger.

The events travel with the tone that was used, so that the replicator inside needs nothing but Python and PyYAML.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

from pipeline.config.loader import config_hash
from pipeline.config.schema import Config, Data
from pipeline.errors import ExportError
from pipeline.exports.config_file import config_file
from pipeline.exports.tables import index_table, to_csv
from pipeline.exports.zipping import zipped
from pipeline.index import IndexResult
from pipeline.provenance import provenance_of
from pipeline.records import CANDIDATE_COLUMNS, EVENT_COLUMNS, REQUIRED_COLUMNS
from pipeline.scoring import score_events
from pipeline.sources.csv_rows import read_rows
from pipeline.sources.events import load_events
from pipeline.sources.unreviewed import candidates_file
from pipeline.store import sha256

_ROOT = Path(__file__).parents[2]
_PAGES = {
    "replicate.py": "replication/replicate.py",
    "METHODOLOGY.md": "METHODOLOGY.md",
    "CODEBOOK.md": "CODEBOOK.md",
    "LICENSE": "LICENSE",
    "LICENSE-DATA": "LICENSE-DATA",
}
_WITHHELD = {"quote", "tellings"}
"""The sentences that an event or a candidate rests on may be press text, which is not ours to pass on; with the tone told
nobody needs them."""

_README = """\
# {title}

Data through {data_through}, method {method_version}, config {config_hash}. {source}. {licence}.
Made with {software}; the same config and events give this very file again.

## Recompute it

With Python 3.11 or newer and PyYAML, nothing else, in the folder where this archive is unpacked:

    pip install PyYAML
    python replicate.py --compare index.csv

It computes every value of every day from config.yaml and events.csv and compares it with index.csv, digit by digit;
exit code 0 says that all are equal. To see what a weight does, change it in config.yaml and write another series:

    python replicate.py --out changed.csv

`sha256sum -c SHA256SUMS` checks that no file was changed.

## What is inside

| file | holds |
|---|---|
{rows}

The tone of each event is written into its row as it was used: given, or computed by VADER 3.3.2 from its quote or title.
The columns `quote` and `tellings` are empty, for they can hold press text that is not ours to pass on. All else stands as read.
"""
_HOLDS = {
    "config.yaml": "every weight and rule in use, with all that was inherited or set",
    "events.csv": "the events as read, with the tone used; CODEBOOK.md describes the columns",
    "candidates.csv": "the candidates that nobody has reviewed; the config says which of them count",
    "index.csv": "the daily series",
    "replicate.py": "a separate implementation, written from METHODOLOGY.md alone",
    "METHODOLOGY.md": "how the series is computed",
    "CODEBOOK.md": "what an event is, and how a row is filled in",
    "LICENSE": "the licence of replicate.py",
    "LICENSE-DATA": "the licence of data and figures",
    "manifest.json": "where this comes from, and a hash of each file",
    "SHA256SUMS": "the same hashes for sha256sum",
}


def archive(result: IndexResult) -> bytes:
    """The bytes of the zip; raises ExportError where a page of the repository is missing, DataError for broken events.

    The events are read again from the files of the run's config, as the run read them.
    """
    config = _archived(result.config)
    files = {"config.yaml": config_file(config), **_events(result.config), "index.csv": to_csv(index_table(result))}
    for name, place in _PAGES.items():
        try:
            files[name] = (_ROOT / place).read_bytes()
        except OSError as error:
            raise ExportError(f"{_ROOT / place}: cannot be read ({error.strerror}); it belongs into the archive") from None
    provenance = provenance_of(result, f"{config.pair.name} tension index, replication archive")
    rows = "\n".join(f"| `{name}` | {told} |" for name, told in _HOLDS.items() if name in (*files, "manifest.json", "SHA256SUMS"))
    files["README.md"] = _README.format(rows=rows, **provenance.fields()).encode()
    manifest = {
        **provenance.fields(),
        "config_hash_full": config_hash(config),
        "first_day": result.daily.index[0].date().isoformat(),
        "unreviewed": result.unreviewed,
        "sha256": {name: sha256(content) for name, content in files.items()},
    }
    files["manifest.json"] = (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
    files["SHA256SUMS"] = "".join(f"{sha256(content)}  {name}\n" for name, content in files.items()).encode()
    return zipped({name: files[name] for name in ("README.md", *(name for name in files if name != "README.md"))})


def archive_name(result: IndexResult) -> str:
    """A file name that says pair, last day and config: us-china-replication_2026-09-27_4e1db1637ef4.zip."""
    return f"{result.config.pair.slug}-replication_{result.through}_{config_hash(result.config)[:12]}.zip"


def _archived(config: Config) -> Config:
    """The config with the files that travel and no other; its hash stays the same."""
    counted = "candidates.csv" if config.review.count_unreviewed and candidates_file(config).exists() else None
    data = Data(events="events.csv", candidates=counted, through=config.data.through)
    return config.model_copy(update={"data": data, "export": config.export.model_copy(update={"font": None})})


def _events(config: Config) -> dict[str, bytes]:
    """events.csv, and candidates.csv where they count, with the tones used."""
    scored = score_events(config, load_events(config))
    tones = dict(zip(scored["id"], scored["tone"], strict=True))
    limit = config.limits.csv_mb
    rows = read_rows(Path(config.data.events), EVENT_COLUMNS, REQUIRED_COLUMNS, limit)
    files = {"events.csv": _table(rows, list(EVENT_COLUMNS), tones)}
    if config.review.count_unreviewed and candidates_file(config).exists():
        columns = {**EVENT_COLUMNS, **CANDIDATE_COLUMNS}
        candidates = read_rows(candidates_file(config), columns, REQUIRED_COLUMNS, limit)
        files["candidates.csv"] = _table(candidates, list(columns), tones)
    return files


def _table(rows: list[dict], columns: list[str], tones: Mapping[str, float]) -> bytes:
    """Rows as they stand, with their tones and without what may be press text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        tone = repr(float(tones[row["id"]])) if row["id"] in tones else row["tone"]
        writer.writerow({**row, "tone": tone, **dict.fromkeys(_WITHHELD & row.keys(), "")})
    return out.getvalue().encode()
