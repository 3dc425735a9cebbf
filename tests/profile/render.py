"""A profile as text again, in the layout of the saved pages: `parse_profile` reads the same from it."""

from collections.abc import Iterator
from decimal import Decimal

from storage.profile.entry_head import SHORT_MONTHS
from storage.profile.model import PaperEntry, Profile, ProfileMetrics, SavedDate


def render_profile(profile: Profile) -> str:
    """The profile's text, without what was refused or warned of. The format knows no escapes."""
    header = [line for line in (profile.main_field, *_metric_lines(profile.metrics)) if line is not None]
    parts = [profile.name, "\n".join(header), _heading(len(profile.papers))]
    for paper in profile.papers:
        parts += _paper_parts(paper)
    return "\n\n".join(part for part in parts if part) + "\n"


def _metric_lines(metrics: ProfileMetrics) -> Iterator[str]:
    if metrics.h_index is not None:
        yield f"h-index{metrics.h_index}"
    if metrics.paper_count is not None:
        yield f"{metrics.paper_count:,}papers"
    if metrics.citations is not None:
        yield f"{metrics.citations:,}citations"
    if metrics.novelty is not None:
        yield f"Novelty{_plain(metrics.novelty)}%"
    if metrics.ai_score is not None:
        yield f"AI Score{_plain(metrics.ai_score)}"


def _plain(value: float) -> str:
    """The number without an exponent, and without ".0"."""
    return f"{int(value)}" if value == int(value) else f"{Decimal(repr(value)):f}"


def _heading(count: int) -> str:
    return "1 Paper" if count == 1 else f"{count:,} Papers"


def _paper_parts(paper: PaperEntry) -> list[str]:
    head = f"{paper.field or ''}{_date(paper.date)}{'Code' if paper.has_code else ''}"
    authors = ", ".join(paper.authors) + (" et al." if paper.authors_cut else "")
    if paper.affiliations:
        authors += " · " + ", ".join(paper.affiliations)
    return [f"{head}\n{paper.title}", authors, paper.abstract or ""]


def _date(date: SavedDate) -> str:
    day = f"{SHORT_MONTHS[date.month - 1]} {date.day}"
    return day if date.year is None else f"{day}, {date.year:04}"
