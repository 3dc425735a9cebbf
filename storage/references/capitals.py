"""The capitals of a title that BibTeX styles must not make small."""

import re

from storage.references.latex import latex, with_paired_quotes

_LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
_WORD = re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*")
_SMALL_IN_HEADLINES = (
    {"with", "from", "into", "onto", "over", "under", "upon", "than", "that", "then", "when", "where", "while", "using"}
    | {"through", "against", "between", "toward", "towards", "without", "within", "beyond", "among", "across", "during"}
    | {"their", "your", "based", "before", "after", "about", "does", "have", "this", "these", "those", "what"}
)
_NEW_START = re.compile(r"[:.?!—–]\s*[\"“‘'(]*$")


def protected_title(title: str) -> str:
    """LaTeX with braces around what has capitals inside ({BERT}, {PyTorch}) and, where a title is written like a
    sentence, around its proper names. A title all in capitals has nothing to keep."""
    title = with_paired_quotes(title)
    found = list(_WORD.finditer(title))
    if title.isupper() and title.count(" ") > 1:
        return latex(title)
    names_too = _is_like_a_sentence(title, found)
    pieces: list[str] = []
    place = 0
    for word in found:
        pieces.append(latex(title[place : word.start()]))
        is_kept = _has_capitals(word, title) or (names_too and _is_a_name(word, title))
        pieces.append(f"{{{latex(word[0])}}}" if is_kept else latex(word[0]))
        place = word.end()
    return "".join(pieces) + latex(title[place:])


def _is_like_a_sentence(title: str, found: list[re.Match[str]]) -> bool:
    """Half of its words are small, not counting those that headlines write small too (with, Fine-tuning)."""
    after_first = [word[0] for word in found[1:] if title[word.start() - 1] not in "-‐‑"]
    counted = [word for word in after_first if len(word) > 3 and word[0].isalpha() and word not in _SMALL_IN_HEADLINES]
    small = sum(word[0].islower() for word in counted)
    return small > 0 and small * 2 >= len(counted)


def _has_capitals(found: re.Match[str], title: str) -> bool:
    word = found[0]
    if len(word) == 1:
        is_article = word == "A" and not title[found.end() :].startswith(("*", "-", "+", "/"))
        return word.isupper() and not is_article
    has_digits = any(map(str.isdigit, word)) and word != word.lower()
    return has_digits or word[1:] != word[1:].lower()


def _is_a_name(found: re.Match[str], title: str) -> bool:
    before = title[max(0, found.start() - 8) : found.start()]
    return found.start() > 0 and found[0][0].isupper() and not _NEW_START.search(before)
