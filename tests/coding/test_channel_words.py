"""A new pair's articles reach its channels, and its own people, by its files alone."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import load_config
from pipeline.coding.coder import build_coder
from pipeline.coding.subjects import channel_words, channels_of
from pipeline.coding.tokens import tokens_of
from pipeline.config import config_hash
from pipeline.errors import ConfigError
from pipeline.records import Article
from tests.files import ROOT, write_config

DAY = date(2024, 12, 20)


def coded(config, text: str):
    return build_coder(config).code(Article("a", text, DAY, "given"))


@pytest.mark.parametrize(("pair", "text", "channels"), [
    ("india-china", "India and China held corps commander-level talks at Chushul on Monday.", ("corps_commanders",)),
    ("india-china", "Special Representatives of India and China met in Beijing on Monday.", ("special_representatives",)),
    ("india-china", "The WMCC of India and China met in Delhi on Monday.", ("wmcc",)),
    ("india-china", "India and China held the Strategic Economic Dialogue on Monday.", ("strategic_economic",)),
    ("india-china", "The defence ministers of India and China met on Monday.", ("defence_ministers",)),
    ("australia-china", "China on Monday suspended the Strategic Economic Dialogue with Australia.", ("sed",)),
    ("australia-china", "Australia and China held the Defence Strategic Dialogue on Monday.", ("dsd",)),
    ("australia-china", "The trade ministers of Australia and China met on Monday.", ("trade",)),
    ("norway-namibia", "The fisheries ministers of Norway and Namibia met on Monday.", ("fisheries_ministers",)),
])  # fmt: skip
def test_a_pair_names_its_own_channels(pair, text, channels):
    """Words in the pair's config lead to its channels, beside the common words, without a list of office holders."""
    config = load_config(f"data/{pair}/config.yaml")
    assert config.data.actors is None
    assert [found.channels for found in coded(config, text)] == [channels]


def own(tmp_path, words: str):
    channel = f"{{name: Cable cars, track: security, level: working, weight: 1, cadence_days: 365, words: {words}}}"
    return load_config(write_config(tmp_path, f"channels: {{cable_cars: {channel}}}\n"))


def test_own_words_go_before_the_common_ones(tmp_path):
    """A pair may give common words to a channel of its own; case and spaces make no difference."""
    tokens = tokens_of("They met at the trade talks, for the Cable-Car  Commission.")
    assert channels_of(tokens, (), channel_words(load_config())) == ("trade",)
    assert channels_of(tokens, (), channel_words(own(tmp_path, "['TRADE talks']"))) == ("cable_cars",)
    assert channels_of(tokens, (), channel_words(own(tmp_path, "[cable-car commission]"))) == ("trade", "cable_cars")


def test_words_change_no_figure(tmp_path):
    """How articles are read is no part of the hash of the index."""
    assert config_hash(own(tmp_path, "[cable cars]")) == config_hash(own(tmp_path, "[]"))


@pytest.mark.parametrize(("words", "message"), [
    ("cable cars", "config.yaml:2: channels.cable_cars.words"),
    ("['']", "config.yaml:2: channels.cable_cars.words.0"),
    ("['--']", "config.yaml:2: channels.cable_cars.words.0"),
    ("[3]", "config.yaml:2: channels.cable_cars.words.0"),
])  # fmt: skip
def test_bad_words_are_told(tmp_path, words, message):
    """Anything but a list of words is refused with its place."""
    with pytest.raises(ConfigError, match=message):
        own(tmp_path, words)


def test_one_channel_for_the_same_words(tmp_path):
    """Words that are given to two channels are refused: a text could only reach one."""
    line = "track: security, level: working, weight: 1, cadence_days: 365"
    text = (
        f"channels:\n  cars: {{name: A, {line}, words: [cable cars]}}\n  ferries: {{name: B, {line}, words: ['Cable  Cars']}}\n"
    )
    with pytest.raises(ConfigError, match=r":4: channels.ferries.words.0: found 'Cable  Cars', which names 'cars' already"):
        load_config(write_config(tmp_path, text))


def test_people_of_a_pairs_own_list(tmp_path):
    """Office holders of the pair's own file are known by name; without the file the sentence names one side only."""
    base = load_config("data/india-china/config.yaml")
    text = "Asha Rao and Shen Lu held talks in Kazan on Monday."
    assert coded(base, text) == []
    (tmp_path / "actors.csv").write_text(
        "office,office_title,side,name,aliases,start,end,sources,confidence,note\n"
        "prime_minister,Prime Minister,IN,Asha Rao,,2014-05-26,,,1,\n"
        "president,President,CN,Shen Lu,,2013-03-14,,,1,\n",
        "utf-8",
    )
    path = write_config(tmp_path, "data: {actors: actors.csv}\n", base=ROOT / "data" / "india-china" / "config.yaml")
    (found,) = coded(load_config(path), text)
    assert (found.initiator, found.channels) == ("both", ("leaders",))
