"""The order of the first papers that a search finds: half by words, half by meaning."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading, run_in_thread
from storage.schema.library import PaperVector
from storage.search.semantic.model import Model

RERANKED = 100


class SemanticReranker:
    def __init__(self, model: Model) -> None:
        self.model = model

    async def order(
        self, session: Reading, words: str, papers: Sequence[int], scores: Sequence[float]
    ) -> tuple[int, ...] | None:
        """The papers, those first that fit the words best. None while the meaning of one of them is not known yet.

        `scores` say how well each fits by its words.
        """
        known = await _known(session, papers)
        if known is None:
            return None
        asked = (await run_in_thread(self.model.vectors, [words]))[0]
        return await run_in_thread(_order, asked, papers, scores, [known[paper] for paper in papers])

    async def order_like(
        self, session: Reading, paper: int, papers: Sequence[int], scores: Sequence[float]
    ) -> tuple[int, ...] | None:
        """The same for papers that are like one paper."""
        known = await _known(session, (paper, *papers))
        if known is None:
            return None
        return await run_in_thread(_order, known[paper], papers, scores, [known[other] for other in papers])


async def _known(session: Reading, papers: Sequence[int]) -> dict[int, bytes] | None:
    rows = await session.execute(
        select(col(PaperVector.paper), col(PaperVector.vector)).where(col(PaperVector.paper).in_(papers))
    )
    known = dict(rows.all())
    return known if len(known) == len(set(papers)) else None


def _order(asked: bytes, papers: Sequence[int], scores: Sequence[float], vectors: Sequence[bytes]) -> tuple[int, ...]:
    if not papers:
        return ()
    likeness = rescale(cosine_similarities(asked, vectors))
    fits = [(one + other) / 2 for one, other in zip(rescale(scores), likeness, strict=True)]
    return tuple(papers[place] for place in sorted(range(len(papers)), key=lambda place: -fits[place]))


def cosine_similarities(one: bytes, others: Sequence[bytes]) -> list[float]:
    """Of one vector to each of the others, -1 to 1."""
    import numpy as np

    matrix = np.frombuffer(b"".join(others), dtype="<f2").reshape(len(others), -1).astype(np.float32)
    return [float(value) for value in matrix @ np.frombuffer(one, dtype="<f2").astype(np.float32)]


def rescale(values: Sequence[float]) -> list[float]:
    """From 0 for the least to 1 for the greatest; 0 for all where they are alike."""
    low, span = min(values), max(values) - min(values)
    return [(value - low) / span if span else 0.0 for value in values]
