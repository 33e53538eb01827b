"""What the one who runs the server may set by environment variable."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path


def config_paths(home: Path) -> dict[str, Path]:
    """The pairs on offer by name: `THAWLINE_CONFIG` or the root config, and every data/*/config.yaml beside it."""
    root = Path(os.environ.get("THAWLINE_CONFIG", home / "config.yaml"))
    others = sorted(root.parent.glob("data/*/config.yaml"))
    return {_name(root): root} | {_name(path): path for path in others}


def _name(path: Path) -> str:
    """A pair's slug as its config gives it, else its folder's name: a broken config must stay selectable."""
    try:
        slug = _slug(path.read_bytes())
    except OSError:
        slug = ""
    return slug or path.parent.name or "default"


@lru_cache(64)
def _slug(raw: bytes) -> str:
    """The slug that a config gives; empty where it gives none. Kept, since every run of a page asks for all pairs."""
    from pipeline.config.yaml_tree import parse_yaml
    from pipeline.errors import ThawlineError

    try:
        found = parse_yaml(raw, "").values.get("pair")
    except ThawlineError:
        found = None
    slug = found.get("slug") if isinstance(found, dict) else None
    return slug if isinstance(slug, str) else ""


def read_only() -> bool:
    """Whether readers cannot mend what is behind the page (`THAWLINE_READ_ONLY=1`): nothing that writes is offered to
    them, and messages about the server's files go to the log alone."""
    return os.environ.get("THAWLINE_READ_ONLY", "").lower() in ("1", "true", "yes")


def wait_for_draws() -> bool:
    """Whether pages are drawn only when the draws of the band are there (`THAWLINE_DRAWS=wait`): for tests and pictures, which
    want one answer."""
    return os.environ.get("THAWLINE_DRAWS", "").lower() == "wait"
