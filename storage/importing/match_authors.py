"""Who is meant by a name on a paper. Pure: it changes memory.

Within a source a name is one person (a second one of the same name on one paper is another). Across sources only a
shared paper ties two names together: the mention on that paper is one person, whoever lists it. People known from bulk
loads alone are "pooled", that is, nothing but the name tells them apart; so a tie hands that one paper to the person
with a profile, and never the whole pool. Admins' decisions (storage/identities/) come before all of this.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from storage.importing.record import PaperRecord
from storage.importing.same_person import same_person
from storage.importing.state import ChunkState, ImportState, KnownPaper, Mention
from storage.importing.untied_mentions import UntiedMentions
from storage.text.keys import name_hash


def merge_mentions(record: PaperRecord, paper: KnownPaper, state: ImportState, *, overrides: bool) -> None:
    """Brings the paper's authors up to what the record says of them."""
    before = [(m.author, m.name, m.position) for m in paper.mentions]
    listed = _Byline(record, paper, state, UntiedMentions(paper.mentions)).resolve()
    if listed and (overrides or _says_more(record, paper)):
        shown = {mention.author for mention in listed}
        hidden = [m for m in paper.mentions if m.position is None and m.author not in shown]
        paper.mentions = listed + hidden
        paper.values_changed |= paper.values["authors_cut"] != record.authors_cut
        paper.values["authors_cut"] = record.authors_cut
    _add_owner(record, paper, state)
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


def _add_owner(record: PaperRecord, paper: KnownPaper, state: ImportState) -> None:
    """A profile's owner is an author of each of its papers, listed or hidden."""
    owner = state.source.owner
    if owner is None or record.owner is None or (paper.id, owner) in state.chunk.not_by:
        return
    if all(mention.author != owner for mention in paper.mentions):
        paper.mentions.append(Mention(owner, record.owner, name_hash(record.owner), None))


@dataclass(slots=True)
class _Byline:
    """The authors of one record as people. Known mentions are reassigned where a tie shows who they are."""

    record: PaperRecord
    paper: KnownPaper
    state: ImportState
    free: UntiedMentions
    taken: set[int] = field(default_factory=set[int])
    """The authors of the names before."""

    def resolve(self) -> list[Mention]:
        listed: list[Mention] = []
        for position, (name, key, occurrence) in enumerate(_names(self.record)):
            tied = self.free.find(name, name_hash(name))
            if tied is not None:
                self.free.remove(tied)
            author = self._author(name, key, occurrence, tied)
            if tied is not None:
                tied.author = author
            self.taken.add(author)
            listed.append(Mention(author, name, name_hash(name), position))
        if self.state.source.owner is not None:
            self._claim_for_owner()
        return listed

    def _author(self, name: str, key: int, occurrence: int, tied: Mention | None) -> int:
        """The id of the name's author. `key` is the hash of the name by which the source knows them."""
        chunk, source = self.state.chunk, self.state.source
        scoped = chunk.names.get((key, occurrence))
        if scoped is not None and (self.paper.id, scoped) in chunk.not_by:
            return self._namesake(name, scoped, tied)
        scoped = None if scoped in self.taken else scoped
        if tied is None or tied.author == scoped or tied.author in self.taken:
            return self._new_author(name, key, occurrence) if scoped is None else scoped
        if source.is_library:
            return tied.author
        there = chunk.authors[tied.author]
        is_owner = scoped is not None and scoped == source.owner
        if there.pooled or (is_owner and not self._own_profile_lists(there.profile)):
            return self._new_author(name, key, occurrence) if scoped is None else scoped
        if scoped is None:
            chunk.assign_name(key, occurrence, tied.author)
            return tied.author
        return _join(scoped, tied.author, self.paper, chunk)

    def _namesake(self, name: str, scoped: int, tied: Mention | None) -> int:
        """Whoever bears the name on a paper that is not by the person the source means. The name stays theirs."""
        if tied is not None and tied.author not in self.taken:
            return tied.author
        chunk = self.state.chunk
        apart = [mention.author for mention in self.paper.mentions if chunk.are_apart(mention.author, scoped)]
        free = [author for author in apart if author not in self.taken]
        return free[0] if len(free) == 1 else self.state.add_author(name).id

    def _own_profile_lists(self, profile: int | None) -> bool:
        """Whether a person's own profile lists this paper. Also for a person without one that could."""
        return profile is None or bool(self.paper.said_by(profile))

    def _new_author(self, name: str, key: int, occurrence: int) -> int:
        author = self.state.add_author(name)
        self.state.chunk.assign_name(key, occurrence, author.id)
        return author.id

    def _claim_for_owner(self) -> None:
        """The owner's own mention, where the record does not list it: hidden, or listed by a source that had all."""
        owner = self.record.owner
        if owner is None or any(mention.author == self.state.source.owner for mention in self.paper.mentions):
            return
        mention = self.free.find(owner, name_hash(owner))
        if mention is not None:
            self.taken = set()
            mention.author = self._author(owner, name_hash(owner), 0, mention)


def _names(record: PaperRecord) -> Iterator[tuple[str, int, int]]:
    """(name, hash, occurrence) of the record's authors. An owner listed by initials alone gets the full name's hash."""
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


def _join(scoped: int, tied: int, paper: KnownPaper, chunk: ChunkState) -> int:
    """Merges two people of one name that one paper shows to be one. Owners of two profiles stay two."""
    has_profile = [chunk.authors[author].profile is not None for author in (scoped, tied)]
    on_paper = {mention.author for mention in paper.mentions}
    if all(has_profile) or scoped in on_paper or chunk.are_apart(scoped, tied):
        return tied
    stays, was = (scoped, tied) if has_profile[0] else (tied, scoped)
    chunk.merge_authors(was, stays)
    return stays
