"""A new pair: what is written passes the check and reads as the two sides asked for; what cannot be writes nothing."""

from __future__ import annotations

import random
import shutil

import pytest
import yaml

from pipeline.check import check_all
from pipeline.config import load_config
from pipeline.config.new_pair import country_names, scaffold
from pipeline.errors import ConfigError
from pipeline.records import EVENT_COLUMNS
from tests.files import BASE, contents, write_config

NAMES = country_names()
AWKWARD = ["NO", "NA", "BA", "CI", "GW", "HK", "MM", "CD", "ST", "TL", "AX", "CW", "RE", "BL", "TR", "FK", "GS", "VC", "UM"]
"""Codes that YAML or pandas may take for something else, and names that are long or have accents, ampersands and brackets."""


def sample() -> list[tuple[str, str]]:
    """Awkward codes beside one another and beside others drawn once for all, each code as either side."""
    others = random.Random(4).sample(sorted(NAMES), 24)
    codes = [*AWKWARD, *(code for code in others if code not in AWKWARD)]
    return [(first, codes[place - 1]) for place, first in enumerate(codes)]


@pytest.fixture
def base(tmp_path):
    """A project of one's own that extends the shipped config."""
    return write_config(tmp_path / "project")


def files(folder) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---------------------------------------------------------------- what is written
@pytest.mark.parametrize("first, second", sample(), ids="-".join)
def test_any_pair_passes_the_check(base, first, second):
    """Config and empty chronology are clean, under the codes and names of the two sides, in the order given."""
    path = scaffold(base, f"{first}-{second}".lower(), first, second)
    problems, notes, counted = check_all(path, {})
    assert problems == [] and counted == "0 events, 5 channels"
    assert [note.message for note in notes] == ["no events yet; the first makes the index"]
    found = load_config(path).pair
    assert {code: side.name for code, side in found.sides.items()} == {first: NAMES[first], second: NAMES[second]}
    assert list(found.sides) == [first, second]
    assert (found.slug, found.name, found.concerns) == (path.parent.name, f"{NAMES[first]}-{NAMES[second]}", [])


def test_norway_and_namibia(base):
    """NO is Norway and NA is Namibia, whatever YAML and tables make of them elsewhere."""
    path = scaffold(base, "norway-namibia", "NO", "NA")
    found = load_config(path).pair
    assert list(yaml.safe_load(path.read_text("utf-8"))["pair"]["sides"]) == ["NO", "NA"]
    assert [(code, side.name) for code, side in found.sides.items()] == [("NO", "Norway"), ("NA", "Namibia")]
    assert found.name == "Norway-Namibia"


def test_two_files_and_nothing_invented(base):
    """Beside the base there are a config and an events file of all columns without a row; nothing else is touched."""
    before = files(base.parent)
    path = scaffold(base, "japan-china", "JP", "CN")
    assert path == base.parent / "data" / "japan-china" / "config.yaml"
    assert contents(path.parent)["events.csv"] == (",".join(EVENT_COLUMNS) + "\n").encode()
    assert list(contents(path.parent)) == ["config.yaml", "events.csv"]
    assert {name: content for name, content in files(base.parent).items() if "japan-china" not in name} == before


def test_what_belongs_to_the_first_pair_is_gone(base):
    """Weights, half-lives and method are inherited; sides, concerns, channels, data and contested seas are not."""
    found, first = load_config(scaffold(base, "japan-china", "JP", "CN")), load_config(BASE)
    assert (found.event_types, found.index, found.tone, found.status) == (
        first.event_types, first.index, first.tone, first.status,
    )  # fmt: skip
    assert found.data.actors is found.data.episodes is found.data.through is None
    assert found.channel_groups == {} and "dpct" not in found.channels
    assert set(first.domains) - set(found.domains) == {"taiwan", "south_china_sea"}


def test_a_slug_stays_text(base):
    """A short name that spells no, or nothing, stays text; the longest is as long as a config may have it."""
    for slug in ("no", "null", "e5", "j" * 40):
        assert load_config(scaffold(base, slug, "JP", "CN")).pair.slug == slug


