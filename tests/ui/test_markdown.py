"""Nothing from data is formatting, a link or a ping; and it still reads as it was written."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from commands.lookup.embeds.paper import paper_embed
from commands.ui.embeds.markdown import ADDRESS, escaped, escaped_paragraphs, link, plain, plain_paragraphs, safe_url
from tests.examples import examples
from tests.lookup.answers import PIECES, URLS, hard, urls
from tests.rows import each_row
from tests.ui.test_formatting import BARE

ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
FORMATTING = {
    "bold, italics, strikes, spoilers, code": re.compile(r"[*_~|`\\]"),
    "a masked link": re.compile(r"[\[\]]"),
    "a mention, a time, an emoji": re.compile(r"<(?:[@#:/ta]|id:)"),
    "a ping": re.compile(r"@(?:everyone|here|[!&]?[0-9]{17,20})"),
    "an emoji": re.compile(r":[\w+-]+:"),
    "a heading, a list, a quote": re.compile(r"^(?:>|#|-|\*|\+|[0-9]+\.(?:\s|$))", re.MULTILINE),
}
marks = st.lists(st.sampled_from(PIECES) | st.sampled_from("\\*_~|`>#-[]()<@!&:1. \n"), max_size=30).map("".join)
texts = marks | st.text("\\*_~|`>#-[]()<>@:/.1a \n", max_size=30) | hard


def formatting(text: str) -> list[str]:
    """What Discord would read in a text as more than the text: escapes and addresses are read first, as it does."""
    unescaped = re.sub(rf"<{ADDRESS}>|{ADDRESS}|\\[^0-9A-Za-z\s]", _neutral, text)
    return [what for what, pattern in FORMATTING.items() if pattern.search(unescaped)]


def _neutral(found: re.Match[str]) -> str:
    """An address keeps what pings even there."""
    return re.sub(r"[^@\w]|_", "\ufffd", found[0])


@examples(80)
@given(texts)
def test_nothing_in_an_escaped_text_is_formatting(text):
    assert formatting(escaped(text)) == []
    assert formatting(escaped_paragraphs(text)) == []


@examples(80)
@given(texts)
def test_an_escaped_text_reads_as_the_plain_text(text):
    assert ESCAPE.sub(r"\1", escaped(text)).replace("@\u200b", "@") == plain(text)
    assert ESCAPE.sub(r"\1", escaped_paragraphs(text)).replace("@\u200b", "@") == plain_paragraphs(text)


@given(texts)
def test_an_escaped_text_is_one_line_and_its_paragraphs_are_apart(text):
    assert len(escaped(text).splitlines()) <= 1
    assert not re.search(r"\n{3}|(?<!\n)\n(?!\n)", escaped_paragraphs(text))


@given(texts, texts)
def test_the_key_sentence_does_not_leave_its_quote(sentence, abstract):
    card = replace(BARE, abstract=f"x{abstract}", sentences=(f"x{abstract}",), key_sentence=sentence)
    lines = paper_embed(card).description.split("\n")
    assert lines[-2] == "**Abstract**"
    assert len(lines) in (2, 5)
    if len(lines) == 5:
        assert (lines[0], lines[1][:2], lines[2]) == ("**Key sentence** (extract from the abstract)", "> ", "")


@each_row(
    ("text", "expected"),
    [
        ("**bold** __u__ ~~s~~ ||x|| `c`", r"\*\*bold\*\* \_\_u\_\_ \~\~s\~\~ \|\|x\|\| \`c\`"),
        ("[[x](http://a.example) [y](b)", r"\[\[x\](http://a.example) \[y\](b)"),
        ("see https://github.com/a_b/c_d_e.", "see https://github.com/a_b/c_d_e."),
        ("(https://a.example/x_(y)_z), *so*", r"(https://a.example/x_(y)_z), \*so\*"),
        ("<https://a.example/x_y_z>", "<https://a.example/x_y_z>"),
        ("<x:/**bold**>", r"\<x:/\*\*bold\*\*>"),
        ("https://*b*_c_", r"https://\*b\*\_c\_"),
        ("<@123456789012345678> <#1> <t:1:R>", "\\<@\u200b123456789012345678> \\<#1> \\<t\\:1:R>"),
        ("@everyone and @here", "@\u200beveryone and @\u200bhere"),
        ("https://a.example/@here", "https://a.example/@\u200bhere"),
        ("https://medium.com/@some_one", "https://medium.com/@some_one"),
        ("at 1:100: a ratio", r"at 1\:100: a ratio"),
        ("CANIFE: Crafting Canaries", "CANIFE: Crafting Canaries"),
        ("# 1", r"\# 1"),
        ("-# small", r"\-# small"),
        (">>> quote", r"\>>> quote"),
        ("2. Two", r"2\. Two"),
        ("2310.06825", "2310.06825"),
        ("C:\\path", "C:\\\\path"),
        ("a\u202eb\u2066c\u200bd\x00e\u2028f", "abcd e f"),
        ("\u200b\u3164 \u2800", ""),
    ],
)
def test_characters_that_could_mean_something_mean_themselves(text, expected):
    assert escaped(text) == expected


def test_each_paragraph_is_escaped_where_it_begins():
    assert escaped_paragraphs("# a\n \n\n- b\nc\n\n1. d") == "\\# a\n\n\\- b c\n\n1\\. d"


@given(urls)
def test_an_address_is_of_the_web_and_cannot_end_a_masked_link(url):
    address = safe_url(url)
    assert address is None or re.fullmatch(r"https?://[A-Za-z0-9._-]+(:\d+)?([/?#][!-'*-~]*)?", address)
    assert address is None or (not re.search(r"[\[\]<>\"\\]", address) and urlsplit(address).hostname)


@each_row("url", URLS)
def test_only_an_address_that_discord_takes_is_one(url):
    good = ("https://arxiv.org/", "https://x.ex", "https://bü", "https://a.example:8080", "HTTPS", "https://a.example/")
    assert (safe_url(url) is not None) == url.startswith((*good, "https://a.example//"))


def test_an_address_is_written_as_discord_takes_it():
    assert safe_url("https://bücher.example/ö ä?q=(1)") == "https://xn--bcher-kva.example/%C3%B6%20%C3%A4?q=%281%29"
    assert safe_url("https://a.example/%20x") == "https://a.example/%20x"


def test_a_text_that_would_break_a_masked_link_is_not_linked():
    url = "https://a.example/x"
    assert link("Title", url) == "[Title](https://a.example/x)"
    for text in (escaped("half [open"), escaped("see https://b.example")):
        assert link(text, url) == text
    assert link(escaped("a [b] c"), url) == r"[a \[b\] c](https://a.example/x)"


def test_a_text_that_looks_like_an_address_leads_only_there():
    url = "https://lab.example/papers"
    assert link("lab.example/papers", url) == "[lab.example/papers](https://lab.example/papers)"
    for text in ("bank.example", "bank.example/papers", escaped("www.my_bank.example"), "lab.example"):
        assert link(text, url) == text
    assert link("FastText.zip: Compressing models", url) == f"[FastText.zip: Compressing models]({url})"


def test_a_doi_with_signs_in_it_is_linked_whole():
    doi = "10.1002/(sici)1097<1661::aid-sim968>3.0.co;2-#"
    shown = {field.name: field.value for field in paper_embed(replace(BARE, doi=doi)).fields}
    address = "https://doi.org/10.1002/%28sici%291097%3C1661%3A%3Aaid-sim968%3E3.0.co%3B2-%23"
    assert shown["DOI"] == rf"[10.1002/(sici)1097\<1661::aid-sim968>3.0.co;2-#]({address})"
