"""Draws slides and workbooks with another program, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image


def drawn_slides(folder: Path, contents: dict[str, bytes], dots: int = 40, kind: str = "pptx") -> dict[str, list[Image.Image]]:
    """Every slide or page of some files as LibreOffice draws it, by name; skips where it is not installed, but fails on a CI
    server."""
    missing = [name for name in ("soffice", "pdftoppm") if not shutil.which(name)]
    if missing:
        reason = f"{' and '.join(missing)} not found: install libreoffice-impress, libreoffice-calc and poppler-utils"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    for name, content in contents.items():
        (folder / f"{name}.{kind}").write_bytes(content)
    profile, files = f"-env:UserInstallation=file://{folder}/office", [str(folder / f"{name}.{kind}") for name in contents]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, timeout=240, capture_output=True)
    for name in contents:
        subprocess.run(["pdftoppm", "-r", str(dots), "-png", str(folder / f"{name}.pdf"), str(folder / name)], check=True)
    return {name: [Image.open(path).convert("RGB") for path in sorted(folder.glob(f"{name}-*.png"))] for name in contents}
