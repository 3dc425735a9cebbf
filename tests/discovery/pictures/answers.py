"""Answers to draw: made by hand, and by hypothesis out of the hardest texts and numbers."""

import datetime as dt
import itertools

from hypothesis import strategies as st

from storage.discovery.answers.people import CoauthorEdge, CoauthorGraph, CoauthorLine, FieldYears, MetricHistory
from storage.lookup.answers.author import DatedMetrics
from tests.lookup.answers import hard

NAMES = (
    "Alexandre Sablayrolles", "Guillaume Lample", "Albert Q. Jiang", "Edouard Grave", "Hervé Jégou", "Armand Joulin",
    "Wolfeschlegelsteinhausenbergerdorff Maximilian von und zu Hohenstein", "Devendra Singh Chaplot",
    "Diego de las Casas",
)  # fmt: skip


def graph(
    *names: str, papers: int = 9, ties: tuple[CoauthorEdge, ...] = (), name: str = "Pierre Stock"
) -> CoauthorGraph:
    """The first shares `papers` papers with the person, each next one fewer, down to 1; ids count from 2."""
    people = tuple(CoauthorLine(n + 2, one, max(1, papers - n), 2018, 2024) for n, one in enumerate(names))
    return CoauthorGraph(1, name, len(people), people, ties)


def crowd(people: int, tied: int) -> CoauthorGraph:
    """Every pair tied whose ids differ by a multiple of `tied`; 0: nobody."""
    ids = range(2, people + 2)
    pairs = [(a, b) for a, b in itertools.combinations(ids, 2) if tied and (b - a) % tied == 0]
    return graph(*itertools.islice(itertools.cycle(NAMES), people), ties=tuple(CoauthorEdge(a, b, 1) for a, b in pairs))


def metrics(*fields: FieldYears, history: tuple[DatedMetrics, ...] = (), undated: int = 0) -> MetricHistory:
    papers = sum(papers for field in fields for _, papers in field.years) + undated
    return MetricHistory(1, "Pierre Stock", papers, undated, fields, history)


def numbers(
    day: str, citations: int | None, h_index: int | None = 27, source: str = "pierre-stock.txt"
) -> DatedMetrics:
    return DatedMetrics(h_index, 23, citations, 51.0, 59.0, source, dt.date.fromisoformat(day))


counts = st.sampled_from([0, 1, 2, 23, 10**6, 10**12]) | st.integers(0, 500)
maybe_year = st.none() | st.integers(1000, 2100)
ids = st.integers(1, 60)
people = st.lists(
    st.builds(CoauthorLine, ids, hard, counts, maybe_year, maybe_year), max_size=40, unique_by=lambda one: one.id
).map(tuple)
graphs = st.builds(
    CoauthorGraph,
    st.just(1),
    hard,
    counts,
    people,
    st.lists(st.builds(CoauthorEdge, ids, ids, counts), max_size=80).map(tuple),
)
years = st.dictionaries(st.integers(1000, 2100), counts, max_size=30).map(lambda found: tuple(sorted(found.items())))
fields = st.builds(FieldYears, st.none() | st.sampled_from(["cs.LG", "LG", "cs.CL"]) | hard, years)
histories = st.builds(
    DatedMetrics, st.none() | counts, st.none() | counts, st.none() | counts, st.none(), st.none(),
    st.sampled_from(["a.txt", "OpenAlex", "李.txt", "$x^2$", "_a"]) | hard, st.dates(),
)  # fmt: skip
all_metrics = st.builds(
    MetricHistory, st.just(1), hard, counts, counts, st.lists(fields, max_size=10).map(tuple),
    st.lists(histories, max_size=20).map(lambda found: tuple(sorted(found, key=lambda one: one.as_of))),
)  # fmt: skip
