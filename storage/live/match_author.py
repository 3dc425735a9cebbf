"""Who somebody is in a live source: by a paper that both know, never by a name alone. Pure."""

from collections.abc import Collection

from storage.importing.people import same_person
from storage.live.services.records import Work
from storage.live.targets import KnownWork, Subject
from storage.text.fold import fold
from storage.text.keys import name_hash


def is_the_paper(known: KnownWork, work: Work) -> bool:
    """A source that is asked for a title may answer with another one."""
    if known.doi and work.doi:
        return known.doi == work.doi or name_hash(known.title) == name_hash(work.title)
    if known.arxiv_id and work.arxiv_id:
        return known.arxiv_id == work.arxiv_id
    return name_hash(known.title) == name_hash(work.title)


def tied_key(subject: Subject, known: KnownWork, work: Work) -> str | None:
    """The key of the one author of the work who bears the person's name; None where nobody or several do."""
    if not is_the_paper(known, work):
        return None
    keys = {person.key for person in work.authors if person.key and same_person(person.name, subject.name)}
    return keys.pop() if len(keys) == 1 else None


def shows_a_coauthor(work: Work, name: str, coauthors: Collection[str]) -> bool:
    """Whether a paper that was found by a name alone is by a person of that name and by somebody they write with."""
    known = {fold(coauthor) for coauthor in coauthors if len(fold(coauthor).split()) > 1}
    names = [person.name for person in work.authors]
    return any(same_person(one, name) for one in names) and any(fold(one) in known for one in names)
