"""Weights of one's own: told as changes, carried by a link, taken from a config that is handed in, and nothing beyond."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import load_config
from pipeline.config.own import (
    LONGEST_LINK,
    changes_between,
    from_link,
    link_text,
    loaded_weights,
    own_config,
    weights_in,
)
from pipeline.config.schema import METHODS, WEIGHT_TABLES
from pipeline.errors import ConfigError
from tests.files import write_config

BASE = Path("config.yaml")
PAIR = Path("data/india-china/config.yaml")
PUBLISHED = load_config(BASE)
NUMBERS = {path: value for path, value in weights_in(PUBLISHED).items() if isinstance(value, float)}


@st.composite
def changes(draw):
    """Some weights made a little smaller (allowed wherever shares are left alone), perhaps another table and method."""
    paths = [path for path in NUMBERS if not path.endswith(".share") or path == "tone.share"]
    found = {
        path: round(NUMBERS[path] * draw(st.floats(0.5, 0.99)), 6) for path in draw(st.sets(st.sampled_from(paths), max_size=6))
    }
    table, method = draw(st.sampled_from(WEIGHT_TABLES)), draw(st.sampled_from(METHODS))
    if table != "house":
        found = {path: value for path, value in found.items() if not path.startswith("event_types.") or "half" in path}
        found["index.weights"] = table
    if method != PUBLISHED.index.method:
        found["index.method"] = method
    return {path: value for path, value in found.items() if NUMBERS.get(path) != value}


@given(given_changes=changes())
def test_what_differs_is_found_again(given_changes):
    """The changes between the published config and one made from changes are those very changes, and a link carries them."""
    own = own_config(BASE, given_changes)
    assert changes_between(PUBLISHED, own) == given_changes
    assert from_link(link_text(given_changes)) == given_changes


@pytest.fixture(scope="module")
def with_table(tmp_path_factory):
    """A published config that names a table."""
    return write_config(tmp_path_factory.mktemp("named"), "index: {weights: plover}\n", base=BASE.resolve())


@given(given_changes=changes())
def test_leaving_a_table_tells_every_weight(with_table, given_changes):
    """From a published named table back to house every type's weight is told, so that the same config comes out."""
    own = own_config(BASE, given_changes)
    again = own_config(with_table, changes_between(load_config(with_table), own))
    assert again.model_copy(update={"data": own.data}) == own


def test_a_link_can_be_read():
    """A link names key and value in plain words."""
    assert (
        link_text({"event_types.tariff.weight": -8.0, "index.method": "pri"}) == "event_types.tariff.weight:-8,index.method:pri"
    )
    assert from_link("") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tariff", "link: found 'tariff', expected KEY:VALUE"),
        ("event_types.tariff.weight:", "expected KEY:VALUE"),
        ("data.events:/etc/passwd", "'data.events' is no weight"),
        ("pair.name:x", "is no weight"),
        ("index.labels.0.from:3", "is no weight"),
        ("tone.share:0.1,tone.share:0.2", "given twice"),
        ("x" * (LONGEST_LINK + 1), "characters long, allowed: at most"),
    ],
)
def test_nonsense_in_a_link_is_told(text, message):
    """A link that is no list of weights says in one sentence what was found and what is allowed."""
    with pytest.raises(ConfigError, match=message.replace(".", r"\.")):
        from_link(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("event_types.tarif.weight:-8", "did you mean 'tariff'?"),
        ("event_types.tariff.weight:nan", "expected a finite number"),
        ("event_types.tariff.weight:many", "found 'many', expected a number"),
        ("tracks.security.share:0.5", "the shares add up to 1.1"),
        ("index.pri_gain:5,index.method:pri", "allowed: at most pri_ceiling / score_limit"),
    ],
)
def test_values_of_a_link_obey_the_checks_of_the_config(text, message):
    """What a link asks for passes the same checks as the file, and is called own weights in the message."""
    with pytest.raises(ConfigError) as error:
        own_config(BASE, from_link(text))
    assert message in str(error.value)


@given(text=st.text(max_size=60))
def test_no_link_raises_anything_but_a_message(text):
    """Any text is a set of changes or a ConfigError."""
    try:
        own_config(BASE, from_link(text))
    except ConfigError:
        return


# ---------------------------------------------------------------- a config handed in
def test_a_config_handed_in_gives_its_weights():
    """The weights that differ are taken; what else differs is named and left."""
    text = BASE.read_text("utf-8").replace("weight: -9,", "weight: -8,").replace("label: cut-off", "label: break")
    found, others = loaded_weights(text.encode(), BASE)
    assert found == {"event_types.cut_off.weight": -8.0} and others == ["event_types.cut_off.label"]


def test_a_config_handed_in_reads_no_file(tmp_path, monkeypatch):
    """Neither its data paths nor what it extends are looked at: a pair's config extends what the published one extends."""
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: x\n", "utf-8")
    text = PAIR.read_text("utf-8").replace("../../config.yaml", str(secret)).replace("events: events.csv", f"events: {secret}")
    read, whole = [], Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (read.append(path), whole(path))[1])
    assert loaded_weights((text + "\ntone: {share: 0.2}\n").encode(), PAIR) == ({"tone.share": 0.2}, [])
    assert secret not in read


def test_extends_is_refused_where_the_published_config_stands_alone():
    """A config that needs another file is told so where there is none to put in its place."""
    with pytest.raises(ConfigError, match="loaded config:1: extends: the config in use extends no other"):
        loaded_weights(b"extends: config.yaml\n", BASE)


def test_a_config_of_another_pair_is_refused():
    """Whose config it is decides whether it can be taken."""
    with pytest.raises(ConfigError, match=r"pair: found 'us-china'.*'india-china'"):
        loaded_weights(BASE.read_bytes(), PAIR)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"a: [", "cannot be read as YAML"),
        (b"#" * 300_000, "allowed: at most"),
        (b"- 1\n", "expected a mapping"),
        (b"nonsense: 1\n", "unknown key"),
        (b"a: &x 1\nb: *x\n", "anchors and aliases are not allowed"),
    ],
)
def test_a_broken_config_handed_in_is_told_plainly(raw, message):
    """What cannot be read is refused in the words of any config, under a name that is no path."""
    with pytest.raises(ConfigError, match=message) as error:
        loaded_weights(raw, BASE)
    assert str(error.value).startswith("loaded config")
