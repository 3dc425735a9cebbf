"""Strategies for every frozen answer, made of the hardest texts that data can hold."""

import datetime as dt
import itertools
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from commands.about.embeds.about import CommandHelp, Home
from storage.lookup.answers.author import (
    AuthorCard,
    AuthorOption,
    Coauthor,
    DatedMetrics,
    LiveNumber,
    LiveNumbers,
    NoAuthor,
    SeveralAuthors,
)
from storage.lookup.answers.lists import NEWEST, PAGE, TITLE, FieldCount, PaperLine, PaperPage
from storage.lookup.answers.paper import DroppedByProfile, LivePaperData, NoPaper, PaperCard, PaperOption, SeveralPapers
from storage.lookup.answers.status import StoreStatus

PIECES = (
    "a", "word ", "Rényi θ ", "日本語", "שלום עולם ", "مرحبا ", "😀", "👩\u200d👩\u200d👧", "🇫🇷", "👍🏽", "e\u0301",
    "\u0301", " ", "\n", "\n\n", "\t", "\x00", "\x07", "\x85", "\u2028", "\u00a0", "\u200b", "\u200d", "\u202e",
    "\u2066", "\ufeff", "\u3164", "\u2800", "\ud83d", "\\", "*", "_", "~~", "|", "`", "```", ">", ">>> ", "# ",
    "-# ", "- ", "* ", "+ ", "1. ", "12) ", "[", "]", "](", "(", ")", "<", ">", "[x](https://evil.example)",
    "@everyone", "@here", "<@123456789012345678>", "<@&123456789012345678>", "<#123456789012345678>",
    "<t:1700000000:R>", "<:e:123456789012345678>", "</help:1234567890>", "<id:home>", ":smile:", "12:30:45",
    "https://github.com/a_b/c_d", "<https://a.example/x_y_z>", "https://x.example/@everyone", "https://",
    "http://*b*", "steam://_a_/_b_", "javascript:alert(1)", ".", ". ", ": ", "—", "…",
)  # fmt: skip
LENGTHS = (1, 2, 90, 257, 1500, 5000)
URLS = (
    "https://arxiv.org/abs/2310.06825", "https://x.example/" + "a_(b)" * 600, "https://x.example/" + "p" * 480,
    "https://x.example/" + "p" * 465, "https://bücher.example/ö ä", "javascript:alert(1)", "http://[",
    "http://[::1]/", "https://", "http:///x", "https://localhost/x", "https://arxiv.org@evil.example/",
    "https://a.example:99999/", "https://a.example:8080/a b", "ftp://a.example/", "//a.example/",
    "HTTPS://A.EXAMPLE/X", "https://a.example/)[x](https://evil.example)", "https://" + "a" * 70 + ".example",
    "https://a..example/", "https://a.example\\@evil.example/", "https://a.example/\ud83d",
    "https://a.example/\n/b", "\u200b", "", "https://a.example//b?c=d&e=(f)#g",
)  # fmt: skip

runs = st.builds(str.__mul__, st.sampled_from(PIECES), st.sampled_from(LENGTHS))
mixtures = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join)
headed = st.builds(lambda run, mixture: mixture + run, runs, mixtures)
hard = st.one_of(
    mixtures, headed, st.text(max_size=30), st.sampled_from(["", "x" * 20_000, "long title " * 2_000, "Mistral 7B"])
)
"""Any text."""
urls = st.sampled_from(URLS) | hard
maybe_url = st.none() | urls
dates = st.dates(dt.date(1000, 1, 1))
published = st.none() | st.builds(lambda day, length: day.isoformat()[:length], dates, st.sampled_from([4, 7, 10]))
counts = st.sampled_from([0, 1, 2, 23, 1_000_000, 10**12]) | st.integers(0, 10**12)
rates = st.none() | st.sampled_from([0.0, 51.0, 51.5, 1e-5, 1e17, float("nan"), float("inf")]) | st.floats()
fields = st.sampled_from(["cs.LG", "cs.CL", "stat.ML", "Numerology"]) | hard
ids = st.integers(1, 10**18 - 1)


