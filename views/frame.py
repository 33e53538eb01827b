"""What every page has: the pair, the index in use, an eye on its files, and how to cite the view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from pipeline.config import config_hash
from views.loaded import Loaded, changed, load_or_explain
from views.own_weights import PARAMETER as OWN_PARAMETER
from views.panels import note
from views.settings import config_paths

WATCH_SECONDS = 1.0


def framed(show: Callable[[Loaded], None], home: Path, title: str) -> Callable[[], None]:
    """A page for `st.Page`: the frame around one view."""
    page = partial(_page, show, home, title)
    page.__name__ = title.lower().replace(" ", "_")  # type: ignore[attr-defined]
    return page


def framed_form(show: Callable[[Path], None], home: Path, title: str) -> Callable[[], None]:
    """A page for `st.Page` that writes: it gets the config's path, and works where there is no index yet."""

    def page() -> None:
        paths = config_paths(home)
        show(paths[_pair(list(paths))])

    page.__name__ = title.lower().replace(" ", "_")
    return page


def _page(show: Callable[[Loaded], None], home: Path, title: str) -> None:
    paths = config_paths(home)
    path = paths[_pair(list(paths))]
    loaded = load_or_explain(path)
    _watch(path)
    show(loaded)
    _foot(loaded, title)


def _pair(names: list[str]) -> str:
    """The pair shown, kept in the URL; with one pair there is nothing to choose."""
    if len(names) == 1:
        return names[0]
    return st.selectbox("Pair", names, key="pair", bind="query-params", width=260)


@st.fragment(run_every=WATCH_SECONDS)
def _watch(path: Path) -> None:
    """Redraw the page when a file behind it changed; costs a look at the files' times."""
    if changed(path):
        st.rerun(scope="app")


def _foot(loaded: Loaded, title: str) -> None:
    """What is shown, in words that can be pasted into a footnote."""
    result = loaded.result
    st.divider()
    with st.expander("Cite this view", on_change="rerun") as cite:
        if cite.open:
            st.code(citation(loaded, title, st.context.url or ""), language=None, wrap_lines=True)
    st.html(note(f"Config {config_hash(result.config)[:12]} · data through {result.through.isoformat()}"))


def citation(loaded: Loaded, title: str, url: str) -> str:
    """Author, pair, page, version, method, config hash, data through, licence and link."""
    from pipeline import __version__
    from pipeline.index import METHOD_VERSION

    result, query = loaded.result, st.query_params.to_dict()
    link = url + ("?" + urlencode(query, safe=":,;~") if query and "?" not in url else "")
    config = result.config
    own = " with own weights, which the link holds" if OWN_PARAMETER in query else ""
    return (
        f"{config.export.author}, {config.pair.name} tension index, {title}{own}. Version {__version__}, "
        f"method {METHOD_VERSION}, config {config_hash(config)[:12]}, data through {result.through.isoformat()}. "
        f"{config.export.licence}. {link}"
    ).strip()
