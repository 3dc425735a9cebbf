"""The papers of this library that a text mentions by arXiv id, DOI, address or title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlmodel import col
from tantivy import Occur, Query

from storage.database.reader import Reading, run_in_thread
from storage.schema.library import Paper
from storage.search.entry import folded_words, short_name
from storage.search.index import SearchIndex
from storage.search.paper_search import PaperSearch
from storage.search.tokenizers import stem_tokens
from storage.text.mentions import MAX_SCANNED_CHARACTERS, mentioned_ids

LOOKED_AT = 300
"""Papers, best match first, whose titles are compared with the text."""
WORDS = 400
"""Distinct words of the text that candidates are searched by."""
ONE_WORD = 5
"""Characters: shorter one-word titles are not looked for, and longer ones only with their exact case."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    papers: tuple[int, ...]
    unknown: tuple[str, ...]
    """arXiv ids and DOIs of papers that are not in this library."""


async def mentioned_papers(session: Reading, index: SearchIndex, text: str) -> Mentioned:
    text = text[:MAX_SCANNED_CHARACTERS]
    names = mentioned_ids(text)
    rows = await session.execute(
        select(col(Paper.id), col(Paper.arxiv_id), col(Paper.doi))
        .where(or_(col(Paper.arxiv_id).in_(names), col(Paper.doi).in_(names)))
        .order_by(col(Paper.id))
    )
    known: dict[str, int] = {}
    for paper, arxiv_id, doi in rows:
        for name in (arxiv_id, doi):
            if name is not None:
                known.setdefault(name, paper)
    by_id = [known[name] for name in names if name in known]
    by_title = await _titled(session, index, text)
    return Mentioned(tuple(dict.fromkeys([*by_id, *by_title])), tuple(name for name in names if name not in known))


async def _titled(session: Reading, index: SearchIndex, text: str) -> list[int]:
    papers = await run_in_thread(_sharing_words, index, text)
    rows = await session.execute(select(col(Paper.id), col(Paper.title)).where(col(Paper.id).in_(papers)))
    titles = dict(rows.all())
    words = f" {' '.join(folded_words(text))} "
    return [paper for paper in papers if paper in titles and _is_named(titles[paper], text, words)]


def _sharing_words(index: SearchIndex, text: str) -> tuple[int, ...]:
    found = list(dict.fromkeys(stem.text for stem in stem_tokens(text)))[:WORDS]
    if not found:
        return ()
    query = Query.boolean_query([(Occur.Should, Query.term_query(index.schema, "title", stem)) for stem in found])
    return PaperSearch(index.schema, index.searcher()).find(query, "relevance", LOOKED_AT).papers


def _is_named(title: str, text: str, words: str) -> bool:
    """`words`: the folded words of the text, with a space around each."""
    names: Sequence[str] = [name for name in (title, short_name(title)) if name]
    return any(_is_in(name, text, words) for name in names)


def _is_in(name: str, text: str, words: str) -> bool:
    folded = folded_words(name)
    if len(folded) > 1:
        return f" {' '.join(folded)} " in words
    is_long = len(name) >= ONE_WORD and name != name.lower()
    return is_long and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
