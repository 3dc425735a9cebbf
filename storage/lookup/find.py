"""From a typed name, title or id to an answer: one match, several to choose from, or none with the nearest ones."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading, run_in_thread
from storage.lookup.answers.author import AuthorAnswer, NoAuthor, SeveralAuthors
from storage.lookup.answers.paper import NoPaper, PaperAnswer, SeveralPapers
from storage.lookup.answers.status import Suggestion
from storage.lookup.author_card import author_card, current_id, load_author_options
from storage.lookup.paper_card import is_id_text, load_paper_options, paper_by_id_text, paper_card
from storage.schema.library import Author
from storage.search.entry import EntryKind, folded_words
from storage.search.index import SearchIndex
from storage.search.name_matching import MatchQuality, NameMatch, best_matches, query_words, rank_matches
from storage.text.arxiv_taxonomy import CATEGORIES
from storage.text.fields import field_label

CHOICES = 25
"""Options that Discord allows in a menu or an autocomplete list."""
GONE = ""
"""Stands in for the query when the chosen author or paper has since been removed by an undo."""
NEAREST = 5
"""Near matches that are offered when nothing matches."""


async def find_author(session: Reading, index: SearchIndex, words: str) -> AuthorAnswer:
    if (picked := _picked("author", words)) is not None:
        return await author_card(session, picked) or NoAuthor(GONE, ())
    found, nearest = await _find(index, "author", words)
    if len(found) == 1 and (card := await author_card(session, found[0])) is not None:
        return card
    if options := await load_author_options(
        session, found
    ):  # none where the index still lists what an undo has removed
        return SeveralAuthors(words, options)
    return NoAuthor(words, await load_author_options(session, nearest))


@dataclass(frozen=True, slots=True)
class ResolvedAuthor:
    id: int
    name: str


async def resolve_author(session: Reading, index: SearchIndex, words: str) -> ResolvedAuthor | None:
    """The author that the query names; None where it matches several, or nobody."""
    picked = _picked("author", words)
    found = [picked] if picked is not None else (await _find(index, "author", words))[0]
    current = await current_id(session, found[0]) if len(found) == 1 else None
    if current is None:
        return None
    name = (await session.execute(select(col(Author.name)).where(col(Author.id) == current))).scalar()
    return None if name is None else ResolvedAuthor(current, name)


async def find_paper(session: Reading, index: SearchIndex, words: str) -> PaperAnswer:
    if is_id_text(words):
        known = await paper_by_id_text(session, words)
        card = None if known is None else await paper_card(session, known)
        return card or NoPaper(words, ())
    if (picked := _picked("paper", words)) is not None:
        return await paper_card(session, picked) or NoPaper(GONE, ())
    found, nearest = await _find(index, "paper", words)
    if len(found) == 1 and (card := await paper_card(session, found[0])) is not None:
        return card
    if options := await load_paper_options(session, found):
        return SeveralPapers(words, options)
    return NoPaper(words, await load_paper_options(session, nearest))


async def suggest_by_id(session: Reading, words: str) -> tuple[Suggestion, ...]:
    """The paper with the typed arXiv id, DOI or address."""
    known = await paper_by_id_text(session, words)
    options = await load_paper_options(session, [known] if known is not None else [])
    return tuple(Suggestion(option.title, option.authors, f"paper:{option.id}") for option in options)


async def suggest(index: SearchIndex, kind: EntryKind, words: str) -> tuple[Suggestion, ...]:
    """Autocomplete suggestions, best first."""
    matches = await run_in_thread(_ranked, index, kind, words)
    return tuple(
        Suggestion(match.entry.name, match.entry.hint, f"{kind}:{match.entry.id}") for match in matches[:CHOICES]
    )


async def suggest_fields(index: SearchIndex, words: str) -> tuple[Suggestion, ...]:
    """arXiv fields of the papers in this library, most papers first."""
    return await run_in_thread(_fields, index, words)


def _fields(index: SearchIndex, words: str) -> tuple[Suggestion, ...]:
    searcher, typed = index.searcher(), folded_words(words)
    counts = {code: searcher.doc_freq("field", code.casefold()) for code in CATEGORIES if "." in code}
    found = [
        (-count, code)
        for code, count in counts.items()
        if count and all(any(name.startswith(word) for name in folded_words(field_label(code))) for word in typed)
    ]
    return tuple(
        Suggestion(field_label(code), f"{-count:,} paper" + "s" * (count != -1), field_label(code))
        for count, code in sorted(found)[:CHOICES]
    )


def _picked(kind: EntryKind, words: str) -> int | None:
    """The id, if the query is the key of an autocomplete suggestion or a menu option, such as "author:17"."""
    choice = re.search(rf"(?:^|· ){kind}:([0-9]{{1,18}})$", words.strip())
    return int(choice[1]) if choice else None


async def _find(index: SearchIndex, kind: EntryKind, words: str) -> tuple[list[int], list[int]]:
    """(ids of the best matches, ids of the nearest ones)."""
    matches = await run_in_thread(_ranked, index, kind, words)
    return [match.entry.id for match in best_matches(matches)[:CHOICES]], [
        match.entry.id for match in matches[:NEAREST]
    ]


def _ranked(index: SearchIndex, kind: EntryKind, words: str) -> list[NameMatch]:
    if not query_words(words):
        return [NameMatch(entry, MatchQuality.NEAR, 0) for entry in index.heaviest(kind, CHOICES)]
    return rank_matches(words, index.candidates(kind, words))
