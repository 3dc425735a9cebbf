"""Search finds what researchers look for: measured on a judged collection. `make bench` prints the figures."""

from storage.search.semantic.model import Model
from storage.search.semantic.reranker import SemanticReranker
from tests.conftest import Shelf
from tests.search.ranking.collection import cranfield
from tests.search.ranking.engines import fill, fts5, learn_all, ndcg, ours


async def test_search_by_words_is_no_worse_than_fts5_with_porter_stemming(quick_shelf: Shelf):
    collection = cranfield()
    await fill(quick_shelf.library, collection)
    assert ndcg(await ours(quick_shelf.library, collection, None), collection) >= ndcg(fts5(collection), collection)


async def test_search_by_meaning_too_is_better_than_by_words_alone(quick_shelf: Shelf):
    """On a part, as the model reads some thirty abstracts a second."""
    collection, reranker = cranfield().part(8), SemanticReranker(Model())
    await fill(quick_shelf.library, collection)
    by_words = await ours(quick_shelf.library, collection, None)
    assert await ours(quick_shelf.library, collection, reranker) == by_words, "nothing is learned yet"
    await learn_all(quick_shelf.library, reranker)
    by_both = await ours(quick_shelf.library, collection, reranker)
    assert ndcg(by_both, collection) > ndcg(by_words, collection)
