"""Which known paper a record is about. Pure.

`match_paper`: DOI, arXiv id, else the folded title with a shared author. The rest finds papers under another title: one
that the paper had before, the same abstract, or likeness to a paper that the source no longer lists. It never chooses a
paper that the same text lists elsewhere: whoever lists two papers says that they are two.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from storage.importing.record import PaperRecord
from storage.importing.same_person import person_key, shares_person
from storage.importing.similarity import distinguishing_marks, paper_similarity, title_similarity
from storage.importing.state import ImportState, KnownPaper
from storage.text.ids import is_preprint_doi
from storage.text.keys import hash64

BY_TITLE, BY_ABSTRACT = 500.0, 400.0
"""Strength of a match by a former title and by the same abstract: more than any likeness, which is at most 200."""
SERIES_SIMILARITY = 80
"""Title similarity (0 to 100) from which on titles with different marks are parts of a series."""
MOST_PAIRS = 250_000
"""Pairs of records and papers to compare by likeness: a few seconds. A text with more is no newer copy of that one."""


def record_key(record: PaperRecord) -> int | None:
    """The statement key of a record that has an id of its own."""
    return None if record.key is None else hash64("id", record.key)


def paper_key(paper: int) -> int:
    """The statement key of a record without one."""
    return hash64("paper", str(paper))


def match_paper(record: PaperRecord, state: ImportState) -> KnownPaper | None:
    """The known paper of this id, else of this title today."""
    chunk = state.chunk
    key = record_key(record)
    found = None
    if key is not None:
        found = chunk.by_key.get(key)
    if found is None and record.doi:
        found = chunk.by_doi.get(record.doi)
    if found is None and record.arxiv_id:
        found = chunk.by_arxiv.get(record.arxiv_id)
    if found is not None:
        return chunk.papers[found]
    people = {person_key(name) for name in _names(record)} or {""}
    near = {paper for key in people for paper in chunk.by_person.get((record.title_hash, key), ())}
    same_title = (chunk.papers[paper] for paper in sorted(near))
    return next((paper for paper in same_title if _is_same(record, paper, state)), None)


def match_by_title(records: Sequence[PaperRecord], state: ImportState) -> dict[int, int]:
    """Title hash → paper id, for the records of a whole profile that `match_paper` matches."""
    found = ((record.title_hash, match_paper(record, state)) for record in records)
    return {title: paper.id for title, paper in found if paper is not None}


def match_retitled(
    records: Sequence[PaperRecord], state: ImportState, same_title: dict[int, int], listed_before: AbstractSet[int]
) -> dict[int, int]:
    """Title hash → paper id, for the other records of a whole profile. `listed_before`: the papers of its source."""
    rest = {record.title_hash: record for record in reversed(records) if record.title_hash not in same_title}
    matched = set(same_title.values())
    vanished = [state.chunk.papers[paper] for paper in sorted(listed_before - matched)]
    if len(rest) * len(vanished) > MOST_PAIRS:
        vanished = []
    pairs = [
        (strength, -paper.id, title)
        for title, record in rest.items()
        for strength, paper in (*_known_otherwise(record, state), *_similar(record, vanished, state))
        if paper.id not in matched
    ]
    found: dict[int, int] = {}
    for _, paper, title in sorted(pairs, reverse=True):
        if title not in found and -paper not in matched:
            found[title] = -paper
            matched.add(-paper)
    return found


def match_retitled_in_bulk(record: PaperRecord, state: ImportState) -> KnownPaper | None:
    """The same for a text that is read in chunks: never a paper that its earlier chunks list."""
    chunk = state.chunk
    if record.title_hash not in chunk.by_other_title and record.abstract_hash not in chunk.by_abstract:
        return None  # as nearly always
    found = sorted(_known_otherwise(record, state), key=lambda pair: (-pair[0], pair[1].id))
    listed = state.file.lines.keys()
    return next((paper for _, paper in found if listed.isdisjoint(paper.said_by(state.source.id))), None)


def _is_same(record: PaperRecord, paper: KnownPaper, state: ImportState) -> bool:
    """Given the same title."""
    if not _ids_agree(record, paper, state) or (state.source.is_live and not _is_near(record, paper)):
        return False
    return _shares_author(record, paper) or not (_names(record) or paper.mentions)


def _known_otherwise(record: PaperRecord, state: ImportState) -> Iterator[tuple[float, KnownPaper]]:
    """(strength, paper) by other titles and by the abstract."""
    chunk = state.chunk
    for paper in chunk.by_other_title.get(record.title_hash, ()):
        if _can_be(record, chunk.papers[paper], state):
            yield BY_TITLE, chunk.papers[paper]
    paper = _of_abstract(record, state)
    if paper is not None and _can_be(record, paper, state) and not _in_series(record.title, paper.values["title"]):
        yield BY_ABSTRACT, paper


def _similar(
    record: PaperRecord, vanished: Sequence[KnownPaper], state: ImportState
) -> Iterator[tuple[float, KnownPaper]]:
    """(strength, paper) for the papers that the source's newer text lacks, as far as the record may be one of them."""
    abstract = _of_abstract(record, state)
    for paper in vanished:
        strength = BY_ABSTRACT if paper is abstract else paper_similarity(record, paper)
        if strength is not None and _can_be(record, paper, state):
            yield strength, paper


def _of_abstract(record: PaperRecord, state: ImportState) -> KnownPaper | None:
    if record.abstract_hash is None or record.abstract_hash not in state.chunk.by_abstract:
        return None
    return state.chunk.papers[state.chunk.by_abstract[record.abstract_hash]]


def _can_be(record: PaperRecord, paper: KnownPaper, state: ImportState) -> bool:
    return _ids_agree(record, paper, state) and _is_near(record, paper) and _shares_author(record, paper)


def _in_series(one: str, other: str) -> bool:
    """Part I and Part II, with one abstract for both. In one text's newer copy it would be the same paper still."""
    left, right = distinguishing_marks(one), distinguishing_marks(other)
    return bool(left and right and left != right) and title_similarity(one, other) >= SERIES_SIMILARITY


def _ids_agree(record: PaperRecord, paper: KnownPaper, state: ImportState) -> bool:
    """Different ids tell two papers of one title apart ("Editorial"), except those of a preprint and of its published
    version. A live source may have both as works of its own; a bulk file's own ids are taken at their word."""
    own, known = record.doi, paper.values["doi"]
    if own and known and own != known and not (is_preprint_doi(own) or is_preprint_doi(known)):
        return False
    if record.arxiv_id and paper.values["arxiv_id"] and record.arxiv_id != paper.values["arxiv_id"]:
        return False
    key, source = record_key(record), state.source
    return key is None or source.is_live or all(said in (key, paper_key(paper.id)) for said in paper.said_by(source.id))


def _shares_author(record: PaperRecord, paper: KnownPaper) -> bool:
    return shares_person(_names(record), (mention.name for mention in paper.mentions))


def _is_near(record: PaperRecord, paper: KnownPaper) -> bool:
    """Published within a year or so. A year that was only inferred from the day of capture may be wrong."""
    said, known = record.published, paper.values["published"]
    if said is None or known is None or (record.yearless and said[4:] == known[4:]):
        return True
    return abs(int(said[:4]) - int(known[:4])) <= 1


def _names(record: PaperRecord) -> list[str]:
    return [*record.authors, record.owner] if record.owner else list(record.authors)
