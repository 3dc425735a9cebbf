"""The picture of a person's co-authors."""

from collections.abc import Sequence

from commands.discovery.pictures.ring import ties_among
from commands.ui.embeds.formatting import count
from commands.ui.embeds.limits import cut, cut_list, size
from commands.ui.embeds.markdown import plain
from commands.ui.picture import ALT, Picture
from storage.discovery.answers.people import CoauthorGraph, CoauthorLine

SHOWN = 30
"""More names than this are too small to read."""
NAME = 60


def coauthor_picture(graph: CoauthorGraph) -> Picture | None:
    """None: there are no co-authors. Slow; for a thread."""
    if not graph.people:
        return None
    from commands.discovery.pictures.graph_drawing import draw_graph

    people = graph.people[:SHOWN]
    ties = ties_among(people, graph.ties)
    return Picture("coauthors.png", draw_graph(graph, people, ties), _alt(graph, people, len(ties)))


def _alt(graph: CoauthorGraph, people: Sequence[CoauthorLine], ties: int) -> str:
    """The people are numbered as in the picture, which shows a number where it has no letters for a name."""
    shown = f"{len(people)} of {graph.total:,}" if graph.total > len(people) else "all of them"
    about = (
        f"Co-authors of {_name(graph.name)}, {shown}, drawn around the author: the larger the circle, the more papers "
        f"they share. {count(ties, 'pair')} of them have written together. "
    )
    names = tuple(f"{rank}. {_name(one.name)} ({count(one.papers, 'paper')})" for rank, one in enumerate(people, 1))
    return about + cut_list(names, ALT - size(about), ", ")


def _name(name: str) -> str:
    return cut(plain(name), NAME) or "an unnamed author"
