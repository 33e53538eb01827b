"""Buttons that hand out files; a file is made when it is asked for, and held until it is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import cycle

import streamlit as st
from streamlit import runtime

_TOLD = {
    "pptx": "One slide: native objects that can be edited, with title, source and date",
    "csv": "What the chart draws as a table for programs",
    "csv-excel": "The same table with the mark by which Excel knows UTF-8",
    "html": "One page that works offline, with what the mouse tells here",
    "xlsx": "The figures as a workbook with a native chart",
}
_PICTURE = "This chart as a picture, with title, source and date"
KEPT = 32
"""Files made last that are held, however many sessions make some; the oldest goes first."""
_places = cycle(range(KEPT))


def download(
    label: str, file: Callable[[], bytes], name: str, mime: str, key: str, told: str | None = None, disabled: bool = False
) -> None:
    """One button; `file` gives the bytes, `name` is the file's, `told` is said when the button is pointed at."""
    st.download_button(
        label,
        data=lambda: _held(file(), mime, name),
        file_name=name,
        mime=mime,
        key=key,
        on_click="ignore",
        icon=":material/download:",
        help=told,
        disabled=disabled,
    )


def downloads(
    formats: Mapping[str, str],
    key: str,
    file: Callable[[str], bytes],
    name: Callable[[str], str],
    told: Mapping[str, str] | None = None,
    otherwise: str = "",
    without: Iterable[str] = ("csv-excel",),
    label: str = "{}",
) -> None:
    """A row under a chart, a button a format. `formats`: MIME type by format; `file` and `name` give the bytes and the file name
    of one; `told` is what some buttons say when pointed at, `otherwise` what all others do, in place of what suits any chart;
    `without`: formats that have no button; `label`: what stands on a button round the format."""
    with st.container(horizontal=True):
        for fmt, mime in formats.items():
            if fmt not in without:
                said = (told or {}).get(fmt) or otherwise.format(fmt.upper()) or _TOLD.get(fmt, _PICTURE)
                download(label.format(fmt.upper()), lambda fmt=fmt: file(fmt), name(fmt), mime, f"{key}_{fmt}", said)


def _held(data: bytes, mime: str, name: str) -> bytes:
    """The same bytes. A file made on demand belongs to no session, and the second script run that ends anywhere on the server
    would remove it; every open page looks at its files each second, so a download over a slow line would be lost."""
    if runtime.exists():
        place = f"thawline.download.{next(_places)}"
        runtime.get_instance().media_file_mgr.add(data, mime, place, name, is_for_static_download=True)
    return data
