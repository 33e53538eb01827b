"""A chart as one HTML file: what the page shows, to be opened anywhere, without a server and without a network.

plotly.js travels inside. A policy in the head lets only the two scripts of this file run, known by their hashes, and
forbids every request, so that a text that slipped through unescaped could neither run nor call home.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Protocol

import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.palette import DARK, HOUSE, LIGHT, Looks, Palette
from pipeline.config.contrast import TEXT, darkened
from pipeline.config.schema import Config
from pipeline.provenance import KEY, Provenance

_DRAW = """\
const chart = JSON.parse(document.getElementById("chart").textContent);
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const settings = {responsive: true, displaylogo: false, displayModeBar: false, scrollZoom: false};
function draw() {
  const look = dark.matches ? chart.dark : chart.light;
  const traces = chart.traces.map((trace, number) => ({...trace, ...look.traces[number]}));
  Plotly.react("plot", traces, structuredClone(look.layout), settings);
}
dark.addEventListener("change", draw);
draw();
"""
_STYLE = """\
:root { color-scheme: light dark; LIGHT }
@media (prefers-color-scheme: dark) { :root { DARK } }
body { background: var(--ground); color: var(--ink); font: 16px/1.45 Source Sans, Segoe UI, Helvetica, Arial, sans-serif;
  margin: 0 auto; max-width: 1280px; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .3rem; overflow-wrap: anywhere; }
p { margin: .3rem 0; } .note { color: var(--muted); font-size: .9rem; }
main { display: flex; flex-wrap: wrap; gap: 1rem 2rem; } #plot { flex: 5 1 480px; min-width: 0; height: TALL; }
ol { flex: 2 1 260px; list-style: none; margin: 0; padding: 0; } li { display: flex; gap: .6rem; margin: 0 0 .5rem; }
li > b { align-self: start; background: THAW; border-radius: 1rem; color: #fff; font-size: .8rem; min-width: 1.4rem;
  padding: .05rem .2rem; text-align: center; }
li.freeze > b { background: FREEZE; border-radius: 0; } li.hollow > b { outline: 2px dashed; outline-offset: 1px; }
li span span { color: var(--thaw); font-weight: 600; } li.freeze span span { color: var(--freeze); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; } details > div { max-height: 60vh; overflow: auto; }
th, td { border-bottom: 1px solid var(--grid); padding: .15rem .8rem .15rem 0; text-align: left; vertical-align: top; }
th { background: var(--ground); position: sticky; top: 0; }
"""
_HEIGHT = 500
"""Pixels of a chart that does not say how tall it is."""


class Shown(Protocol):
    """What every chart says of itself; `plain`: nothing of it is written round the chart."""

    @property
    def title(self) -> str: ...
    @property
    def subtitle(self) -> str: ...
    @property
    def footer(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def provenance(self) -> Provenance: ...
    @property
    def plain(self) -> bool: ...


@dataclass(frozen=True)
class Matter:
    """What stands on a page between its heading and its footer.

    `figure` draws the chart in a palette. `table` is what it draws, a text or number a cell, under `summary`. `above`, `beside`
    and `below` the chart stands HTML, whose texts are escaped already.
    """

    figure: Callable[[Palette], go.Figure]
    table: pd.DataFrame
    summary: str
    above: str = ""
    beside: str = ""
    below: str = ""
    looks: Looks = HOUSE


def web_page(spec: Shown, matter: Matter, config: Config) -> bytes:
    """The whole page, UTF-8; the same spec gives the same bytes."""
    from plotly.offline import get_plotlyjs

    library = get_plotlyjs()
    pictures = _pictures(matter.figure)
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        f"<head>\n{_head(spec, config, _style(matter.looks, pictures), (library, _DRAW))}\n</head>",
        f"<body>\n{_body(spec, matter)}",
        f'<script type="application/json" id="chart">{_json(pictures)}</script>',
        f"<script>{library}</script>",
        f"<script>{_DRAW}</script>",
        "</body>\n</html>\n",
    ]
    return "\n".join(parts).encode()


def _head(spec: Shown, config: Config, style: str, scripts: tuple[str, ...]) -> str:
    """Policy, provenance twice (for machines as one JSON, for search and citing as plain entries), and the style."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts)
    rules = ("default-src 'none'", f"script-src {hashes}", "style-src 'unsafe-inline'", "img-src data:", "base-uri 'none'")
    policy = "; ".join([*rules, "form-action 'none'"])
    stamp = spec.provenance
    entries = {
        KEY: stamp.json(),
        "description": spec.alt,
        "author": config.export.author,
        "generator": stamp.software,
        "dcterms.rights": stamp.licence,
        "dcterms.source": stamp.source,
        "viewport": "width=device-width, initial-scale=1",
    }
    return "\n".join(
        [
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">',
            *(f'<meta name="{name}" content="{escape(text)}">' for name, text in entries.items()),
            f"<title>{escape(stamp.title)}</title>",
            f"<style>\n{style}</style>",
        ]
    )