def test_beside_a_pair_that_has_cleared_things(base):
    """A base without office holders, episodes or the first pair's domains is as good: what is not there is not cleared."""
    placebo = base.parent / "placebo.yaml"
    shutil.copy(BASE.parent / "data" / "norway-namibia" / "config.yaml", placebo)
    placebo.write_text(placebo.read_text("utf-8").replace("extends: ../../config.yaml", f"extends: {BASE}"), "utf-8")
    problems, _, _ = check_all(scaffold(placebo, "japan-china", "JP", "CN"), {})
    assert problems == []


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize("slug, first, second, message", [
    ("japan-china", "Japan", "CN", "found 'Japan', did you mean JP? expected an ISO country code of two capital letters"),
    ("japan-china", "JP", "cn", "found 'cn', did you mean CN? expected an ISO country code"),
    ("japan-china", "Japn", "CN", "found 'Japn', did you mean 'Japan'? expected an ISO country code"),
    ("japan-china", "JP", "ZZ", "found 'ZZ', expected an ISO country code"),
    ("japan-china", "JP", "EU", "found 'EU', expected an ISO country code"),
    ("japan-china", "JP", "", "found '', expected an ISO country code"),
    ("japan-china", "JP", "JPN", "expected an ISO country code"),
    ("japan-china", "JP", "JP", "BB: found 'JP' twice, a pair has two sides"),
    ("Japan-China", "JP", "CN", "SLUG: found 'Japan-China', allowed: small letters, digits and '-'"),
    ("../japan", "JP", "CN", "SLUG: found '../japan', allowed"),
    ("-japan", "JP", "CN", "SLUG: found '-japan', allowed"),
    ("", "JP", "CN", "SLUG: found '', allowed"),
    ("japan\n", "JP", "CN", "SLUG: found 'japan\\n', allowed"),
    ("j" * 41, "JP", "CN", "at most 40, e.g. japan-china"),
    ("1e5", "JP", "CN", "SLUG: found '1e5', allowed: small letters, digits and '-', a letter first"),
])  # fmt: skip
def test_refusals_write_nothing(base, slug, first, second, message):
    """A name for a code, small letters, what is no country, one side twice and bad slugs are refused before a file is made."""
    before = files(base.parent)
    with pytest.raises(ConfigError) as caught:
        scaffold(base, slug, first, second)
    assert message in str(caught.value)
    assert files(base.parent) == before and not (base.parent / "data").exists()


def test_a_folder_that_exists_is_kept(base):
    """A folder that is there already, empty or not, is left as it is."""
    folder = base.parent / "data" / "japan-china"
    folder.mkdir(parents=True)
    for name in (None, "mine.txt"):
        if name:
            (folder / name).write_bytes(b"mine")
        before = files(base.parent)
        with pytest.raises(ConfigError, match="is there already; nothing was written"):
            scaffold(base, "japan-china", "JP", "CN")
        assert files(base.parent) == before


@pytest.mark.parametrize("text, message", [
    ("tone: {share: 9}\n", "tone.share"),
    ("domains: {seabed: {factor: 1, label: Seabed}}\n"
     "tracks: {security: {domains: [military, taiwan, south_china_sea, seabed]}}\n", "domains.seabed"),
], ids=["broken", "other domains"])  # fmt: skip
def test_a_base_that_cannot_be_extended(tmp_path, text, message):
    """A base that is broken, or whose domains leave no room for the pattern, is refused and no folder is left."""
    base = write_config(tmp_path / "project", text)
    before = files(tmp_path)
    with pytest.raises(ConfigError) as caught:
        scaffold(base, "japan-china", "JP", "CN")
    assert message in str(caught.value)
    assert files(tmp_path) == before and not (tmp_path / "project" / "data" / "japan-china").exists()


def test_names_are_those_of_countries():
    """Every code has two capital letters and a name; regions of several countries have no place among them."""
    assert all(len(code) == 2 and code.isalpha() and code.isupper() and name for code, name in NAMES.items())
    assert not {"EU", "UN", "ZZ"} & set(NAMES)
    assert len(NAMES) >= 249