def many(texts: st.SearchStrategy[str], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    """A few hard ones, or as many as there can be of one."""
    short = texts.map(lambda text: text[:40])
    crowd = st.builds(
        lambda text, size: tuple(f"{text} {n}" for n in range(size)), short, st.sampled_from([most // 10, most])
    )
    return st.lists(texts, max_size=6).map(tuple) | crowd


def numbered(
    kind: type, texts: st.SearchStrategy[str], most: int, **parts: st.SearchStrategy
) -> st.SearchStrategy[tuple]:
    """Up to `most` values of a kind, whose ids differ."""
    one = st.builds(kind, ids, texts, **parts)
    renumbered = st.lists(one, max_size=most).map(
        lambda found: [replace(item, id=n) for n, item in enumerate(found, start=1)]
    )
    return renumbered.map(tuple)


field_counts = st.builds(
    lambda names, papers: tuple(FieldCount(*pair) for pair in zip(dict.fromkeys(names), itertools.cycle(papers))),
    many(fields, 200),
    st.lists(counts, min_size=1, max_size=5),
)
numbers = st.builds(
    DatedMetrics, *[st.none() | counts] * 3, novelty=rates, ai_score=rates, source=hard, as_of=dates
)  # fmt: skip
lines = st.builds(PaperLine, ids, hard, published, st.none() | fields, st.booleans(), maybe_url)
WHATS = ("h_index", "paper_count", "citations")
live_number = st.builds(LiveNumber, st.sampled_from(WHATS), counts, dates)
services = st.sampled_from(["OpenAlex", "arXiv", "Semantic Scholar"])
live_numbers = st.builds(LiveNumbers, services, dates, st.lists(live_number, max_size=3).map(tuple))
author_cards = st.builds(
    AuthorCard,
    id=ids, name=hard, main_field=st.none() | fields, numbers=st.none() | numbers, source=st.none() | hard,
    captured=st.none() | dates, papers=counts, with_code=counts, first_year=st.none() | st.integers(1000, 2100),
    last_year=st.none() | st.integers(1000, 2100), fields=field_counts,
    coauthors=numbered(Coauthor, hard, 5, papers=counts), newest=st.lists(lines, max_size=5).map(tuple),
    live=st.lists(live_numbers, max_size=3).map(tuple),
)  # fmt: skip
pages = st.builds(
    PaperPage,
    author=ids, name=hard, page=st.integers(0, 10**8), pages=st.integers(1, 10**8), total=counts,
    sort=st.sampled_from([NEWEST, TITLE]), field=st.none() | fields, fields=field_counts,
    papers=st.lists(lines, max_size=PAGE).map(
        lambda found: tuple(replace(line, id=n) for n, line in enumerate(found, start=1))
    ),
)  # fmt: skip
live_words = st.builds(LivePaperData, services, dates, st.none() | counts, st.none() | hard)
paper_cards = st.builds(
    PaperCard,
    id=ids, title=hard, url=maybe_url, authors=many(hard, 3_000), hidden=many(hard, 30), authors_cut=st.booleans(),
    affiliations=many(hard, 300), published=published, field=st.none() | fields,
    has_code=st.booleans(), code_url=maybe_url,
    venue=st.none() | hard, doi=st.none() | hard, arxiv_id=st.none() | hard, citations=st.none() | counts,
    abstract=st.none() | hard, sentences=many(hard, 50), key_sentence=st.none() | hard, sources=many(hard, 50),
    live=st.lists(live_words, max_size=3).map(tuple), as_of=st.none() | dates,
    vanished=st.lists(st.builds(DroppedByProfile, hard, dates), max_size=9).map(tuple),
)  # fmt: skip
people = numbered(AuthorOption, hard, 25, papers=counts, affiliation=st.none() | hard, paper=st.none() | hard)
papers = numbered(PaperOption, hard, 25, authors=hard, published=published)
questions = st.one_of(
    st.builds(SeveralAuthors, hard, people),
    st.builds(NoAuthor, hard, people),
    st.builds(SeveralPapers, hard, papers),
    st.builds(NoPaper, hard, papers),
)
moments = st.none() | st.datetimes(timezones=st.just(dt.UTC))
statuses = st.builds(
    StoreStatus,
    *[counts] * 3,
    published,
    st.none() | dates,
    moments,
    counts,
    counts,
    st.none() | counts,
    st.sampled_from(["SQLite", "PostgreSQL"]),
)
names = st.text("abcdefghij", min_size=1, max_size=32)
helps = st.lists(st.builds(CommandHelp, names, st.text("a b", min_size=1, max_size=100), names), max_size=40).map(tuple)

EMBEDS = {
    "about_embed": st.tuples(st.just("0.1.0"), statuses, st.sampled_from(Home), many(hard, 100), st.booleans()),
    "abstract_embed": st.tuples(paper_cards),
    "ask_embed": st.tuples(questions),
    "author_embed": st.tuples(author_cards),
    "help_embed": st.tuples(helps),
    "page_embed": st.tuples(pages),
    "paper_embed": st.tuples(paper_cards),
}
"""What each embed function can be given."""


@dataclass(frozen=True, slots=True)
class Told:
    """A library that answers each query with what it is told."""

    answers: dict[object, object]
    index: object = None

    async def ask(self, query: object, *words: object) -> object:
        return self.answers[query]
