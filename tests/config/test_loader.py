"""A config is merged as documented, hashed by what it says, and overridden under the same checks."""

from __future__ import annotations

import math
import os

import pytest
import yaml

from pipeline.config import config_files, config_hash, load_config
from pipeline.errors import ConfigError
from tests.files import BASE, write_config


def refusal(path, overrides=None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_config(path, overrides)
    return str(caught.value).splitlines()


# ---------------------------------------------------------------- hash
def test_shipped_config_loads_with_a_stable_hash():
    """The shipped config is valid, and reading it twice gives the same hash of 64 hex digits."""
    found = config_hash(load_config(BASE))
    assert found == config_hash(load_config(BASE))
    assert len(found) == 64 and set(found) <= set("0123456789abcdef")


def test_equal_configs_have_equal_hashes(tmp_path):
    """Order, comments, quotes, spelling of numbers and places of files do not change the hash."""
    values = yaml.load(BASE.read_text("utf-8"), Loader=yaml.BaseLoader)
    values["event_types"] = dict(reversed(values["event_types"].items()))
    tariff = values["event_types"]["tariff"]
    text = f"# a comment\nevent_types: {{tariff: {{weight: {float(tariff['weight'])}}}}}\ndata: {{events: other.csv}}\n"
    rewritten = yaml.safe_dump(values, sort_keys=False).replace("'", "")
    (tmp_path / "whole.yaml").write_text(rewritten, "utf-8")
    base = config_hash(load_config(BASE))
    assert config_hash(load_config(write_config(tmp_path, text))) == base
    assert config_hash(load_config(tmp_path / "whole.yaml")) == base


@pytest.mark.parametrize("dotted, value", [
    ("event_types.tariff.weight", "-4.999"), ("event_types.tariff.label", "duty"), ("data.through", "2030-01-01"),
    ("channels.dpct.cadence_days", "364"), ("status.denied", "0.01"), ("index.labels.1.label", "mild"),
])  # fmt: skip
def test_a_change_changes_the_hash(dotted, value):
    """A changed weight, word, date or cadence gives another hash."""
    assert config_hash(load_config(BASE, {dotted: value})) != config_hash(load_config(BASE))


# ---------------------------------------------------------------- extends and clear
def test_mappings_merge_and_the_rest_is_replaced(tmp_path):
    """Mappings are merged key by key; lists, numbers and text are replaced."""
    text = "event_types: {tariff: {weight: -9}}\npair: {concerns: [JP]}\nindex: {labels: [{from: 0, label: all}]}\n"
    found, base = load_config(write_config(tmp_path, text)), load_config(BASE)
    assert found.event_types["tariff"] == base.event_types["tariff"].model_copy(update={"weight": -9.0})
    assert list(found.event_types) == list(base.event_types)
    assert found.pair.concerns == ["JP"]
    assert [label.label for label in found.index.labels] == ["all"]


def test_clear_drops_before_the_merge(tmp_path):
    """What `clear` names is gone before the own keys are laid over it."""
    text = "clear: [channels, channel_groups, data.actors]\nchannels: {hotline: {name: Hotline, track: security, " \
           "level: working, weight: 1, cadence_days: 30}}\n"  # fmt: skip
    found = load_config(write_config(tmp_path, text))
    assert list(found.channels) == ["hotline"]
    assert found.channel_groups == {}
    assert found.data.actors is None


def test_clear_must_name_something(tmp_path):
    """Clearing what the other file does not have is a mistake, told with its line."""
    path = write_config(tmp_path, "clear: [channels.telex]\n")
    assert refusal(path) == [f"{path}:2: clear: found 'channels.telex', which the extended file does not have"]


def test_data_paths_belong_to_the_stating_file(tmp_path):
    """A data path is relative to the file that states it, wherever the file that extends it lies."""
    write_config(tmp_path, "data: {events: tables/events.csv}\n", "base.yaml")
    child = write_config(tmp_path / "deep" / "down", "data: {actors: actors.csv}\n", base="../../base.yaml")
    data = load_config(child).data
    assert data.events == str(tmp_path / "tables" / "events.csv")
    assert data.actors == str(tmp_path / "deep" / "down" / "actors.csv")
    assert data.episodes == os.path.normpath(BASE.parent / "data/us-china/episodes.yaml")


def test_files_to_watch(tmp_path):
    """Every file of the chain is listed, nearest first."""
    middle = write_config(tmp_path, name="middle.yaml")
    child = write_config(tmp_path, name="child.yaml", base="middle.yaml")
    assert config_files(child) == [child, middle, BASE]


@pytest.mark.parametrize("base, message", [
    ("config.yaml", "'config.yaml' leads back to this file"),
    ("none.yaml", "file not found: 'none.yaml'"),
    (".", "file not found: '.'"),
    ("x" * 300, "file not found: 'xxx"),
    ("[a, b]", "found ['a', 'b'], expected a path"),
    ("7", "found 7, expected a path"),
])  # fmt: skip
def test_extends_that_leads_nowhere(tmp_path, base, message):
    """A config that extends itself, nothing or a nonsense says so with its line."""
    path = write_config(tmp_path, base=base)
    (found,) = refusal(path)
    assert found.startswith(f"{path}:1: extends: {message}")


def test_extends_in_a_circle(tmp_path):
    """Two files that extend each other are refused, and so is a chain that is too long."""
    one = write_config(tmp_path, name="one.yaml", base="two.yaml")
    two = write_config(tmp_path, name="two.yaml", base="one.yaml")
    assert refusal(one) == [f"{two}:1: extends: 'one.yaml' leads back to this file"]
    for step in range(12):
        write_config(tmp_path, name=f"step{step}.yaml", base=f"step{step + 1}.yaml")
    assert refusal(tmp_path / "step0.yaml")[0].endswith("extends: more than 8 files extend one another")


# ---------------------------------------------------------------- overrides
def test_overrides_are_read_as_yaml(tmp_path):
    """An override is a number, a truth value or text as in the file; lists by place, optional keys too."""
    found = load_config(BASE, {
        "event_types.tariff.weight": " -8.5 ", "event_types.summit.own_level": "false", "index.labels.1.from": "33",
        "pair.concerns": ["NO", "NA"], "data.through": "2030-01-31", "pair.name": "NO-NA",
    })  # fmt: skip
    assert found.event_types["tariff"].weight == -8.5
    assert found.event_types["summit"].own_level is False
    assert found.index.labels[1].start == 33
    assert found.pair.concerns == ["NO", "NA"]
    assert str(found.data.through) == "2030-01-31"
    assert found.pair.name == "NO-NA"


def test_the_font_of_chart_files(tmp_path):
    """A font file is looked for beside the config that names it, a family is kept as it is; neither changes the hash."""
    for name, wanted in (("fonts/A.ttf", str(tmp_path / "fonts" / "A.ttf")), ("Noto Sans CJK SC", "Noto Sans CJK SC")):
        config = load_config(write_config(tmp_path, f"export: {{font: {name}}}\n"))
        assert config.export.font == wanted
        assert config_hash(config) == config_hash(load_config(BASE))


@pytest.mark.parametrize("dotted, value, message", [
    ("event_types.tarif.weight", "-8", "no key 'tarif'; did you mean 'tariff'? allowed: cut_off, "),
    ("event_types.tariff.wieght", "-8", "unknown key, did you mean 'weight'? allowed: weight, half_life_days, "),
    ("index.labels.9.from", "5", "no key '9'; allowed: 0, 1, 2, 3, 4"),
    ("index.labels.-1.from", "5", "no key '-1'; "),
    ("chart.badges.most", "5", "no key 'most'; allowed: nothing"),
    ("event_types.tariff.weight", ".nan", "found nan, expected a finite number"),
    ("event_types.tariff.weight", math.nan, "found nan, expected a finite number"),
    ("event_types.tariff.weight", "1e999", "found inf, expected a finite number"),
    ("event_types.tariff.weight", "heavy", "found 'heavy', expected a number"),
    ("event_types.tariff.weight", "", "found None, expected a number"),
    ("event_types.tariff.weight", "true", "found True, expected a number"),
    ("event_types.tariff.weight", "-11", "found -11, allowed: at least -10"),
    ("event_types.tariff.label", "5", "found 5, expected text (put it in quotes)"),
    ("event_types.tariff.label", "a\x1bb", "contains the character U+001B, which cannot be shown"),
    ("tracks.security.share", "0.5", "the shares add up to 1.1"),
])  # fmt: skip
def test_overrides_obey_the_same_checks(dotted, value, message):
    """An override of something unknown or out of bounds is told by its key."""
    (found,) = refusal(BASE, {dotted: value})
    place = "tracks" if dotted.startswith("tracks") else f"--set: {dotted}"
    assert f"{place}: {message}" in found


def test_an_override_reaches_a_section_that_is_left_out():
    """A key of an optional section can be set where the file has no such section, and is checked like any other."""
    config = load_config(BASE, {"export.colours.thaw": "#005500"})
    assert config.export.colours.thaw == "#005500" and config.export.colours.freeze is None
    (found,) = refusal(BASE, {"export.colours.thow": "#005500"})
    assert "--set: export.colours.thow: unknown key, did you mean 'thaw'?" in found
    (found,) = refusal(BASE, {"export.colors.thaw": "#005500"})
    assert "--set: export.colors.thaw: no key 'colors'; " in found
