"""Parses a saved profile text into a `Profile`. Pure; whatever the text, it raises nothing but `ProfileError`.

text → paragraphs (lines) → header and list of papers (header) → blocks, one per paper (blocks) → paper or
error (entry). Where papers begin is decided before any of them is read, so that a refused one affects no other.
"""

from collections.abc import Iterator, Sequence

from storage.profile.blocks import Block, split_blocks
from storage.profile.entry import leftover, read_entry
from storage.profile.entry_head import is_field, is_sure_head
from storage.profile.header import Header, cut_header, read_header
from storage.profile.lines import quote, split_paragraphs
from storage.profile.model import PaperEntry, Profile, ProfileError, ProfileMetrics

_EXPECTED_PROFILE = "expected a profile: a name, then a field, metrics such as “h-index27”, “23 Papers” and the papers"


def parse_profile(text: str, file: str = "profile text") -> Profile:
    """Parses the text. `file` is its name for the messages.

    Raises ProfileError only if there is no profile at all; smaller mistakes are in `refused` or `warnings`.
    """
    paragraphs = split_paragraphs(text, starts=is_sure_head)
    if not paragraphs:
        raise ProfileError(file, None, f"the file is empty; {_EXPECTED_PROFILE}")
    parts = cut_header(paragraphs)
    header = read_header(parts.header, file)
    if parts.heading is None and not parts.papers and _says_nothing(header):
        found = f"found {quote(header.name)} and nothing else of these"
        raise ProfileError(file, parts.header[0].number, f"{_EXPECTED_PROFILE}; {found}")
    blocks = split_blocks(parts.papers, header.name)
    papers, refused, warnings = _read_papers(blocks, header.name, file)
    warnings += _disagreements(header.metrics.paper_count, parts.heading, len(blocks), len(refused))
    return Profile(
        name=header.name,
        main_field=header.main_field,
        metrics=header.metrics,
        papers=tuple(papers),
        refused=(*header.refused, *refused),
        warnings=(*header.warnings, *warnings),
    )


def _says_nothing(header: Header) -> bool:
    """Does the header lack anything that only a profile has? A field in words could be anything."""
    has_field = header.main_field is not None and is_field(header.main_field)
    return not has_field and header.metrics == ProfileMetrics() and not header.refused


def _read_papers(
    blocks: Sequence[Block], owner: str, file: str
) -> tuple[list[PaperEntry], list[ProfileError], list[str]]:
    """(papers, refused blocks, warnings)."""
    papers: list[PaperEntry] = []
    refused: list[ProfileError] = []
    warnings: list[str] = []
    for block in blocks:
        try:
            papers.append(read_entry(block, owner, file))
        except ProfileError as error:
            refused.append(error.with_traceback(None))  # it would keep the whole block and its frames alive
            continue
        if (odd := leftover(block)) is not None:
            taken = f"was added to the abstract of {quote(papers[-1].title)}"
            warnings.append(f"line {odd.number}: {quote(odd.text)} stands alone and {taken}")
    return papers, refused, warnings


def _disagreements(metric: int | None, heading: int | None, found: int, refused: int) -> Iterator[str]:
    """Warnings where the numbers of papers differ. Refused papers count as listed."""
    listed = f"the list has {found:,}" + (f" ({refused:,} of them rejected)" if refused else "")
    if metric is not None and metric != found:
        yield f"the header says {_papers(metric)}, {listed}"
    if heading is not None and heading != found:
        yield f"the heading of the list says {_papers(heading)}, {listed}"


def _papers(count: int) -> str:
    return f"{count:,} paper" if count == 1 else f"{count:,} papers"
