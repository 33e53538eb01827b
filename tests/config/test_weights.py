"""Weights by name: every table is whole, keeps the sign rule, says where each weight comes from, and changes nothing else."""

from __future__ import annotations

import pytest

from pipeline import load_config
from pipeline.config import weights
from pipeline.config.schema import WEIGHT_TABLES
from pipeline.config.weights import weight_table
from pipeline.errors import ConfigError
from tests.files import write_config

NAMED = WEIGHT_TABLES[1:]
PAIRS = ["config.yaml", "data/australia-china/config.yaml", "data/india-china/config.yaml", "data/norway-namibia/config.yaml"]


@pytest.mark.parametrize("name", NAMED)
def test_a_table_names_every_type_and_what_each_weight_is_of(name, config):
    """No type of the shipped config is missing, none is invented, and each has its class, code or scale point."""
    table = weight_table(name)
    assert list(table.weights) == list(config.event_types)
    assert all(table.of.values()) and table.source and table.licence


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("path", PAIRS)
def test_a_table_changes_the_weights_and_nothing_else(name, path):
    """With a named table every type has that table's weight; half-lives, effects, channels and tracks stay as they were."""
    house, own = load_config(path), load_config(path, {"index.weights": name})
    table = weight_table(name)
    assert {slug: kind.weight for slug, kind in own.event_types.items()} == table.weights
    back = {slug: kind.model_copy(update={"weight": house.event_types[slug].weight}) for slug, kind in own.event_types.items()}
    index = own.index.model_copy(update={"weights": "house"})
    assert own.model_copy(update={"event_types": back, "index": index}) == house


@pytest.mark.parametrize("name", NAMED)
def test_the_sign_rule_holds_in_every_table(name, config):
    """A measure never warms, a relief never cools, and no weight goes against the direction that the house weights give."""
    for slug, weight in weight_table(name).weights.items():
        kind = config.event_types[slug]
        assert not (kind.effect == "measure" and weight > 0) and not (kind.effect == "relief" and weight < 0), slug
        assert weight * kind.weight >= 0, slug


@pytest.mark.parametrize("name", NAMED)
def test_types_by_tone_keep_their_rule(name, config):
    """The size of a statement is its tone in every table: its weight stays 1 with its sign."""
    for slug, kind in config.event_types.items():
        if kind.by_tone:
            assert weight_table(name).weights[slug] == kind.weight


def test_one_class_one_weight():
    """Types that a scheme puts in one class, code or scale point have one weight there."""
    for name in ("plover", "goldstein"):
        table, seen = weight_table(name), {}
        for slug, of in table.of.items():
            if not of.startswith("by tone"):
                assert seen.setdefault(of, table.weights[slug]) == table.weights[slug], (name, slug)


def test_plover_names_the_class_that_the_config_gives(config):
    """Each PLOVER weight is that of the type's own root class; YIELD stands divided in the two classes that followed it."""
    for slug, of in weight_table("plover").of.items():
        root = config.event_types[slug].plover
        if of.isupper():
            assert of == root or (root == "YIELD" and of in ("CONCEDE", "RETREAT")), slug


def test_copdab_weights_are_its_points_over_one_divisor():
    """Each COPDAB weight is the point that it names, divided by 10.2; the neutral point counts 0."""
    table = weight_table("copdab")
    for slug, of in table.of.items():
        if of.startswith("point"):
            number, points = int(of.split()[1]), float(of.split("(")[1].split(")")[0])
            assert table.weights[slug] == pytest.approx(0 if number == 8 else points / 10.2, abs=0.005), slug


def test_equal_is_the_mean_size_of_the_house_weights(config):
    """In the table equal every direction weighs the same: the mean size of the house weights, to a whole number."""
    sizes = [abs(kind.weight) for kind in config.event_types.values() if kind.weight and not kind.by_tone]
    found = {abs(weight) for slug, weight in weight_table("equal").weights.items() if not config.event_types[slug].by_tone}
    assert found == {0, round(sum(sizes) / len(sizes))}


def test_a_type_that_no_table_names_keeps_its_weight(tmp_path):
    """A type added by the user is weighed as its config says, whatever the table."""
    added = "{weight: 2, half_life_days: 30, effect: none, plover: NONE, label: regatta}"
    path = write_config(tmp_path, f"event_types: {{regatta: {added}}}\nindex: {{weights: equal}}\n")
    found = load_config(path).event_types
    assert (found["regatta"].weight, found["tariff"].weight) == (2, -4)


def test_an_unknown_table_is_told_with_the_nearest_name():
    """A misspelt table is refused with what was meant and what there is."""
    with pytest.raises(ConfigError, match=r"index\.weights: found 'pluver', did you mean 'plover'\?"):
        load_config(overrides={"index.weights": "pluver"})


def test_a_weight_beside_a_table_is_not_passed_over():
    """A type's weight that the table would hide is refused by name."""
    with pytest.raises(ConfigError, match=r"--set: event_types\.tariff\.weight: the table 'equal' gives the weights"):
        load_config(overrides={"index.weights": "equal", "event_types.tariff.weight": "-8"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "label: x\nsource: y\nlicence: z\nweights: {tariff: {weight: 3, of: w}}\n",
            "effect is measure needs a weight of 0 or less",
        ),
        ("label: x\nsource: y\nlicence: z\nweights: {tariff: {weight: -30, of: w}}\n", "found -30"),
        ("label: x\nlicence: z\nweights: {tariff: {weight: -3, of: w}}\n", "source: required key is missing"),
    ],
)
def test_a_broken_table_is_told_plainly(tmp_path, monkeypatch, text, message):
    """A table that breaks a rule is refused with its file, its key and what is allowed."""
    (tmp_path / "equal.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    weight_table.cache_clear()
    try:
        with pytest.raises(ConfigError, match=message):
            load_config(overrides={"index.weights": "equal"})
    finally:
        weight_table.cache_clear()
