"""What a briefing is taken away as: one button a format, the deck, and lines to link, embed and cite."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from pipeline.charts.spec import ChartSpec
from pipeline.config.schema import Export
from pipeline.exports.chart import chart_name, tension_file
from pipeline.exports.deck import FORMATS as DECK_FORMATS
from pipeline.exports.deck import deck_file
from pipeline.exports.embed import frame_html, image_html, image_markdown
from pipeline.exports.formats import FORMATS
from views import panels
from views.downloads import downloads
from views.frame import citation
from views.loaded import Loaded

_HELP = {
    "pptx": "One slide: a native chart whose figures can be edited, the list as a table",
    "xlsx": "A workbook: figures with a native chart, the events with every factor, channels, measures",
}


def buttons(loaded: Loaded, spec: ChartSpec, export: Export) -> None:
    """Each file is made when it is asked for, from the very chart that is seen."""
    config = loaded.result.config
    downloads(
        FORMATS,
        "briefing",
        lambda fmt: tension_file(spec, fmt, loaded.result, export),
        lambda fmt: chart_name(spec, fmt, config),
        _HELP,
        without=(),
    )
    downloads(
        DECK_FORMATS,
        "briefing_deck",
        lambda fmt: deck(loaded, spec, fmt),
        lambda fmt: f"{config.pair.slug}-deck_{spec.start}_{spec.end}.{fmt}",
        otherwise="Five slides: this chart, who talks, what moved it, the newest events with sources, method",
        label="Deck, {}",
    )


def deck(loaded: Loaded, spec: ChartSpec, fmt: str) -> bytes:
    """The whole deck of the period, with this chart in front."""
    from pipeline.charts.deck import briefing_deck

    made = briefing_deck(loaded.result, spec.start, spec.end, loaded.episodes, chart=spec)
    return deck_file(made, fmt, loaded.result.config)


def links(loaded: Loaded, spec: ChartSpec, fits: bool) -> None:
    """A link that opens the same chart again, lines for a web page, and how to cite it."""
    config = loaded.result.config
    name, link = chart_name(spec, "png", config), address()
    cited = citation(loaded, spec.title, "")
    with st.expander("Link, embed, cite", key="briefing_links", on_change="rerun") as opened:
        if not opened.open:
            return
        if fits:
            st.html(panels.note("This link opens the same chart again, with every choice made here."))
        else:
            st.warning("The choices are too long for a link: it opens the period only. Shorten wordings or notes.")
        st.code(link or "The address of this page", language=None, wrap_lines=True)
        st.html(panels.note(f"For a web page: put the file {name} beside it and paste these lines."))
        st.code(image_html(spec, name, cited, link), language="html", wrap_lines=True)
        page = chart_name(spec, "html", config)
        st.html(panels.note(f"The same as a page that tells more under the mouse: put {page} beside it."))
        st.code(frame_html(spec, page, cited), language="html", wrap_lines=True)
        st.html(panels.note("The picture in Markdown."))
        st.code(image_markdown(spec, name, cited, link), language="markdown", wrap_lines=True)
        st.html(panels.note("To cite it."))
        st.code(f"{cited} {link}".strip(), language=None, wrap_lines=True)


def address() -> str:
    """The address of the page as it stands, choices and all; empty where the app has none."""
    base, query = (st.context.url or "").split("?")[0], st.query_params.to_dict()
    return f"{base}?{urlencode(query)}" if base and query else base
