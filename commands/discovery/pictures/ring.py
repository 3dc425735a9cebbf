"""Who sits where around the person in the middle. People who write together sit together."""

import importlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from commands.ui.picture import HEIGHT, WIDTH
from storage.discovery.answers.people import CoauthorEdge, CoauthorLine

CENTRE = (WIDTH / 2, HEIGHT / 2 - 6)
TALL = 684
"""Pixels from the first seat's upper edge to the last one's lower edge."""
WIDE = 500
SEED = 7


@dataclass(frozen=True, slots=True)
class Seat:
    """Where one is drawn, in pixels."""

    person: CoauthorLine
    rank: int
    """From 1, most shared papers first."""
    x: float
    y: float
    is_right: bool
    group: int | None
    """Numbers those who write together, 0 the most people; None for who writes with nobody of the ring."""


def slot(people: int) -> float:
    """The height, in pixels, that each of so many has for its name."""
    return TALL / math.ceil(people / 2)


def ties_among(people: Iterable[CoauthorLine], ties: Iterable[CoauthorEdge]) -> list[CoauthorEdge]:
    """Those between two of these people."""
    ids = {person.id for person in people}
    return [tie for tie in ties if tie.one != tie.other and {tie.one, tie.other} <= ids]


def seats(people: Sequence[CoauthorLine], ties: Sequence[CoauthorEdge]) -> list[Seat]:
    """Two arcs, right and left, with names on the outer side. Each has a height of its own, so that no name can reach
    another: force-directed pictures are livelier, and unreadable from ten people on."""
    groups = _groups(people, ties)
    by_size = sorted((group for group in groups if len(group) > 1), key=len, reverse=True)
    number = {person.id: index for index, group in enumerate(by_size) for person in group}
    ranks = {person.id: rank for rank, person in enumerate(people, 1)}
    order = [person for group in groups for person in group]
    places = _places(len(order))
    return [
        Seat(person, ranks[person.id], x, y, right, number.get(person.id))
        for person, (x, y, right) in zip(order, places, strict=True)
    ]


def _places(people: int) -> list[tuple[float, float, bool]]:
    """Clockwise from the upper right: down the right arc, up the left one."""
    right, left = math.ceil(people / 2), people // 2
    return [_place(n, right, 1) for n in range(right)] + [_place(n, left, -1) for n in reversed(range(left))]


def _place(index: int, of: int, side: int) -> tuple[float, float, bool]:
    up = 1 - (2 * index + 1) / of
    out = math.sqrt(1 - up * up)
    return CENTRE[0] + side * out * WIDE / 2, CENTRE[1] + up * TALL / 2, side > 0


def _groups(people: Sequence[CoauthorLine], ties: Iterable[CoauthorEdge]) -> list[list[CoauthorLine]]:
    """Communities by modularity; they, and the people in each, in the order of a spring layout's angles."""
    nx: Any = importlib.import_module("networkx")  # It has no types; named as a string, it is Any and not unknown.
    graph = nx.Graph()
    by_id = {person.id: person for person in people}
    graph.add_nodes_from(by_id)
    graph.add_weighted_edges_from((tie.one, tie.other, max(tie.papers, 1)) for tie in ties)
    found: list[Iterable[int]] = nx.community.greedy_modularity_communities(graph, weight="weight")
    spring: dict[int, tuple[float, float]] = nx.spring_layout(graph, seed=SEED, iterations=80)
    groups = [sorted(group, key=lambda one: _angle([spring[one]])) for group in found]
    groups.sort(key=lambda group: _angle([spring[one] for one in group]))
    return [[by_id[one] for one in group] for group in groups]


def _angle(points: Sequence[tuple[float, float]]) -> float:
    """The direction of the points' middle, clockwise from straight up."""
    return math.atan2(sum(x for x, _ in points), sum(y for _, y in points)) % math.tau
