"""YAML is read as it is written: no word becomes a truth value, no date a day, and no trick gets in."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.config.yaml_tree import MAX_BYTES, MAX_DEPTH, Mark, YamlTree, parse_yaml, read_yaml
from pipeline.errors import ConfigError


def parsed(text: str) -> dict:
    return parse_yaml(text.encode(), "made-up.yaml").values


def refusal(raw: bytes) -> str:
    with pytest.raises(ConfigError) as caught:
        parse_yaml(raw, "made-up.yaml")
    return str(caught.value)


@pytest.mark.parametrize(("written", "meant"), [
    ("NO", "NO"), ("no", "no"), ("on", "on"), ("yes", "yes"), ("y", "y"), ("NA", "NA"), ("None", "None"),
    ("010", 10), ("08", 8), ("-3", -3), ("1e3", 1000.0), ("1.5E-2", 0.015), (".5", 0.5), ("5.", 5.0), ("+2", 2),
    ("0x1F", "0x1F"), ("0o17", "0o17"), ("1_000", "1_000"), ("12:30:45", "12:30:45"), ("+-.inf", "+-.inf"),
    ("2024-02-30", "2024-02-30"), ("2024-01-01", "2024-01-01"), ("2024-01-01 10:00:00", "2024-01-01 10:00:00"),
    ("'12'", "12"), ('"1.5"', "1.5"), ("'true'", "true"), ('"null"', "null"), ("''", ""), ("<<", "<<"), ("=", "="),
    ("true", True), ("True", True), ("TRUE", True), ("false", False), ("tRuE", "tRuE"),
    ("null", None), ("Null", None), ("~", None), ("", None),
    ("12345678901234567890123", 12345678901234567890123.0), (".inf", math.inf), ("-.INF", -math.inf),
])  # fmt: skip
def test_values_mean_what_is_written(written, meant):
    """A plain value is a number, true, false, null or text as YAML 1.2 has it; a quoted one is text."""
    found = parsed(f"key: {written}\nlist: [{written}]\n")["key"]
    assert found == meant
    assert type(found) is type(meant)


def test_not_a_number_is_read_as_such():
    """`.nan` is the number that is none, so that the schema can refuse it by name."""
    assert math.isnan(parsed("key: .nan")["key"])


@pytest.mark.parametrize("key", ["NO", "010", "1e3", "12:30:45", "2024-01-01", "true", "null", "~", "5", "<<"])
def test_keys_stay_as_written(key):
    """A key is never turned into a number, a truth value or a date."""
    assert list(parsed(f"{key}: 1\nother: {{{key}: 2}}\n")) == [key, "other"]


def test_a_byte_order_mark_is_passed_over():
    """A file saved with a byte order mark reads the same."""
    assert parse_yaml("a: ü".encode("utf-8-sig"), "made-up.yaml").values == {"a": "ü"}


def test_marks_tell_the_line_of_every_key():
    """Keys and list items know their line; what has none takes that of the nearest key above."""
    tree = parse_yaml(b"# comment\na:\n  b:\n    - x\n    - y\nc: |\n  two\n  lines\nd: 1\n", "made-up.yaml")
    assert [tree.mark(path).line for path in [(), ("a",), ("a", "b"), ("a", "b", "1"), ("d",)]] == [1, 2, 3, 5, 9]
    assert tree.mark(("a", "b", "9", "z")) == Mark("made-up.yaml", 3)


BOMB = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [{f'*{p},' * 9}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(("raw", "line", "message"), [
    (b"a: 1\nb: 2\na: 3\n", 3, "a: duplicate key, first given on line 1"),
    (b"a:\n  b: 1\n  c: {d: 1, d: 2}\n", 3, "a.c.d: duplicate key"),
    (b"NO: 1\n'NO': 2\n", 2, "NO: duplicate key"),
    (b"a: 1\nb: &x 2\n", 2, "'&x'; anchors and aliases are not allowed"),
    (b"a: 1\nb: *x\n", 2, "'*x'; anchors and aliases are not allowed"),
    (b"<<: *x\n", 1, "anchors and aliases are not allowed"),
    (BOMB.encode(), 1, "anchors and aliases are not allowed"),
    (b"a: !!python/object/apply:os.system [ls]\n", 1, "tags are not allowed"),
    (b"a: 1\nb: !!python/object:x.Y {}\n", 2, "tags are not allowed"),
    (b"a: !!str 1\n", 1, "tags are not allowed"),
    (b"a: ! 1\n", 1, "tags are not allowed"),
    (b"a: 1\n---\nb: 2\n", 2, "a second document starts here; allowed: one"),
    (b"a: " + b"[" * 1000 + b"]" * 1000, 1, f"nested deeper than {MAX_DEPTH} levels"),
    (b"{a: " * 1000 + b"}" * 1000, 1, f"nested deeper than {MAX_DEPTH} levels"),
    (b"a: 1\nb: \x00\n", 2, "NUL"),
    (b'a: 1\nb: "x\\0y"\n', 2, "U+0000, which cannot be shown"),
    (b'a: "\\e[31m"\n', 1, "U+001B, which cannot be shown"),
    (b'"a\\nb": 1\n', 1, "U+000A, which cannot be shown"),
    ("a: x\u202ey\n".encode(), 1, "U+202E, which cannot be shown"),
    ("a: 1\n".encode("utf-16"), 1, "not UTF-8 text"),
    ("a: 1\n".encode("utf-16-le"), 1, "NUL"),
    (b"a: 1\nb: \xff\n", 2, "not UTF-8 text"),
    (b"a:\n\tb: 1\n", 2, "YAML does not allow tabs for indentation"),
    (b"a: 1\n b: 2\n", 2, "cannot be read as YAML"),
    (b"a: [1, 2\nb: 3\n", 2, "cannot be read as YAML"),
    (b"? [a, b]\n: 1\n", 1, "a key must be a plain word"),
    (b"- a\n- b\n", 1, "expected a mapping of keys to values"),
    (b"just text\n", 1, "expected a mapping of keys to values"),
    (b"", 1, "expected a mapping of keys to values"),
    (b"# nothing but a comment\n", 1, "expected a mapping of keys to values"),
])  # fmt: skip
def test_refused_with_its_line(raw, line, message):
    """What could surprise is refused in one line that names file and line."""
    found = refusal(raw)
    assert found.startswith(f"made-up.yaml:{line}: ")
    assert message in found
    assert "\n" not in found


def test_refused_by_size():
    """A file larger than 256 KB is refused before it is parsed; one of just that size is read."""
    assert refusal(b"a: " + b"x" * MAX_BYTES) == f"made-up.yaml: {MAX_BYTES + 3:,} bytes, allowed: at most {MAX_BYTES:,}"
    assert len(parsed("a: " + "x" * (MAX_BYTES - 3))["a"]) == MAX_BYTES - 3


def test_depth_just_allowed():
    """Nesting up to the limit is read."""
    assert parsed("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1))


def test_all_duplicates_at_once():
    """Every duplicate key is told, not only the first."""
    assert refusal(b"a: 1\na: 2\nb: 1\nb: 2\n").splitlines() == [
        "made-up.yaml:2: a: duplicate key, first given on line 1",
        "made-up.yaml:4: b: duplicate key, first given on line 3",
    ]


def test_unreadable_files_are_named(tmp_path):
    """A missing file and a folder are refused by name."""
    for path, message in ((tmp_path / "none.yaml", "file not found"), (tmp_path, "cannot be read")):
        with pytest.raises(ConfigError, match=message) as caught:
            read_yaml(path)
        assert str(path) in str(caught.value)


YAML_LIKE = st.text(alphabet="ab01.:-+ \n\t{}[],&*!|>'\"#?%@`~\\e\u2028é", max_size=60)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=100).map(str.encode), YAML_LIKE.map(str.encode)))
@example(b"a: +-.inf")
@example(b'"\\ud800": 1')
def test_nothing_but_a_config_error_escapes(raw):
    """Whatever the bytes, they are read into a mapping or refused in words."""
    try:
        tree = parse_yaml(raw, "made-up.yaml")
    except ConfigError as error:
        assert str(error).startswith("made-up.yaml")
    else:
        assert isinstance(tree, YamlTree)
        assert isinstance(tree.values, dict)
