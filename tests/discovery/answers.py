"""Strategies for what searches find and for people together."""

from hypothesis import strategies as st

from storage.discovery.answers.people import CoauthorLine, CoauthorPage, Comparison, FieldYears, MetricHistory
from storage.discovery.answers.search import (
    Expert,
    ExpertPage,
    FoundPaper,
    NewPage,
    NewPaper,
    NewPapersRequest,
    NothingFound,
    RelatedPaper,
    SearchPage,
    SearchRequest,
    SimilarPage,
)
from storage.lookup.answers.lists import PAGE
from storage.search.snippets import SORTS, Snippet
from tests.lookup.answers import author_cards, counts, dates, fields, hard, ids, lines, many, numbers, paper_cards

years = st.none() | st.integers(1000, 2200)
places = {"page": st.integers(0, 10**8), "pages": st.integers(1, 10**8), "total": counts}


def page_of(items: st.SearchStrategy) -> st.SearchStrategy[tuple]:
    return st.lists(items, max_size=PAGE).map(tuple)


@st.composite
def snippets(draw: st.DrawFn) -> Snippet:
    """Marks in order, none in another."""
    text = draw(hard)[:400]
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12, unique=True)))
    return Snippet(text, tuple(zip(ends[::2], ends[1::2], strict=False)))


questions = st.builds(
    SearchRequest, hard, *[st.none() | hard] * 2, years, years, st.none() | st.booleans(), st.none() | hard,
    st.sampled_from(SORTS),
)  # fmt: skip
found = st.builds(FoundPaper, lines, hard, st.none() | counts, st.none() | snippets())
search_pages = st.builds(
    SearchPage, request=questions, author=st.none() | hard, is_semantic=st.booleans(), found=page_of(found), **places
)
nothing = st.builds(NothingFound, questions, st.none() | hard, counts, st.lists(lines, max_size=5).map(tuple))
related = st.builds(RelatedPaper, lines, hard, many(hard, 4).map(lambda terms: terms[:4]), many(hard, 500))
similar_pages = st.builds(SimilarPage, paper=ids, title=hard, found=page_of(related), **places)
new_pages = st.builds(
    NewPage,
    request=st.builds(NewPapersRequest, st.none() | hard, st.none() | fields),
    author=st.none() | hard,
    found=page_of(st.builds(NewPaper, lines, hard, dates)),
    **places,
)
experts = st.builds(Expert, ids, hard, counts, st.lists(lines, max_size=3).map(tuple))
expert_pages = st.builds(ExpertPage, topic=hard, papers=counts, people=page_of(experts), **places)
coauthors = st.builds(CoauthorLine, ids, hard, counts, years, years)
coauthor_pages = st.builds(CoauthorPage, author=ids, name=hard, people=page_of(coauthors), **places)
comparisons = st.builds(
    Comparison, author_cards, author_cards, counts, st.lists(lines, max_size=5).map(tuple), counts,
    many(hard, 5).map(lambda names: names[:5]),
)  # fmt: skip
field_years = st.builds(
    FieldYears, st.none() | fields, st.dictionaries(st.integers(1000, 2200), counts, max_size=300).map(
        lambda found: tuple(sorted(found.items()))
    )
)  # fmt: skip
metrics = st.builds(
    MetricHistory, ids, hard, counts, counts, st.lists(field_years, max_size=40).map(tuple),
    st.lists(numbers, max_size=30).map(tuple),
)  # fmt: skip

EMBEDS = {
    "brief_embed": st.tuples(paper_cards),
    "citation_embed": st.tuples(hard, st.sampled_from(["BibTeX", "APA"]), hard),
    "coauthors_embed": st.tuples(coauthor_pages),
    "comparison_embed": st.tuples(comparisons),
    "experts_embed": st.tuples(expert_pages),
    "export_embed": st.tuples(hard, counts, counts),
    "metrics_embed": st.tuples(metrics),
    "mentioned_papers_embed": st.tuples(page_of(lines), counts, st.integers(0, 10**8), st.integers(1, 10**8)),
    "new_embed": st.tuples(new_pages),
    "no_papers_mentioned_embed": st.tuples(many(hard, 200)),
    "nothing_embed": st.tuples(nothing),
    "search_embed": st.tuples(search_pages),
    "similar_embed": st.tuples(similar_pages),
}
