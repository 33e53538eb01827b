"""Values set in the text of a config: the file means the same but for them, and not a comment is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import load_config
from pipeline.config.editing import set_values
from pipeline.config.own import weights_in
from pipeline.config.yaml_tree import parse_yaml
from pipeline.errors import ConfigError

PATHS = [Path("config.yaml"), *sorted(Path("data").glob("*/config.yaml"))]
TEXTS = {path: path.read_text("utf-8") for path in PATHS}
NUMBERS = {path: [key for key, value in weights_in(load_config(path)).items() if isinstance(value, float)] for path in PATHS}
VALUES = st.floats(-10, 10).map(lambda value: round(value, 4)) | st.integers(-10, 10)


def comments(text: str) -> list[str]:
    """The comments of a text in their order."""
    return [found.strip() for found in re.findall(r"(?:^|\s)(#.*)$", text, re.MULTILINE)]


def values(text: str) -> dict:
    return parse_yaml(text.encode(), "text").values


def at(tree: object, dotted: str) -> object:
    for step in dotted.split("."):
        tree = tree[int(step) if isinstance(tree, list) else step]
    return tree


@pytest.mark.parametrize("path", PATHS, ids=[str(path) for path in PATHS])
@given(data=st.data())
def test_any_weights_are_set_and_every_comment_stays(path, data):
    """Whatever numbers are set in a config of any pair, they stand there afterwards, and the comments stand as they did."""
    changes = data.draw(st.dictionaries(st.sampled_from(NUMBERS[path]), VALUES, min_size=1, max_size=8))
    new = set_values(TEXTS[path], changes)
    found = values(new)
    assert {dotted: at(found, dotted) for dotted in changes} == changes
    assert [line for line in comments(new) if line != "# ---- own values"] == comments(TEXTS[path])


@given(data=st.data())
def test_a_value_that_stands_there_changes_its_own_line_alone(data):
    """In a complete config no line is added or moved, and only the lines of the changed values differ."""
    changes = data.draw(st.dictionaries(st.sampled_from(NUMBERS[PATHS[0]]), VALUES, min_size=1, max_size=5))
    old, new = TEXTS[PATHS[0]].splitlines(), set_values(TEXTS[PATHS[0]], changes).splitlines()
    assert len(old) == len(new)
    assert sum(one != other for one, other in zip(old, new, strict=True)) <= len(changes)


def test_a_comment_keeps_its_column():
    """A longer or shorter value leaves the comment behind it where it stood."""
    new = set_values(TEXTS[PATHS[0]], {"index.method": "pri", "status.planned": 0.3333})
    for key in ("  method:", "  planned:"):
        old_line, new_line = (next(line for line in text.splitlines() if line.startswith(key)) for text in (TEXTS[PATHS[0]], new))
        assert old_line.index("#") == new_line.index("#")


@pytest.mark.parametrize("path", PATHS[1:], ids=[str(path) for path in PATHS[1:]])
def test_an_inherited_value_is_added_to_the_pairs_own_file(path, tmp_path):
    """What a pair inherits is written into a section of the pair's file, which then loads to the same as an override."""
    changes = {"event_types.tariff.weight": -8.0, "tracks.security.blend.flow": 0.5, "index.weights": "house", "tone.share": 0.2}
    new = path.with_name("config-with-own-values.yaml")
    text = set_values(TEXTS[path], changes)
    parent = re.sub(r"extends: \S+", f"extends: {Path('config.yaml').resolve()}", text)
    new = tmp_path / "config.yaml"
    new.write_text(parent, "utf-8")
    left, right = load_config(new), load_config(path, changes)
    assert left.model_copy(update={"data": right.data}) == right


@pytest.mark.parametrize(
    ("text", "changes", "wanted"),
    [
        ("a: 1", {"b": 2}, "a: 1\n\n# ---- own values\nb:\n  2\n"),
        ("a: {}\n", {"a.b.c": 2}, "a: {b: {c: 2}}\n"),
        ("a:\n", {"a.b": 2}, "a: {b: 2}\n"),
        ("é: ü  # ö\na: 1 # x\n", {"a": 22}, "é: ü  # ö\na: 22 # x\n"),
        ("a:\r\n  b: 1\r\n", {"a.c": 2}, "a:\r\n  c: 2\r\n  b: 1\r\n"),
        ("a:\n  # said\n  b: 1\n", {"a.c": 2}, "a:\n  # said\n  c: 2\n  b: 1\n"),
        ("'a': \"x\"\n", {"a": "y"}, "'a': y\n"),
        ("a: x\n", {"a": "no: way"}, 'a: "no: way"\n'),
        ("a: [1, 2]\n", {"a.1": 5}, "a: [1, 5]\n"),
    ],
)
def test_the_text_is_written_as_shown(text, changes, wanted):
    """Empty mappings, empty values, letters beyond ASCII, Windows line ends, quotes and lists come out as expected."""
    assert set_values(text, changes) == wanted


@pytest.mark.parametrize("dotted", ["tracks", "index.labels", "tracks.security.blend"])
def test_a_list_or_mapping_is_not_overwritten(dotted):
    """Only single values can be set."""
    with pytest.raises(ConfigError, match="only a single value can be set"):
        set_values(TEXTS[PATHS[0]], {dotted: 1})


@given(text=st.text(st.sampled_from("ab:{}[]#-\n '\"1,"), max_size=40))
def test_any_text_is_edited_right_or_refused(text):
    """A text that is not understood is refused with a message; one that is has the new value afterwards."""
    try:
        new = set_values(text, {"a": 7})
    except ConfigError:
        return
    assert values(new)["a"] == 7
