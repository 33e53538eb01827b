"""What every exported file says of itself: where its figures come from.

Eight fields travel in every export: title, filters, source, data_through, method_version, config_hash, licence,
software. How they get into a file and out of it again is the matter of `exports`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date

from pipeline.config.loader import config_hash
from pipeline.config.schema import METHODS, Config
from pipeline.index import METHOD_VERSION, IndexResult
from pipeline.words import day_text, unreviewed_candidates

KEY = "thawline"
"""The name under which a carrier keeps the fields, where it keeps names."""


@dataclass(frozen=True)
class Provenance:
    """What an exported file says of itself; plain text, no clock time."""

    title: str
    filters: str
    source: str
    data_through: str
    method_version: str
    config_hash: str
    licence: str
    software: str

    def fields(self) -> dict[str, str]:
        return asdict(self)

    def json(self) -> str:
        return json.dumps(self.fields(), ensure_ascii=False)


def provenance_of(result: IndexResult, title: str, filters: str = "none") -> Provenance:
    """The provenance of something drawn from one run of the index."""
    from pipeline import __version__

    config = result.config
    events = len(result.scored) - result.unreviewed
    counted = f"{events} sourced event{'s' if events != 1 else ''}"
    if result.unreviewed:
        counted += f" and {unreviewed_candidates(result.unreviewed)}"
    return Provenance(
        title=title,
        filters=filters,
        source=f"{config.export.author}, {config.pair.name} tension index, from {counted}",
        data_through=result.through.isoformat(),
        method_version=method_text(config),
        config_hash=config_hash(config)[:12],
        licence=config.export.licence,
        software=f"Thawline {__version__}",
    )


def method_text(config: Config) -> str:
    """The version of the method, and which one it is where it is not that of the published index."""
    method = config.index.method
    return METHOD_VERSION if method == METHODS[0] else f"{METHOD_VERSION} ({method})"


def footer(provenance: Provenance) -> str:
    """What stands below a chart: the same fields in a sentence."""
    return (
        f"Source: {provenance.source}. Data through {day_text(date.fromisoformat(provenance.data_through))}. "
        f"Method {provenance.method_version}, config {provenance.config_hash}. {provenance.licence}."
    )
