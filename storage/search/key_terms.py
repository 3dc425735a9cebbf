"""The words that say what a text is about: often here, seldom elsewhere."""

import math
from collections import Counter
from dataclasses import dataclass

from tantivy import Occur, Query, Schema, Searcher

from storage.search.tokenizers import STEM_TOKENIZER, prepare_text

MOST = 20
"""Words that stand for a text."""
SHORTEST = 3
TOO_COMMON = 0.2
"""A word that more than this share of all papers has says nothing, where there are enough papers to tell."""
ENOUGH = 50


@dataclass(frozen=True, slots=True)
class KeyTerm:
    stem: str
    word: str
    """As it is written in the text."""
    weight: float


@dataclass(frozen=True, slots=True)
class KeyTerms:
    schema: Schema
    searcher: Searcher

    def extract(self, title: str, abstract: str) -> list[KeyTerm]:
        """The weightiest first."""
        written, counts = _counted(title, abstract)
        papers = max(1, self.searcher.doc_freq("kind", "paper"))
        found: list[KeyTerm] = []
        for stem, count in counts.items():
            having = self.searcher.doc_freq("text", stem)
            if having > 1 and (papers < ENOUGH or having / papers <= TOO_COMMON):
                rarity = math.log(1 + (papers - having + 0.5) / (having + 0.5))
                found.append(KeyTerm(stem, written[stem], (1 + math.log(count)) * rarity))
        return sorted(found, key=lambda term: (-term.weight, term.stem))[:MOST]

    def query(self, terms: list[KeyTerm], authored: tuple[int, ...], but: int) -> Query | None:
        """Papers with any of the terms, or among those that the same people wrote; `but` not itself."""
        shared = [Query.boost_query(Query.term_query(self.schema, "text", term.stem), term.weight) for term in terms]
        if authored:
            theirs = Query.term_set_query(self.schema, "id", list(authored))
            shared.append(Query.const_score_query(theirs, sum(term.weight for term in terms) or 1.0))
        if not shared:
            return None
        kind = Query.const_score_query(Query.term_query(self.schema, "kind", "paper", index_option="basic"), 0)
        itself = Query.term_query(self.schema, "key", f"paper:{but}", index_option="basic")
        either = Query.boolean_query([(Occur.Should, query) for query in shared])
        return Query.boolean_query([(Occur.Must, kind), (Occur.Must, either), (Occur.MustNot, itself)])


def unique_stems(title: str, abstract: str) -> set[str]:
    return set(_counted(title, abstract)[1])


def _counted(title: str, abstract: str) -> tuple[dict[str, str], Counter[str]]:
    """(how each stem is written where it first stands, how often it stands there); the title counts twice."""
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for text, weight in ((title, 2), (abstract, 1)):
        shown = prepare_text(text)
        for token in STEM_TOKENIZER.pre_tokenize(shown).tokens:
            if len(token.text) >= SHORTEST and not token.text.isdigit():
                written.setdefault(token.text, shown[token.char_offset_from : token.char_offset_to])
                counts[token.text] += weight
    return written, counts
