"""One row of buttons under a chart, one a format; a file is made when it is asked for, from the very chart on screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import streamlit as st


def downloads(
    formats: Mapping[str, str],
    key: str,
    file: Callable[[str], bytes],
    name: Callable[[str], str],
    told: Mapping[str, str] | None = None,
    otherwise: str = "This chart as a {} file, with title, source and date",
    without: Iterable[str] = (),
    label: str = "{}",
) -> None:
    """`formats`: MIME type by format; `file` and `name` give the bytes and the file name of one; `told` is what some buttons say
    when pointed at, `otherwise` what the others do; `without`: formats that have no button;
    `label`: what stands on a button round the format."""
    with st.container(horizontal=True):
        for fmt, mime in formats.items():
            if fmt not in without:
                st.download_button(
                    label.format(fmt.upper()),
                    data=lambda fmt=fmt: file(fmt),
                    file_name=name(fmt),
                    mime=mime,
                    key=f"{key}_{fmt}",
                    on_click="ignore",
                    icon=":material/download:",
                    help=(told or {}).get(fmt, otherwise.format(fmt.upper())),
                )
