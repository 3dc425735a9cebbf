"""The query language, as words become parts."""

from hypothesis import example, given
from hypothesis import strategies as st

from storage.search.query_language import (
    ANY_YEAR,
    MOST_PARTS,
    CodeFilter,
    FieldFilter,
    QueryPart,
    QueryWords,
    YearFilter,
    parse_query,
)
from tests.rows import each_row

SINCE, UNTIL = ANY_YEAR


def word(text: str) -> QueryWords:
    return QueryWords(text)


def phrase(text: str) -> QueryWords:
    return QueryWords(text, is_phrase=True)


def must(*alternatives) -> QueryPart:
    return QueryPart(alternatives)


def without(atom) -> QueryPart:
    return QueryPart((atom,), excluded=True)


def words(*texts: str) -> tuple[QueryPart, ...]:
    return tuple(must(word(text)) for text in texts)


@each_row(
    ("typed", "parts"),
    [
        ("", ()),
        (" \t\n", ()),
        ("federated", words("federated")),
        ("federated  learning\n", words("federated", "learning")),
        ('"federated learning"', (must(phrase("federated learning")),)),
        ("“federated learning”", (must(phrase("federated learning")),)),
        ("„federated learning“", (must(phrase("federated learning")),)),
        ("«federated learning»", (must(phrase("federated learning")),)),
        ('a"b c"d', (must(word("a")), must(phrase("b c")), must(word("d")))),
        ("-images", (without(word("images")),)),
        ("−images", (without(word("images")),)),
        ('-"split learning"', (without(phrase("split learning")),)),
        ("-author:stock", (without(FieldFilter("author", "stock")),)),
        ("-year:2020", (without(YearFilter(2020, 2020)),)),
        ("-has:code", (without(CodeFilter()),)),
        ("data-free", words("data-free")),
        ("data - free", words("data", "-", "free")),
    ],
)
def test_words_phrases_and_what_is_left_out(typed, parts):
    assert parse_query(typed) == parts


@each_row(
    ("typed", "parts"),
    [
        ("a OR b", (must(word("a"), word("b")),)),
        ("a | b", (must(word("a"), word("b")),)),
        ("a|b", (must(word("a"), word("b")),)),
        ("a OR b OR c d", (must(word("a"), word("b"), word("c")), must(word("d")))),
        ('"a b" OR author:c', (must(phrase("a b"), FieldFilter("author", "c")),)),
        ("OR a", words("a")),
        ("a OR", words("a")),
        ("a OR OR b", (must(word("a"), word("b")),)),
        ("a OR | OR b", (must(word("a"), word("b")),)),
        ("OR", ()),
        ("OR OR", ()),
        ("a or b", words("a", "or", "b")),
        ('"a OR b"', (must(phrase("a OR b")),)),
        ("ORB", words("ORB")),
    ],
)
def test_or_joins_what_stands_beside_it(typed, parts):
    assert parse_query(typed) == parts


@each_row(
    ("typed", "part"),
    [
        ("author:stock", FieldFilter("author", "stock")),
        ("AUTHOR:Stock", FieldFilter("author", "Stock")),
        ("author: stock", FieldFilter("author", "stock")),
        ('author:"Pierre Stock"', FieldFilter("author", "Pierre Stock", is_phrase=True)),
        ("author:“Pierre Stock”", FieldFilter("author", "Pierre Stock", is_phrase=True)),
        ("field:cs.LG", FieldFilter("field", "cs.LG")),
        ("title:mistral", FieldFilter("title", "mistral")),
        ("venue:NeurIPS", FieldFilter("venue", "NeurIPS")),
        ("has:code", CodeFilter()),
        ("has:CODE", CodeFilter()),
        ("year:2020", YearFilter(2020, 2020)),
        ("year:2020..", YearFilter(2020, UNTIL)),
        ("year:2020-", YearFilter(2020, UNTIL)),
        ("year:..2023", YearFilter(SINCE, 2023)),
        ("year:-2023", YearFilter(SINCE, 2023)),
        ("year:2020..2023", YearFilter(2020, 2023)),
        ("year:2020...2023", YearFilter(2020, 2023)),
        ("year:2020-2023", YearFilter(2020, 2023)),
        ("year:2020–2023", YearFilter(2020, 2023)),
        ("year:2023..2020", YearFilter(2020, 2023)),
        ('year:"2020..2023"', YearFilter(2020, 2023)),
    ],
)
def test_scopes(typed, part):
    assert parse_query(typed) == (must(part),)


@each_row(
    ("typed", "plain"),
    [
        ('"unbalanced phrase', "unbalanced phrase"),
        ('unbalanced phrase"', "unbalanced phrase"),
        ('author:"pierre stock', "author: pierre stock"),
        ("(a b)", "a b"),
        (")a((b", "a b"),
        ("colour:red", "colour:red"),
        ("author:", "author:"),
        ("year:", "year:"),
        ("year:soon", "year soon"),
        ("year:99", "year 99"),
        ("year:20202023", "year 20202023"),
        ("year:2020..23", "year 2020..23"),
        ("year:..", "year .."),
        ("has:data", "has data"),
        ("http://x.org", "http://x.org"),
    ],
)
def test_what_is_malformed_is_plain_words(typed, plain):
    assert parse_query(typed) == words(*plain.split())


@each_row("typed", ['""', '" "', 'author:""', '-""', '"', '"""', "(", ")(", "()"])
def test_what_says_nothing_asks_for_nothing(typed):
    assert parse_query(typed) == ()


@given(st.text(max_size=600) | st.text("\"“-−|():OR aux'yearhs.0", max_size=600))
@example('"' * 500)
@example("- " * 250)
@example("a OR " * 200)
@example("year:" * 100)
@example("author:" + " " * 490)
@example("\ud800")
def test_nothing_that_is_typed_is_an_error(typed):
    parts = parse_query(typed)
    assert len(parts) <= MOST_PARTS
    assert all(part.alternatives for part in parts)
    assert all(
        atom.text.strip() for part in parts for atom in part.alternatives if isinstance(atom, QueryWords | FieldFilter)
    )


@given(st.lists(st.text("abOR^~*+/\\[]{}<>.!?&'#_=é学", min_size=1, max_size=8).filter(lambda text: text != "OR")))
def test_text_without_our_signs_is_its_words(texts):
    assert parse_query(" ".join(texts)) == words(*texts)[:MOST_PARTS]
