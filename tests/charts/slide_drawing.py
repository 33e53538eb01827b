"""Draws slides with another program, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image


def drawn_slides(folder: Path, *contents: bytes) -> list[list[Image.Image]]:
    """The slides of each PPTX as LibreOffice draws them; the test is skipped where it is missing, and fails under CI."""
    missing = [name for name in ("soffice", "pdftoppm") if not shutil.which(name)]
    if missing:
        reason = f"{' and '.join(missing)} not found: install libreoffice-impress, libreoffice-calc and poppler-utils"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    files = [folder / f"drawn{number}.pptx" for number in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/office"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, timeout=240, capture_output=True)
    for file in files:
        subprocess.run(["pdftoppm", "-r", "40", "-png", str(file.with_suffix(".pdf")), str(file.with_suffix(""))], check=True)
    return [[Image.open(path).convert("RGB") for path in sorted(folder.glob(f"{file.stem}-*.png"))] for file in files]
