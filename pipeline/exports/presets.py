"""Sizes of a picture that fit where it goes. Type is set for the size on paper: a smaller picture has larger letters."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config.schema import Export
from pipeline.errors import ExportError, expected, shown


@dataclass(frozen=True)
class Preset:
    """`width` and `height` in hundredths of an inch; `badges`: the most numbered events whose list can be read there."""

    width: int
    height: int
    badges: int
    use: str


PRESETS = {
    "slide": Preset(1067, 600, 12, "a whole slide of 16 to 9"),
    "half": Preset(600, 640, 6, "half of such a slide"),
    "square": Preset(720, 720, 8, "a post or a tile"),
    "a4": Preset(1169, 827, 20, "an A4 page across, printed as it is"),
}


def preset_of(name: str) -> Preset:
    """The preset of a name; raises ExportError."""
    if name not in PRESETS:
        raise ExportError(f"--preset: found {shown(name)}, {expected(name, PRESETS)}")
    return PRESETS[name]


def sized(export: Export, preset: Preset | None = None, scale: int | None = None) -> Export:
    """The settings of the config with the size of a preset and another scale, where these are given."""
    changes: dict[str, int] = {"width": preset.width, "height": preset.height} if preset else {}
    return export.model_copy(update=changes | ({"scale": scale} if scale else {}))
