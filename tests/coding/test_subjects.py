"""Channels and domains by the words of a sentence."""

from __future__ import annotations

import pytest

from pipeline.coding.subjects import channel_words, channels_of, domain_of, off_topic, subjects
from pipeline.coding.tokens import tokens_of


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("The defence ministers met in Singapore.", ("defence_ministers",)),
        ("Talks between theater commanders and the Defense Policy Coordination Talks stopped.", ("theater_commanders", "dpct")),
        ("They talked about soybeans.", ()),
        ("The theatre was full.", ()),
    ],
)
def test_channels_by_words(config, text, channels):
    """Whole phrases name a channel, parts of words do not."""
    assert channels_of(tokens_of(text), (), channel_words(config)) == channels


def test_channels_by_offices(config):
    """Without words the offices of those who act name the channel; a channel that the pair lacks is left out."""
    tokens = tokens_of("Mr Austin spoke with General Dong.")
    assert channels_of(tokens, ("defence_minister",), channel_words(config)) == ("defence_ministers",)
    assert set(subjects().channels.values()) >= set(config.channels)


@pytest.mark.parametrize(
    ("text", "kind", "domain"),
    [
        ("Washington raised tariffs on imports.", "tariff", "economic"),
        ("A destroyer sailed past Scarborough Shoal.", "military_exercise", "south_china_sea"),
        ("They spoke.", "arms_sale", "taiwan"),
        ("They spoke.", "talks", "diplomatic"),
        ("It sanctioned officials over Xinjiang and Tibet.", "sanction", "human_rights"),
    ],
)
def test_domain(config, text, kind, domain):
    """The matter decides; where no word does, the type."""
    assert domain_of(tokens_of(text), kind, config) == domain


def test_off_topic():
    """Sport, culture and business take a sentence out; a warship's match does not."""
    assert off_topic(tokens_of("The American grandmaster attacked on the king's side.")) == "sport"
    assert off_topic(tokens_of("China suspended military talks with the United States.")) == ""
