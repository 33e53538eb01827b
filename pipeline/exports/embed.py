"""A chart file in a page of one's own: the lines of HTML or Markdown that show it, with where it comes from."""

from __future__ import annotations

import re
from html import escape

from pipeline.charts.spec import ChartSpec
from pipeline.sources.cells import safe_link

_FRAME_HEIGHT = 760


def image_html(spec: ChartSpec, name: str, cited: str, link: str = "") -> str:
    """A figure with the picture of this name, its text for those who cannot see it, and the citation below."""
    picture = f'<img src="{_quoted(name)}" alt="{_quoted(spec.alt)}" style="max-width:100%;height:auto">'
    if link and safe_link(link):
        picture = f'<a href="{_quoted(link)}">{picture}</a>'
    return f"<figure>\n  {picture}\n  <figcaption>{escape(_line(cited))}</figcaption>\n</figure>"


def frame_html(spec: ChartSpec, name: str, cited: str) -> str:
    """The web page of this name in a frame that may run nothing beyond itself, and the citation below."""
    frame = (
        f'<iframe src="{_quoted(name)}" title="{_quoted(spec.title)}" width="100%" height="{_FRAME_HEIGHT}" '
        'style="border:0" loading="lazy" sandbox="allow-scripts allow-popups"></iframe>'
    )
    return f"{frame}\n<p><small>{escape(_line(cited))}</small></p>"


def image_markdown(spec: ChartSpec, name: str, cited: str, link: str = "") -> str:
    """The picture of this name, and the citation below."""
    picture = f"![{_marked(spec.alt)}]({name})"
    if link and safe_link(link):
        picture = f"[{picture}]({link.replace('(', '%28').replace(')', '%29')})"
    return f"{picture}\n\n*{_marked(cited)}*"


def _line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return escape(_line(text), quote=True)


def _marked(text: str) -> str:
    """Text that Markdown shows as it stands, without tags and links of its own."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", _line(text))
