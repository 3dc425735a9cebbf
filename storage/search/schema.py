"""What the index holds of people and papers, and how."""

import json
from functools import lru_cache
from itertools import chain

from tantivy import Document, Index, Schema, SchemaBuilder

from storage.search.entry import IndexEntry, PaperText, folded_words
from storage.search.tokenizers import BETWEEN_NAMES, NAME_TOKENIZER, STEM_TOKENIZER, prepare_text
from storage.text.fields import field_label

VERSION = 3
"""Raise it when the schema or the words change: every index is then rebuilt by itself."""
SHORT = 2
"""Beginnings of words of one and of two letters are looked up, not searched for: very many words have them."""
MOST = 2**31 - 1
"""A larger number is sorted as this one."""


def build_schema() -> Schema:
    made = SchemaBuilder()
    for name in ("kind", "key"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("words", "begins", "venue", "field"):
        made.add_text_field(name, tokenizer_name="names", index_option="basic")
    made.add_bytes_field("shown", stored=True)
    made.add_text_field("authors", tokenizer_name="names")
    for name in ("text", "title"):
        made.add_text_field(name, tokenizer_name="stems")
    made.add_integer_field("id", indexed=True, fast=True)
    for name in ("weight", "year", "newest", "cited", "code"):
        made.add_integer_field(name, fast=True)
    return made.build()


def register_tokenizers(index: Index) -> Index:
    index.register_tokenizer("names", NAME_TOKENIZER)
    index.register_tokenizer("stems", STEM_TOKENIZER)
    return index


def to_document(entry: IndexEntry) -> Document:
    words = entry.words()
    return Document(
        kind=[entry.kind],
        key=[f"{entry.kind}:{entry.id}"],
        words=[" ".join(words)],
        begins=[" ".join(word_prefixes(words))],
        shown=[json.dumps([entry.kind, entry.id, entry.name, entry.hint, entry.weight, entry.aliases]).encode()],
        weight=[entry.weight],
        id=[entry.id],
        **(_text(entry, entry.paper) if entry.paper else {}),
    )


def stored_entry(shown: bytes) -> IndexEntry:
    kind, id, name, hint, weight, aliases = json.loads(shown)
    return IndexEntry(kind, id, name, hint, weight, tuple(aliases))


def word_prefixes(words: list[str]) -> list[str]:
    return list({word[:1] for word in words} | {word[:SHORT] for word in words})


def _text(entry: IndexEntry, paper: PaperText) -> dict[str, list[str | int]]:
    published = paper.published or ""
    day = int(published.replace("-", "").ljust(8, "0")) if published else 0
    found: dict[str, list[str | int]] = {
        "title": [prepare_text(entry.name)],
        "text": [prepare_text(entry.name), prepare_text(paper.abstract or "")],
        "authors": [BETWEEN_NAMES.join(map(_name_words, paper.authors))],
        "venue": [" ".join(folded_words(paper.venue or ""))],
        "field": [" ".join(field_words(paper.field or ""))],
        "newest": [_sortable(day, entry.id)],
        "cited": [_sortable(-1 if paper.citations is None else paper.citations, entry.id)],
        "code": [int(paper.has_code)],
    }
    if published:
        found["year"] = [int(published[:4])]
    return found


@lru_cache(maxsize=4096)
def field_words(field: str) -> tuple[str, ...]:
    """cs.LG is found by itself, by cs, and by its name."""
    code = field.casefold()
    return tuple(dict.fromkeys(chain([code, code.partition(".")[0]], folded_words(field_label(field)))))


@lru_cache(maxsize=65_536)
def _name_words(name: str) -> str:
    """The name, and the name with initials: "albert q jiang" and "a q jiang"."""
    words = folded_words(name)
    short = [*(word[:1] for word in words[:-1]), *words[-1:]]
    return BETWEEN_NAMES.join(" ".join(form) for form in ([words] if short == words else [words, short]))


def _sortable(value: int, id: int) -> int:
    """Two that are alike are told apart by their ids, so that no page repeats a paper."""
    return min(value, MOST) << 32 | id & 0xFFFFFFFF
