"""Identifies an author at a live source: by a shared paper, never by name alone. Pure."""

from collections.abc import Collection

from storage.importing.same_person import same_person
from storage.live.services.records import Work
from storage.live.targets import TargetAuthor, TargetPaper
from storage.text.fold import fold
from storage.text.keys import name_hash


def is_same_work(paper: TargetPaper, work: Work) -> bool:
    """A source that is searched for a title may answer with a different one."""
    if paper.doi and work.doi:
        return paper.doi == work.doi or name_hash(paper.title) == name_hash(work.title)
    if paper.arxiv_id and work.arxiv_id:
        return paper.arxiv_id == work.arxiv_id
    return name_hash(paper.title) == name_hash(work.title)


def matching_key(target: TargetAuthor, paper: TargetPaper, work: Work) -> str | None:
    """The key of the one author of the work who has the target's name; None if there is none, or several."""
    if not is_same_work(paper, work):
        return None
    keys = {author.key for author in work.authors if author.key and same_person(author.name, target.name)}
    return keys.pop() if len(keys) == 1 else None


def has_known_coauthor(work: Work, name: str, coauthors: Collection[str]) -> bool:
    """Whether a work found by name is by somebody of this name together with one of their co-authors."""
    known = {fold(coauthor) for coauthor in coauthors if len(fold(coauthor).split()) > 1}
    names = [author.name for author in work.authors]
    return any(same_person(one, name) for one in names) and any(fold(one) in known for one in names)
