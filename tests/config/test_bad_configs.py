"""Each mistake in a config gives one line: the key, what was found, what is allowed, the nearest valid name."""

from __future__ import annotations

import pytest

from pipeline.config import load_config
from pipeline.errors import ConfigError
from tests.files import write_config


def refusal(path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    return str(caught.value).splitlines()


CHANNEL = "channels: {hotline: {name: Hotline, track: security, level: working, weight: 1, cadence_days: 30"
BAD = [
    ("indx: {score_limit: 5}", ["indx: unknown key, did you mean 'index'? allowed: pair, data, "]),
    ("event_types: {tariff: {wieght: -5}}", ["event_types.tariff.wieght: unknown key, did you mean 'weight'?"]),
    ("channels: {leaders: {cadence: 3}}", ["channels.leaders.cadence: unknown key, did you mean 'cadence_days'?"]),
    ("tracks: {security: {blend: {chanels: 1}}}",
     ["tracks.security.blend.chanels: unknown key, did you mean 'channels'?"]),
    ("index: {labels: [{frm: 0, label: all}]}",
     ["index.labels.0.from: required key is missing",
      "index.labels.0.frm: unknown key, did you mean 'from'? allowed: from, label"]),
    ("event_types: {row: {weight: 1, half_life_days: 3, effect: none, plover: AID}}",
     ["event_types.row.label: required key is missing"]),
    ("event_types: {tariff: {effect: mesure}}", ["event_types.tariff.effect: found 'mesure', did you mean 'measure'?"]),
    ("event_types: {tariff: {plover: SANCTIONS}}", ["found 'SANCTIONS', did you mean 'SANCTION'?"]),
    ("domains: {Cyber: {factor: 1, label: Cyber}}", ["domains.Cyber: found 'Cyber', allowed: names of the form"]),
    ("event_types: {tariff: {weight: .nan}}", ["event_types.tariff.weight: found nan, expected a finite number"]),
    ("event_types: {tariff: {weight: -.inf}}", ["event_types.tariff.weight: found -inf, expected a finite number"]),
    ("event_types: {tariff: {weight: -11}}", ["event_types.tariff.weight: found -11, allowed: at least -10"]),
    ("event_types: {tariff: {half_life_days: 0}}", ["half_life_days: found 0, allowed: more than 0"]),
    ("event_types: {tariff: {weight: true}}", ["event_types.tariff.weight: found True, expected a number"]),
    ("event_types: {tariff: {weight: '-5'}}", ["event_types.tariff.weight: found '-5', expected a number"]),
    ("event_types: {tariff: {by_tone: yes}}", ["by_tone: found 'yes', expected true or false"]),
    ("event_types: {tariff: {label: 5}}", ["event_types.tariff.label: found 5, expected text (put it in quotes)"]),
    ("event_types: {tariff: {label: ''}}", ["event_types.tariff.label: found '', expected some text"]),
    ("event_types: {tariff: {weight: 5}}", ["found 5, a type whose effect is measure needs a weight of 0 or less"]),
    ("event_types: {sanction_relief: {weight: -5}}",
     ["found -5, a type whose effect is relief needs a weight of 0 or more"]),
    ("event_types: -5", ["event_types: found -5, expected a mapping of keys to values"]),
    ("pair: {concerns: TW}", ["pair.concerns: found 'TW', expected a list"]),
    ("pair: {sides: {TW: {name: Taiwan}}}", ["pair.sides: found 3 entries, allowed: at most 2"]),
    ("chart: {badges: 2.5}", ["chart.badges: found 2.5, expected a whole number"]),
    ("chart: {default_period: 3y}", ["chart.default_period: found '3y', "]),
    ("severity: {6: 2}", ["severity.6: unknown key, allowed: 1, 2, 3, 4, 5"]),
    ("status: {hapened: 1}", ["status.hapened: unknown key, did you mean 'happened'?"]),
    ("clear: [status]\nstatus: {happened: 1, announced: 1, planned: 1, proposed: 1}",
     ["status: required key 'denied' is missing; needed: happened, announced, planned, proposed, denied"]),
    ("clear: [severity.3]\n", ["severity: required key '3' is missing"]),
    ("clear: [tone]\n", ["tone: required key is missing"]),
    ("channels: {dpct: {track: securty}}", ["channels.dpct.track: found 'securty', did you mean 'security'?"]),
    ("channels: {dpct: {level: officers}}", ["channels.dpct.level: found 'officers', did you mean 'officials'?"]),
    ("channels: {dct: {successor: dpctt}}", ["channels.dct.successor: found 'dpctt', did you mean 'dpct'?"]),
    ("channels: {dct: {from: 2014-02-30}}",
     ["channels.dct.from: found '2014-02-30', expected a date such as 2023-11-15"]),
    ("channels: {dct: {from: 2014}}", ["channels.dct.from: found 2014, expected a date such as 2023-11-15"]),
    ("channels: {dct: {until: 1990-01-01}}", ["channels.dct.until: found 1990-01-01, allowed: not before `from`"]),
    (CHANNEL + ", successor: dpct}}", ["channels.hotline.successor: a channel with a successor needs an `until`"]),
    (CHANNEL + ", until: 2020-01-01, successor: hotline}}", ["runs in a circle: hotline -> hotline"]),
    ("channels: {dpct: {until: 2020-01-01, successor: dct}}",
     ["channels.dpct.successor: runs in a circle: dpct -> dct -> dpct",
      "channels.dct.successor: runs in a circle: dct -> dpct -> dct"]),
    ("channel_groups: {navy: [mmca, mcma]}", ["channel_groups.navy.1: found 'mcma', did you mean 'mmca'?"]),
    ("channel_groups: {security: [mmca]}", ["'security' is a track, and every track is a group already"]),
    ("tracks: {economic: {domains: [economc, technology]}}",
     ["tracks.economic.domains.0: found 'economc', did you mean 'economic'?", "domains.economic: found in none; "]),
    ("tracks: {economic: {domains: [economic, technology, military]}}",
     ["domains.military: found in security and economic; a domain belongs to exactly one"]),
    ("tracks: {security: {share: 0.5}}", ["tracks: the shares add up to 1.1 (0.5 + 0.3 + 0.3), they must add up to 1"]),
    ("index: {labels: [{from: 1, label: low}]}", ["index.labels.0.from: found 1, the first word starts from 0"]),
    ("index: {labels: [{from: 0, label: a}, {from: 50, label: b}, {from: 50, label: c}]}",
     ["index.labels.2.from: found 50, allowed: above 50"]),
    ("tracks: {security: {labels: [{from: 0, label: a}, {from: 50, label: b}, {from: 40, label: c}]}}",
     ["tracks.security.labels.2.from: found 40, allowed: above 50"]),
    ("limits: {earliest: 2200-01-01}", ["limits.latest: found 2100-12-31, allowed: after 2200-01-01"]),
]  # fmt: skip


@pytest.mark.parametrize("text, fragments", BAD, ids=[text[:50] for text, _ in BAD])
def test_bad_configs(tmp_path, text, fragments):
    """Each mistake gives one line: the key, what was found, what is allowed, the nearest valid name."""
    found = refusal(write_config(tmp_path, text + "\n"))
    assert len(found) == len(fragments)
    for line in fragments:
        assert any(line in message for message in found), found


def test_all_problems_at_once_in_the_order_of_the_file(tmp_path):
    """Every problem is told in one go, in the order of the file, each with its own line."""
    path = write_config(tmp_path, "tone: {share: 2}\nchart:\n  badges: many\n\nevent_types:\n  tariff: {weight: .nan}\nx: 1\n")
    places = [(2, "tone.share"), (4, "chart.badges"), (7, "event_types.tariff.weight"), (8, "x")]
    assert [line.split(": ")[:2] for line in refusal(path)] == [[f"{path}:{line}", key] for line, key in places]


def test_contradictions_at_once_in_the_order_of_the_file(tmp_path):
    """Contradictions between keys are told in the order of the file too."""
    path = write_config(tmp_path, "limits: {latest: 1800-01-01}\ntracks:\n  security: {share: 0}\nchannels:\n"
                                  "  dpct: {level: none}\nevent_types: {tariff: {weight: 1}}\n")  # fmt: skip
    keys = {2: "limits.latest", 3: "tracks", 6: "channels.dpct.level", 7: "event_types.tariff.weight"}
    places = [f"{path}:{line}: {key}" for line, key in keys.items()]
    assert [": ".join(line.split(": ")[:2]) for line in refusal(path)] == places


def test_an_inherited_mistake_names_its_own_file(tmp_path):
    """A problem is placed in the file that holds the key, and in the nearer one where that replaced it."""
    parent = write_config(tmp_path, "tone: {share: 2}\nindex: {labels: [{from: 0, label: a}]}\n", "parent.yaml")
    child = write_config(tmp_path, "index: {labels: [{label: b}]}\n", "child.yaml", base="parent.yaml")
    assert refusal(child) == [
        f"{child}:2: index.labels.0.from: required key is missing",
        f"{parent}:2: tone.share: found 2, allowed: at most 0.25",
    ]
