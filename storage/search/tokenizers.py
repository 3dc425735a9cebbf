"""How a text becomes the words that are searched for: small letters, accents off, stop words out, stems."""

import unicodedata
from dataclasses import dataclass

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from storage.search.entry import WRITTEN_TOGETHER

LONGEST = 60
"""Letters; a longer word is no word."""
BETWEEN_NAMES = " " + "; " * 16
"""Keeps two names apart by more than any search within a name leaps over; takes no room in the index."""
STEM_TOKENIZER: TextAnalyzer = (
    TextAnalyzerBuilder(Tokenizer.simple())
    .filter(Filter.remove_long(LONGEST))
    .filter(Filter.lowercase())
    .filter(Filter.ascii_fold())
    .filter(Filter.stopword("english"))
    .filter(Filter.stemmer("english"))
    .build()
)
NAME_TOKENIZER: TextAnalyzer = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.custom_stopword([";"])).build()


@dataclass(frozen=True, slots=True)
class StemToken:
    """`position` counts the words of the text, stop words among them."""

    text: str
    position: int


def prepare_text(text: str) -> str:
    """As the analyzer needs it: accents on their letters, and characters written without spaces apart."""
    if text.isascii():
        return text
    whole = text.encode("utf-8", "ignore").decode()  # halves of characters are none
    return WRITTEN_TOGETHER.sub(r" \1 ", unicodedata.normalize("NFC", whole))


def stem_tokens(text: str) -> list[StemToken]:
    return [StemToken(token.text, token.position) for token in STEM_TOKENIZER.pre_tokenize(prepare_text(text)).tokens]
