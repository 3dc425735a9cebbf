"""Fields: as profiles and files write them, as arXiv categories, and as people call them."""

import re
from functools import lru_cache

from storage.text.arxiv_taxonomy import ALIASES, CATEGORIES, FORMER_ARCHIVES
from storage.text.fold import fold

_SPOKEN = {
    "nlp": "cs.CL",
    "natural language processing": "cs.CL",
    "computational linguistics": "cs.CL",
    "computer vision": "cs.CV",
    "cryptography": "cs.CR",
    "software engineering": "cs.SE",
    "speech processing": "eess.AS",
}
"""Common names that differ from arXiv's own."""

_COMMON_WORDS = frozenset(["other", "soft"])
"""Codes that are common words: a bare "Other" does not mean condensed matter."""

_LABEL = re.compile(r".*[(\[]([A-Za-z.-]+)[)\]]", re.DOTALL)


def _codes() -> dict[str, str]:
    """Lower-case code, with or without its archive → category. The first of a code wins."""
    codes = {code.lower(): code for code in CATEGORIES} | FORMER_ARCHIVES
    for code in CATEGORIES:
        bare = code.partition(".")[2].lower()
        if bare and bare not in _COMMON_WORDS:
            codes.setdefault(bare, code)
    return codes


def _names() -> dict[str, str]:
    names = dict(_SPOKEN)
    for code, name in CATEGORIES.items():
        names.setdefault(fold(name), code)
    return names


_CODES = _codes()
_NAMES = _names()


@lru_cache(maxsize=4096)
def canonical_field(field: str | None) -> str | None:
    """'LG', 'cs.lg', 'machine learning' and 'Machine Learning (cs.LG)' → 'cs.LG'; 'cs.NA' → 'math.NA'.

    A code that several archives share means the one of cs, else stat, eess, math, q-bio, q-fin, econ, physics.
    Anything but a category of arXiv is returned as written; None for nothing.
    """
    written = (field or "").strip()
    label = _LABEL.fullmatch(written)
    given = [written, label[1]] if label else [written]
    code = next((_CODES[code.lower()] for code in given if code.lower() in _CODES), _NAMES.get(fold(written)))
    return ALIASES.get(code, code) if code else written or None


def field_name(field: str) -> str:
    """'cs.LG' → 'Machine Learning'; an unknown field is its own name."""
    return CATEGORIES.get(canonical_field(field) or "", field)


def field_label(field: str) -> str:
    """'Machine Learning (cs.LG)'; an unknown field is its own label."""
    code = canonical_field(field)
    return f"{CATEGORIES[code]} ({code})" if code in CATEGORIES else field
