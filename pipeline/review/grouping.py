"""Tellings of one act in several articles, put together."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.coding.acts import Act
from pipeline.coding.same_act import conflict, kinship
from pipeline.config.schema import Config
from pipeline.review.known import Known
from pipeline.review.likeness import ENOUGH, likeness


def grouped(config: Config, acts: Sequence[Act]) -> list[list[int]]:
    """The indices of acts that tell one act, group by group, the clearest telling first; whatever the order they come in.

    A telling joins the group that it is most alike to, if nothing speaks against its being one act with any of its members.
    """
    order = sorted(range(len(acts)), key=lambda n: _clearness(acts[n]))
    known = Known(acts[n] for n in order)
    seen = Known()
    groups: list[list[int]] = []
    place: dict[int, int] = {}
    for number in order:
        act = acts[number]
        best: tuple[float, int] | None = None
        for position in seen.near_places(act, kinship().kin(act.type)):
            like = likeness(config, act, seen.acts[position], known)
            group = place[position]
            fits = like and like.points >= ENOUGH and not any(conflict(act, acts[other]) for other in groups[group])
            if like and fits and (best is None or (like.points, -group) > best):
                best = (like.points, -group)
        if best is None:
            groups.append([])
        home = -best[1] if best else len(groups) - 1
        place[len(seen.acts)] = home
        groups[home].append(number)
        seen.add(act)
    return groups


def _clearness(act: Act) -> tuple[object, ...]:
    """Narrow dates before wide ones, named channels before none; then by what it says, so that the order is its own."""
    days = act.days or 100_000
    first = act.first.toordinal() if act.first else 0
    return (days, -len(act.channels), act.type, first, act.status, act.initiator, act.domain, act.title, sorted(act.words), act.id)
