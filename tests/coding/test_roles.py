"""Who did it to whom, by where the two sides stand around the words of the act."""

from __future__ import annotations

import pytest

from pipeline.coding.code_words import code_words
from pipeline.coding.gazetteer import Gazetteer
from pipeline.coding.roles import roles_of
from pipeline.coding.tokens import tokens_of

SIDES = ("US", "CN")
GAZETTEER = Gazetteer.build(SIDES)
CASES = [
    ("China refused a U.S. request for a meeting.", "CN", "US"),
    ("A U.S. request for a meeting was turned down by China.", "CN", "US"),
    ("Washington imposed sanctions on twelve Chinese firms.", "US", "CN"),
    ("The United States and China held talks in Geneva.", "both", "both"),
    ("China accused the United States of spying.", "CN", "US"),
]


def read(text: str, about: bool = False, concerns: tuple[str, ...] = ()):
    tokens = tokens_of(text)
    return roles_of(code_words(tokens)[0], GAZETTEER.find(tokens, text), SIDES, concerns, about, tokens)


@pytest.mark.parametrize(("text", "initiator", "target"), CASES, ids=[text[:30] for text, _, _ in CASES])
def test_initiator_and_target(text, initiator, target):
    """Active, passive and mutual acts give the roles that a reader gives them."""
    roles = read(text)
    assert (roles.initiator, roles.target, roles.sure) == (initiator, target, True)


def test_one_side_needs_an_article_about_both():
    """With one side named the other is understood only where the article has named both."""
    assert read("China cancelled the talks.") is None
    roles = read("China cancelled the talks.", about=True)
    assert (roles.initiator, roles.target, roles.sure) == ("CN", "US", False)


def test_a_third_country_takes_the_place_of_the_other_side():
    """What China does with Russia is not between China and the United States, however often these were named."""
    assert read("China and Russia held joint naval drills.", about=True) is None


def test_a_concern_stands_for_the_other_side():
    """An act on a third party that a side takes as its own counts with one side named."""
    roles = read("The United States approved an arms sale to Taiwan.", concerns=("TW",))
    assert roles is not None and roles.initiator == "US" and roles.third == "TW"
