"""Web addresses of a reference, safe wherever they are written."""

import re
from urllib.parse import quote

from storage.references.line import one_line
from storage.references.reference import Reference
from storage.references.venue import PublicationKind, kind_of

_WEB = re.compile(r"https?://[^\s/?#]+.*", re.IGNORECASE)
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%-._~"
_IN_IDS = "/:;()._-"
_BREAKING = re.compile(r"[\s{}\\]")


def reference_url(reference: Reference) -> str | None:
    """Where to read it: a preprint's own page, else that of the DOI, of the arXiv id, or the known address."""
    doi, arxiv = doi_link(reference), arxiv_link(reference)
    if kind_of(reference) is PublicationKind.PREPRINT and arxiv:
        return arxiv
    return doi or arxiv or web(reference.url)


def doi_link(reference: Reference) -> str | None:
    doi = one_line(reference.doi)
    return f"https://doi.org/{quote(doi, safe=_IN_IDS)}" if doi else None


def arxiv_link(reference: Reference) -> str | None:
    arxiv = one_line(reference.arxiv_id)
    return f"https://arxiv.org/abs/{quote(arxiv, safe=_IN_IDS)}" if arxiv else None


def web(url: str | None) -> str | None:
    """The address in ASCII, without spaces, quotes, braces or backslashes; None where it is none of the web."""
    address = one_line(url)
    return quote(address, safe=_IN_ADDRESSES) if _WEB.fullmatch(address) else None


def verbatim(id: str | None) -> str:
    """An id with nothing in it that ends a field. LaTeX's other signs stay: styles and \\url{} take ids as they are."""
    return _BREAKING.sub(lambda sign: quote(sign[0]), one_line(id))