def _style(looks: Looks, pictures: dict) -> str:
    """The rules of the page, with the colours in which badges carry white numbers, and the height of the chart."""
    named = {"LIGHT": _variables(LIGHT), "DARK": _variables(DARK)}
    named["TALL"] = f"{pictures['light']['layout'].get('height', _HEIGHT)}px"
    named |= {"THAW": darkened(looks.thaw, TEXT), "FREEZE": darkened(looks.freeze, TEXT)}
    style = _STYLE
    for name, value in named.items():
        style = style.replace(name, value)
    return style


def _variables(palette: Palette) -> str:
    named = {
        "ground": palette.background,
        "ink": palette.ink,
        "muted": palette.muted,
        "grid": palette.grid,
        "thaw": palette.thaw_text,
        "freeze": palette.freeze_text,
    }
    return " ".join(f"--{name}: {colour};" for name, colour in named.items())


def _body(spec: Shown, matter: Matter) -> str:
    heading = [] if spec.plain else [f"<h1>{escape(spec.title)}</h1>", f'<p class="note">{escape(spec.subtitle)}</p>']
    footer = [] if spec.plain else [f'<p class="note">{escape(spec.footer)}</p>']
    plot = f'<div id="plot" role="img" aria-label="{escape(spec.alt)}"></div>'
    around = [*heading, matter.above, "<main>", plot, matter.beside, "</main>", matter.below, *footer, _table(matter)]
    return "\n".join(part for part in around if part)


def _table(matter: Matter) -> str:
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in matter.table.columns)
    rows = "\n".join(
        f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>"
        for row in matter.table.itertuples(index=False, name=None)
    )
    return (
        f"<details><summary>{escape(matter.summary)}</summary><div><table>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table></div></details>"
    )


def _pictures(figure: Callable[[Palette], go.Figure]) -> dict:
    """The figure in light, and of its traces in both looks what differs: the data travel once."""
    looks = {name: json.loads(figure(palette).to_json()) for name, palette in (("light", LIGHT), ("dark", DARK))}
    pairs = list(zip(looks["light"]["data"], looks["dark"]["data"], strict=True))
    differing = [{key for key in one.keys() | other.keys() if one.get(key) != other.get(key)} for one, other in pairs]
    found: dict = {
        name: {
            "layout": look["layout"],
            "traces": [
                {key: trace[key] for key in sorted(keys) if key in trace}
                for trace, keys in zip(look["data"], differing, strict=True)
            ],
        }
        for name, look in looks.items()
    }
    common = [
        {key: value for key, value in one.items() if key not in keys} for (one, _), keys in zip(pairs, differing, strict=True)
    ]
    return {"traces": common, **found}


def _json(value: dict) -> str:
    """JSON in which nothing can end the script that holds it."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
