"""Who is meant by a name on a paper.

Within a source a name is one person (a second one of the same name on one paper is another). Across sources only a
shared paper ties two names together: the mention on that paper is one person, whoever tells of it. People known from
bulk loads alone are "pooled", that is, told apart by nothing but their name; so a tie gives that one paper to the
person with a profile, and never the whole pool. What an admin said (storage/identities/) stands before all of this.
"""

from collections.abc import Iterator
from functools import lru_cache

from storage.importing.known import Known, KnownPaper, Mention, SourceState
from storage.importing.record import PaperRecord
from storage.text.fold import fold
from storage.text.keys import name_hash


@lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())


def same_person(one: str, other: str) -> bool:
    """On one and the same paper: equal names, or the same family name and initials that agree (A. Q. Jiang)."""
    left, right = _words(one), _words(other)
    if left == right:
        return bool(left) or one == other
    if len(left) < 2 or len(right) < 2 or left[-1] != right[-1]:
        return False
    given = zip(left[:-1], right[:-1], strict=False)
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in given)


def merge_mentions(
    record: PaperRecord, paper: KnownPaper, known: Known, teller: SourceState, *, overrides: bool
) -> None:
    """Brings the paper's authors up to what the record says of them."""
    before = [(m.author, m.name, m.position) for m in paper.mentions]
    listed = _listed(record, paper, known, teller)
    if listed and (overrides or _says_more(record, paper)):
        shown = {mention.author for mention in listed}
        hidden = [m for m in paper.mentions if m.position is None and m.author not in shown]
        paper.mentions = listed + hidden
        paper.values_changed |= paper.values["authors_cut"] != record.authors_cut
        paper.values["authors_cut"] = record.authors_cut
    claims = teller.owner is not None and (paper.id, teller.owner) not in known.not_by
    if claims and all(m.author != teller.owner for m in paper.mentions):
        assert teller.owner is not None
        assert record.owner is not None
        paper.mentions.append(Mention(teller.owner, record.owner, name_hash(record.owner), None))
    paper.mentions = list({mention.author: mention for mention in reversed(paper.mentions)}.values())[::-1]
    paper.mentions_changed |= before != [(m.author, m.name, m.position) for m in paper.mentions]


def _says_more(record: PaperRecord, paper: KnownPaper) -> bool:
    """Whether the record's list is better than the known one, which is empty or cut."""
    known_length = sum(mention.position is not None for mention in paper.mentions)
    if not known_length:
        return True
    if not paper.values["authors_cut"]:
        return False
    return len(record.authors) > known_length  # "et al." says that there are more than those


def _listed(record: PaperRecord, paper: KnownPaper, known: Known, teller: SourceState) -> list[Mention]:
    """The record's authors as people; known mentions are re-pointed where a tie shows who they are."""
    free = list(paper.mentions)
    listed: list[Mention] = []
    for position, (name, key, occurrence) in enumerate(_names(record)):
        tied = _tied(name, name_hash(name), free)
        if tied is not None:
            free.remove(tied)
        taken = {mention.author for mention in listed}
        author = _person(name, key, occurrence, tied, taken, paper, known, teller)
        if tied is not None:
            tied.author = author
        listed.append(Mention(author, name, name_hash(name), position))
    if teller.owner is not None:
        _owner_claims(record, free, paper, known, teller)
    return listed


def _names(record: PaperRecord) -> Iterator[tuple[str, int, int]]:
    """The record's names; where the profile's owner is listed by initials alone, under the owner's full name."""
    owner = record.owner
    if owner is not None and name_hash(owner) not in {key for _, key, _ in record.names()}:
        close = {name for name in record.authors if same_person(name, owner)}
    else:
        close = set[str]()
    for name, key, occurrence in record.names():
        if owner is not None and len(close) == 1 and name in close and not occurrence:
            yield name, name_hash(owner), 0
        else:
            yield name, key, occurrence


def _tied(name: str, key: int, free: list[Mention]) -> Mention | None:
    exact = next((mention for mention in free if mention.name_hash == key), None)
    if exact is not None:
        return exact
    close = [mention for mention in free if same_person(name, mention.name)]
    return close[0] if len(close) == 1 else None


def _person(
    name: str,
    key: int,
    occurrence: int,
    tied: Mention | None,
    taken: set[int],
    paper: KnownPaper,
    known: Known,
    teller: SourceState,
) -> int:
    scoped = known.names.get((key, occurrence))
    if scoped is not None and (paper.id, scoped) in known.not_by:
        return _namesake(name, scoped, tied, taken, paper, known, teller)
    scoped = None if scoped in taken else scoped
    if tied is None or tied.author == scoped or tied.author in taken:
        return scoped if scoped is not None else _someone_new(name, key, occurrence, known, teller)
    there = known.authors[tied.author]
    if teller.is_library:
        return tied.author
    if there.pooled or (scoped == teller.owner and scoped is not None and not _own_word(there.profile, paper)):
        return scoped if scoped is not None else _someone_new(name, key, occurrence, known, teller)
    if scoped is None:
        known.name_means(key, occurrence, tied.author)
        return tied.author
    return _one_of(scoped, tied.author, paper, known)


def _namesake(
    name: str, scoped: int, tied: Mention | None, taken: set[int], paper: KnownPaper, known: Known, teller: SourceState
) -> int:
    """Whoever bears the name on a paper that is not by the one whom the source means by it. The name stays theirs."""
    if tied is not None and tied.author not in taken:
        return tied.author
    there = [mention.author for mention in paper.mentions if known.are_apart(mention.author, scoped)]
    free = [author for author in there if author not in taken]
    return free[0] if len(free) == 1 else known.add_author(name, pooled=teller.is_library).id


def _own_word(profile: int | None, paper: KnownPaper) -> bool:
    """Whether a person stands on this paper by their own profile's word, or has no profile that could say so."""
    return profile is None or bool(paper.said_by(profile))


def _someone_new(name: str, key: int, occurrence: int, known: Known, teller: SourceState) -> int:
    author = known.add_author(name, pooled=teller.is_library)
    known.name_means(key, occurrence, author.id)
    return author.id


def _one_of(scoped: int, tied: int, paper: KnownPaper, known: Known) -> int:
    """Two people of one name that one paper shows to be one. Owners of two profiles stay two."""
    has_profile = [known.authors[author].profile is not None for author in (scoped, tied)]
    on_paper = {mention.author for mention in paper.mentions}
    if all(has_profile) or scoped in on_paper or known.are_apart(scoped, tied):
        return tied
    keep, was = (scoped, tied) if has_profile[0] else (tied, scoped)
    known.merge(was, keep)
    return keep


def _owner_claims(
    record: PaperRecord, free: list[Mention], paper: KnownPaper, known: Known, teller: SourceState
) -> None:
    """The owner's own mention where the record does not list it: hidden, or listed by somebody who knew the whole."""
    if record.owner is None or any(mention.author == teller.owner for mention in paper.mentions):
        return
    mention = _tied(record.owner, name_hash(record.owner), free)
    if mention is None:
        return
    mention.author = _person(record.owner, name_hash(record.owner), 0, mention, set(), paper, known, teller)
