"""Frames: what is matched, in which voice, and that the data behind them is sound."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.coding.code_words import code_words, why_nothing
from pipeline.coding.frame_data import COMMON, lexicon
from pipeline.coding.frames import ArticleHits, find_hits, hits_in
from pipeline.coding.tokens import tokens_of
from pipeline.config.loader import load_config
from pipeline.errors import DataError


def best(text):
    outcomes = code_words(tokens_of(text))
    return outcomes[0] if outcomes else None


@pytest.mark.parametrize(
    ("text", "kind", "voice", "side"),
    [
        ("Beijing suspended the dialogue.", "suspension", "active", "before"),
        ("The dialogue was suspended by Beijing.", "suspension", "passive", "after"),
        ("The suspension of the dialogue by Beijing lasted a year.", "suspension", "noun", "before"),
        ("Two diplomats were expelled by Moscow.", "expulsion", "passive", "after"),
        ("Moscow threw two diplomats out.", "expulsion", "active", "before"),
        ("The talks collapsed.", "failed_talks", "active", "before"),
        ("The dialogue, which Iran had suspended, is dead.", "suspension", "active", "before"),
    ],
)
def test_voices(text, kind, voice, side):
    """One entry gives active, passive and noun form, and says where whoever acts is to be looked for."""
    hits = [hit for hit in find_hits(tokens_of(text)) if hit.type == kind]
    assert [(hit.voice, hit.agent_side) for hit in hits] == [(voice, side)]


@pytest.mark.parametrize(
    ("text", "kind", "plover"),
    [
        ("The army attacked a village.", "military_incident", "ASSAULT"),
        ("Police arrested two students.", "investigation_arrest", "COERCE"),
        ("The court convicted a former minister.", "investigation_arrest", "ACCUSE"),
        ("Norway provided food aid to the island.", "gesture_positive", "AID"),
        ("Thousands protested against the law.", "protest_demand", "PROTEST"),
        ("The army mobilized troops at the border.", "military_exercise", "MOBILIZE"),
        ("The ministry expelled two attachés.", "expulsion", "SANCTION"),
        ("The two ministers held talks.", "talks", "CONSULT"),
        ("The president praised the reform.", "statement_positive", "SUPPORT"),
        ("The rebels surrendered.", "gesture_positive", "YIELD"),
        ("The agencies shared intelligence with Oslo.", "joint_activity", "COOPERATE"),
        ("The families demanded an apology.", "protest_demand", "REQUEST"),
        ("The emperor vetoed the bill.", "refusal", "REJECT"),
        ("The port was told of an ultimatum; the navy threatened to shell it.", "threat", "THREATEN"),
        ("The two kingdoms agreed on a frontier.", "deal", "AGREE"),
    ],
)
def test_plover_classes(text, kind, plover):
    """Each root class of PLOVER is reached, between any actors."""
    outcome = best(text)
    assert (outcome.type, outcome.plover) == (kind, plover)


@pytest.mark.parametrize(
    "text",
    [
        "Ice on the lake thawed on Monday.",
        "The exhibition of porcelain is long and splendid.",
        "Interestingly, the sanctionary chapel stands empty.",
        "Exports rose by two percent in May.",
        "",
        "...",
    ],
)
def test_nothing(text):
    """What fits nothing yields nothing, and the reason is said."""
    assert code_words(tokens_of(text)) == []
    assert why_nothing(tokens_of(text))


def test_nearest_object_decides():
    """ "Suspended talks on tariffs" is a suspension, "suspended tariffs" a relief."""
    assert best("Ottawa suspended talks on tariffs.").type == "suspension"
    assert best("Ottawa suspended tariffs.").type == "sanction_relief"


def test_sides_draw_the_choice():
    """Of two acts the one between the sides asked for comes first."""
    text = "Ruritania expelled two diplomats after Freedonia lifted sanctions on Sylvania."
    tokens = tokens_of(text)
    place = {token.text: number for number, token in enumerate(tokens)}
    assert code_words(tokens)[0].type == "expulsion"
    one, two = (place["freedonia"],) * 2, (place["sylvania"],) * 2
    assert code_words(tokens, one, two)[0].type == "sanction_relief"


def test_main_clause_first():
    """The main clause is told before what is subordinate to it."""
    assert best("After the navy attacked a trawler, Manila summoned the ambassador.").type == "protest_demand"


def test_types_agree_with_the_configuration():
    """Direction and class of every type are those of config.yaml."""
    config = load_config(COMMON.parents[1] / "config.yaml")
    types = lexicon().types
    assert set(types) == set(config.event_types)
    for name, (direction, plover) in types.items():
        weight = config.event_types[name].weight
        assert direction == ("thaw" if weight > 0 else "freeze" if weight < 0 else "neutral"), name
        assert plover == config.event_types[name].plover, name


@given(st.lists(st.sampled_from([*sorted(lexicon().triggers), "the", "not", "will", "by", ",", "was", "to"]), max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_words(words):
    """Any row of words is coded without failing, the same each time, and every hit stands within it."""
    tokens = tokens_of(" ".join(words))
    outcomes = code_words(tokens)
    assert outcomes == code_words(tokens)
    for outcome in outcomes:
        assert 0 <= outcome.hit.first <= outcome.hit.last < len(tokens)
        assert outcome.type in lexicon().types and outcome.direction == lexicon().types[outcome.type][0]


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(COMMON, tmp_path / "common")
    return tmp_path / "common"


def test_a_verb_can_be_added(folder):
    """A verb written into a frame file is known in all its forms."""
    path = folder / "frames" / "ties.yaml"
    path.write_text(path.read_text("utf-8").replace("verbs: [expel,", "verbs: [expel, frogmarch,"), "utf-8")
    assert {"frogmarch", "frogmarched"} <= set(lexicon(folder).triggers)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("frames:\n  odd: {type: expulsoin, verbs: [oust], strength: 0.5}\n", "did you mean 'expulsion'"),
        ("frames:\n  odd: {type: expulsion, verb: [oust], strength: 0.5}\n", "did you mean 'verbs'"),
        ("frames:\n  odd: {type: expulsion, verbs: [oust], objects: [envoi], strength: 0.5}\n", "did you mean 'envoy'"),
        ("frames:\n  odd: {type: expulsion, verbs: [oust], strength: 5}\n", "allowed: 0 to 1"),
        ("frames:\n  odd: {type: expulsion, verbs: oust, strength: 0.5}\n", "expected a list of words"),
        ("other: 1\n", "expected a mapping of frames"),
    ],
)
def test_faults_of_a_frame_are_named(folder, text, said):
    """A fault is told with file, line and what is allowed."""
    (folder / "frames" / "zz.yaml").write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"zz\.yaml") as caught:
        lexicon(folder)
    assert said in str(caught.value)


def test_the_hits_of_an_article_are_those_of_its_sentences():
    """Asked for one by one they are what each sentence gives alone, and the last sentence with one is found."""
    texts = [[token.text for token in tokens_of(text)] for text in ("It rained.", "China suspended talks.", "It rained.")]
    hits = ArticleHits(texts)
    assert hits.last() == 1 and ArticleHits(texts[:1]).last() == ArticleHits([]).last() == -1
    assert [hits.of(place) for place in range(3)] == [hits_in(text) for text in texts]
