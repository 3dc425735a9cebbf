"""Three ways to answer the questions of a collection: SQLite's FTS5, our search by words, and by words and reranker."""

import datetime as dt
import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from math import log2

from sqlalchemy import select

from storage.discovery.answers.search import SearchRequest
from storage.discovery.search import found_paper_ids
from storage.importing.load import ImportContext
from storage.importing.source_file import SourceFile
from storage.library import Library
from storage.schema.columns import metadata
from storage.search.semantic.reranker import SemanticReranker
from storage.search.semantic.vector_builder import VectorBuilder
from tests.search.ranking.collection import Collection

TOP = 10
Ranking = dict[int, Sequence[int]]
"""By question: papers, best first."""


def ndcg(ranking: Ranking, collection: Collection) -> float:
    """Normalised discounted cumulative gain of the first ten, over all questions; a relevant paper gains 1."""
    gains = [_ndcg(papers, collection.answers[question]) for question, papers in ranking.items()]
    return sum(gains) / len(gains)


def _ndcg(papers: Sequence[int], relevant: frozenset[int]) -> float:
    got = sum(1 / log2(place + 2) for place, paper in enumerate(papers[:TOP]) if paper in relevant)
    return got / sum(1 / log2(place + 2) for place in range(min(TOP, len(relevant))))


def fts5(collection: Collection) -> Ranking:
    """With porter stemming, the title counted once or thrice: the better of the two."""
    rankings = [_fts5(collection, weights) for weights in ("1, 1", "3, 1")]
    return max(rankings, key=lambda ranking: ndcg(ranking, collection))


def _fts5(collection: Collection, weights: str) -> Ranking:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE paper USING fts5(title, abstract, tokenize='porter unicode61')")
    rows = ((paper.id, paper.title, paper.abstract) for paper in collection.papers)
    database.executemany("INSERT INTO paper(rowid, title, abstract) VALUES (?, ?, ?)", rows)
    ask = f"SELECT rowid FROM paper WHERE paper MATCH ? ORDER BY bm25(paper, {weights}) LIMIT {TOP}"  # noqa: S608

    def answer(question: str) -> Sequence[int]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        return [row[0] for row in database.execute(ask, (words,))]

    ranking = _all(collection, answer)
    database.close()
    return ranking


def _all(collection: Collection, answer: Callable[[str], Sequence[int]]) -> Ranking:
    return {question: answer(text) for question, text in collection.questions.items() if question in collection.answers}


async def fill(library: Library, collection: Collection) -> None:
    lines = [
        {"title": paper.title or "Untitled", "abstract": paper.abstract, "doi": f"10.5555/{paper.id}"}
        for paper in collection.papers
    ]
    data = "\n".join(json.dumps(line) for line in lines).encode()
    await library.import_file(SourceFile("collection.jsonl", data=data), ImportContext(dt.datetime.now(dt.UTC)))


async def learn_all(library: Library, reranker: SemanticReranker) -> None:
    builder = VectorBuilder(library.store, reranker.model)
    while await builder.build_next():
        pass


async def ours(library: Library, collection: Collection, reranker: SemanticReranker | None) -> Ranking:
    """By words, or by words and reranker."""
    p = metadata.tables["paper"].c
    async with library.store.reading() as session:
        ids = {row.id: int(row.doi.partition("/")[2]) for row in await session.execute(select(p.id, p.doi))}
    ranking: Ranking = {}
    for question in collection.answers:
        asked = SearchRequest(collection.questions[question])
        found, _ = await library.ask(found_paper_ids, library.index, reranker, asked, TOP)
        ranking[question] = [ids[paper] for paper in found]
    return ranking
