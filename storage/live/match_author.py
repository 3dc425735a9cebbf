"""Who somebody is in a live source: by a paper that both know, never by a name alone. Pure."""

from collections.abc import Collection

from storage.importing.people import same_person
from storage.live.services.records import Work
from storage.live.targets import TargetAuthor, TargetPaper
from storage.text.fold import fold
from storage.text.keys import name_hash


def is_same_work(known: TargetPaper, work: Work) -> bool:
    """A source that is asked for a title may answer with another one."""
    if known.doi and work.doi:
        return known.doi == work.doi or name_hash(known.title) == name_hash(work.title)
    if known.arxiv_id and work.arxiv_id:
        return known.arxiv_id == work.arxiv_id
    return name_hash(known.title) == name_hash(work.title)


def matching_key(subject: TargetAuthor, known: TargetPaper, work: Work) -> str | None:
    """The key of the one author of the work who bears the person's name; None where nobody or several do."""
    if not is_same_work(known, work):
        return None
    keys = {person.key for person in work.authors if person.key and same_person(person.name, subject.name)}
    return keys.pop() if len(keys) == 1 else None


def has_known_coauthor(work: Work, name: str, coauthors: Collection[str]) -> bool:
    """Whether a paper that was found by a name alone is by a person of that name and by somebody they write with."""
    known = {fold(coauthor) for coauthor in coauthors if len(fold(coauthor).split()) > 1}
    names = [person.name for person in work.authors]
    return any(same_person(one, name) for one in names) and any(fold(one) in known for one in names)
