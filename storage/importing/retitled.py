"""Which known paper a record speaks of that no paper has the title of: one under a title of before, or retitled since.

Never a paper that the same text speaks of elsewhere: who lists two papers says that they are two.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from storage.importing.known import FileState, Known, KnownPaper, SourceState
from storage.importing.match import ids_agree, is_near, match_paper, shares_author
from storage.importing.record import PaperRecord
from storage.importing.similarity import paper_similarity
from storage.importing.wording import distinguishing_marks, title_similarity

ANYBODY = SourceState(0, "")
BY_TITLE, BY_ABSTRACT = 500.0, 400.0
"""Stronger than any likeness: a title that the paper had, the same abstract."""
MOST_PAIRS = 250_000
"""Of records and papers to compare by likeness, a few seconds' work. Beyond it this is no newer copy of that text."""


def match_by_title(records: Sequence[PaperRecord], known: Known) -> dict[int, int]:
    """Title hash → paper, of a whole profile text: where a title of today says it."""
    found = ((record.title_hash, match_paper(record, known, ANYBODY)) for record in records)
    return {title: paper.id for title, paper in found if paper is not None}


def match_retitled(
    records: Sequence[PaperRecord], known: Known, same_title: Mapping[int, int], told: AbstractSet[int]
) -> dict[int, int]:
    """Title hash → paper, for the rest of a whole profile text. `told`: the papers that its source told of before."""
    rest = {record.title_hash: record for record in reversed(records) if record.title_hash not in same_title}
    spoken = set(same_title.values())
    vanished = [known.papers[paper] for paper in sorted(told - spoken)]
    if len(rest) * len(vanished) > MOST_PAIRS:
        vanished = []
    pairs = [
        (strength, -paper.id, title)
        for title, record in rest.items()
        for strength, paper in (*_known_otherwise(record, known, ANYBODY), *_alike(record, vanished, known))
        if paper.id not in spoken
    ]
    found: dict[int, int] = {}
    for _, paper, title in sorted(pairs, reverse=True):
        if title not in found and -paper not in spoken:
            found[title] = -paper
            spoken.add(-paper)
    return found


def match_retitled_in_bulk(
    record: PaperRecord, known: Known, teller: SourceState, telling: FileState
) -> KnownPaper | None:
    """For a text that is read in portions: never a paper that it told of so far."""
    if record.title_hash not in known.by_other_title and record.abstract_hash not in known.by_abstract:
        return None  # as nearly always
    found = sorted(_known_otherwise(record, known, teller), key=lambda pair: (-pair[0], pair[1].id))
    return next((paper for _, paper in found if telling.lines.keys().isdisjoint(paper.said_by(teller.id))), None)


def _known_otherwise(record: PaperRecord, known: Known, teller: SourceState) -> Iterator[tuple[float, KnownPaper]]:
    for paper in known.by_other_title.get(record.title_hash, ()):
        if _can_be(record, known.papers[paper], teller):
            yield BY_TITLE, known.papers[paper]
    paper = _of_abstract(record, known)
    if paper is not None and _can_be(record, paper, teller) and not _in_series(record.title, paper.values["title"]):
        yield BY_ABSTRACT, paper


def _of_abstract(record: PaperRecord, known: Known) -> KnownPaper | None:
    if record.abstract_hash is None or record.abstract_hash not in known.by_abstract:
        return None
    return known.papers[known.by_abstract[record.abstract_hash]]


def _can_be(record: PaperRecord, paper: KnownPaper, teller: SourceState) -> bool:
    return ids_agree(record, paper, teller) and is_near(record, paper) and shares_author(record, paper)


def _in_series(one: str, other: str) -> bool:
    """Part I and Part II, with one abstract for both. In one text's newer copy it would be the same paper still."""
    left, right = distinguishing_marks(one), distinguishing_marks(other)
    return bool(left and right and left != right) and title_similarity(one, other) >= 80


def _alike(record: PaperRecord, vanished: Sequence[KnownPaper], known: Known) -> Iterator[tuple[float, KnownPaper]]:
    """The source's own papers of before that its newer text has not, as far as the record may be one of them."""
    abstract = _of_abstract(record, known)
    for paper in vanished:
        strength = BY_ABSTRACT if paper is abstract else paper_similarity(record, paper)
        if strength is not None and _can_be(record, paper, ANYBODY):
            yield strength, paper
