"""Which fonts draw a chart file: the one that the config names, and behind it, letter by letter, the one that is always there.

DejaVu Sans comes with Matplotlib, under a free licence of its own; a machine without any fonts draws the same picture.
It has no Chinese, Japanese or Korean.
"""

from __future__ import annotations

import difflib
import threading
from pathlib import Path

from pipeline.config.loader import is_font_file
from pipeline.errors import ExportError, shown

ALWAYS = "DejaVu Sans"
_REGISTERED: dict[Path, str] = {}
_ONE_AT_A_TIME = threading.Lock()


def families(font: str | None) -> list[str]:
    """The families to draw with, the first that has a letter draws it; raises ExportError where `font` is not there."""
    if font is None:
        return [ALWAYS]
    return [_from_file(Path(font)) if is_font_file(font) else _installed(font), ALWAYS]


def _from_file(path: Path) -> str:
    """The family of a font file, made known to Matplotlib."""
    from matplotlib.font_manager import fontManager, get_font

    path = path.resolve()
    with _ONE_AT_A_TIME:
        if path not in _REGISTERED:
            if not path.is_file():
                raise ExportError(f"export.font: {path}: file not found")
            try:
                fontManager.addfont(path)
                _REGISTERED[path] = get_font(path).family_name
            except Exception as error:  # a broken font fails anywhere in its reader, which promises no type
                raise ExportError(f"export.font: {path}: not a font that can be read ({error})") from None
    return _REGISTERED[path]


def _installed(name: str) -> str:
    from matplotlib.font_manager import fontManager

    known = {entry.name for entry in fontManager.ttflist}
    if name in known:
        return name
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise ExportError(
        f"export.font: found {shown(name)}, which is not installed here; {hint}allowed: an installed family, or a font file "
        "(.ttf, .otf, .ttc)"
    )


def what_to_do(missing: str) -> str:
    """The advice for letters that no font at hand draws: a family that is installed and has them, or where to get one."""
    able = _family_with(missing)
    if able:
        return f"add 'font: {able}' below export in the config, or --set export.font='{able}'"
    return (
        "name a font that has them below export in the config: a file or an installed family, e.g. 'font: Noto Sans CJK SC' "
        "(Debian, Ubuntu: apt-get install fonts-noto-cjk)"
    )


_CANDIDATES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Microsoft YaHei", "SimHei",
    "PingFang SC", "Hiragino Sans GB", "Arial Unicode MS", "Noto Sans CJK JP", "Noto Sans", "Segoe UI Symbol", "FreeSans",
)  # fmt: skip
"""Widely installed families with letters that DejaVu Sans lacks, in the order in which they are proposed."""


def _family_with(letters: str) -> str | None:
    from matplotlib.font_manager import FontProperties, fontManager, get_font

    known = {entry.name for entry in fontManager.ttflist}
    for name in _CANDIDATES:
        if name in known:
            font = get_font(fontManager.findfont(FontProperties(family=name)))
            if all(font.get_char_index(ord(letter)) for letter in letters):
                return name
    return None
