"""Questions asked of the index on the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.commands.common import DEFAULT, ConfigPath, Settings, day_option, fail, guarded, run_index, say
from pipeline.errors import expected, shown


@guarded
def explain(
    start: Annotated[str, typer.Argument(metavar="FROM", help="First day, such as 2022-07-31.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="Last day.")],
    config: ConfigPath = DEFAULT,
    track: Annotated[str | None, typer.Option(help="A track instead of the headline.")] = None,
    fmt: Annotated[str, typer.Option("--format", help="table or csv.")] = "table",
    settings: Settings = None,
) -> None:
    """Say what moved the index between two days: parts that add up exactly."""
    from pipeline.index.uncertainty import uncertainty_of
    from pipeline.questions.compare_runs import HEADLINE
    from pipeline.questions.how_sure import survival_text
    from pipeline.questions.why import why_csv, why_moved, why_text

    formats = {"table": why_text, "csv": why_csv}
    if fmt not in formats:
        fail(f"--format: found {shown(fmt)}, {expected(fmt, formats)}")
    first, last = day_option("FROM", start), day_option("TO", end)
    if first is None or last is None:
        fail(f"{'FROM' if first is None else 'TO'}: empty, expected a date such as 2022-07-31")
    result = run_index(config, settings)
    sure = uncertainty_of(result)
    why = why_moved(result, first, last, track or HEADLINE, sure)
    kept = survival_text(sure, first, last, why.series)
    print(formats[fmt](why), end="")
    if kept:
        print(kept) if fmt == "table" else say(kept)
