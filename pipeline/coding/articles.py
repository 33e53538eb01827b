"""Articles to candidate events, in one call: what `code` does, for programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config.schema import Config

if TYPE_CHECKING:
    from pipeline.coding.candidates import Candidate


def code_articles(
    config: Config,
    paths: Iterable[str | Path],
    published: date | None = None,
    manifest: str | Path | None = None,
    sides: tuple[str, ...] = (),
) -> list[Candidate]:
    """The candidates of files and folders (txt, md, html, json lines, csv, saved feeds), article by article.

    `published`: day of those that do not say; `sides`: two ISO country codes in place of the pair's. Raises DataError with
    every file that could not be read.
    """
    from pipeline.coding.coder import build_coder  # what reads words is loaded only by who asks for it
    from pipeline.coding.published import published_of
    from pipeline.sources.articles import read_articles

    coder = build_coder(config, sides)
    return [found for article in read_articles(paths, published, manifest) for found in coder.code(published_of(article))]
