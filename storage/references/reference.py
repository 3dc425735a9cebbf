"""What a reference says of a paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation needs of a paper. Texts are readable Unicode, as the store has them."""

    id: int
    title: str
    authors: tuple[str, ...]
    """As written on the paper, in order."""
    authors_cut: bool
    """The list ends in et al.: there are more."""
    published: str | None
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    venue: str | None
    field: str | None
    doi: str | None
    arxiv_id: str | None
    url: str | None
    abstract: str | None
    has_code: bool
    code_url: str | None
    citations: int | None
