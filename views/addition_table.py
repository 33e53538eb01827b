"""What a new event moves, as HTML: its score, each series without and with it, channels and measures that change."""

from __future__ import annotations

from html import escape

from pipeline.questions.addition import Addition, Effect, score_text
from pipeline.questions.compare import Move, channel_text, measure_text
from pipeline.words import change_text, day_text

HEADS = ("Series", "Without it", "With it", "Change", "Word")


def added(found: Addition) -> str:
    """The whole answer; every text is escaped."""
    stories = "".join(
        f"<p><b>{escape(story.title)}</b><br>{escape(story.when)}. Score: {escape(score_text(story))}.</p>"
        for story in found.stories
    )
    if not found.effects and found.stories:
        stories += '<p class="tl-note">There is no index without it to compare with: it is the first event.</p>'
    return stories + "".join(_effect(effect) for effect in found.effects)


def _effect(effect: Effect) -> str:
    heads = "".join(f'<th role="columnheader" scope="col">{head}</th>' for head in HEADS)
    rows = "".join(_move(move) for move in effect.moves)
    changes = [channel_text(change) for change in effect.channels] + [measure_text(change) for change in effect.measures]
    listed = "".join(f"<li>{escape(change)}</li>" for change in changes)
    return (
        f'<table role="table" class="tl-table tl-added"><caption>On {day_text(effect.day)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
        f"{f'<ul>{listed}</ul>' if listed else ''}"
    )


def _move(move: Move) -> str:
    word = move.word if move.was == move.word else f"{move.was} → {move.word}"
    cells = (f"{move.before:.1f}", f"{move.now:.1f}", change_text(move.now - move.before), escape(word))
    shown = "".join(f'<td role="cell" data-label="{head}">{cell}</td>' for head, cell in zip(HEADS[1:], cells, strict=True))
    return f'<tr role="row"><th role="rowheader" scope="row">{escape(move.name)}</th>{shown}</tr>'
