"""From what is wanted to a query of the index, made of values: nothing that a person typed is read by its parser."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tantivy import FieldType, Occur, Query, Schema

from storage.search.entry import folded_words
from storage.search.name_matching import allowed_edits
from storage.search.query_language import Atom, CodeFilter, FieldFilter, QueryPart, QueryWords, Scope, YearFilter
from storage.search.tokenizers import StemToken, stem_tokens
from storage.text.arxiv_taxonomy import CATEGORIES
from storage.text.fields import canonical_field

OccurClause = tuple[Occur, Query]
APART = 12
"""Words of a name that may stand between two that were typed, or the other way round; less than between names."""


@dataclass(frozen=True, slots=True)
class PaperQuery:
    """What a paper must be: the parts of what was typed, and what was chosen beside it."""

    parts: tuple[QueryPart, ...]
    papers: tuple[int, ...] | None = None
    """Only these, by their ids."""

    def build(self, schema: Schema) -> Query | None:
        """None where nothing is wanted: no words, or only such as every paper has."""
        return _QueryBuilder(schema).whole(self)

    def build_or_all(self, schema: Schema) -> Query:
        """Every paper where nothing is wanted."""
        return self.build(schema) or _QueryBuilder(schema).paper()

    def build_fuzzy(self, schema: Schema) -> Query | None:
        """Papers with words that are spelled nearly as those that were typed, in their titles or texts."""
        return _QueryBuilder(schema).fuzzy(self.parts)

    @property
    def is_ranked(self) -> bool:
        """Whether there are words to rank by."""
        atoms = (atom for part in self.parts if not part.excluded for atom in part.alternatives)
        return any(
            isinstance(atom, QueryWords) or (isinstance(atom, FieldFilter) and atom.scope == "title") for atom in atoms
        )

    def free_text(self) -> str:
        """The words that say what the papers are about."""
        atoms = (atom for part in self.parts if not part.excluded for atom in part.alternatives)
        return " ".join(atom.text for atom in atoms if isinstance(atom, QueryWords))


@dataclass(frozen=True, slots=True)
class _QueryBuilder:
    schema: Schema

    def whole(self, wanted: PaperQuery) -> Query | None:
        plain = [part for part in wanted.parts if part.is_plain]
        strict = [part for part in wanted.parts if not part.is_plain]
        words = [query for part in plain for query in self._words(part.alternatives[0])]
        clauses = [clause for part in strict for clause in self._strict(part)]
        if wanted.papers is not None:
            clauses.append((Occur.Must, _unscored(Query.term_set_query(self.schema, "id", list(wanted.papers)))))
        if not clauses:  # the index is fastest where all it has to do is rank by words
            return _any(words) if words else None
        clauses.append((Occur.Must, _any(words) if words else self.paper()))
        return Query.boolean_query(clauses)

    def fuzzy(self, parts: Iterable[QueryPart]) -> Query | None:
        atoms = (atom for part in parts if not part.excluded for atom in part.alternatives)
        typed = dict.fromkeys(
            stem.text for atom in atoms if isinstance(atom, QueryWords | FieldFilter) for stem in stem_tokens(atom.text)
        )
        queries = [
            Query.fuzzy_term_query(self.schema, field, word, distance=edits)
            for word in typed
            for field in ("title", "text", "authors")
            if (edits := allowed_edits(word))
        ]
        return _any(queries) if queries else None

    def _strict(self, part: QueryPart) -> Iterable[OccurClause]:
        queries = [query for atom in part.alternatives if (query := self._atom(atom)) is not None]
        if queries:
            yield (Occur.MustNot if part.excluded else Occur.Must, _any(queries))

    def _atom(self, atom: Atom) -> Query | None:
        """None for what is said by stop words alone."""
        match atom:
            case QueryWords(text=text):
                return self._together("text", stem_tokens(text))
            case FieldFilter(scope=scope, text=text):
                return self._scoped(scope, text)
            case YearFilter(first=first, last=last):
                return self._years(first, last)
            case CodeFilter():
                return _unscored(Query.range_query(self.schema, "code", FieldType.Integer, 1, 1))

    def _scoped(self, scope: Scope, text: str) -> Query | None:
        match scope:
            case "title":
                return self._together("title", stem_tokens(text))
            case "author":
                return self._name(folded_words(text))
            case "field":
                return self._field(text)
            case "venue":
                return self._every("venue", folded_words(text))

    def _words(self, atom: Atom) -> list[Query]:
        """A word in the title counts twice."""
        found = dict.fromkeys(stem.text for stem in stem_tokens(atom.text)) if isinstance(atom, QueryWords) else ()
        return [Query.term_query(self.schema, field, stem) for stem in found for field in ("text", "title")]

    def _together(self, field: str, found: Sequence[StemToken]) -> Query | None:
        if len(found) < 2:
            return Query.term_query(self.schema, field, found[0].text) if found else None
        first = found[0].position
        return Query.phrase_query(self.schema, field, [(stem.position - first, stem.text) for stem in found])

    def _name(self, words: list[str]) -> Query:
        """All the words within one name, in any order; a single letter is an initial."""
        if len(words) < 2:
            return self._every("authors", words)
        return _unscored(Query.phrase_query(self.schema, "authors", list(words), slop=APART))

    def _field(self, text: str) -> Query:
        code = canonical_field(text)
        return self._every("field", [code.casefold()] if code in CATEGORIES else folded_words(text))

    def _every(self, field: str, words: Sequence[str]) -> Query:
        """Nothing at all where there is no letter in what was asked for."""
        queries = [(Occur.Must, Query.term_query(self.schema, field, word, index_option="basic")) for word in words]
        return _unscored(Query.boolean_query(queries)) if queries else Query.empty_query()

    def _years(self, first: int, last: int) -> Query:
        return _unscored(Query.range_query(self.schema, "year", FieldType.Integer, first, last))

    def paper(self) -> Query:
        return _unscored(Query.term_query(self.schema, "kind", "paper", index_option="basic"))


def _unscored(query: Query) -> Query:
    """It narrows, and says nothing of how well a paper fits."""
    return Query.const_score_query(query, 0)


def _any(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])
