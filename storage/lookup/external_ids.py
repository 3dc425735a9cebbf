"""Parses author ids of ORCID, OpenAlex and Semantic Scholar. Pure."""

import re
from dataclasses import dataclass

from storage.schema.library import OPENALEX, SEMANTIC_SCHOLAR

ORCID = "orcid"
SCHEME_NAMES = {ORCID: "ORCID", OPENALEX: "OpenAlex", SEMANTIC_SCHOLAR: "Semantic Scholar"}
_ADDRESSES = {
    ORCID: "https://orcid.org/{}",
    OPENALEX: "https://openalex.org/{}",
    SEMANTIC_SCHOLAR: "https://www.semanticscholar.org/author/{}",
}
_ORCID = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])/?", re.ASCII)
_OPENALEX = re.compile(
    r"(?:(?:https?://)?(?:(?:www|api|explore)\.)?openalex\.org/(?:authors?/|people/)?)?([Aa]\d{1,15})/?", re.ASCII
)
_SCHOLAR = re.compile(
    r"(?:(?:https?://)?(?:www\.)?semanticscholar\.org/author/(?:[^/?#\s]{1,200}/)?)?(\d{1,15})/?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class TypedExternalId:
    """`scheme`: a key of SCHEME_NAMES."""

    scheme: str
    value: str


def parse_external_id(text: str) -> TypedExternalId | None:
    """None: not an id of these services, or an ORCID iD with a wrong check digit.

    Sixteen digits are an ORCID iD; Semantic Scholar's ids are shorter.
    """
    text = re.split(r"[?#]", text.strip(), maxsplit=1)[0]
    if found := _ORCID.fullmatch(text):
        value = "-".join(found.groups()).upper()
        return TypedExternalId(ORCID, value) if _fits(value.replace("-", "")) else None
    if found := _OPENALEX.fullmatch(text):
        return TypedExternalId(OPENALEX, found[1].upper())
    if found := _SCHOLAR.fullmatch(text):
        return TypedExternalId(SEMANTIC_SCHOLAR, found[1])
    return None


def _fits(digits: str) -> bool:
    """Whether the check digit is right (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]


def external_url(scheme: str, value: str) -> str | None:
    return _ADDRESSES[scheme].format(value) if scheme in _ADDRESSES else None
