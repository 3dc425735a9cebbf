"""Getting ready to draw."""

from commands.discovery.pictures.graph import coauthor_picture
from commands.discovery.pictures.metrics import metrics_picture
from storage.discovery.answers.people import CoauthorEdge, CoauthorGraph, CoauthorLine, FieldYears, MetricHistory


def warm() -> None:
    """Draw two pictures for nobody, so that the first one somebody asks for is quick: the imports take a second or two,
    and reading the fonts of a machine for the first time more. For a thread at start."""
    people = (CoauthorLine(2, "A", 1, None, None), CoauthorLine(3, "B", 1, None, None))
    coauthor_picture(CoauthorGraph(1, "C", 2, people, (CoauthorEdge(2, 3, 1),)))
    metrics_picture(MetricHistory(1, "C", 1, 0, (FieldYears("cs.LG", ((2020, 1),)),), ()))
