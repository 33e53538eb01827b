"""Who did it to whom, by where the two sides stand around the words of the act."""

from __future__ import annotations

import pytest

from pipeline.coding.code_words import code_words
from pipeline.coding.gazetteer import Gazetteer
from pipeline.coding.parties import parties_of
from pipeline.coding.role_outcomes import received
from pipeline.coding.roles import roles_of, understood
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


CASES += [
    ("China froze American assets and barred ten Americans.", "CN", "US"),
    ("An officer of the Pentagon, in a call with China's ministry, criticised the drills.", "US", "CN"),
]


def read(text: str, about: bool = False, concerns: tuple[str, ...] = ()):
    tokens = tokens_of(text)
    parties = parties_of(GAZETTEER.find(tokens, text), SIDES, concerns, about, tokens)
    return roles_of(code_words(tokens)[0], parties, SIDES, tokens) if parties else None


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


def test_a_party_that_a_side_claims_makes_a_contested_visit():
    """Who receives an official of Taiwan does it to China; what it does with another concern is not between the two."""
    tokens = tokens_of(text := "Taiwan's president met the Speaker of the US House in California.")
    outcome, concerns = code_words(tokens)[0], ("TW", "PH")
    roles = roles_of(outcome, parties_of(GAZETTEER.find(tokens, text), SIDES, concerns, False, tokens), SIDES, tokens)
    assert (roles.initiator, roles.received, received(outcome, roles).type) == ("US", True, "contested_visit")
    assert read("The Philippines and the United States held talks.", about=True, concerns=concerns) is None


def test_private_people_are_no_side():
    """What analysts, firms or students do is no act of a state, wherever they live."""
    assert read("Chinese mills suspended purchases from the United States.") is None
    assert read("Chinese students in the United States visit China.") is None
    assert read("China suspended purchases from the United States.") is not None


def test_both_sides_together_do_nothing_to_each_other():
    """The two that send observers elsewhere do it side by side; what they do to each other stays."""
    assert read("The United States and China sent observers to the talks.") is None
    assert read("The United States and China accused each other of spying.") is not None


def test_a_sentence_that_names_nobody():
    """A pronoun leans on the sentence before, "they" on both; without one only a sentence with a date does."""
    before = GAZETTEER.find(tokens_of(text := "China cancelled the visit."), text)
    assert [one.codes for one in understood(tokens_of("It also shut the port."), before, SIDES, lambda: False)] == [("CN",)]
    assert [one.codes for one in understood(tokens_of("They met again."), before, SIDES, lambda: False)] == [SIDES]
    assert understood(tokens_of("Duties fell."), before, SIDES, lambda: False) == []
    assert understood(tokens_of("Duties fell in May."), before, SIDES, lambda: True) != []


def test_a_sentence_without_a_side_has_no_parties():
    """Nobody but the sides, or a party that stands for one, makes a sentence worth a look; "anti-China" names no actor."""

    def parties(text: str, about: bool):
        tokens = tokens_of(text)
        return parties_of(GAZETTEER.find(tokens, text), SIDES, (), about, tokens)

    assert parties("Russia cut off talks with India.", True) is None
    assert parties("An anti-China motion passed.", True) is None
    assert parties("China fell.", False) is None and parties("China fell.", True).named == {"CN"}
