"""How articles come before the reviewer: pasted, uploaded, or from the inbox folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from pipeline.coding.coder import Coder, build_coder
from pipeline.config import config_hash
from pipeline.config.schema import Config
from pipeline.errors import Problem, ThawlineError
from pipeline.review.intake import inbox_articles, take_in
from pipeline.review.pasting import add_article, add_file
from pipeline.review.proposals import Intake
from pipeline.sources.articles import article_files

TAKEN = "_review_taken"
ROUND = "_review_round"
UPLOADS = ["txt", "md", "html", "htm", "csv", "json", "jsonl", "xml", "rss", "atom"]


def articles(config: Config) -> None:
    """Three ways in; what came of the last one is said above."""
    _told()
    pasted, uploaded, inbox = st.tabs(["Paste", "Upload", "Inbox"])
    with pasted:
        _paste(config)
    with uploaded:
        _upload(config)
    with inbox:
        _inbox(config)


def _paste(config: Config) -> None:
    turn = st.session_state.get(ROUND, 0)
    text = st.text_area("Article", key=f"paste_text_{turn}", height=180, placeholder="The whole text, headline first")
    with st.container(horizontal=True):
        published = st.date_input(
            "Published on", None, key=f"paste_day_{turn}", width=160, format="YYYY-MM-DD", help="Empty: looked for in the text"
        )
        source = st.text_input("Outlet", key=f"paste_source_{turn}", width=200)
        url = st.text_input("Address", key=f"paste_url_{turn}", width=320, placeholder="https://")
    if st.button("Read it", key="paste_read", type="primary"):
        try:
            _take(config, [add_article(config, text, published, source, url)])
        except ThawlineError as error:
            _refused(error)
            return
        st.session_state[ROUND] = turn + 1
        st.rerun()


def _upload(config: Config) -> None:
    turn = st.session_state.get(ROUND, 0)
    files = st.file_uploader("Files", UPLOADS, accept_multiple_files=True, key=f"upload_{turn}", help="Articles or saved feeds")
    published = st.date_input(
        "Published on", None, key="upload_day", width=160, format="YYYY-MM-DD", help="Where a file does not say"
    )
    if st.button("Read them", key="upload_read", disabled=not files):
        try:
            kept = [add_file(config, file.name, file.getvalue()) for file in files]
            _take(config, kept, published)
        except ThawlineError as error:
            _refused(error)
            return
        st.session_state[ROUND] = turn + 1
        st.rerun()


def _inbox(config: Config) -> None:
    folder = Path(config.data.articles) if config.data.articles else None
    count = len(article_files([folder])) if folder and folder.is_dir() else 0
    st.write(
        f"{count} file{'s' if count != 1 else ''} in `{folder}`." if folder else "The config names no folder (data.articles)."
    )
    if st.button("Read the inbox", key="inbox_read", disabled=not count):
        try:
            _take(config, [])
        except ThawlineError as error:
            _refused(error)
            return
        st.rerun()


def _take(config: Config, paths: list[Path], published: date | None = None) -> None:
    problems: list[Problem] = []
    with st.spinner("Reading …"):
        coder = _coder(config_hash(config), config)
        found = take_in(config, inbox_articles(config, paths, published, None, problems), coder)
    st.session_state[TAKEN] = (found, [str(problem) for problem in problems])


@st.cache_resource(max_entries=4, show_spinner=False)
def _coder(key: str, _config: Config) -> Coder:
    return build_coder(_config)


def _told() -> None:
    """What the articles brought, once."""
    taken: tuple[Intake, list[str]] | None = st.session_state.pop(TAKEN, None)
    if taken is None:
        return
    found, problems = taken
    st.success(_sentence(found))
    for line in [*problems, *found.notes][:10]:
        st.warning(line)


def _sentence(found: Intake) -> str:
    parts = [
        f"{found.articles} article{'s' if found.articles != 1 else ''} read: "
        f"{len(found.proposals)} proposal{'s' if len(found.proposals) != 1 else ''}"
    ]
    parts += [f"{found.before} decided or waiting already"] if found.before else []
    parts += [f"{len(found.known)} that the chronology rests on already"] if found.known else []
    return f"{', '.join(parts)}."


def _refused(error: ThawlineError) -> None:
    st.error("Nothing was read:")
    st.code(str(error), language=None, wrap_lines=True)
