"""What points back to names of earlier sentences, and where given words stand."""

from __future__ import annotations

import random
import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.coding.actors import actors_of
from pipeline.coding.gazetteer import Gazetteer
from pipeline.coding.given_sides import side_span
from pipeline.coding.tokens import tokens_of
from pipeline.records import Sentence
from pipeline.sources.actors import load_actors

DAY = date(2024, 4, 17)


@pytest.fixture(scope="module")
def gazetteer(config):
    return Gazetteer.build(config, load_actors(config))


def sentences(text):
    """A text cut at its full stops."""
    cuts = re.finditer(r"[^.]+\.?", text)
    return [Sentence(cut.start(), cut.end(), cut[0], 0, tokens_of(cut[0], cut.start())) for cut in cuts]


def pointing_back(gazetteer, text):
    """Words and codes of what was resolved from elsewhere."""
    found = [one for group in actors_of(sentences(text), text, gazetteer, DAY) for one in group]
    return [(one.text_in(text), "/".join(one.codes)) for one in found if "coreference" in one.flags]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China met the US. The two sides agreed.", [("The two sides", "US/CN")]),
        ("Beijing wrote to Washington. Both countries will talk.", [("Both countries", "US/CN")]),
        ("US-China relations are cold. The two militaries do not speak.", [("The two militaries", "US/CN")]),
        ("Xi Jinping and Joe Biden met. The two leaders spoke for hours.", [("The two leaders", "US/CN")]),
        ("China met the US. It rained. The two sides agreed.", [("The two sides", "US/CN")]),
        ("The US and China met in Singapore. The two sides agreed.", [("The two sides", "US/CN")]),
        ("The US told China. Japan met South Korea. The two countries agreed.", [("The two countries", "JP/KR")]),
        ("Lloyd Austin flew home. Austin said nothing.", [("Austin", "US")]),
        ("Dong Jun came. But Dong smiled.", [("Dong", "CN")]),
        ("Norwegian Foreign Minister Kari Nordmann left. Nordmann spoke first.", [("Nordmann", "NO")]),
        ("China's defence ministry objected. The ministry called it a provocation.", [("The ministry", "CN")]),
        ("The Chinese government objected. The government said so twice.", [("The government", "CN")]),
        ("China objected. It accused others.", [("It", "CN")]),
        ("Lloyd Austin flew home. He said nothing.", [("He", "US")]),
    ],
)
def test_safe_coreference(gazetteer, text, expected):
    """One candidate: it is resolved, and says so by its flag."""
    assert pointing_back(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "China protested. The two sides agreed.",
        "China met the US and Japan. The two sides agreed.",
        "The two sides agreed. China met the US.",
        "Austin is in Texas. Austin grows.",
        "Lloyd Austin met Dong Jun. He said nothing.",
        "Lloyd Austin flew home. Jane Austin wrote.",
        "Lloyd Austin flew home with Ann Smith. He said nothing.",
        "China met the US. It accused others.",
        "China objected. It was raining.",
        "The Chinese government met the US government. The government said so twice.",
        "China's military objected. The military domain matters.",
        "China's president objected. The president of the club left.",
        "The ministry called it a provocation.",
    ],
)
def test_unsafe_coreference_is_left_alone(gazetteer, text):
    """Two candidates, none before, or another meaning: nothing."""
    assert pointing_back(gazetteer, text) == []


def test_the_office_mark_goes_with_the_surname(gazetteer):
    """A minister named wrongly is wrong by surname as well."""
    text = "Chinese Defense Minister Wei Fenghe spoke. Wei left."
    groups = actors_of(sentences(text), text, gazetteer, DAY)
    assert [one.flags for group in groups for one in group] == [("office_mismatch",), ("office_mismatch", "coreference")]


@pytest.mark.parametrize(
    ("text", "given_text", "words"),
    [
        ("The rebels seized the town.", "the rebels", "rebels"),
        ("Later the ACLU sued the agency.", "The ACLU", "ACLU"),
        ("Fighters of the Northern Front fled.", "fighters of the northern front", "Fighters of the Northern Front"),
        ("The UN-brokered truce held.", "UN", "UN-brokered"),
        ("Miners, who struck, blocked Acme Mining Corp last week.", "Acme Mining Corp.", "Acme Mining Corp"),
        ("Unions called on the old harbour board.", "the harbour board of Oldtown", "harbour board"),
        ("Nobody came.", "the rebels", None),
        ("Nobody came.", "", None),
    ],
)
def test_given_words_are_found(text, given_text, words):
    """Any actor by its words: articles and case aside, the longest run of at least half of them."""
    tokens = tokens_of(text)
    span = side_span(tokens, given_text)
    assert (span and text[tokens[span[0]].start : tokens[span[1]].end]) == words


def test_the_words_of_one_side_are_not_given_to_the_other():
    """Two actors of the same name: the second place for the second."""
    tokens = tokens_of("The army fought the army.")
    first = side_span(tokens, "the army")
    assert (first, side_span(tokens, "army", first)) == ((1, 1), (4, 4))


PIECES = st.sampled_from(
    [
        "China met the US.",
        "The two sides agreed.",
        "Lloyd Austin spoke to Dong Jun.",
        "Austin left.",
        "It objected.",
        "He said no.",
        "Japan's government protested.",
        "The government said so.",
        "Nothing happened.",
        "Both countries and the two leaders met.",
    ]
)


@given(pieces=st.lists(PIECES, max_size=8), seed=st.integers(0, 99))
def test_only_what_points_back_depends_on_the_order(gazetteer, pieces, seed):
    """Shuffled sentences name the same actors; mentions are apart and are slices."""
    found = []
    for order in (pieces, random.Random(seed).sample(pieces, len(pieces))):
        text = " ".join(order)
        groups = actors_of(sentences(text), text, gazetteer, DAY)
        for group in groups:
            for one, following in pairwise(group):
                assert one.last_token < following.first_token and one.end <= following.start
        own = [one for group in groups for one in group if "coreference" not in one.flags]
        found.append(sorted((one.text_in(text), one.codes, one.kind, one.role) for one in own))
    assert found[0] == found[1]
