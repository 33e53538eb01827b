"""The command line: `python -m pipeline ...`.

Progress goes to standard error, results to standard output or `--out`. Exit codes: 0 done; 1 what was asked found a
problem; 2 bad usage or input, with one message and no traceback.
"""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline import __version__
from pipeline.commands import archiving, charts, coding, published, questions, reviewing, scenarios, upkeep, vintages

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
export = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

for command in (
    upkeep.check,
    coding.code,
    coding.code_sentences,
    coding.evaluate,
    reviewing.review,
    published.build,
    published.digest,
    questions.explain,
    questions.weigh,
    scenarios.scenario,
    published.inspect,
    upkeep.add,
    upkeep.sources,
    upkeep.robustness,
    upkeep.sensitivity,
    upkeep.new_pair,
    vintages.publish,
    published.replicate,
    published.schema,
):
    app.command(command.__name__.replace("_", "-"))(command)
app.add_typer(export, name="export", help="Write charts, decks, or the whole index, to files.")
export.command("chart")(charts.export_chart)
export.command("channels")(charts.export_channels)
export.command("cells")(charts.export_cells)
export.command("moved")(charts.export_moved)
export.command("sure")(charts.export_sure)
export.command("deck")(charts.export_deck)
export.command("archive")(archiving.export_archive)


def version_callback(value: bool) -> None:
    if value:
        from pipeline.index import METHOD_VERSION

        print(f"Thawline {__version__}, method {METHOD_VERSION}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=version_callback, is_eager=True, help="Print versions and stop.")
    ] = False,
) -> None:
    """Thawline: a daily index of tension between two countries, from sourced events.

    Start with `check`, then `build`. To see a weight's effect without editing anything:

        python -m pipeline build --set event_types.tariff.weight=-8 --out /tmp/heavier-tariffs
    """


if __name__ == "__main__":
    app(prog_name="python -m pipeline")
