"""Tellings of one act in several articles, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.coding.acts import Act
from pipeline.coding.same_act import conflict, kinship
from pipeline.config.schema import Config
from pipeline.review.known import Known
from pipeline.review.likeness import CLEARLY, likeness


def grouped(config: Config, acts: Sequence[Act]) -> list[list[int]]:
    """The indices of acts that tell one act, group by group, the clearest telling first; whatever the order they come in.

    A telling joins the group that it is clearly most alike to, if nothing speaks against its being one act with any of the
    members; one that fits two groups alike stays by itself, or with others that are as vague.
    """
    order = sorted(range(len(acts)), key=lambda number: _clearness(acts[number]))
    groups = _Groups(config, Known(acts))
    for number in order:
        groups.take(number, acts[number])
    return groups.members


def joined(acts: Sequence[Act]) -> Act:
    """The tellings of a group as one act: the first, with the narrowest date and with what the others name besides."""
    first = acts[0]
    dated = min(acts, key=lambda act: act.days or 100_000)
    return replace(
        first,
        first=dated.first,
        last=dated.last,
        channels=tuple(dict.fromkeys(slug for act in acts for slug in act.channels)),
        reported=min((act.reported for act in acts if act.reported), default=None),
        words=frozenset[str]().union(*(act.words for act in acts)),
    )


class _Groups:
    """Groups as they grow; `members`: the numbers of the acts in each."""

    def __init__(self, config: Config, batch: Known):
        self.config = config
        self.batch = batch
        self.members: list[list[int]] = []
        self._seen = Known()
        self._home: list[int] = []

    def take(self, number: int, act: Act) -> None:
        """One more act, into its group or into a new one."""
        ranked = sorted(self._fitting(act).items(), key=lambda entry: (-entry[1], entry[0]))
        if ranked and (len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= CLEARLY):
            home = ranked[0][0]
            self.members[home].append(number)
        else:
            home = len(self.members)
            self.members.append([number])
        self._home.append(home)
        self._seen.add(act)

    def _fitting(self, act: Act) -> dict[int, float]:
        """The groups an act may join, with the points of the member it is most alike to."""
        points: dict[int, float] = {}
        barred: set[int] = set()
        for place in self._seen.near_places(act, kinship().kin(act.type)):
            home, other = self._home[place], self._seen.acts[place]
            if conflict(self.config, act, other):
                barred.add(home)
            elif home not in barred:
                like = likeness(self.config, act, other, self.batch)
                if like and like.enough:
                    points[home] = max(points.get(home, 0.0), like.points)
        return {home: value for home, value in points.items() if home not in barred}


def _clearness(act: Act) -> tuple[object, ...]:
    """Narrow dates before wide ones, named channels before none; then by what it says, so that the order is its own."""
    days = act.days or 100_000
    first = act.first.toordinal() if act.first else 0
    return (
        days,
        -len(act.channels),
        act.type,
        first,
        act.status,
        act.initiator,
        act.domain,
        act.title,
        sorted(act.words),
        act.id,
    )
