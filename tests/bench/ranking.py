"""How well search ranks: nDCG@10 on the Cranfield collection, beside SQLite's FTS5."""

import asyncio
import tempfile
from pathlib import Path

from storage.database.database import store_url
from storage.library import open_library
from storage.search.semantic.model import Model
from storage.search.semantic.reranker import SemanticReranker
from tests.bench.figures import Figure
from tests.search.ranking.collection import cranfield
from tests.search.ranking.engines import fill, fts5, learn_all, ndcg, ours


def ranking() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="paperbot-ranking-") as folder:
        return asyncio.run(_figures(Path(folder)))


async def _figures(folder: Path) -> list[Figure]:
    collection, meaning = cranfield(), SemanticReranker(Model())
    library = await open_library(store_url(f"sqlite:///{folder}/cranfield.db"), None)
    await fill(library, collection)
    floor = ndcg(fts5(collection), collection)
    by_words = ndcg(await ours(library, collection, None), collection)
    await learn_all(library, meaning)
    by_both = ndcg(await ours(library, collection, meaning), collection)
    await library.close()
    papers = len(collection.papers)
    return [
        Figure(
            "nDCG@10, by words", papers, f"{by_words:.3f}", f"{floor:.3f} (FTS5, porter)", by_words / floor,
            "≥ FTS5", by_words >= floor,
        ),
        Figure(
            "nDCG@10, by words and meaning", papers, f"{by_both:.3f}", f"{by_words:.3f} (by words)",
            by_both / by_words, "> by words", by_both > by_words,
        ),
    ]  # fmt: skip
