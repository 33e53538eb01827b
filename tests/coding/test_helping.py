"""The helping words before a verb."""

from __future__ import annotations

import pytest

from pipeline.coding.frame_data import lexicon
from pipeline.coding.frames import find_hits
from pipeline.coding.helping import helping
from pipeline.coding.tokens import tokens_of


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("Oslo will suspend the talks.", {"will"}),
        ("Oslo will not suspend the talks.", {"will", "negated"}),
        ("Oslo might soon suspend the talks.", {"may"}),
        ("Oslo would have suspended the talks.", {"would", "have"}),
        ("Oslo must suspend the talks.", {"must"}),
        ("Oslo hasn't suspended the talks.", {"have", "negated"}),
        ("Oslo wants to suspend the talks.", {"to"}),
        ("Oslo will sign a bill and suspend the talks.", {"will"}),
        ("Theresa May suspended the talks.", set()),
        ("Oslo suspended the talks.", set()),
    ],
)
def test_helping_words(text, true):
    """Each helping word is known for what it says; a coordinated verb shares them, a surname is none."""
    tokens = tokens_of(text)
    hit = next(hit for hit in find_hits(tokens) if hit.type == "suspension")
    found = helping([token.text for token in tokens], hit, lexicon())
    assert {name for name in ("negated", "will", "would", "may", "must", "have", "to") if getattr(found, name)} == true
