"""Parses the two ids by which papers are known everywhere: arXiv ids and DOIs.

Both functions take a whole text, as a person or a file gives it; neither finds an id in a sentence.
"""

import re
from urllib.parse import unquote

MAX_LENGTH = 1_000
"""Characters; a longer text is no id."""
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga"
    "|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph"
    "|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_MONTH = "(?:0[1-9]|1[0-2])"
_NEW = rf"(?:0[7-9]|1[0-4]){_MONTH}\.[0-9]{{4}}|(?:1[5-9]|[2-9][0-9]){_MONTH}\.[0-9]{{5}}"
"""Four digits until the end of 2014, five since."""
_OLD = rf"(?P<archive>{_ARCHIVES})(?:\.[a-z]{{2}}(?:-[a-z]{{2,4}})?)?/(?P<number>[0-9]{{2}}{_MONTH}[0-9]{{3}})"
"""The subject class (math.GT/0309136) is optional: arXiv itself writes math/0309136."""
_ADDRESS = (
    r"(?:https?://)?(?:"
    r"(?:[a-z0-9-]+\.)*arxiv\.org/(?:abs|pdf|html|format|ps|src|e-print)/"
    r"|(?:www\.)?(?:alphaxiv|ar5iv)\.org/(?:abs|pdf|html|overview)/"
    r"|(?:www\.)?huggingface\.co/papers/"
    r"|(?:(?:dx\.|www\.)?doi\.org/|doi:\s?)?10\.48550/arxiv\."
    r")"
)
_ARXIV = re.compile(
    rf"(?:{_ADDRESS}|arxiv\s?:?\s?)?(?:(?P<new>{_NEW})|{_OLD})(?:v[0-9]{{1,3}})?"
    r"(?:\.pdf)?/?(?:[?#]\S*)?(?:\s?\[[a-z-]+(?:\.[a-z-]+)?\])?",
    re.IGNORECASE | re.ASCII,
)
_DOI = re.compile(
    r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|https?://[^\s?#]+?/doi/(?:[a-z]+/)?|doi\s?:?\s?)?"
    r"(?P<doi>10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+)",
    re.IGNORECASE | re.ASCII,
)
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


def parse_arxiv_id(text: str) -> str | None:
    """'2310.06825' from the id, with a version, as a link or as its DOI; 'math/0309136' for the old style."""
    found = _ARXIV.fullmatch(_bare(text))
    if found is None:
        return None
    return found["new"] or f"{found['archive'].lower()}/{found['number']}"


def parse_doi(text: str) -> str | None:
    """In lower case, without prefix. None for the DOI of an arXiv paper: that is an arXiv id."""
    is_link = "://" in text
    found = _DOI.fullmatch(_bare(unquote(text) if is_link else text))
    if found is None:
        return None
    name = _bare(re.split(r"[?#]", found["doi"])[0] if is_link else found["doi"]).lower()
    return None if name.startswith("10.48550/arxiv.") or not _DOI.fullmatch(name) else name


def _bare(text: str) -> str:
    """Without the brackets and punctuation around an id in a sentence; '' if it is far too long."""
    text = text.strip().lstrip("<([\"'").rstrip()
    if len(text) > MAX_LENGTH:
        return ""
    while text and (text[-1] in ".,;\"'" or (text[-1] in _PAIRS and not _is_closed(text))):
        text = text[:-1]
    return text


def _is_closed(text: str) -> bool:
    """(20)30183-5 keeps its brackets."""
    return text.count(text[-1]) <= text.count(_PAIRS[text[-1]])


PREPRINT_SERVERS = (
    *("10.1101", "10.2139", "10.20944", "10.21203", "10.22541", "10.26434", "10.31219", "10.31222", "10.31234"),
    *("10.31235", "10.35542", "10.36227", "10.48550", "10.64898"),
)
"""DOI prefixes of bioRxiv and medRxiv (two), SSRN, Preprints.org, Research Square, Authorea, ChemRxiv, of the servers
at OSF, TechRxiv and arXiv."""


def is_preprint_doi(name: str) -> bool:
    return name.partition("/")[0] in PREPRINT_SERVERS
